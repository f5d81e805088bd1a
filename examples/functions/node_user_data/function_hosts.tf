# Nodes of a cluster with instance_store storage that find the API server, and names in the cluster, without the Region.
locals {
  cluster = {
    name                      = "example"
    endpoint                  = "0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com"
    certificate_authority     = { data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUMuLi4KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=" }
    cluster_id                = null
    control_plane_storage     = "instance_store"
    kubernetes_network_config = { service_ipv4_cidr = "10.100.0.0/16" }
  }

  hosts = provider::eksoutpost::hosts_entries(local.cluster.endpoint, ["10.0.3.10", "10.0.3.11", "10.0.3.12"])
}

output "user_data" {
  value = base64encode(provider::eksoutpost::node_user_data(local.cluster, {
    nameserver = cidrhost("10.0.0.0/16", 2)
    scripts    = ["#!/bin/bash\ncat >> /etc/hosts <<END\n${local.hosts.hosts_file}END\n"]
  }))
}
