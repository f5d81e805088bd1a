"""Every kind of fault, and that it hits exactly the calls it should."""

import http.client
import json
import socket
import time

import pytest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from conftest import refusal

THROTTLE = {"code": "ThrottlingException", "status": 429, "message": "Rate exceeded"}
RESET = (ConnectionClosedError, EndpointConnectionError, ConnectionResetError)


def add(sim, **rule):
    return sim.control("POST", "faults", rule)["faults"][0]["id"]


def fired(sim):
    return [rule["fired"] for rule in sim.control("GET", "faults")["faults"]]


def test_an_error_with_fields_and_headers(sim, eks):
    add(
        sim,
        service="eks",
        operation="DescribeCluster",
        error={
            "code": "ResourceInUseException",
            "status": 409,
            "message": "busy",
            "fields": {"clusterName": "x"},
            "headers": {"x-amz-retry-after": "50"},
        },
    )
    with pytest.raises(eks.exceptions.ResourceInUseException) as caught:
        eks.describe_cluster(name="x")
    assert caught.value.response["clusterName"] == "x"
    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amz-retry-after"] == "50"


def test_skip_and_times(sim, eks):
    add(sim, operation="ListClusters", skip=1, times=2, error=THROTTLE)
    outcomes = []
    for _ in range(5):
        try:
            outcomes.append(eks.list_clusters()["ResponseMetadata"]["HTTPStatusCode"])
        except eks.exceptions.ClientError as error:
            outcomes.append(error.response["ResponseMetadata"]["HTTPStatusCode"])
    assert outcomes == [200, 429, 429, 200, 200]
    assert fired(sim) == [2]


def test_a_rule_matches_the_parameters_of_the_call(sim, eks, iam):
    sim.active_cluster("one")
    sim.active_cluster("two")
    add(sim, where={"name": "two"}, error=THROTTLE)
    assert eks.describe_cluster(name="one")["cluster"]["name"] == "one"
    iam.list_roles()
    with pytest.raises(eks.exceptions.ClientError):
        eks.describe_cluster(name="two")
    assert fired(sim) == [1]


def test_a_rule_matches_service_operation_and_path(sim, eks, iam):
    sim.active_cluster("one")
    sim.active_cluster("two")
    add(sim, service="iam", operation="DescribeCluster", error=THROTTLE)
    add(sim, path="/clusters/two$", error=THROTTLE)
    eks.describe_cluster(name="one")
    assert refusal(eks.describe_cluster, name="two")[0] == "ThrottlingException"
    assert fired(sim) == [0, 1]
    assert sim.control("DELETE", "faults")["faults"][1]["fired"] == 1
    eks.describe_cluster(name="two")


def test_probability(sim, eks):
    add(sim, operation="ListClusters", probability=0.5, error=THROTTLE)
    for _ in range(100):
        sim.raw("GET", "/clusters").read()
    assert 25 < fired(sim)[0] < 75


def test_an_sdk_retries_through_a_storm_with_one_token(sim):
    add(sim, operation="CreateCluster", times=2, error=THROTTLE)
    patient = sim.client("eks", config=Config(retries={"total_max_attempts": 4, "mode": "standard"}))
    patient.create_cluster(**sim.ebs_request(sim.make_role()))
    calls = sim.control("GET", "requests?service=eks&operation=CreateCluster")["requests"]
    assert [call["status"] for call in calls] == [429, 429, 200]
    assert len({call["parameters"]["clientRequestToken"] for call in calls}) == 1
    assert len({call["invocation_id"] for call in calls}) == 1
    assert [call["sdk_request"].split(";")[0] for call in calls] == ["attempt=1", "attempt=2", "attempt=3"]


def test_a_tcp_reset_before_and_after_the_effect(sim, eks):
    role = sim.make_role()
    add(sim, operation="CreateCluster", times=1, reset=True)
    with pytest.raises(RESET):
        eks.create_cluster(**sim.ebs_request(role, clientRequestToken="t"))
    assert eks.list_clusters()["clusters"] == []
    add(sim, operation="CreateCluster", times=1, reset=True, after_effect=True)
    with pytest.raises(RESET):
        eks.create_cluster(**sim.ebs_request(role, clientRequestToken="t"))
    assert eks.list_clusters()["clusters"] == ["my-cluster"]
    assert eks.create_cluster(**sim.ebs_request(role, clientRequestToken="t"))["cluster"]["name"] == "my-cluster"


def test_a_reset_is_a_real_rst(sim):
    add(sim, reset=True)
    host, port = sim.endpoint.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b"GET /clusters HTTP/1.1\r\nhost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            raw.recv(100)


def test_an_error_after_the_effect(sim, eks):
    add(
        sim,
        operation="CreateCluster",
        after_effect=True,
        error={"code": "ServerException", "status": 500, "message": "lost"},
    )
    assert refusal(eks.create_cluster, **sim.ebs_request(sim.make_role()))[0] == "ServerException"
    assert eks.list_clusters()["clusters"] == ["my-cluster"]


def test_silence(sim):
    add(sim, operation="ListClusters", silence_seconds=30)
    hasty = sim.client("eks", config=Config(read_timeout=0.3, retries={"total_max_attempts": 1}))
    before = time.monotonic()
    with pytest.raises(ReadTimeoutError):
        hasty.list_clusters()
    assert time.monotonic() - before < 5
    sim.control("DELETE", "faults")
    assert hasty.list_clusters()["clusters"] == [], "one silent connection does not block the others"


def test_silence_ends_in_a_reset(sim, eks):
    add(sim, operation="ListClusters", silence_seconds=0.1)
    with pytest.raises(RESET):
        eks.list_clusters()


def test_latency(sim, eks):
    add(sim, operation="ListClusters", latency_ms=200)
    before = time.monotonic()
    assert eks.list_clusters()["clusters"] == []
    assert time.monotonic() - before >= 0.2


def test_an_html_page(sim):
    add(sim, operation="ListClusters", html=True, error={"status": 502})
    answer = sim.raw("GET", "/clusters")
    assert (answer.status, answer.headers["content-type"]) == (502, "text/html")
    assert answer.read().startswith(b"<html>")


@pytest.mark.parametrize(
    ("service", "operation"),
    [("iam", "list_roles"), ("ec2", "describe_vpcs"), ("sts", "get_caller_identity"), ("outposts", "list_outposts")],
)
def test_errors_speak_the_dialect_of_the_service(sim, service, operation):
    add(sim, service=service, error={"code": "RequestLimitExceeded", "status": 503, "message": "slow <down>"})
    assert refusal(getattr(sim.client(service), operation)) == ("RequestLimitExceeded", "slow <down>", 503)


@pytest.mark.parametrize("rule", [{"operation": "ListClusters"}, {"reset": True, "colour": "red"}])
def test_a_rule_that_says_nothing_or_too_much_is_refused(sim, rule):
    assert sim.control_error("POST", "faults", rule)[0] == 400


def test_several_rules_at_once(sim):
    assert len(sim.control("POST", "faults", [{"reset": True, "times": 0}, {"html": True, "times": 0}])["faults"]) == 2


def test_the_journal_names_the_fault_that_fired(sim):
    number = add(sim, operation="ListClusters", times=1, error=THROTTLE)
    sim.raw("GET", "/clusters").read()
    sim.raw("GET", "/clusters").read()
    hit, missed = sim.control("GET", "requests?operation=ListClusters")["requests"]
    assert (hit["fault"], hit["error_code"], hit["status"]) == (number, "ThrottlingException", 429)
    assert (missed["fault"], missed["error_code"], missed["status"]) == (None, None, 200)
    assert json.dumps(hit) and http.client.OK == 200
