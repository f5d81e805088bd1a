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

# Another account, through a chain of roles, and never by mistake.
provider "eksoutpost" {
  alias  = "production"
  region = "us-east-1"

  allowed_account_ids = ["111122223333"]

  assume_role = [
    { role_arn = "arn:aws:iam::444455556666:role/pipeline" },
    { role_arn = "arn:aws:iam::111122223333:role/edge-clusters", external_id = "edge", duration = "2h" },
  ]

  ignore_tags = {
    key_prefixes = ["security-scanner/"]
  }
}
