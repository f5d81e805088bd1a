# A cluster of another configuration. With `ebs` storage the token names its ID, with `instance_store` its name: give both, as they are.
variable "cluster" {
  type = object({
    cluster_id            = string
    name                  = string
    control_plane_storage = string
    region                = string
  })
}

ephemeral "eksoutpost_cluster_auth" "example" {
  cluster_id            = var.cluster.cluster_id
  name                  = var.cluster.name
  control_plane_storage = var.cluster.control_plane_storage
  region                = var.cluster.region
}
