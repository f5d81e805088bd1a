data "eksoutpost_outposts" "example" {
  life_cycle_statuses   = ["ACTIVE"]
  availability_zone_ids = ["usw2-az2"]
}

# Local clusters run on racks, not on Outposts servers.
output "racks" {
  value = [
    for outpost in data.eksoutpost_outposts.example.outposts : outpost.arn
    if outpost.supported_hardware_type == "RACK"
  ]
}
