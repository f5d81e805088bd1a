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

variable "subnet_ids" {
  description = "IDs of subnets on the Outpost, all in one VPC, with three free addresses together."
  type        = set(string)
}

variable "allowed_account_ids" {
  description = "IDs of the accounts that this configuration may be applied to."
  type        = set(string)
}
