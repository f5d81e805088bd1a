output "cluster_arn" {
  description = "ARN of the cluster."
  value       = eksoutpost_local_cluster.this.arn
}

output "role_arn" {
  description = "ARN of the role of the control plane."
  value       = aws_iam_role.cluster.arn
}
