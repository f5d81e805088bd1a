enabled_cluster_log_types = ["api", "audit", "authenticator"]

tags = {
  site = "demo"
}
