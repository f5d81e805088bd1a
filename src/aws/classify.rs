//! What AWS's answers mean: the one table of codes and message fragments, each with its source.

use super::error::{Kind, Service};
use super::refusal;

/// What `code`, `message` and HTTP `status` of an answer mean.
#[must_use]
pub fn answer(service: Service, operation: &str, status: u16, code: Option<&str>, message: &str) -> Kind {
    let row = code.and_then(|code| {
        TABLE.iter().find(|row| {
            row.codes.contains(&code)
                && row.service.is_none_or(|only| only == service)
                && row.fragments.iter().all(|fragment| message.contains(fragment))
        })
    });
    let class = match (row, status) {
        (Some(row), _) => row.class,
        // Without a known code only the class of the status counts. A bare 404 may come from a proxy and is not "gone".
        (None, 429) => Class::Throttled,
        (None, 403) if code.is_some() => Class::Denied,
        // Not implemented: no later answer will differ.
        (None, 501 | 505) => Class::Other,
        (None, 500..) => Class::ServiceFault,
        (None, _) => Class::Other,
    };
    match class {
        Class::AlreadyExists => Kind::AlreadyExists,
        Class::ClockSkew => Kind::ClockSkew,
        Class::Denied => refusal::read(service, operation, message),
        Class::Expired => Kind::Expired,
        Class::InProgress => Kind::InUse { in_progress: true },
        Class::InUse => Kind::InUse { in_progress: false },
        Class::Invalid => Kind::Invalid,
        Class::LimitExceeded => Kind::LimitExceeded,
        Class::NotFound => Kind::NotFound,
        Class::Other => Kind::Other,
        Class::Protected => Kind::Protected,
        Class::RolePropagation => Kind::RolePropagation,
        Class::ServiceFault => Kind::ServiceFault,
        Class::Throttled => Kind::Throttled,
        Class::Unauthenticated => Kind::Unauthenticated,
    }
}

/// The next thing to do about a failure, as sentences.
#[must_use]
pub fn advice(service: Service, operation: &str, kind: &Kind, message: &str) -> String {
    let text = match kind {
        Kind::AlreadyExists => "Choose another name, or import the existing object.",
        Kind::Denied { .. } | Kind::Invalid | Kind::Unauthenticated | Kind::NotFound if assumes_role(operation) => {
            return CANNOT_ASSUME.to_owned();
        }
        Kind::ClockSkew => "Set the clock of this machine, for example with NTP, and run the command again.",
        Kind::Denied { action, resource } => {
            let call = format!("{}:{operation}", service.prefix());
            return refusal::advice(&call, action, resource.as_deref(), message);
        }
        Kind::Expired => "Renew the credentials (for example \"aws sso login\") and run the command again.",
        Kind::InUse { in_progress: true } => {
            "Another change of the same object is running. Run the command again when it has ended."
        }
        Kind::InUse { in_progress: false } => "Remove what still uses the object, then run the command again.",
        Kind::Invalid if operation == "configure" => "Correct the provider block.",
        Kind::Invalid => "Correct the configuration as the message says.",
        Kind::LimitExceeded => "Raise the quota in the Service Quotas console, or remove what is no longer needed.",
        Kind::NoCredentials => {
            "Give one of these sources credentials, for example with \"aws sso login\" or the environment variable AWS_PROFILE, or set \
             profile, or access_key and secret_key, in the provider block. \"aws sts get-caller-identity\" shows what the AWS CLI finds."
        }
        Kind::NoRegion => "Set region in the provider block, or the environment variable AWS_REGION.",
        Kind::NotFound => "Check the name, the account and the Region.",
        Kind::Other => "The message is AWS's own. If it does not help, ask AWS Support with the request ID.",
        Kind::Protected => "Switch the deletion protection off, then run the command again.",
        Kind::RolePropagation => {
            "Check that the role exists, that it trusts the service that the kind of cluster needs (ec2.amazonaws.com for ebs, \
             eks.amazonaws.com for instance_store), and that its policies are attached."
        }
        Kind::ServiceFault => {
            "AWS failed on its side. Run the command again; see the AWS Health Dashboard if it stays."
        }
        Kind::Throttled => {
            "AWS limits the rate of requests of the account. Run the command again with a lower -parallelism."
        }
        Kind::TimedOut => {
            "Check the connection to AWS, then run the command again: what was asked for may have been done."
        }
        Kind::Unauthenticated => {
            "AWS does not know these credentials. Check the keys, and that they belong to the partition of the Region."
        }
        Kind::Unreachable => {
            return format!(
                "Check the network, proxy (HTTPS_PROXY, NO_PROXY) and DNS of this machine, the Region, and the endpoint of {} if one \
                 is configured.",
                service.prefix()
            );
        }
        Kind::Untrusted => {
            "A proxy that inspects TLS, or an endpoint of your own, shows a certificate of an authority that this machine does not know. \
             Set custom_ca_bundle in the provider block, or the environment variable AWS_CA_BUNDLE, to a file with the certificate of that \
             authority (PEM)."
        }
    };
    text.to_owned()
}

/// hashicorp/aws-sdk-go-base names the same causes, internal/config/errors.go.
const CANNOT_ASSUME: &str = "Likely causes: the role's trust policy does not let the credentials in use assume it, or asks for an external \
    ID, a source identity, a tag or MFA that is not given; those credentials lack sts:AssumeRole, sts:TagSession or sts:SetSourceIdentity; \
    the role does not exist, or the session is longer than the role's max_session_duration (one hour in a chain of roles). \
    \"aws sts get-caller-identity\" shows whose credentials are in use.";

fn assumes_role(operation: &str) -> bool {
    matches!(operation, "AssumeRole" | "AssumeRoleWithWebIdentity")
}

/// The message without the canonical request, which holds the session token and is of no use to a practitioner.
#[must_use]
pub fn without_signature(message: &str) -> &str {
    ["The Canonical String", "The canonical string", "The String-to-Sign", "The String to Sign"]
        .iter()
        .filter_map(|start| message.find(start))
        .min()
        .map_or(message, |end| &message[..end])
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    AlreadyExists,
    ClockSkew,
    Denied,
    Expired,
    InProgress,
    InUse,
    Invalid,
    LimitExceeded,
    NotFound,
    Other,
    Protected,
    RolePropagation,
    ServiceFault,
    Throttled,
    Unauthenticated,
}

struct Row {
    /// Only answers of this service, if given.
    service: Option<Service>,
    codes: &'static [&'static str],
    /// All of them must occur in the message.
    fragments: &'static [&'static str],
    class: Class,
}

const fn row(codes: &'static [&'static str], class: Class) -> Row {
    Row { service: None, codes, fragments: &[], class }
}

const fn eks(codes: &'static [&'static str], fragments: &'static [&'static str], class: Class) -> Row {
    Row { service: Some(Service::Eks), codes, fragments, class }
}

/// Codes of EKS that may mean "not while something else runs".
const BUSY: &[&str] = &["ResourceInUseException", "InvalidRequestException", "InvalidStateException"];
const INVALID_PARAMETER: &[&str] = &["InvalidParameterException"];

/// The first row that fits counts. Codes end in "Exception" in JSON protocols; the Query protocol of IAM and STS drops the ending.
const TABLE: &[Row] = &[
    // hashicorp/terraform-provider-aws, internal/service/eks/cluster.go: both forms of "gone".
    eks(&["ClientException"], &["No cluster found"], Class::NotFound),
    row(&["ResourceNotFoundException", "NotFoundException", "NoSuchEntity", "NoSuchEntityException"], Class::NotFound),
    // hashicorp/terraform-provider-aws, same file: "Cluster already exists with name: NAME".
    eks(&["ResourceInUseException"], &["already exists"], Class::AlreadyExists),
    row(&["EntityAlreadyExists", "EntityAlreadyExistsException"], Class::AlreadyExists),
    // hashicorp/terraform-provider-aws, same file, delete: "... in progress".
    eks(BUSY, &["in progress"], Class::InProgress),
    // Inferred: the status that stands in the way is named in the message.
    eks(BUSY, &["UPDATING"], Class::InProgress),
    eks(BUSY, &["CREATING"], Class::InProgress),
    // EKS user guide, Protect EKS clusters from accidental deletion; code and text are not given there.
    eks(BUSY, &["deletion protection"], Class::Protected),
    eks(BUSY, &["deletionProtection"], Class::Protected),
    eks(&["ResourceInUseException"], &[], Class::InUse),
    row(&["DeleteConflict", "DeleteConflictException"], Class::InUse),
    // IAM API Reference: two changes of one entity at once; try again.
    row(
        &[
            "ConcurrentModification",
            "ConcurrentModificationException",
            "EntityTemporarilyUnmodifiable",
            "EntityTemporarilyUnmodifiableException",
        ],
        Class::InProgress,
    ),
    // hashicorp/terraform-provider-aws, cluster.go, retries of CreateCluster; "does not exist" only when it is about a role.
    eks(
        INVALID_PARAMETER,
        &["Role could not be assumed because the trusted entity is not correct"],
        Class::RolePropagation,
    ),
    eks(
        INVALID_PARAMETER,
        &["The provided role doesn't have the Amazon EKS Managed Policies associated with it"],
        Class::RolePropagation,
    ),
    eks(INVALID_PARAMETER, &["IAM role's policy must include"], Class::RolePropagation),
    eks(INVALID_PARAMETER, &["Error in role params"], Class::RolePropagation),
    eks(INVALID_PARAMETER, &["role", "does not exist"], Class::RolePropagation),
    eks(INVALID_PARAMETER, &["Role", "does not exist"], Class::RolePropagation),
    // EKS user guide, Troubleshoot local clusters: named there, its shape is not.
    eks(INVALID_PARAMETER, &["InvalidPermissions"], Class::RolePropagation),
    // AWS General Reference, Signature Version 4 troubleshooting.
    row(&["RequestTimeTooSkewed"], Class::ClockSkew),
    Row {
        service: None,
        codes: &["SignatureDoesNotMatch", "InvalidSignatureException"],
        fragments: &["Signature expired"],
        class: Class::ClockSkew,
    },
    Row {
        service: None,
        codes: &["SignatureDoesNotMatch", "InvalidSignatureException"],
        fragments: &["Signature not yet current"],
        class: Class::ClockSkew,
    },
    row(&["ExpiredToken", "ExpiredTokenException", "RequestExpired"], Class::Expired),
    row(
        &[
            "AuthFailure",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
        ],
        Class::Unauthenticated,
    ),
    row(&["AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"], Class::Denied),
    // aws-runtime, THROTTLING_ERRORS, without LimitExceededException, which is IAM's word for a quota.
    row(
        &[
            "PriorRequestNotComplete",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
        ],
        Class::Throttled,
    ),
    row(
        &["LimitExceeded", "LimitExceededException", "ResourceLimitExceededException", "ServiceQuotaExceededException"],
        Class::LimitExceeded,
    ),
    row(
        &[
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "ServerException",
            "ServiceFailure",
            "ServiceFailureException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
        ],
        Class::ServiceFault,
    ),
    row(
        &[
            "BadRequestException",
            "ClientException",
            "InvalidInput",
            "InvalidInputException",
            "InvalidParameterException",
            "InvalidParameterValue",
            "InvalidRequestException",
            "InvalidStateException",
            "MalformedPolicyDocument",
            "MalformedPolicyDocumentException",
            "IDPRejectedClaim",
            "InvalidIdentityToken",
            "PackedPolicyTooLarge",
            "PolicyNotAttachable",
            "PolicyNotAttachableException",
            "UnmodifiableEntity",
            "UnmodifiableEntityException",
            "UnsupportedAvailabilityZoneException",
            "ValidationError",
            "ValidationException",
        ],
        Class::Invalid,
    ),
];

#[cfg(test)]
#[path = "classify_tests.rs"]
mod tests;
