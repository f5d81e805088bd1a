import {
  to = eksoutpost_cluster_role.example
  id = "example-cluster"
}
