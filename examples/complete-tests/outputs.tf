output "cluster_security_group_id" {
  description = "ID of the security group for the nodes."
  value       = eksoutpost_local_cluster.this.vpc_config.cluster_security_group_id
}

output "endpoint" {
  description = "URL of the Kubernetes API server."
  value       = eksoutpost_local_cluster.this.endpoint
}
