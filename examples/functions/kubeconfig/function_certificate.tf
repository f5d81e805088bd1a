# A certificate for the time in which the Outpost has no connection to its Region, and no name server: the cluster was made elsewhere.
variable "client_certificate" {
  type        = string
  description = "Certificate that the cluster issued, in PEM."
}

variable "client_key" {
  type        = string
  description = "Its private key, in PEM."
  sensitive   = true
}

locals {
  cluster = {
    arn                   = "arn:aws:eks:us-west-2:123456789012:cluster/example"
    endpoint              = "0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com"
    certificate_authority = { data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUMuLi4KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=" }
    cluster_id            = "12345678-1234-4234-8234-123456789abc"
    control_plane_storage = "ebs"
  }
}

output "kubeconfig" {
  sensitive = true
  value = provider::eksoutpost::kubeconfig(local.cluster, {
    address            = "10.0.3.12"
    client_certificate = var.client_certificate
    client_key         = var.client_key
  })
}
