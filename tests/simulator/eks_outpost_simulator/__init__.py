"""A simulated AWS for Amazon EKS local clusters on AWS Outposts, built on moto.

Every behaviour that is a claim about AWS carries one of four tags in a comment:

[model]  botocore's service model says so
[doc]    the EKS user guide or an API reference says so
[field]  seen in a public issue, a pull request or another tool's retry code
[guess]  nobody outside AWS knows; the most demanding plausible behaviour was chosen
"""

import os

# moto reads these once, at import. Without the first, AttachRolePolicy answers 404 for every AWS managed policy;
# without the second, the first EC2 call loads the whole AMI catalogue.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
os.environ.setdefault("MOTO_ENABLE_ISO_REGIONS", "false")
# moto asks boto3 for a session; a developer's own profile must not leak into it.
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
os.environ.pop("AWS_PROFILE", None)
