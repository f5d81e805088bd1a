provider "eksoutpost" {
  region = var.region

  default_tags = {
    tags = var.tags
  }
}

resource "eksoutpost_cluster_role" "example" {
  name                  = "${var.name}-cluster"
  control_plane_storage = "instance_store"
}

resource "eksoutpost_local_cluster" "example" {
  name     = var.name
  role_arn = eksoutpost_cluster_role.example.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
    etcd_instance_type          = var.etcd_instance_type

    control_plane_placement = {
      spread_level = var.spread_level
    }

    etcd_placement = {
      spread_level = var.spread_level
    }
  }

  vpc_config = {
    subnet_ids             = var.subnet_ids
    endpoint_public_access = length(var.public_access_cidrs) > 0
    public_access_cidrs    = length(var.public_access_cidrs) > 0 ? var.public_access_cidrs : null
  }

  access_config = {
    authentication_mode = "API"
  }
}
