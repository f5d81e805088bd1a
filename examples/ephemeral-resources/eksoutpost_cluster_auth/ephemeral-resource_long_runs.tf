# Where an apply needs more than 14 minutes for what is in the cluster, let the provider fetch a token itself whenever it needs one. This
# takes the AWS CLI, 2.35.3 or later, on the machine that runs Terraform.
locals {
  cluster = eksoutpost_local_cluster.example
  subject = (
    local.cluster.control_plane_storage == "ebs"
    ? ["--cluster-id", local.cluster.cluster_id]
    : ["--cluster-name", local.cluster.name]
  )
}

provider "kubernetes" {
  host                   = local.cluster.endpoint
  cluster_ca_certificate = base64decode(local.cluster.certificate_authority.data)

  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "aws"
    args        = concat(["eks", "get-token", "--region", local.cluster.region], local.subject)
  }
}
