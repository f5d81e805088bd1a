variable "region" {
  description = "AWS Region of the cluster."
  type        = string
}

variable "name" {
  description = "Name of the cluster."
  type        = string
  default     = "example"
}
