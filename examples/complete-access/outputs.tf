output "control_plane_instances" {
  description = "The instances that the control plane runs on. They are EKS's: look, and do not touch."
  value       = data.eksoutpost_control_plane_instances.this.instances
}

output "hosts_entries" {
  description = "Lines for /etc/hosts or a DNS server, for when the Region is out of reach."
  value = provider::eksoutpost::hosts_entries(
    data.eksoutpost_local_cluster.this.endpoint,
    data.eksoutpost_control_plane_instances.this.private_ips,
  ).hosts_file
}

output "kubeconfig" {
  description = "For kubectl, with the AWS CLI as the source of tokens."
  value       = provider::eksoutpost::kubeconfig(data.eksoutpost_local_cluster.this)
}
