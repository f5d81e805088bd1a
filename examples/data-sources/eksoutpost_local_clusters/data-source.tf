# The clusters on one Outpost.
data "eksoutpost_local_clusters" "example" {
  outpost_arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
}

output "not_active" {
  value = [for cluster in data.eksoutpost_local_clusters.example.clusters : cluster.name if cluster.status != "ACTIVE"]
}
