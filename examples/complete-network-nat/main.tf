provider "aws" {
  region = var.region

  default_tags {
    tags = var.tags
  }
}

provider "eksoutpost" {
  region = var.region

  default_tags = {
    tags = var.tags
  }
}

resource "eksoutpost_cluster_role" "this" {
  name = "${var.name}-cluster"
}

resource "eksoutpost_local_cluster" "this" {
  name     = var.name
  role_arn = eksoutpost_cluster_role.this.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type

    control_plane_placement = {
      # The same as its name, but not known before the group exists.
      group_name = aws_placement_group.control_plane.id
    }
  }

  vpc_config = {
    subnet_ids = [for subnet in aws_subnet.outpost : subnet.id]
  }

  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  # Without its way to AWS services the control plane does not start, and the cluster stays at CREATING.
  depends_on = [
    aws_route.nat,
    aws_route_table_association.outpost,
    aws_route_table_association.public,
  ]
}

# No two control plane instances on one host, so that a broken host costs one of them. Two of the three must live.
resource "aws_placement_group" "control_plane" {
  name         = "${var.name}-control-plane"
  strategy     = "spread"
  spread_level = "host"
}
