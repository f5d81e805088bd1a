resource "eksoutpost_local_cluster" "example" {
  preflight = "off"

  timeouts {
    create = "5s"
  }
}
