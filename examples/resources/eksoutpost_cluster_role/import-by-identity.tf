import {
  to = eksoutpost_cluster_role.example
  identity = {
    name = "example-cluster"
  }
}
