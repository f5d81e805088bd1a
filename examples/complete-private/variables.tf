variable "region" {
  description = "AWS Region of the Outpost."
  type        = string
}

variable "name" {
  description = "Name of the cluster; what belongs to it has names that begin so."
  type        = string
  default     = "example"
}

variable "kubernetes_version" {
  description = "Kubernetes version of the cluster. You can raise it by one minor version at a time."
  type        = string
  default     = "1.31"
}

variable "outpost_arn" {
  description = "ARN of the Outpost."
  type        = string
}

variable "control_plane_instance_type" {
  description = "EC2 instance type of the three control plane instances; the Outpost must have room for them."
  type        = string
  default     = "m5.xlarge"
}

variable "vpc_cidr" {
  description = "CIDR block of the VPC."
  type        = string
  default     = "10.0.0.0/16"
}

variable "outpost_subnet_cidr" {
  description = "CIDR block of the subnet on the Outpost."
  type        = string
  default     = "10.0.0.0/20"
}

variable "endpoint_subnet_cidr" {
  description = "CIDR block of the subnet in the Region that the VPC endpoints are in."
  type        = string
  default     = "10.0.32.0/24"
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
