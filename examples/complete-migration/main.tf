provider "eksoutpost" {
  region = var.region
}

# The cluster and the role go over with what is in the state; AWS is asked once, and nothing is changed. The aws_ resources of the
# configuration were deleted when these blocks were written. All blocks can go when they are applied.
moved {
  from = aws_eks_cluster.this
  to   = eksoutpost_local_cluster.this
}

moved {
  from = aws_iam_role.cluster
  to   = eksoutpost_cluster_role.this
}

# eksoutpost_cluster_role looks after the policies. Without this block Terraform would detach them from under the cluster.
removed {
  from = aws_iam_role_policy_attachment.cluster

  lifecycle {
    destroy = false
  }
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
}
