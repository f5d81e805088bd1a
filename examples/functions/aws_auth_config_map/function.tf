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

locals {
  aws_auth = provider::eksoutpost::aws_auth_config_map(eksoutpost_local_cluster.example, {
    node_role_arns = ["arn:aws:iam::123456789012:role/nodes"]
    roles = [{
      role_arn = "arn:aws:iam::123456789012:role/operator"
      username = "operator"
      groups   = ["edge-operators"] # give this group its rights with a RoleBinding or ClusterRoleBinding
    }]
  })
}

# For `kubectl apply -f -`.
output "manifest" {
  value = local.aws_auth
}

# For `data` of a kubernetes_config_map_v1_data.
output "data" {
  value = yamldecode(local.aws_auth).data
}
