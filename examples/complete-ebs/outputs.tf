output "cluster_arn" {
  description = "ARN of the cluster."
  value       = eksoutpost_local_cluster.example.arn
}

output "cluster_id" {
  description = "UUID of the cluster, which authentication tokens and the bootstrap of nodes need."
  value       = eksoutpost_local_cluster.example.cluster_id
}

output "cluster_security_group_id" {
  description = "ID of the security group to let on-premises hosts in."
  value       = eksoutpost_local_cluster.example.vpc_config.cluster_security_group_id
}

output "creator_principal_arn" {
  description = "ARN of the IAM principal that is a cluster administrator for ever. Do not delete it."
  value       = eksoutpost_local_cluster.example.creator_principal_arn
}

output "endpoint" {
  description = "URL of the Kubernetes API server."
  value       = eksoutpost_local_cluster.example.endpoint
}

output "health" {
  description = "Health issues of the cluster; empty if it is well."
  value       = eksoutpost_local_cluster.example.health
}

output "status" {
  description = "Status of the cluster."
  value       = eksoutpost_local_cluster.example.status
}
