"""The commands of the user guide's page "Create a local cluster on an Outpost", by the AWS CLI itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def cli(sim, tmp_path):
    """Runs a shell line with an `aws` in its path and nothing else from this machine."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "HOME": str(tmp_path),
        "AWS_DEFAULT_REGION": sim.facts["region"],
        "AWS_ENDPOINT_URL": sim.endpoint,
        "AWS_ACCESS_KEY_ID": "AKIASIMULATEDKEY0001",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_PAGER": "",
    }

    def run(line: str, expect: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == expect, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + (done.stderr if expect else "")

    return run


def test_the_page_from_role_to_deletion(sim, cli, tmp_path):
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
    (tmp_path / "eks-local-cluster-role-trust-policy.json").write_text(json.dumps(trust, indent=2))
    cli(
        'aws iam create-role --role-name myAmazonEKSLocalClusterRole --assume-role-policy-document file://"eks-local-cluster-role-trust-policy.json"'
    )
    cli(
        "aws iam attach-role-policy --policy-arn arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy --role-name myAmazonEKSLocalClusterRole"
    )

    subnets = ",".join(sim.facts["outpost_subnet_ids"])
    created = cli(
        "aws eks create-cluster --name my-cluster --kubernetes-version 1.32"
        " --role-arn arn:aws:iam::123456789012:role/myAmazonEKSLocalClusterRole"
        f" --resources-vpc-config subnetIds={subnets},endpointPrivateAccess=true,endpointPublicAccess=false"
        f" --outpost-config controlPlaneInstanceType=m5.large,outpostArns={sim.facts['outpost_arn']}"
    )
    assert json.loads(created)["cluster"]["status"] == "CREATING"
    assert (
        cli('aws eks describe-cluster --name my-cluster --query "cluster.status" --output text').strip() == "CREATING"
    )
    sim.advance(1200)
    cli("aws eks wait cluster-active --name my-cluster")

    listed = cli(
        "aws ec2 describe-instances --query 'Reservations[*].Instances[*].{Name:Tags[?Key==`Name`]|[0].Value}'"
        " | grep my-cluster-control-plane"
    )
    assert [line.strip() for line in listed.splitlines()] == [
        f'"Name": "my-cluster-control-plane-id{n}"' for n in (1, 2, 3)
    ]

    assert "Added new context arn:aws:eks:us-west-2:123456789012:cluster/my-cluster" in cli(
        "aws eks update-kubeconfig --region us-west-2 --name my-cluster"
    )
    cluster = json.loads(cli("aws eks describe-cluster --name my-cluster"))["cluster"]
    kubeconfig = (tmp_path / ".kube" / "config").read_text()
    assert f"server: {cluster['endpoint']}" in kubeconfig and cluster["certificateAuthority"]["data"] in kubeconfig
    assert "--cluster-id" in kubeconfig and cluster["id"] in kubeconfig, "an EBS cluster's token is made with its id"
    token = json.loads(cli(f"aws eks get-token --cluster-id {cluster['id']}"))["status"]["token"]
    assert token.startswith("k8s-aws-v1.")

    cli("aws eks delete-cluster --name my-cluster")
    sim.advance(600)
    cli("aws eks wait cluster-deleted --name my-cluster")
    cli(
        "aws iam detach-role-policy --policy-arn arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy --role-name myAmazonEKSLocalClusterRole"
    )
    cli("aws iam delete-role --role-name myAmazonEKSLocalClusterRole")
    left = sim.control("GET", "leftovers")
    assert left["empty"] is True, left


def test_the_cli_shows_refusals_and_health(sim, cli):
    role = sim.make_role()
    line = (
        f"aws eks create-cluster --name my-cluster --role-arn {role}"
        f" --resources-vpc-config subnetIds={sim.facts['regional_subnet_id']},endpointPrivateAccess=true,endpointPublicAccess=%s"
        f" --outpost-config controlPlaneInstanceType=m5.large,outpostArns={sim.facts['outpost_arn']}"
    )
    assert "(InvalidParameterException)" in cli(line % "true", expect=255)
    cli(line % "false")
    sim.advance(600)
    issues = json.loads(cli('aws eks describe-cluster --name my-cluster --query "cluster.health.issues"'))
    assert issues[0]["code"] == "ConfigurationConflict"
