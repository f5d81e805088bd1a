output "cluster_name" {
  description = "Name of the cluster."
  value       = eksoutpost_local_cluster.this.name
}

output "endpoint" {
  description = "URL of the Kubernetes API server; it has private addresses only."
  value       = eksoutpost_local_cluster.this.endpoint
}

output "health" {
  description = "Health issues of the cluster; empty if it is well."
  value       = eksoutpost_local_cluster.this.health
}
