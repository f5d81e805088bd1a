mock_provider "eksoutpost" {
  source = "../../mocks"
}

variables {
  site        = "seoul"
  outpost_arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
  subnet_ids  = ["subnet-0a1b2c3d4e5f67891"]
}

run "a_site_has_a_cluster_with_its_name" {
  assert {
    condition     = eksoutpost_local_cluster.this.name == "edge-seoul"
    error_message = "The name of the cluster does not have the site in it."
  }

  assert {
    condition     = eksoutpost_local_cluster.this.role_arn == eksoutpost_cluster_role.this.arn
    error_message = "The cluster has another role."
  }

  assert {
    condition     = output.endpoint == "https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com"
    error_message = "The endpoint does not come out."
  }
}

run "more_nodes_need_a_larger_control_plane" {
  variables {
    node_count = 21
  }

  assert {
    condition     = eksoutpost_local_cluster.this.outpost_config.control_plane_instance_type == "m5.xlarge"
    error_message = "The control plane is too small for 21 nodes."
  }
}

run "a_site_with_too_many_nodes_is_refused" {
  command = plan

  variables {
    node_count = 101
  }

  expect_failures = [var.node_count]
}
