provider "eksoutpost" {
  region = var.region

  # The pipeline must not touch another account, whatever its credentials are.
  allowed_account_ids = var.allowed_account_ids
}

resource "eksoutpost_cluster_role" "this" {
  name = "${var.name}-cluster"
}

resource "eksoutpost_local_cluster" "this" {
  name     = var.name
  role_arn = eksoutpost_cluster_role.this.arn
  version  = var.kubernetes_version

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
  }

  vpc_config = {
    subnet_ids = var.subnet_ids
  }
}

# Every plan says whether the cluster is well; a failed check is a warning.
check "health" {
  assert {
    condition     = length(eksoutpost_local_cluster.this.health) == 0
    error_message = join("\n", [for issue in eksoutpost_local_cluster.this.health : "${issue.code}: ${issue.message}"])
  }
}

# So does whether AWS still is as the cluster needs it: the Outpost active, the subnets with free addresses, the role with its policies. It stands
# outside of the check, since a plan with data in a check never is without changes.
data "eksoutpost_preflight" "this" {
  name     = var.name
  version  = var.kubernetes_version
  role_arn = eksoutpost_cluster_role.this.arn

  outpost_config = {
    outpost_arn                 = var.outpost_arn
    control_plane_instance_type = var.control_plane_instance_type
  }

  vpc_config = {
    subnet_ids = var.subnet_ids
  }

  # Read beside the cluster in the state, which does not count against itself.
  depends_on = [eksoutpost_local_cluster.this]
}

check "preflight" {
  assert {
    condition     = data.eksoutpost_preflight.this.ok
    error_message = join("\n", [for finding in data.eksoutpost_preflight.this.findings : "${finding.summary}: ${finding.detail}"])
  }
}
