output "hosts_entries" {
  description = "Lines for /etc/hosts: the name of the API server is not found otherwise while the Region is out of reach."
  value = provider::eksoutpost::hosts_entries(
    data.eksoutpost_local_cluster.this.endpoint,
    data.eksoutpost_control_plane_instances.this.private_ips,
  ).hosts_file
}

output "kubeconfig" {
  description = "For kubectl without AWS: it has the certificate and the key of an administrator."
  sensitive   = true
  value = provider::eksoutpost::kubeconfig(
    data.eksoutpost_local_cluster.this,
    {
      client_certificate = kubernetes_certificate_signing_request_v1.admin.certificate
      client_key         = tls_private_key.admin.private_key_pem
    },
  )
}
