# terraform query -generate-config-out=generated.tf
list "eksoutpost_local_cluster" "example" {
  provider = eksoutpost

  config {
    outpost_arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    name_prefix = "edge-"
  }
}
