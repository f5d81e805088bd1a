"""The token check, with tokens of botocore and of the AWS CLI."""

import base64
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import botocore.credentials
import botocore.session
import pytest
from botocore.model import ServiceId
from botocore.signers import RequestSigner
from eks_outpost_simulator.authenticator import PREFIX, Refused, sts_hosts, verify

KEY, SECRET, ARN = "AKIATOKENMAKER000001", "token-maker", "arn:aws:iam::123456789012:user/maker"


def holders(access_key, session_token):
    known = {(KEY, None): (SECRET, ARN), (KEY, "a+session/token="): (SECRET, ARN)}
    return known.get((access_key, session_token))


def url(cluster="edge", region="us-west-2", expires=60, host=None, headers=None, **keys):
    session = botocore.session.get_session()
    keys = {"access_key": KEY, "secret_key": SECRET, **keys}
    credentials = botocore.credentials.Credentials(**keys)
    signer = RequestSigner(ServiceId("STS"), region, "sts", "v4", credentials, session.get_component("event_emitter"))
    request = {
        "method": "GET",
        "url": f"https://{host or f'sts.{region}.amazonaws.com'}/?Action=GetCallerIdentity&Version=2011-06-15",
        "body": {},
        "headers": {"x-k8s-aws-id": cluster} if headers is None else headers,
        "context": {},
    }
    return signer.generate_presigned_url(request, region_name=region, expires_in=expires, operation_name="")


def wrapped(text):
    return PREFIX + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("keys", [{}, {"token": "a+session/token="}])
@pytest.mark.parametrize("region", ["us-west-2", "eu-west-1", "ap-northeast-2"])
def test_a_token_of_botocore_is_taken_by_its_cluster_alone(keys, region):
    token = wrapped(url("edge", region, **keys))
    assert verify(token, "edge", time.time(), holders) == ARN
    with pytest.raises(Refused, match="SignatureDoesNotMatch"):
        verify(token, "ledge", time.time(), holders)


def test_a_token_is_taken_for_fifteen_minutes():
    token, now = wrapped(url()), time.time()
    assert verify(token, "edge", now + 890, holders) == ARN
    with pytest.raises(Refused, match="expired"):
        verify(token, "edge", now + 902, holders)
    with pytest.raises(Refused, match="time"):
        verify(token, "edge", now - 400, holders)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("https://", "http://"), "unexpected scheme"),
        (lambda text: text.replace("sts.us-west-2.amazonaws.com", "sts.us-west-2.example.com"), "unexpected hostname"),
        (lambda text: text.replace(".com/?", ".com:443/?"), "unexpected hostname"),
        (lambda text: text.replace(".com/?", ".com/x?"), "unexpected path"),
        (lambda text: text.replace("GetCallerIdentity", "GetSessionToken"), "unexpected action"),
        (lambda text: text + "&Extra=1", "non-whitelisted query parameter 'Extra'"),
        (lambda text: text + "&Action=GetCallerIdentity", "multiple values"),
        (lambda text: text.replace("X-Amz-Expires=60", "X-Amz-Expires=61"), "invalid X-Amz-Expires"),
        (lambda text: text.replace("X-Amz-Expires=60", "X-Amz-Expires=-1"), "invalid X-Amz-Expires"),
        (lambda text: text.replace("X-Amz-Expires=60", "X-Amz-Expires=59"), "SignatureDoesNotMatch"),
        (lambda text: text.replace(KEY, "AKIASOMEBODYELSE0001"), "InvalidClientTokenId"),
        (lambda text: text.replace("us-west-2", "eu-west-1"), "SignatureDoesNotMatch"),
        (lambda text: text.replace("%2Fsts%2F", "%2Fiam%2F"), "IncompleteSignature"),
        (lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"), "SignatureDoesNotMatch"),
    ],
)
def test_a_token_that_was_changed_is_refused(change, reason):
    before = url()
    assert change(before) != before
    with pytest.raises(Refused, match=reason):
        verify(wrapped(change(before)), "edge", time.time(), holders)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("k8s-aws-v2.x", "prefix"),
        (PREFIX + "=+/", "base64"),
        (PREFIX + "x" * 4096, "too large"),
        (wrapped(url(headers={})), "did not sign the x-k8s-aws-id header"),
        (wrapped(url(expires=900)), "invalid X-Amz-Expires"),
        (wrapped(url(secret_key="another")), "SignatureDoesNotMatch"),
        (wrapped(url(token="unknown")), "InvalidClientTokenId"),
        (wrapped(url(host="vpce-0a1b.sts.us-west-2.vpce.amazonaws.com")), "unexpected hostname"),
    ],
)
def test_a_token_that_was_made_otherwise_is_refused(token, reason):
    with pytest.raises(Refused, match=reason):
        verify(token, "edge", time.time(), holders)


def test_hosts_of_sts_are_those_of_the_partition():
    assert {"sts.us-west-2.amazonaws.com", "sts.amazonaws.com"} <= sts_hosts("aws")
    assert sts_hosts("aws-cn") == {"sts.cn-north-1.amazonaws.com.cn", "sts.cn-northwest-1.amazonaws.com.cn"}
    assert sts_hosts("aws-mars") == frozenset()


def test_a_cluster_of_either_kind_takes_the_token_of_the_aws_cli(sim, tmp_path):
    ebs = sim.active_cluster("edge")
    sim.client("eks").create_cluster(**sim.store_request(sim.make_store_role(), "store"))
    sim.advance(-1001)
    user = sim.control("POST", "principal/maker", {"policies": []})
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "HOME": str(tmp_path),
        "AWS_DEFAULT_REGION": "us-west-2",
        "AWS_ACCESS_KEY_ID": user["access_key"],
        "AWS_SECRET_ACCESS_KEY": user["secret_key"],
    }

    def token(*arguments):
        command = ["aws", "eks", "get-token", "--output", "json", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
        return json.loads(done.stdout)["status"]["token"]

    by_id, by_name = token("--cluster-id", ebs["id"]), token("--cluster-name", "store")
    accepted = {"accepted": True, "arn": user["arn"]}
    assert sim.control("POST", "token/edge", {"token": by_id}) == accepted
    assert sim.control("POST", "token/store", {"token": by_name}) == accepted
    refused = {"accepted": False, "reason": "STS: SignatureDoesNotMatch"}
    assert sim.control("POST", "token/edge", {"token": token("--cluster-name", "edge")}) == refused
    assert sim.control("POST", "token/store", {"token": by_id}) == refused
    sim.advance(901)
    assert sim.control("POST", "token/edge", {"token": by_id})["reason"] == "X-Amz-Date parameter is expired"


def test_a_token_of_an_assumed_role_is_taken(sim):
    sim.active_cluster("edge")
    role = sim.make_role("deployer")
    keys = sim.client("sts").assume_role(RoleArn=role, RoleSessionName="ci")["Credentials"]
    subject = sim.control("GET", "cluster/edge")["cluster"]["id"]
    sim.advance(-1001)
    made = url(subject, access_key=keys["AccessKeyId"], secret_key=keys["SecretAccessKey"], token=keys["SessionToken"])
    answer = sim.control("POST", "token/edge", {"token": wrapped(made)})
    assert answer["accepted"] and "assumed-role/deployer/ci" in answer["arn"]


def test_the_control_api_says_what_it_wants(sim):
    status, answer = sim.control_error("POST", "token/nobody", {"token": "x"})
    assert (status, answer["error"]) == (400, 'expected token/NAME of a cluster and {"token": text}')
