mock_provider "eksoutpost" {
  source = "../../mocks"
}

# A cluster that is not up yet, as after an apply with wait_for_active = false.
override_resource {
  target = eksoutpost_local_cluster.this
  values = {
    endpoint = null
    status   = "CREATING"
  }
}

variables {
  site        = "busan"
  outpost_arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
  subnet_ids  = ["subnet-0a1b2c3d4e5f67891"]
}

run "a_cluster_can_have_no_endpoint_yet" {
  assert {
    condition     = eksoutpost_local_cluster.this.status == "CREATING" && output.endpoint == null
    error_message = "The override does not count."
  }
}
