# A module of a platform team: a site has one cluster, with names and tags as everywhere in the company.

resource "eksoutpost_cluster_role" "this" {
  name = "edge-${var.site}-cluster"
  tags = local.tags
}

resource "eksoutpost_local_cluster" "this" {
  name     = "edge-${var.site}"
  role_arn = eksoutpost_cluster_role.this.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.node_count <= 20 ? "m5.large" : "m5.xlarge"
  }

  vpc_config = {
    subnet_ids             = var.subnet_ids
    endpoint_public_access = var.public
  }

  tags = local.tags
}

locals {
  tags = {
    site  = var.site
    owner = "edge-platform"
  }
}
