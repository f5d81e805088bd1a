"""The configurations: N pairs of a role and a cluster, for this provider, for hashicorp/aws, and as `terraform_data`.

All use `count`; a thousand blocks would cost Terraform itself two to three times as much.
"""

from __future__ import annotations

from dataclasses import dataclass

OUTPOST_ARN = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
SUBNET_ID = "subnet-0a1b2c3d4e5f67891"

OURS = """
terraform {
  required_providers {
    eksoutpost = {
      source = "eksoutpost/eksoutpost"
    }
  }
}

# What AWS is asked about a new cluster takes as long as AWS takes.
provider "eksoutpost" {
  preflight = "off"
}

resource "eksoutpost_cluster_role" "edge" {
  count = COUNT
  name  = "edge-${count.index}"
}

resource "eksoutpost_local_cluster" "edge" {
  count    = COUNT
  name     = "edge-${count.index}"
  role_arn = eksoutpost_cluster_role.edge[count.index].arn

  outpost_config = {
    outpost_arn                 = "OUTPOST_ARN"
    control_plane_instance_type = "m5.large"
  }

  vpc_config = {
    subnet_ids = ["SUBNET_ID"]
  }
}
"""

PEER = """
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_iam_role" "edge" {
  count = COUNT
  name  = "edge-${count.index}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "edge" {
  count      = COUNT
  role       = aws_iam_role.edge[count.index].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"
}

resource "aws_eks_cluster" "edge" {
  count    = COUNT
  name     = "edge-${count.index}"
  role_arn = aws_iam_role.edge[count.index].arn

  vpc_config {
    subnet_ids              = ["SUBNET_ID"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  outpost_config {
    outpost_arns                = ["OUTPOST_ARN"]
    control_plane_instance_type = "m5.large"
  }

  depends_on = [aws_iam_role_policy_attachment.edge]
}
"""

FLOOR = """
resource "terraform_data" "role" {
  count = COUNT
  input = { for attribute in range(ATTRIBUTES) : "attribute_${attribute}" => "${count.index}-ROLE_TEXT" }
}

resource "terraform_data" "cluster" {
  count = COUNT
  input = merge(
    { for attribute in range(ATTRIBUTES) : "attribute_${attribute}" => "${count.index}-CLUSTER_TEXT" },
    { role = terraform_data.role[count.index].id },
  )
}
"""

# terraform_data keeps its input twice, and beside every value a name and quotation marks.
FLOOR_ATTRIBUTES = 8
FLOOR_OVERHEAD = 2 * FLOOR_ATTRIBUTES * 34


@dataclass(frozen=True)
class StateSize:
    """Bytes in the state file of one role and of one cluster."""

    role: int
    cluster: int


def ours(count: int) -> str:
    return _filled(OURS, count)


def peer(count: int) -> str:
    return _filled(PEER, count)


def floor(count: int, size: StateSize) -> str:
    """As many objects with the same dependencies and about the same bytes in state."""
    text = _filled(FLOOR, count).replace("ATTRIBUTES", str(FLOOR_ATTRIBUTES))
    for name, wanted in (("ROLE_TEXT", size.role), ("CLUSTER_TEXT", size.cluster)):
        length = max(1, (wanted - FLOOR_OVERHEAD - 400) // (2 * FLOOR_ATTRIBUTES))
        text = text.replace(name, "x" * length)
    return text


def _filled(template: str, count: int) -> str:
    return (
        template.strip("\n")
        .replace("COUNT", str(count))
        .replace("OUTPOST_ARN", OUTPOST_ARN)
        .replace("SUBNET_ID", SUBNET_ID)
    ) + "\n"
