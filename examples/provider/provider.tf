terraform {
  required_providers {
    eksoutpost = {
      source  = "eksoutpost/eksoutpost"
      version = "~> 0.1"
    }
  }
}

# Credentials come from where the AWS CLI finds them.
provider "eksoutpost" {
  region = "us-west-2"

  default_tags = {
    tags = {
      owner = "edge-platform"
    }
  }
}
