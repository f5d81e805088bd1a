provider "aws" {
  region = var.region
}

provider "eksoutpost" {
  region = var.region
}

resource "eksoutpost_local_cluster" "this" {
  name     = var.name
  role_arn = aws_iam_role.cluster.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
  }

  vpc_config = {
    subnet_ids = var.subnet_ids
  }

  # The ARN of an aws_iam_role says nothing about its policies: the cluster must be made after they are attached, and deleted before they are
  # detached. eksoutpost_cluster_role needs no such line.
  depends_on = [aws_iam_role_policy_attachment.cluster]
}

# What an EBS cluster needs. With etcd_instance_type it is eks.amazonaws.com, AmazonEKSClusterPolicy and AmazonEKSServicePolicy.
resource "aws_iam_role" "cluster" {
  name = "${var.name}-cluster"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"
}
