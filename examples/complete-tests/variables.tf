variable "site" {
  description = "Name of the site."
  type        = string
}

variable "kubernetes_version" {
  description = "Kubernetes version of the cluster."
  type        = string
  default     = "1.31"
}

variable "outpost_arn" {
  description = "ARN of the site's Outpost."
  type        = string
}

variable "subnet_ids" {
  description = "IDs of subnets on the Outpost."
  type        = set(string)
}

variable "node_count" {
  description = "Number of nodes that the cluster will have."
  type        = number
  default     = 3

  validation {
    condition     = var.node_count <= 100
    error_message = "A site has at most 100 nodes."
  }
}

variable "public" {
  description = "Whether the Kubernetes API is to be reached from the internet; an EBS cluster cannot."
  type        = bool
  default     = false
}
