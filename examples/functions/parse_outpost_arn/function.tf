locals {
  outpost = provider::eksoutpost::parse_outpost_arn("arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890")
}

output "outpost_id" {
  value = local.outpost.outpost_id # op-0a1b2c3d4e5f67890
}

output "owner" {
  value = local.outpost.account_id # 123456789012
}
