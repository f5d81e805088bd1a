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
  }

  vpc_config = {
    subnet_ids = [aws_subnet.outpost.id]
  }

  # The endpoints must be there before EKS starts the control plane.
  depends_on = [
    aws_route_table_association.outpost,
    aws_vpc_endpoint.gateway,
    aws_vpc_endpoint.interface,
    aws_vpc_security_group_ingress_rule.outpost,
  ]
}
