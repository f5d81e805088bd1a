# Every plan says whether the cluster could be made, and goes on.
check "preflight" {
  data "eksoutpost_preflight" "example" {
    name     = "example"
    role_arn = "arn:aws:iam::123456789012:role/example-cluster"
    version  = "1.31"

    outpost_config = {
      outpost_arn                 = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
      control_plane_instance_type = "m5.xlarge"
    }

    vpc_config = {
      subnet_ids = ["subnet-0a1b2c3d4e5f67891"]
    }
  }

  assert {
    condition = data.eksoutpost_preflight.example.ok
    error_message = join("\n", [
      for finding in data.eksoutpost_preflight.example.findings : "${finding.attribute}: ${finding.detail}"
    ])
  }

  assert {
    condition     = length(data.eksoutpost_preflight.example.not_checked) == 0
    error_message = "Not checked: ${join(", ", data.eksoutpost_preflight.example.not_checked)}."
  }
}
