locals {
  sizes = provider::eksoutpost::recommended_instance_size(60, "instance_store")
}

output "control_plane_instance_type" {
  value = "m5d.${local.sizes.control_plane.size}" # m5d.xlarge, 4 vCPU and 16 GiB, for up to 100 nodes
}

output "etcd_instance_type" {
  value = "m5d.${local.sizes.etcd.size}" # m5d.xlarge, for up to 250 nodes
}
