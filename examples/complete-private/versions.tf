terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }

    eksoutpost = {
      source  = "eksoutpost/eksoutpost"
      version = "~> 0.1"
    }
  }
}
