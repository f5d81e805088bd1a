variable "region" {
  description = "AWS Region of the cluster."
  type        = string
}

variable "name" {
  description = "Name of the cluster."
  type        = string
  default     = "example"
}

variable "subnet_ids" {
  description = "IDs of subnets on the Outpost for the nodes."
  type        = set(string)
}

variable "node_count" {
  description = "Number of nodes."
  type        = number
  default     = 2
}

variable "node_instance_type" {
  description = "EC2 instance type of the nodes; the Outpost must have room for them beside the control plane."
  type        = string
  default     = "m5.large"
}

variable "node_volume_size" {
  description = "Size of the root volume of each node in GiB."
  type        = number
  default     = 50
}
