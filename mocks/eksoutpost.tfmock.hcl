# What AWS would answer, for `terraform test` of modules that use this provider: no credentials, no Outpost, no call.
#
#   mock_provider "eksoutpost" {
#     source = "./mocks"
#   }
#
# The values are those of one EBS cluster on one Outpost, and fit together. A test can replace each with `override_resource` or `override_data`.
# Terraform makes lists of objects, such as `health` and `instances`, empty: a mock cannot say otherwise.

mock_resource "eksoutpost_cluster_role" {
  defaults = {
    arn                = "arn:aws:iam::123456789012:role/example-cluster"
    assume_role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"
    create_date        = "2026-01-02T03:04:05Z"
    id                 = "example-cluster"
    policy_arns        = ["arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"]
    tags_all           = {}
    unique_id          = "AROAEXAMPLE1234567890"
  }
}

mock_resource "eksoutpost_local_cluster" {
  defaults = {
    arn                   = "arn:aws:eks:us-west-2:123456789012:cluster/example"
    certificate_authority = { data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" }
    cluster_id            = "12345678-1234-4234-8234-123456789abc"
    control_plane_storage = "ebs"
    created_at            = "2026-01-02T03:04:05Z"
    creator_principal_arn = "arn:aws:iam::123456789012:role/pipeline"
    endpoint              = "https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com"
    id                    = "example"
    oidc_issuer_url       = null
    platform_version      = "eks-local-outposts.8"
    region                = "us-west-2"
    status                = "ACTIVE"
    tags_all              = {}
    version               = "1.31"

    kubernetes_network_config = {
      ip_family         = "ipv4"
      service_ipv4_cidr = "10.100.0.0/16"
    }

    vpc_config = {
      cluster_security_group_id = "sg-0a1b2c3d4e5f67890"
      vpc_id                    = "vpc-0a1b2c3d4e5f67890"
    }
  }
}

mock_data "eksoutpost_local_cluster" {
  defaults = {
    access_config             = { authentication_mode = "CONFIG_MAP" }
    arn                       = "arn:aws:eks:us-west-2:123456789012:cluster/example"
    certificate_authority     = { data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" }
    cluster_id                = "12345678-1234-4234-8234-123456789abc"
    control_plane_storage     = "ebs"
    created_at                = "2026-01-02T03:04:05Z"
    deletion_protection       = false
    enabled_cluster_log_types = ["api", "audit"]
    endpoint                  = "https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com"
    id                        = "example"
    oidc_issuer_url           = null
    platform_version          = "eks-local-outposts.8"
    region                    = "us-west-2"
    role_arn                  = "arn:aws:iam::123456789012:role/example-cluster"
    status                    = "ACTIVE"
    tags                      = {}
    upgrade_policy            = { support_type = "EXTENDED" }
    version                   = "1.31"

    kubernetes_network_config = {
      ip_family         = "ipv4"
      service_ipv4_cidr = "10.100.0.0/16"
    }

    outpost_config = {
      control_plane_instance_type = "m5.xlarge"
      control_plane_placement     = null
      etcd_instance_type          = null
      etcd_placement              = null
      outpost_arn                 = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    }

    vpc_config = {
      cluster_security_group_id = "sg-0a1b2c3d4e5f67890"
      endpoint_private_access   = true
      endpoint_public_access    = false
      public_access_cidrs       = []
      security_group_ids        = []
      subnet_ids                = ["subnet-0a1b2c3d4e5f67891"]
      vpc_id                    = "vpc-0a1b2c3d4e5f67890"
    }
  }
}

mock_data "eksoutpost_local_clusters" {
  defaults = {
    names  = ["example"]
    region = "us-west-2"
  }
}

mock_data "eksoutpost_control_plane_instances" {
  defaults = {
    control_plane_storage      = "ebs"
    internal_security_group_id = "sg-0a1b2c3d4e5f67892"
    private_ips                = ["10.0.1.11", "10.0.1.12", "10.0.1.13"]
    region                     = "us-west-2"
    status                     = "ACTIVE"
  }
}

mock_data "eksoutpost_outpost" {
  defaults = {
    arn                     = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890"
    availability_zone       = "us-west-2a"
    availability_zone_id    = "usw2-az2"
    description             = null
    generation              = "GENERATION_1"
    id                      = "op-0a1b2c3d4e5f67890"
    life_cycle_status       = "ACTIVE"
    name                    = "example"
    owner_id                = "123456789012"
    rack_ids                = null
    rack_scaling_type       = "SINGLE_RACK"
    region                  = "us-west-2"
    site_arn                = "arn:aws:outposts:us-west-2:123456789012:site/os-0a1b2c3d4e5f67890"
    site_id                 = "os-0a1b2c3d4e5f67890"
    supported_hardware_type = "RACK"
    tags                    = {}
  }
}

mock_data "eksoutpost_outposts" {
  defaults = {
    region = "us-west-2"
  }
}

mock_data "eksoutpost_instance_types" {
  defaults = {
    region = "us-west-2"
  }
}

mock_data "eksoutpost_preflight" {
  defaults = {
    error_count   = 0
    not_checked   = []
    ok            = true
    region        = "us-west-2"
    warning_count = 0
  }
}

mock_data "eksoutpost_kubernetes_versions" {
  defaults = {
    cluster_type            = "eks-local-outposts"
    default_cluster_version = "1.31"
    region                  = "us-west-2"
  }
}
