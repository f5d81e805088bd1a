provider "eksoutpost" {
  region = var.region
}

# The cluster and the role go over with what is in the state; AWS is asked once, and nothing is changed. The call of the module was deleted when
# these blocks were written. All blocks can go when they are applied.
moved {
  from = module.eks.aws_eks_cluster.this[0]
  to   = eksoutpost_local_cluster.this
}

moved {
  from = module.eks.aws_iam_role.this[0]
  to   = eksoutpost_cluster_role.this
}

# The rest of the module stays in AWS and leaves the state: security groups, log group, and the attachments of policies, which
# eksoutpost_cluster_role looks after. Without this block Terraform would destroy all of it, from under the cluster.
removed {
  from = module.eks

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
