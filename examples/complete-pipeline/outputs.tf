output "endpoint" {
  description = "URL of the Kubernetes API server."
  value       = eksoutpost_local_cluster.this.endpoint
}
