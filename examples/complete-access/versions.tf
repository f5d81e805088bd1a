terraform {
  required_version = ">= 1.8"

  required_providers {
    eksoutpost = {
      source  = "eksoutpost/eksoutpost"
      version = "~> 0.1"
    }
  }
}
