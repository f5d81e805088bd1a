output "node_role_arn" {
  description = "ARN of the role of the nodes."
  value       = aws_iam_role.nodes.arn
}

output "user_data" {
  description = "What the nodes are told at their start."
  value       = provider::eksoutpost::node_user_data(data.eksoutpost_local_cluster.this)
}
