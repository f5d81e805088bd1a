variable "region" {
  description = "AWS Region of the Outpost."
  type        = string
}

variable "name" {
  description = "Name of the cluster; its role gets the suffix -cluster."
  type        = string
  default     = "example"
}

variable "kubernetes_version" {
  description = "Kubernetes version of the cluster. You can raise it by one minor version at a time."
  type        = string
  default     = "1.34"
}

variable "outpost_arn" {
  description = "ARN of the Outpost."
  type        = string
}

variable "control_plane_instance_type" {
  description = "EC2 instance type of the three API server instances, one with instance store."
  type        = string
  default     = "m5d.xlarge"
}

variable "etcd_instance_type" {
  description = "EC2 instance type of the three etcd instances, one with instance store."
  type        = string
  default     = "m5d.large"
}

variable "spread_level" {
  description = "What EKS spreads the instances over: host or rack."
  type        = string
  default     = "host"
}

variable "subnet_ids" {
  description = "IDs of subnets on the Outpost, all in one VPC, with three free addresses each."
  type        = set(string)
}

variable "public_access_cidrs" {
  description = "CIDR blocks that can reach the Kubernetes API from the internet. Empty: the API is private."
  type        = set(string)
  default     = []
}

variable "tags" {
  description = "Tags of the cluster and its role."
  type        = map(string)
  default     = {}
}
