output "cluster_name" {
  description = "Name of the cluster."
  value       = eksoutpost_local_cluster.this.name
}

output "endpoint" {
  description = "URL of the Kubernetes API server."
  value       = eksoutpost_local_cluster.this.endpoint
}

output "health" {
  description = "Health issues of the cluster; empty if it is well."
  value       = eksoutpost_local_cluster.this.health
}

output "outpost_subnet_ids" {
  description = "IDs of the subnets on the Outpost, also for nodes."
  value       = [for subnet in aws_subnet.outpost : subnet.id]
}

output "vpc_id" {
  description = "ID of the VPC."
  value       = aws_vpc.this.id
}
