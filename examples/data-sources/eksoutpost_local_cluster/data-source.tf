# A cluster that somebody else manages.
data "eksoutpost_local_cluster" "example" {
  name = "example"
}

# For kubectl, with the AWS CLI as the source of tokens.
output "kubeconfig" {
  value = provider::eksoutpost::kubeconfig(data.eksoutpost_local_cluster.example)
}
