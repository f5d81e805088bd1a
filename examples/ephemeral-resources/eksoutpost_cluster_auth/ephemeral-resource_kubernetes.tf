# For `eksoutpost_local_cluster.example` of the same configuration. In the first plan its attributes are not known yet; no token is made
# then, and these providers must be able to plan without the cluster. If something of theirs cannot, such as `kubernetes_manifest` or a data
# source, apply the cluster first: terraform apply -target=eksoutpost_local_cluster.example
ephemeral "eksoutpost_cluster_auth" "example" {
  cluster_id            = eksoutpost_local_cluster.example.cluster_id
  name                  = eksoutpost_local_cluster.example.name
  control_plane_storage = eksoutpost_local_cluster.example.control_plane_storage
}

provider "kubernetes" {
  host                   = eksoutpost_local_cluster.example.endpoint
  cluster_ca_certificate = base64decode(eksoutpost_local_cluster.example.certificate_authority.data)
  token                  = ephemeral.eksoutpost_cluster_auth.example.token
}

# Version 3 of the provider `helm`; version 2 has a block `kubernetes { ... }` with the same arguments.
provider "helm" {
  kubernetes = {
    host                   = eksoutpost_local_cluster.example.endpoint
    cluster_ca_certificate = base64decode(eksoutpost_local_cluster.example.certificate_authority.data)
    token                  = ephemeral.eksoutpost_cluster_auth.example.token
  }
}
