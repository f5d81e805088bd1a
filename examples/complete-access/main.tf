provider "eksoutpost" {
  region = var.region
}

data "eksoutpost_local_cluster" "this" {
  name = var.name
}

data "eksoutpost_control_plane_instances" "this" {
  cluster_name = data.eksoutpost_local_cluster.this.name
}
