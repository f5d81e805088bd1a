use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use crate::aws::testing::{Answer, SILENT, eks_error};
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    CALLER, DESCRIBE, Test, ailing, answer, applied, caller, denied, described, described_instance_store, ebs, gone,
    instance_store,
};
use crate::resources::testing::{tags, with};

/// What a read makes of `state` when EKS gives `answer`.
async fn read(state: &LocalCluster, answer: Answer) -> Result<Option<LocalCluster>> {
    let test = Test::with_default_tags(vec![(DESCRIBE, vec![answer])], tags(&[("team", "edge")])).await;
    let cx = test.context();
    let read = LocalClusterResource.read(&cx, state.clone()).await;
    assert_eq!(test.wire.seen().len(), 1, "a refresh is one call");
    assert!(cx.warnings().is_empty(), "{}", cx.warnings());
    read
}

/// What a read makes of `state` when EKS and STS answer by these scripts, and what it warns of.
async fn read_by(
    state: &LocalCluster,
    scripts: Vec<(&str, Vec<Answer>)>,
) -> (Result<Option<LocalCluster>>, String, Vec<String>) {
    let test = Test::new(scripts).await;
    let cx = test.context();
    let read = LocalClusterResource.read(&cx, state.clone()).await;
    (read, cx.warnings().to_string(), test.wire.seen().into_iter().map(|seen| seen.what).collect())
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_gone_when_three_looks_do_not_find_it() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    for answer in [gone(), eks_error(400, "ClientException", "No cluster found for name: edge.")] {
        let (read, warnings, calls) = read_by(&state, vec![(DESCRIBE, vec![answer]), (CALLER, vec![caller()])]).await;
        assert_eq!((read, warnings.as_str()), (Ok(None), ""));
        assert_eq!(calls, [DESCRIBE, DESCRIBE, DESCRIBE, CALLER]);
    }
    let (read, _, calls) = read_by(&state, vec![(DESCRIBE, vec![gone(), gone(), answer(described("ACTIVE"))])]).await;
    assert_eq!((read, calls.len()), (Ok(Some(state.clone())), 3));
    // Nobody can tell whose account it is, but everybody may ask.
    let (read, ..) = read_by(&state, vec![(DESCRIBE, vec![gone()]), (CALLER, vec![denied()])]).await;
    assert_eq!(read, Ok(None));
}

#[tokio::test(start_paused = true)]
async fn an_interruption_while_the_account_is_asked_for_drops_nothing() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(vec![(DESCRIBE, vec![gone()]), (CALLER, vec![(SILENT, String::new())])]).await;
    let cx = test.context();
    let (read, seconds) = test.interrupt(10, LocalClusterResource.read(&cx, state)).await;
    assert_eq!(read.unwrap_err().to_string(), "error: Interrupted\nAWS had not answered yet. Run the command again.");
    assert_eq!(seconds.to_bits(), 10.0_f64.to_bits());
}

#[tokio::test(start_paused = true)]
async fn what_says_nothing_about_the_cluster_is_an_error() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    for answer in [
        (404, "<html>not here</html>".to_owned()),
        (404, String::new()),
        eks_error(404, "SomethingElse", "no"),
        eks_error(400, "ClientException", "something else"),
        eks_error(503, "ServiceUnavailableException", "later"),
        eks_error(403, "ExpiredTokenException", "expired"),
        (200, "{}".to_owned()),
    ] {
        let error = read(&state, answer.clone()).await.unwrap_err().to_string();
        assert!(error.starts_with("error: DescribeCluster failed for cluster \"edge\"\n"), "{answer:?}: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_of_another_account_drop_nothing() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let other = caller().1.replace("111122223333", "999900001111");
    let theirs = with(described("ACTIVE"), "arn", "arn:aws:eks:us-west-2:999900001111:cluster/edge");
    for scripts in
        [vec![(DESCRIBE, vec![gone()]), (CALLER, vec![(200, other)])], vec![(DESCRIBE, vec![answer(theirs)])]]
    {
        let (read, ..) = read_by(&state, scripts).await;
        assert_eq!(
            read.unwrap_err().to_string(),
            "error: Cluster of another account\nCluster \"edge\" in the state belongs to the account 111122223333, and the credentials \
             belong to 999900001111. Use credentials of the account 111122223333. The state was left as it is."
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_gone_is_gone_even_if_nobody_may_ask_for_the_account() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let settings = crate::aws::Settings { skip_requesting_account_id: true, ..crate::aws::Settings::default() };
    let test = Test::with_settings(vec![(DESCRIBE, vec![gone()])], settings, crate::tags::Tags::new()).await;
    assert_eq!(LocalClusterResource.read(&test.context(), state).await, Ok(None));
    assert_eq!(test.calls(), [DESCRIBE]);
}

#[tokio::test(start_paused = true)]
async fn another_cluster_of_the_name_is_never_adopted() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let without_id = LocalCluster { cluster_id: None, ..state.clone() };
    let later = |seconds: i64| with(described("ACTIVE"), "createdAt", 1_767_225_600 + seconds);
    let other_id = with(later(7200), "id", "11111111-6c5e-4f6b-9d6e-0e2f3a4b5c6d");
    for (state, cluster) in [(&state, other_id.clone()), (&without_id, later(7200))] {
        let (read, warnings, _) = read_by(state, vec![(DESCRIBE, vec![answer(cluster)])]).await;
        assert_eq!(read, Ok(None));
        assert_eq!(
            warnings,
            "warning: Cluster was replaced by something else\nCluster \"edge\" in the state, made at 2026-01-01T00:00:00Z, is gone. The one \
             that has its name now was made at 2026-01-01T02:00:00Z by something else, and Terraform does not touch it: the plan is to \
             create a cluster, which the taken name will prevent.\n\nTo manage the new one here, make Terraform forget the old one, and \
             apply this block with the resource's address:\n\n  terraform apply -refresh-only\n\n  import {\n    to = eksoutpost_local_cluster.example\n    id = \"edge@us-west-2\"\n  }"
        );
    }
    // The same one, though EKS tells its time of creation differently.
    for (state, cluster) in [(&without_id, later(1)), (&state, later(7200))] {
        let (read, warnings, _) = read_by(state, vec![(DESCRIBE, vec![answer(cluster)])]).await;
        assert_eq!((read.unwrap().is_some(), warnings.as_str()), (true, ""));
    }
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_goes_or_does_not_work_is_a_warning_and_no_difference() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    for (cluster, warning) in [
        (
            described("DELETING"),
            "warning: Cluster is being deleted\nEKS is deleting cluster \"edge\". When it is gone, the next plan creates it again if the \
             configuration still has it; `terraform destroy` waits until it is gone.",
        ),
        (
            ailing("FAILED", "Other", "oops"),
            "warning: Cluster has failed\nCluster \"edge\" does not work. The cluster's status is FAILED.\n- Other: oops (resources \
             subnet-01234567).\n\nTo replace it:\n\n  terraform apply -replace=ADDRESS # the resource's address, above",
        ),
        (described("UPDATING"), ""),
        (described("CREATING"), ""),
    ] {
        let test = Test::new(vec![(DESCRIBE, vec![answer(cluster.clone())])]).await;
        let cx = test.context();
        let read = LocalClusterResource.read(&cx, state.clone()).await.unwrap().unwrap();
        assert_eq!(cx.warnings().to_string(), warning);
        assert_eq!(read.status.as_deref(), cluster["status"].as_str());
        let is_waited_for = cluster["status"] == "CREATING";
        assert_eq!(test.plan(&ebs(), Some(&read)).await.changes(&read).is_empty(), !is_waited_for, "{cluster}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_is_cut_off_at_once() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(vec![(DESCRIBE, vec![(SILENT, String::new())])]).await;
    let cx = test.context();
    let (read, seconds) = test.interrupt(3, LocalClusterResource.read(&cx, state)).await;
    let interrupted = "error: Interrupted\nAWS had not answered yet. Run the command again.";
    assert_eq!((read.unwrap_err().to_string().as_str(), seconds.to_bits()), (interrupted, 3.0_f64.to_bits()));
}

#[tokio::test(start_paused = true)]
async fn what_eks_says_of_health_is_of_bounded_size_and_without_control_characters() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let issue =
        |message: String, ids: Vec<String>| json!({ "code": "Other\u{1b}", "message": message, "resourceIds": ids });
    let ids: Vec<String> = (0..101).map(|number| format!("i-{number:04}\n")).collect();
    let issues = vec![issue(format!("a\u{1b}[31m\n{}", "x".repeat(10_000)), ids); 101];
    let read = read(&state, answer(with(described("ACTIVE"), "health.issues", issues))).await.unwrap().unwrap();
    assert_eq!((read.health.len(), read.health[0].resource_ids.len()), (100, 100));
    assert_eq!(
        (read.health[0].code.as_deref(), read.health[0].resource_ids[0].as_str()),
        (Some("Other\\u{1b}"), "i-0000")
    );
    let message = read.health[0].message.as_deref().unwrap();
    assert!(message.starts_with("a\\u{1b}[31m xxx") && message.chars().count() < 1010, "{}", message.len());
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_we_may_not_see_is_an_error() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    assert_eq!(
        read(&state, denied()).await.unwrap_err().to_string(),
        "error: DescribeCluster failed for cluster \"edge\"\neks:DescribeCluster on cluster \"edge\": \
         AccessDeniedException: no \
         (request ID request-1)\n\nAllow eks:DescribeCluster to the principal that runs Terraform. Permission boundaries, session \
         policies and service control policies count too. The policies of the guide \"IAM permissions\" \
         have it."
    );
}

#[tokio::test(start_paused = true)]
async fn any_member_that_eks_leaves_out_keeps_its_value() {
    let spread = json!({ "spread_level": "rack" });
    let config = with(instance_store(), "outpost_config.control_plane_placement", spread.clone());
    let config = with(config, "outpost_config.etcd_placement", spread);
    let config = with(config, "vpc_config.endpoint_public_access", true);
    let config = with(config, "vpc_config.security_group_ids", json!(["sg-01234567"]));
    let cluster = with(described_instance_store("ACTIVE"), "outpostConfig.controlPlanePlacement.spreadLevel", "rack");
    let cluster = with(cluster, "outpostConfig.etcdPlacement.spreadLevel", "rack");
    let cluster = with(cluster, "resourcesVpcConfig.endpointPublicAccess", true);
    let cluster = with(cluster, "resourcesVpcConfig.securityGroupIds", json!(["sg-01234567"]));
    let state = applied(&config, cluster.clone()).await;
    let mut left_out = 0;
    for (path, partial) in with_each_left_out(&cluster) {
        // Its absence is what tells the two kinds of cluster apart, and who was not named is not let in.
        if matches!(path.as_str(), "resourcesVpcConfig.endpointPublicAccess") {
            continue;
        }
        left_out += 1;
        assert_eq!(read(&state, answer(partial)).await, Ok(Some(state.clone())), "{path}");
    }
    assert!(left_out > 30, "{left_out}");
    let unreachable = json!({ "endpointPrivateAccess": false, "endpointPublicAccess": false });
    let partial = with(cluster, "resourcesVpcConfig", unreachable);
    assert_eq!(read(&state, answer(partial)).await, Ok(Some(state)));
}

/// Every form of `object` that lacks one member, by path.
fn with_each_left_out(object: &Json) -> Vec<(String, Json)> {
    let Some(members) = object.as_object() else { return Vec::new() };
    let mut all = Vec::new();
    for (name, value) in members {
        let mut rest = members.clone();
        rest.remove(name);
        all.push((name.clone(), Json::Object(rest)));
        for (path, partial) in with_each_left_out(value) {
            all.push((format!("{name}.{path}"), with(object.clone(), name, partial)));
        }
    }
    all
}

#[tokio::test(start_paused = true)]
async fn the_order_of_lists_says_nothing() {
    let lists = |subnets: Json, types: Json, ids: Json, codes: [&str; 2]| {
        let issues = codes.map(|code| json!({ "code": code, "message": "m", "resourceIds": ids.clone() }));
        let cluster = with(described("ACTIVE"), "resourcesVpcConfig.subnetIds", subnets);
        let cluster = with(cluster, "logging.clusterLogging", json!([{ "types": types, "enabled": true }]));
        with(cluster, "health.issues", Json::from(issues.to_vec()))
    };
    let config = with(ebs(), "vpc_config.subnet_ids", json!(["subnet-01234567", "subnet-76543210"]));
    let config = with(config, "enabled_cluster_log_types", json!(["api", "audit"]));
    let subnets = || json!(["subnet-01234567", "subnet-76543210"]);
    let one = lists(subnets(), json!(["api", "audit"]), json!(["i-1", "i-2"]), ["AccessDenied", "InternalFailure"]);
    let state = applied(&config, one).await;
    let turned = json!(["subnet-76543210", "subnet-01234567"]);
    let other = lists(turned, json!(["audit", "api"]), json!(["i-2", "i-1"]), ["InternalFailure", "AccessDenied"]);
    assert_eq!(read(&state, answer(other)).await, Ok(Some(state)));
}

#[tokio::test(start_paused = true)]
async fn default_tags_are_not_the_clusters_own() {
    let state =
        applied(&with(ebs(), "tags", json!({ "a": "1" })), with(described("ACTIVE"), "tags", json!({ "a": "1" })))
            .await;
    let remote = json!({ "a": "1", "team": "edge", "aws:cloudformation:stack-id": "x" });
    let read = read(&state, answer(with(described("ACTIVE"), "tags", remote))).await.unwrap().unwrap();
    assert_eq!(read.tags, Some(tags(&[("a", "1")])));
    assert_eq!(read.tags_all, tags(&[("a", "1"), ("team", "edge")]));
}

#[tokio::test(start_paused = true)]
async fn words_that_this_version_does_not_know_are_kept() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let cluster = with(described("SLEEPING"), "health.issues", json!([{ "code": "Bored", "message": "m" }]));
    let cluster = with(cluster, "upgradePolicy.supportType", "FOREVER");
    let cluster = with(cluster, "logging.clusterLogging", json!([{ "types": ["dreams"], "enabled": true }]));
    let read = read(&state, answer(cluster)).await.unwrap().unwrap();
    assert_eq!(read.status.as_deref(), Some("SLEEPING"));
    assert_eq!(read.health[0].code.as_deref(), Some("Bored"));
    assert_eq!(read.upgrade_policy.unwrap().support_type.as_deref(), Some("FOREVER"));
    assert_eq!(read.enabled_cluster_log_types, Some(["dreams".to_owned()].into()));
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_changed_is_read() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let cluster = with(described("ACTIVE"), "version", "1.32");
    let cluster = with(cluster, "deletionProtection", true);
    let cluster = with(cluster, "tags", json!({ "b": "2" }));
    let read = read(&state, answer(cluster)).await.unwrap().unwrap();
    assert_eq!((read.version.as_deref(), read.deletion_protection), (Some("1.32"), Some(true)));
    assert_eq!((read.tags, read.tags_all), (Some(tags(&[("b", "2")])), tags(&[("b", "2")])));
}
