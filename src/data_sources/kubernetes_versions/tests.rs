use serde_json::{Value as Json, json};

use super::KubernetesVersionsDataSource;
use crate::aws::testing::{Answer, SILENT, eks_error};
use crate::data_sources::testing;

type Test = testing::Test<KubernetesVersionsDataSource>;

const ASK: &str = "GET /cluster-versions";

fn page(versions: &[Json], more: Option<&str>) -> Answer {
    (200, json!({ "clusterVersions": versions, "nextToken": more }).to_string())
}

#[tokio::test(start_paused = true)]
async fn every_page_is_read_and_the_newest_version_comes_first() {
    let older = json!({ "clusterVersion": "1.31" });
    let newest = json!({
        "clusterVersion": "1.32",
        "clusterType": "eks-local-outposts",
        "defaultPlatformVersion": "eks-local-outposts.3",
        "defaultVersion": true,
        "releaseDate": 1_775_779_200,
        "endOfStandardSupportDate": 1_780_000_000,
        "endOfExtendedSupportDate": 1_790_000_000.5,
        "status": "standard-support",
        "versionStatus": "STANDARD_SUPPORT",
        "kubernetesPatchVersion": "1.32.12",
    });
    let test = Test::new([(ASK, vec![page(&[older], Some("more")), page(&[newest], None)])]).await;
    let (data, said) = test.read(&json!({})).await;
    assert_eq!(
        (said.as_str(), data),
        (
            "",
            json!({
                "control_plane_storage": "ebs",
                "region": "us-west-2",
                "cluster_type": "eks-local-outposts",
                "default_cluster_version": "1.32",
                "cluster_versions": [
                    {
                        "cluster_version": "1.32",
                        "default_version": true,
                        "version_status": "STANDARD_SUPPORT",
                        "default_platform_version": "eks-local-outposts.3",
                        "kubernetes_patch_version": "1.32.12",
                        "release_date": "2026-04-10T00:00:00Z",
                        "end_of_standard_support_date": "2026-05-28T20:26:40Z",
                        "end_of_extended_support_date": "2026-09-21T14:13:20.5Z",
                    },
                    {
                        "cluster_version": "1.31",
                        "default_version": false,
                        "version_status": null,
                        "default_platform_version": null,
                        "kubernetes_patch_version": null,
                        "release_date": null,
                        "end_of_standard_support_date": null,
                        "end_of_extended_support_date": null,
                    },
                ],
            })
        )
    );
    assert_eq!(test.calls(), [ASK, ASK]);
}

#[tokio::test(start_paused = true)]
async fn each_kind_has_a_list_of_its_own() {
    for (kind, cluster_type) in [("ebs", "eks-local-outposts"), ("instance_store", "eks")] {
        let test = Test::new([(ASK, vec![page(&[], None)])]).await;
        let (data, said) = test.read(&json!({ "control_plane_storage": kind, "region": "eu-west-1" })).await;
        assert_eq!(
            (said.as_str(), &data["cluster_type"], &data["region"]),
            ("", &json!(cluster_type), &json!("eu-west-1"))
        );
        assert_eq!((&data["cluster_versions"], &data["default_cluster_version"]), (&json!([]), &Json::Null));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_in_the_configuration_is_said_before_eks_is_asked() {
    let test = Test::new([(ASK, vec![page(&[], None)])]).await;
    for (config, expected) in [
        (
            json!({ "control_plane_storage": "gp2" }),
            "error: Unknown control plane storage (at control_plane_storage)\n\"gp2\" is not known. Use \"ebs\" or \"instance_store\".",
        ),
        (
            json!({ "region": "us-west-2a" }),
            "error: Invalid Region (at region)\n\"us-west-2a\" is not the name of a Region, such as \"us-west-2\". It looks like an Availability \
             Zone: its Region is \"us-west-2\".",
        ),
    ] {
        assert_eq!(test.read(&config).await.1, expected);
    }
    let (_, said) = test.read(&json!({ "region": "cn-north-1" })).await;
    assert!(said.starts_with("error: Region of another partition (at region)\n"), "{said}");
    assert_eq!(test.calls(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn every_failure_names_the_call_and_the_list() {
    for (status, code, advice) in [
        (403, "AccessDeniedException", "Allow eks:DescribeClusterVersions to the principal that runs Terraform."),
        (400, "InvalidParameterException", "Correct the configuration"),
        (400, "InvalidRequestException", "Correct the configuration"),
        (500, "ServerException", "AWS failed on its side."),
    ] {
        let test = Test::new([(ASK, vec![eks_error(status, code, "no")])]).await;
        let (data, said) = test.read(&json!({})).await;
        let expected = format!(
            "error: DescribeClusterVersions failed for cluster type \"eks-local-outposts\"\neks:DescribeClusterVersions on cluster type \
             \"eks-local-outposts\": {code}: no (request ID request-1)\n\n{advice}"
        );
        assert!(data.is_null() && said.starts_with(&expected), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_it_at_once() {
    let test = Test::new([(ASK, vec![(SILENT, String::new())])]).await;
    let config = json!({});
    let interrupt = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        test.stop.cancel();
    };
    let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
    assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
}
