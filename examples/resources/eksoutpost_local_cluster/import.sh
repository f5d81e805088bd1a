# By name; by name and Region, if it is not the provider's; or by ARN.
terraform import eksoutpost_local_cluster.example example
terraform import eksoutpost_local_cluster.example example@us-west-2
terraform import eksoutpost_local_cluster.example arn:aws:eks:us-west-2:123456789012:cluster/example
