provider "aws" {
  region = var.region
}

provider "eksoutpost" {
  region = var.region
}

# Lasts a quarter of an hour, and is stored nowhere.
ephemeral "eksoutpost_cluster_auth" "this" {
  name                  = data.eksoutpost_local_cluster.this.name
  cluster_id            = data.eksoutpost_local_cluster.this.cluster_id
  control_plane_storage = data.eksoutpost_local_cluster.this.control_plane_storage
}

provider "kubernetes" {
  host                   = data.eksoutpost_local_cluster.this.endpoint
  cluster_ca_certificate = base64decode(data.eksoutpost_local_cluster.this.certificate_authority.data)
  token                  = ephemeral.eksoutpost_cluster_auth.this.token
}

data "eksoutpost_local_cluster" "this" {
  name = var.name
}

# Nodes may join once their role is in aws-auth. On an EBS cluster there is no other way.
resource "kubernetes_config_map_v1" "aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = yamldecode(provider::eksoutpost::aws_auth_config_map(
    data.eksoutpost_local_cluster.this,
    { node_role_arns = [aws_iam_role.nodes.arn] },
  )).data
}

# The image that AWS recommends for the Kubernetes version of the control plane.
data "aws_ssm_parameter" "image" {
  name = "/aws/service/eks/optimized-ami/${data.eksoutpost_local_cluster.this.version}/amazon-linux-2023/x86_64/standard/recommended/image_id"
}

resource "aws_launch_template" "nodes" {
  name                   = "${var.name}-nodes"
  image_id               = data.aws_ssm_parameter.image.insecure_value
  instance_type          = var.node_instance_type
  vpc_security_group_ids = [data.eksoutpost_local_cluster.this.vpc_config.cluster_security_group_id]
  user_data              = base64encode(provider::eksoutpost::node_user_data(data.eksoutpost_local_cluster.this))

  iam_instance_profile {
    arn = aws_iam_instance_profile.nodes.arn
  }

  # Outposts have gp2 only.
  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = var.node_volume_size
      volume_type = "gp2"
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}

resource "aws_autoscaling_group" "nodes" {
  name                = "${var.name}-nodes"
  min_size            = var.node_count
  max_size            = var.node_count
  vpc_zone_identifier = var.subnet_ids

  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }

  tag {
    key                 = "Name"
    value               = "${var.name}-node"
    propagate_at_launch = true
  }

  tag {
    key                 = "kubernetes.io/cluster/${var.name}"
    value               = "owned"
    propagate_at_launch = true
  }

  # A node that starts before its role is known tries for minutes, and may give up.
  depends_on = [
    aws_iam_role_policy_attachment.nodes,
    kubernetes_config_map_v1.aws_auth,
  ]
}
