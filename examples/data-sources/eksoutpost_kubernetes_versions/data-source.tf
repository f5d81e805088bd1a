data "eksoutpost_kubernetes_versions" "example" {
  control_plane_storage = "ebs"
}

# The plan says when the version of a cluster leaves standard support.
check "kubernetes_version" {
  assert {
    condition = contains([
      for version in data.eksoutpost_kubernetes_versions.example.cluster_versions : version.cluster_version
      if version.version_status == "STANDARD_SUPPORT"
    ], "1.31")
    error_message = "Kubernetes 1.31 is not in standard support any more."
  }
}
