# The endpoint of a cluster and its fixed addresses.
output "hosts" {
  value = provider::eksoutpost::hosts_entries(
    "0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com",
    ["10.0.3.10", "10.0.3.11", "10.0.3.12"],
  ).hosts_file
}
