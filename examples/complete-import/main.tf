provider "eksoutpost" {
  region = var.region
}

# These two blocks can go when they are applied.
import {
  to = eksoutpost_cluster_role.this
  id = var.role_name
}

import {
  to = eksoutpost_local_cluster.this
  id = "${var.name}@${var.region}"
}

resource "eksoutpost_cluster_role" "this" {
  name = var.role_name
}

resource "eksoutpost_local_cluster" "this" {
  name     = var.name
  role_arn = eksoutpost_cluster_role.this.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
  }

  vpc_config = {
    subnet_ids = var.subnet_ids
  }

  # From now on nobody deletes the cluster in passing.
  lifecycle {
    prevent_destroy = true
  }
}
