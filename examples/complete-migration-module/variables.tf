variable "region" {
  description = "AWS Region of the cluster."
  type        = string
}

variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "role_name" {
  description = "Name of the cluster's role."
  type        = string
}

variable "kubernetes_version" {
  description = "Kubernetes version that the cluster has."
  type        = string
}

variable "outpost_arn" {
  description = "ARN of the Outpost."
  type        = string
}

variable "control_plane_instance_type" {
  description = "EC2 instance type of the control plane instances."
  type        = string
}

variable "subnet_ids" {
  description = "IDs of the subnets that the cluster was made with."
  type        = set(string)
}
