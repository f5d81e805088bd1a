import {
  to = eksoutpost_local_cluster.example
  identity = {
    name   = "example"
    region = "us-west-2"
  }
}
