# terraform query -generate-config-out=generated.tf
list "eksoutpost_cluster_role" "example" {
  provider = eksoutpost

  config {
    control_plane_storage = "ebs"
    path_prefix           = "/edge/"
  }
}
