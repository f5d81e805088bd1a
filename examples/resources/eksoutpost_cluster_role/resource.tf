# Trust policy and managed policies follow from the kind of cluster.
resource "eksoutpost_cluster_role" "example" {
  name                  = "example-cluster"
  control_plane_storage = "ebs"
  permissions_boundary  = "arn:aws:iam::123456789012:policy/example-boundary"

  additional_policy_arns = [
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  ]

  tags = {
    site = "example"
  }
}
