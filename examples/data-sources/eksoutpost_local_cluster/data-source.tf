# A cluster that somebody else manages.
data "eksoutpost_local_cluster" "example" {
  name = "example"
}

# What a kubeconfig needs. The token of a cluster with `ebs` storage is made with its id, any other with its name.
output "kubernetes" {
  value = {
    server     = data.eksoutpost_local_cluster.example.endpoint
    authority  = data.eksoutpost_local_cluster.example.certificate_authority.data
    cluster_id = data.eksoutpost_local_cluster.example.cluster_id
  }
}
