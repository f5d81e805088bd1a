use super::Kind;
use crate::aws::testing::{Wire, eks_error, query_error};

#[tokio::test(start_paused = true)]
async fn an_error_is_one_line_with_call_object_code_message_and_request() {
    let wire = Wire::new([eks_error(400, "InvalidParameterException", "unsupported Kubernetes version")]);
    let error = wire.eks().await.find_cluster("edge").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "eks:DescribeCluster on cluster \"edge\": InvalidParameterException: unsupported Kubernetes version (request ID request-1)"
    );
    assert_eq!(error.advice(), "Correct the configuration as the message says.");
    assert_eq!((error.operation(), error.object()), ("DescribeCluster", "cluster \"edge\""));
    assert_eq!((error.code(), error.request_id()), (Some("InvalidParameterException"), Some("request-1")));

    let wire =
        Wire::new([query_error(403, "AccessDenied", "not authorized to perform: iam:GetRole on resource: role edge")]);
    let error = wire.clients().await.iam().find_role("edge").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "iam:GetRole on role \"edge\": AccessDenied: not authorized to perform: iam:GetRole on resource: role edge (request ID \
         request-1)"
    );
}

#[tokio::test(start_paused = true)]
async fn foreign_text_is_cut_and_secrets_are_not_repeated() {
    let long = "x".repeat(1_000_000);
    let wire = Wire::new([eks_error(400, "InvalidParameterException", &format!("a\u{1b}[31m\n{long}"))]);
    let error = wire.eks().await.find_cluster("edge\n").await.unwrap_err();
    assert!(error.to_string().len() < 1200);
    assert!(!error.to_string().chars().any(char::is_control), "{error}");

    let leak =
        "does not match. The Canonical String for this request should have been\nx-amz-security-token:canary-token";
    let wire = Wire::new([eks_error(403, "InvalidSignatureException", leak)]);
    let error = wire.eks().await.find_cluster("edge").await.unwrap_err();
    assert_eq!(*error.kind(), Kind::Unauthenticated);
    assert!(!format!("{error} {error:?} {error:#?}").contains("canary"));
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_wrong_is_named() {
    let message =
        "Signature expired: 20260101T000000Z is now earlier than 20260101T002000Z (20260101T002500Z - 5 min.)";
    let wire = Wire::new([eks_error(403, "InvalidSignatureException", message)]);
    let error = wire.eks().await.find_cluster("edge").await.unwrap_err();
    assert_eq!(*error.kind(), Kind::ClockSkew);
    assert_eq!(
        error.to_string(),
        format!("eks:DescribeCluster on cluster \"edge\": InvalidSignatureException: {message} (request ID request-1)")
    );
    assert_eq!(error.advice(), "Set the clock of this machine, for example with NTP, and run the command again.");
}
