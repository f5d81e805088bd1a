# By name or by ARN.
terraform import eksoutpost_cluster_role.example example-cluster
terraform import eksoutpost_cluster_role.example arn:aws:iam::123456789012:role/example-cluster
