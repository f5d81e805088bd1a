use super::{answer, without_signature};
use crate::aws::error::Kind;
use crate::aws::error::Service::{Eks, Iam, Sts};

fn denied(action: &str, resource: Option<&str>) -> Kind {
    Kind::Denied { action: action.to_owned(), resource: resource.map(str::to_owned) }
}

#[test]
fn answers_are_classified_by_code_message_and_status() {
    let in_progress = Kind::InUse { in_progress: true };
    let in_use = Kind::InUse { in_progress: false };
    for (service, status, code, message, kind) in [
        (Eks, 404, "ResourceNotFoundException", "No cluster found for name: edge.", Kind::NotFound),
        (Eks, 400, "ClientException", "No cluster found for name: edge.", Kind::NotFound),
        (Eks, 400, "ClientException", "This operation is not supported for local EKS clusters", Kind::Invalid),
        (Eks, 404, "NotFoundException", "tag", Kind::NotFound),
        (Iam, 404, "NoSuchEntity", "The role with name edge cannot be found.", Kind::NotFound),
        (Eks, 409, "ResourceInUseException", "Cluster already exists with name: edge", Kind::AlreadyExists),
        (Iam, 409, "EntityAlreadyExists", "Role with name edge already exists.", Kind::AlreadyExists),
        (Eks, 409, "ResourceInUseException", "Cluster has an update in progress", in_progress.clone()),
        (Eks, 400, "InvalidRequestException", "Another update is in progress", in_progress.clone()),
        (Eks, 400, "InvalidRequestException", "cluster status is UPDATING", in_progress.clone()),
        (Eks, 400, "InvalidRequestException", "something else", Kind::Invalid),
        (Eks, 409, "ResourceInUseException", "Cluster has nodegroups attached", in_use.clone()),
        (Iam, 409, "DeleteConflict", "Cannot delete entity, must detach all policies first.", in_use),
        (Iam, 409, "ConcurrentModification", "another request", in_progress),
        (Eks, 400, "InvalidParameterException", "Error in role params", Kind::RolePropagation),
        (Eks, 400, "InvalidParameterException", "IAM role's policy must include x", Kind::RolePropagation),
        (Eks, 400, "InvalidParameterException", "The role arn:a does not exist", Kind::RolePropagation),
        (Eks, 400, "InvalidParameterException", "Role with arn: a, does not exist", Kind::RolePropagation),
        (
            Eks,
            400,
            "InvalidParameterException",
            "The provided role doesn't have the Amazon EKS Managed Policies associated with it.",
            Kind::RolePropagation,
        ),
        (Eks, 400, "InvalidParameterException", "The subnet ID subnet-1 does not exist", Kind::Invalid),
        (Eks, 400, "UnsupportedAvailabilityZoneException", "use1-az3", Kind::Invalid),
        (Eks, 400, "ResourceLimitExceededException", "100", Kind::LimitExceeded),
        (Iam, 409, "LimitExceeded", "Cannot exceed quota", Kind::LimitExceeded),
        (Eks, 429, "TooManyRequestsException", "", Kind::Throttled),
        (Iam, 400, "Throttling", "Rate exceeded", Kind::Throttled),
        (Eks, 500, "ServerException", "", Kind::ServiceFault),
        (Iam, 500, "ServiceFailure", "", Kind::ServiceFault),
        (Eks, 403, "ExpiredTokenException", "", Kind::Expired),
        (Sts, 403, "ExpiredToken", "", Kind::Expired),
        (Eks, 403, "UnrecognizedClientException", "", Kind::Unauthenticated),
        (Sts, 403, "InvalidClientTokenId", "", Kind::Unauthenticated),
        (
            Eks,
            403,
            "InvalidSignatureException",
            "The request signature we calculated does not match",
            Kind::Unauthenticated,
        ),
        (Eks, 403, "InvalidSignatureException", "Signature expired: 2026", Kind::ClockSkew),
        (Sts, 403, "SignatureDoesNotMatch", "Signature not yet current: 2026", Kind::ClockSkew),
        (Eks, 418, "BrandNewException", "", Kind::Other),
        (Eks, 404, "BrandNewException", "", Kind::Other),
        (Eks, 503, "BrandNewException", "", Kind::ServiceFault),
        (Eks, 403, "BrandNewException", "", denied("eks:Op", None)),
    ] {
        assert_eq!(answer(service, "Op", status, Some(code), message), kind, "{code}: {message}");
    }
    for (status, kind) in
        [(404, Kind::Other), (403, Kind::Other), (429, Kind::Throttled), (502, Kind::ServiceFault), (301, Kind::Other)]
    {
        assert_eq!(answer(Eks, "Op", status, None, ""), kind, "a bare HTTP {status}");
    }
}

#[test]
fn the_canonical_request_is_cut_off() {
    let message = "The request signature we calculated does not match. The Canonical String for this request should have been \
                   'x-amz-security-token:canary'";
    assert_eq!(without_signature(message), "The request signature we calculated does not match. ");
    assert_eq!(without_signature("plain"), "plain");
}
