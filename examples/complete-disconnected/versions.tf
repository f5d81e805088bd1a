terraform {
  required_version = ">= 1.10"

  required_providers {
    eksoutpost = {
      source  = "eksoutpost/eksoutpost"
      version = "~> 0.1"
    }

    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.31"
    }

    tls = {
      source  = "hashicorp/tls"
      version = ">= 4.0"
    }
  }
}
