import {
  to = eksoutpost_local_cluster.example
  id = "example@us-west-2"
}
