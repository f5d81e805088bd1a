"""One simulator for the run, reset before each test. Durations are long and the clock is advanced: no test sleeps."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

ROOT = Path(__file__).parent.parent
LONG = ["create_seconds=1000", "update_seconds=600", "delete_seconds=300", "health_issue_seconds=100"]
TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}]}'
)
LOCAL_POLICY = "AmazonEKSLocalOutpostClusterPolicy"


def start_process(folder: Path, *arguments: str) -> tuple[subprocess.Popen, dict]:
    port_file = folder / "ready.json"
    command = [
        sys.executable,
        "-m",
        "eks_outpost_simulator",
        "--port-file",
        str(port_file),
        "--exit-with-parent",
        *arguments,
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not port_file.exists():
        assert process.poll() is None and time.monotonic() < deadline, "the simulator did not start"
        time.sleep(0.02)
    return process, json.loads(port_file.read_text())


class Simulator:
    def __init__(self, facts: dict) -> None:
        self.facts = facts
        self.endpoint: str = facts["endpoint"]

    def control(self, method: str, path: str, body: object = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_sim/{path}", method=method, data=data)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def control_error(self, method: str, path: str, body: object = None) -> tuple[int, dict]:
        with pytest.raises(urllib.error.HTTPError) as caught:
            self.control(method, path, body)
        return caught.value.code, json.load(caught.value)

    def advance(self, seconds: float) -> None:
        self.control("POST", "clock", {"advance": seconds})

    def set(self, **settings: object) -> dict:
        return self.control("POST", "settings", settings)

    def client(
        self, service: str, key: str = "AKIASIMULATEDKEY0001", secret: str = "secret", region: str = "us-west-2", **more
    ):
        config = Config(retries={"total_max_attempts": 1}, parameter_validation=False, read_timeout=5)
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=config.merge(more.pop("config", Config())),
            **more,
        )

    def raw(
        self, method: str, path: str, body: object = None, service: str = "eks", headers: dict | None = None
    ) -> http.client.HTTPResponse:
        """A request that no SDK would send: unchecked, unsigned but for the scope."""
        connection = http.client.HTTPConnection(self.endpoint.removeprefix("http://"), timeout=5)
        scope = f"AWS4-HMAC-SHA256 Credential=AKIASIMULATEDKEY0001/20260101/us-west-2/{service}/aws4_request, SignedHeaders=host, Signature={'0' * 64}"
        data = body if isinstance(body, (str, bytes, type(None))) else json.dumps(body)
        connection.request(method, path, body=data, headers={"Authorization": scope, **(headers or {})})
        return connection.getresponse()

    def make_role(
        self,
        name: str = "cluster-role",
        principal: str = "ec2.amazonaws.com",
        policies: tuple[str, ...] = (LOCAL_POLICY,),
    ) -> str:
        iam = self.client("iam")
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST % principal)["Role"]["Arn"]
        for policy in policies:
            iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
        return arn

    def make_store_role(self, name: str = "store-role") -> str:
        return self.make_role(name, "eks.amazonaws.com", ("AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"))

    def ebs_request(self, role_arn: str, name: str = "my-cluster", **changes) -> dict:
        return {
            "name": name,
            "roleArn": role_arn,
            "resourcesVpcConfig": {
                "subnetIds": self.facts["outpost_subnet_ids"],
                "endpointPrivateAccess": True,
                "endpointPublicAccess": False,
            },
            "outpostConfig": {"outpostArns": [self.facts["outpost_arn"]], "controlPlaneInstanceType": "m5.large"},
            **changes,
        }

    def store_request(self, role_arn: str, name: str = "my-store-cluster", **changes) -> dict:
        request = self.ebs_request(role_arn, name)
        request["outpostConfig"]["etcdInstanceType"] = "c5.large"
        return {**request, "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}, **changes}

    def active_cluster(self, name: str = "my-cluster", **changes) -> dict:
        eks = self.client("eks")
        eks.create_cluster(**self.ebs_request(self.make_role(f"{name}-role"), name, **changes))
        self.advance(1001)
        cluster = eks.describe_cluster(name=name)["cluster"]
        assert cluster["status"] == "ACTIVE"
        return cluster


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    settings = [part for pair in LONG for part in ("--set", pair)]
    process, facts = start_process(tmp_path_factory.mktemp("simulator"), "--seed", *settings)
    yield Simulator(facts)
    process.stdin.close()
    assert process.wait(timeout=10) == 0


@pytest.fixture
def sim(running):
    running.control("POST", "reset")
    return running


@pytest.fixture
def eks(sim):
    return sim.client("eks")


@pytest.fixture
def iam(sim):
    return sim.client("iam")


@pytest.fixture
def ec2(sim):
    return sim.client("ec2")


def refusal(call, *arguments, **parameters) -> tuple[str, str, int]:
    """code, message and HTTP status with which AWS refused"""
    from botocore.exceptions import ClientError

    with pytest.raises(ClientError) as caught:
        call(*arguments, **parameters)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]
