# The plan reads the cluster and changes nothing. Terraform wants the AWS provider installed until this is applied; the block for
# `aws_eks_cluster.example` can go at once.
moved {
  from = aws_eks_cluster.example
  to   = eksoutpost_local_cluster.example
}
