data "eksoutpost_local_cluster" "example" {
  name = "example"
}

data "eksoutpost_control_plane_instances" "example" {
  cluster_name = data.eksoutpost_local_cluster.example.name
}

# Lines for `/etc/hosts` of those who reach the Kubernetes API while the Outpost is disconnected.
output "hosts" {
  value = provider::eksoutpost::hosts_entries(
    data.eksoutpost_local_cluster.example.endpoint,
    data.eksoutpost_control_plane_instances.example.private_ips,
  ).hosts_file
}
