import {
  to = eksoutpost_cluster_role.example
  id = "example-cluster"
}

import {
  to = eksoutpost_local_cluster.example
  id = "example"
}
