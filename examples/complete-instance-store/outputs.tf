output "cluster_arn" {
  description = "ARN of the cluster."
  value       = eksoutpost_local_cluster.example.arn
}

output "cluster_name" {
  description = "Name of the cluster, which authentication tokens need."
  value       = eksoutpost_local_cluster.example.name
}

output "endpoint" {
  description = "URL of the Kubernetes API server."
  value       = eksoutpost_local_cluster.example.endpoint
}

output "health" {
  description = "Health issues of the cluster; empty if it is well."
  value       = eksoutpost_local_cluster.example.health
}

output "oidc_issuer_url" {
  description = "URL of the OpenID Connect issuer, for IAM roles of service accounts."
  value       = eksoutpost_local_cluster.example.oidc_issuer_url
}

output "status" {
  description = "Status of the cluster."
  value       = eksoutpost_local_cluster.example.status
}
