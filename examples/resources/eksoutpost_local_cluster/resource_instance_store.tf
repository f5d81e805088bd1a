# The control plane on EC2 instance store: `etcd_instance_type` makes the difference, also for the role.
resource "eksoutpost_cluster_role" "example" {
  name                  = "example-cluster"
  control_plane_storage = "instance_store"
}

resource "eksoutpost_local_cluster" "example" {
  name     = "example"
  role_arn = eksoutpost_cluster_role.example.arn

  outpost_config = {
    outpost_arn                 = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    control_plane_instance_type = "m5d.xlarge"
    etcd_instance_type          = "m5d.large"

    control_plane_placement = {
      spread_level = "host"
    }

    etcd_placement = {
      spread_level = "host"
    }
  }

  vpc_config = {
    subnet_ids = ["subnet-0a1b2c3d4e5f67891"]
  }

  access_config = {
    authentication_mode = "API"
  }

  timeouts {
    create = "90m"
  }
}
