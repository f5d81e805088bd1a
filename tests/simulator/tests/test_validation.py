"""The checks against botocore's models, without a server."""

import pytest

from eks_outpost_simulator import policies, validation
from eks_outpost_simulator.models import service_model


@pytest.mark.parametrize("service", ["eks", "outposts", "iam", "sts"])
def test_every_pattern_of_the_model_compiles(service):
    model = service_model(service)
    patterns = {
        shape.metadata["pattern"] for shape in map(model.shape_for, model.shape_names) if "pattern" in shape.metadata
    }
    assert patterns
    for pattern in patterns:
        validation._compiled(pattern)


def found(operation, value, service="eks"):
    return validation.violations(service_model(service).operation_model(operation).input_shape, value)


def test_a_good_request_has_no_violations():
    assert found("DescribeCluster", {"name": "x"}) == []


@pytest.mark.parametrize(
    ("operation", "value", "words"),
    [
        ("ListClusters", {"maxResults": 0}, "greater than or equal to 1"),
        ("ListClusters", {"maxResults": 101}, "less than or equal to 100"),
        ("ListClusters", {"maxResults": "many"}, "is not an integer"),
        ("ListClusters", {"maxResults": True}, "is not an integer"),
        ("ListClusters", {"include": "all"}, "is not a list"),
        ("TagResource", {"resourceArn": "a", "tags": {}}, "greater than or equal to 1"),
        ("TagResource", {"resourceArn": "a", "tags": {"k": 1}}, "is not a string"),
        ("UpdateClusterConfig", {"name": "x", "deletionProtection": 1}, "is not a boolean"),
        ("UpdateClusterConfig", {"name": None}, "must not be null"),
    ],
)
def test_violations(operation, value, words):
    assert any(words in text for text in found(operation, value)), found(operation, value)


def test_patterns_are_matched_in_full():
    request = {"name": "ok but not all", "roleArn": "r", "resourcesVpcConfig": {}}
    assert any("regular expression" in text for text in found("CreateCluster", request))


def test_the_summary_counts():
    assert validation.summary(["a"]).startswith("1 validation error detected: a")
    assert validation.summary(["a", "b"]).startswith("2 validation errors detected: a; b")


def test_an_unknown_condition_operator_is_an_error_not_a_guess():
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"x": "1"}}}
    with pytest.raises(ValueError, match="NumericLessThan"):
        policies.ruling([{"Statement": statement}], "eks:ListClusters", "*", {"x": "1"})
