data "eksoutpost_instance_types" "example" {
  outpost_arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
}

# What AWS recommends for up to 80 nodes, each family from small to large.
locals {
  nodes = 80
  types = data.eksoutpost_instance_types.example.instance_types
}

output "for_ebs" {
  value = [
    for type in local.types : type.instance_type
    if try(type.ebs.control_plane.max_nodes >= local.nodes, false)
  ]
}

output "for_instance_store" {
  value = {
    control_plane_instance_type = [
      for type in local.types : type.instance_type
      if try(type.instance_store.control_plane.max_nodes >= local.nodes, false)
    ]
    etcd_instance_type = [
      for type in local.types : type.instance_type
      if try(type.instance_store.etcd.max_nodes >= local.nodes, false)
    ]
  }
}
