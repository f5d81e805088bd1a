data "eksoutpost_outpost" "example" {
  arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
}

# The subnets of a cluster are in this Availability Zone.
output "availability_zone" {
  value = data.eksoutpost_outpost.example.availability_zone
}

# Hosts with room for one more control plane instance. AWS shows hosts to the owner of the Outpost only.
output "hosts_with_room" {
  value = [
    for host in coalesce(data.eksoutpost_outpost.example.hosts, []) : host.host_id
    if host.state == "ACTIVE" && anytrue([
      for capacity in host.instance_type_capacities :
      capacity.instance_type == "m5.large" && try(capacity.running_count < capacity.count, false)
    ])
  ]
}
