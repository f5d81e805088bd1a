# The token goes to a program and is stored nowhere: a provider for Kubernetes would get it in the same way.
ephemeral "eksoutpost_cluster_auth" "this" {
  name                  = data.eksoutpost_local_cluster.this.name
  cluster_id            = data.eksoutpost_local_cluster.this.cluster_id
  control_plane_storage = data.eksoutpost_local_cluster.this.control_plane_storage
}

resource "terraform_data" "token" {
  provisioner "local-exec" {
    command     = "printf '%.22s... and %d characters more\n' \"$TOKEN\" \"$(($${#TOKEN} - 22))\" >token.txt"
    environment = { TOKEN = ephemeral.eksoutpost_cluster_auth.this.token }
    quiet       = true
  }
}
