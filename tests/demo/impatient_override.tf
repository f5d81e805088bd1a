resource "eksoutpost_local_cluster" "example" {
  timeouts {
    create = "5s"
  }
}
