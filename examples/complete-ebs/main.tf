provider "eksoutpost" {
  region = var.region

  default_tags = {
    tags = var.tags
  }
}

resource "eksoutpost_cluster_role" "example" {
  name = "${var.name}-cluster"
}

resource "eksoutpost_local_cluster" "example" {
  name     = var.name
  role_arn = eksoutpost_cluster_role.example.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
  }

  vpc_config = {
    subnet_ids = var.subnet_ids
  }

  enabled_cluster_log_types = var.enabled_cluster_log_types
}
