provider "eksoutpost" {
  region = var.region
}

provider "kubernetes" {
  host                   = data.eksoutpost_local_cluster.this.endpoint
  cluster_ca_certificate = base64decode(data.eksoutpost_local_cluster.this.certificate_authority.data)
  token                  = ephemeral.eksoutpost_cluster_auth.this.token
}

data "eksoutpost_local_cluster" "this" {
  name = var.name
}

data "eksoutpost_control_plane_instances" "this" {
  cluster_name = data.eksoutpost_local_cluster.this.name
}

ephemeral "eksoutpost_cluster_auth" "this" {
  name                  = data.eksoutpost_local_cluster.this.name
  cluster_id            = data.eksoutpost_local_cluster.this.cluster_id
  control_plane_storage = data.eksoutpost_local_cluster.this.control_plane_storage
}

# The key is in the state: keep the state where only administrators of the cluster can read it.
resource "tls_private_key" "admin" {
  algorithm = "RSA"
  rsa_bits  = 4096
}

resource "tls_cert_request" "admin" {
  private_key_pem = tls_private_key.admin.private_key_pem

  subject {
    common_name = "admin"
  }
}

# The control plane signs it, and decides how long the certificate lasts.
resource "kubernetes_certificate_signing_request_v1" "admin" {
  metadata {
    name = "admin-csr"
  }

  spec {
    request     = tls_cert_request.admin.cert_request_pem
    signer_name = "kubernetes.io/kube-apiserver-client"
    usages      = ["client auth"]
  }

  auto_approve = true
}

resource "kubernetes_cluster_role_binding_v1" "admin" {
  metadata {
    name = "admin"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }

  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "User"
    name      = "admin"
  }
}
