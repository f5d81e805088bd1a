resource "eksoutpost_cluster_role" "example" {
  name = "example-cluster"
}

resource "eksoutpost_local_cluster" "example" {
  name     = "example"
  role_arn = eksoutpost_cluster_role.example.arn

  outpost_config = {
    outpost_arn                 = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    control_plane_instance_type = "m5.xlarge"
  }

  vpc_config = {
    subnet_ids = ["subnet-0a1b2c3d4e5f67891"]
  }
}

# A token from the AWS CLI, with its profile "outpost".
output "kubeconfig" {
  value = provider::eksoutpost::kubeconfig(eksoutpost_local_cluster.example, { profile = "outpost" })
}
