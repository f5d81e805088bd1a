# The plan reads the role, and changes nothing but what a cluster needs otherwise. Policies beside those stay attached. Terraform wants the
# AWS provider installed until this is applied; the block for `aws_iam_role.example` can go at once.
moved {
  from = aws_iam_role.example
  to   = eksoutpost_cluster_role.example
}
