use tf_provider_rs::Resource;

use crate::aws::testing::{Answer, LOST, SILENT, eks_error, query_error};
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    DELETE, DESCRIBE, Test, ailing, answer, applied, busy, denied, described, described_instance_store, ebs, gone,
    instance_profiles, instance_store,
};

/// A cluster, and an EKS that is about to be asked to delete it.
async fn test(accepted: Vec<Answer>, shown: Vec<Answer>) -> (Test, LocalCluster) {
    let state = applied(&ebs(), described("ACTIVE")).await;
    (Test::new(vec![(DELETE, accepted), (DESCRIBE, shown)]).await, state)
}

const PROFILES: &str = "ListInstanceProfilesForRole";
const GROUPS: &str = "DescribeSecurityGroups";
const INTERFACES: &str = "DescribeNetworkInterfaces";

fn deleting() -> Answer {
    answer(described("DELETING"))
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_deleted_when_three_looks_in_a_row_do_not_find_it() {
    let (test, state) = test(vec![deleting()], vec![deleting(), gone(), deleting(), gone()]).await;
    let cx = test.context();
    LocalClusterResource.delete(&cx, state).await.unwrap();
    assert_eq!(test.calls(), [DELETE, DESCRIBE, PROFILES, GROUPS, INTERFACES]);
    assert_eq!(test.wire.times(DESCRIBE), [0, 10, 20, 30, 40, 50]);
    assert_eq!(
        cx.saved_state().unwrap().unwrap().status.as_deref(),
        Some("DELETING"),
        "an end before this one would keep it"
    );
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_gone_already_is_deleted() {
    let (test, state) = test(vec![gone()], vec![gone()]).await;
    LocalClusterResource.delete(&test.context(), state).await.unwrap();
    assert_eq!(test.calls(), [DELETE, DESCRIBE, PROFILES, GROUPS, INTERFACES]);
}

#[tokio::test(start_paused = true)]
async fn a_change_that_runs_is_waited_out() {
    let shown = vec![answer(described("UPDATING")), answer(described("UPDATING")), gone()];
    let (test, state) = test(vec![busy(), busy(), deleting()], shown).await;
    LocalClusterResource.delete(&test.context(), state).await.unwrap();
    assert_eq!(test.calls(), [DELETE, DESCRIBE, DELETE, DESCRIBE, DELETE, DESCRIBE, PROFILES, GROUPS, INTERFACES]);
    assert_eq!(test.wire.times(DELETE), [0, 10, 20]);
}

#[tokio::test(start_paused = true)]
async fn what_eks_leaves_behind_is_told_and_never_touched() {
    let id = "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d";
    let ours = format!("eks-local-{id}");
    let warning = format!(
        "warning: EKS left something behind\nCluster \"edge\" is gone, and these of its AWS objects are still there:\n- instance profile \
         {ours}\n\nThey belong to EKS, so nothing was done about them. EKS may still remove them; if they stay, ask AWS Support before you \
         delete them."
    );
    let listed = |names: &[&str]| instance_profiles(names);
    for (looks, expected, count) in [
        (vec![listed(&["mine", &ours, "eks-local-of-another"])], warning.as_str(), 3),
        (vec![listed(&[&ours]), listed(&[])], "", 2),
        (vec![listed(&["mine", "eks-local-of-another"])], "", 1),
        (vec![query_error(403, "AccessDenied", "no")], "", 1),
        (vec![query_error(404, "NoSuchEntity", "no role")], "", 1),
    ] {
        let state = applied(&ebs(), described("ACTIVE")).await;
        let test = Test::new(vec![(DELETE, vec![deleting()]), (DESCRIBE, vec![gone()]), (PROFILES, looks)]).await;
        let cx = test.context();
        LocalClusterResource.delete(&cx, state).await.unwrap();
        assert_eq!((cx.warnings().to_string().as_str(), test.wire.times(PROFILES).len()), (expected, count));
        let looks = test.calls().split_off(2);
        assert!(looks.iter().all(|call| [PROFILES, GROUPS, INTERFACES].contains(&call.as_str())), "{looks:?}");
    }
}

/// EC2's answer with these security groups.
fn groups(names: &[&str]) -> Answer {
    let item = |name: &&str| format!("<item><groupId>sg-1</groupId><groupName>{name}</groupName></item>");
    let items: String = names.iter().map(item).collect();
    (
        200,
        format!(
            "<DescribeSecurityGroupsResponse><securityGroupInfo>{items}</securityGroupInfo></DescribeSecurityGroupsResponse>"
        ),
    )
}

/// EC2's answer with one network interface, or none.
fn interfaces(id: &str) -> Answer {
    let item = if id.is_empty() {
        String::new()
    } else {
        format!("<item><networkInterfaceId>{id}</networkInterfaceId></item>")
    };
    (
        200,
        format!(
            "<DescribeNetworkInterfacesResponse><networkInterfaceSet>{item}</networkInterfaceSet></DescribeNetworkInterfacesResponse>"
        ),
    )
}

#[tokio::test(start_paused = true)]
async fn security_groups_and_network_interfaces_that_stay_are_told_and_those_of_others_are_not() {
    let internal = "eks-local-internal-do-not-use-or-edit-edge-0123456789";
    let denied = || query_error(403, "UnauthorizedOperation", "no");
    for (shown_groups, shown_interfaces, expected, counts) in [
        (
            vec![groups(&["eks-cluster-sg-edge-0123456789", internal, "eks-cluster-sg-edge-2-0123456789"])],
            vec![interfaces("eni-1")],
            vec![
                "security group sg-1 (eks-cluster-sg-edge-0123456789)".to_owned(),
                format!("security group sg-1 ({internal})"),
                "network interface eni-1".to_owned(),
            ],
            (3, 3),
        ),
        // EKS is a little late.
        (vec![groups(&[internal]), groups(&[])], vec![interfaces("eni-1"), interfaces("")], vec![], (2, 2)),
        (vec![groups(&["eks-cluster-sg-edge-2-0123456789"])], vec![interfaces("")], vec![], (1, 1)),
        (vec![denied()], vec![interfaces("eni-1")], vec!["network interface eni-1".to_owned()], (1, 3)),
        (vec![denied()], vec![denied()], vec![], (1, 1)),
    ] {
        for (config, cluster, whose) in [
            (ebs(), described("ACTIVE"), "Name=tag%3Aeks-local%3Acontrolplane-name&Filter.2.Value.1=edge"),
            (
                instance_store(),
                described_instance_store("ACTIVE"),
                "Name=description&Filter.2.Value.1=Amazon%20EKS%20edge",
            ),
        ] {
            let state = applied(&config, cluster).await;
            let test = Test::new(vec![
                (DELETE, vec![deleting()]),
                (DESCRIBE, vec![gone()]),
                (PROFILES, vec![instance_profiles(&[])]),
                (GROUPS, shown_groups.clone()),
                (INTERFACES, shown_interfaces.clone()),
            ])
            .await;
            let cx = test.context();
            LocalClusterResource.delete(&cx, state).await.unwrap();
            let told = cx.warnings().to_string();
            let named: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("- ")).collect();
            assert_eq!(named, expected);
            assert_eq!((test.wire.times(GROUPS).len(), test.wire.times(INTERFACES).len()), counts);
            let seen = test.wire.seen();
            let asked = |what: &str| seen.iter().find(|seen| seen.what == what).unwrap().body.clone();
            let of_vpc = "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-0123456789abcdef0&Filter.2.";
            assert!(asked(INTERFACES).contains(&format!("{of_vpc}{whose}")), "{}", asked(INTERFACES));
            let like = "Name=group-name&Filter.2.Value.1=eks-cluster-sg-edge-%2A&Filter.2.Value.2=eks-local-internal-do-not-use-or-edit-edge-%2A";
            assert!(asked(GROUPS).contains(&format!("{of_vpc}{like}")), "{}", asked(GROUPS));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn protection_that_was_switched_on_outside_is_explained() {
    let text = "Cluster edge cannot be deleted while deletion protection is enabled.";
    let (test, state) = test(vec![eks_error(400, "InvalidRequestException", text)], vec![gone()]).await;
    assert_eq!(
        LocalClusterResource.delete(&test.context(), state).await.unwrap_err().to_string(),
        format!(
            "error: Cluster is protected from deletion\neks:DeleteCluster on cluster \"edge\": InvalidRequestException: {text} (request ID \
             request-1)\n\nNothing was deleted. Set `deletion_protection = false` for cluster \"edge\", apply, and then destroy it. If the \
             configuration has it already, somebody has switched the protection on outside of Terraform; the next apply switches it off.\n\nIf Terraform calls \
             the cluster tainted, since its creation ended with an error, it goes on trying to replace it. Take the mark away first; the \
             apply then keeps the cluster, and changes its protection:\n\n  terraform untaint ADDRESS # the resource's address, above\n  \
             terraform apply"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_failed_ends_with_the_issues_and_keeps_the_cluster() {
    let failed = answer(ailing("FAILED", "Other", "oops"));
    let (test, state) = test(vec![deleting()], vec![deleting(), failed]).await;
    let cx = test.context();
    assert_eq!(
        LocalClusterResource.delete(&cx, state).await.unwrap_err().to_string(),
        "error: Cluster not deleted\nEKS did not delete cluster \"edge\". The cluster's status is FAILED.\n- Other: oops (resources \
         subnet-01234567).\n\nIt stays in the state. Remove the cause and run `terraform destroy` again."
    );
    assert_eq!(cx.saved_state().unwrap().unwrap().status.as_deref(), Some("FAILED"));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_deleted_from_any_status() {
    for status in ["CREATING", "UPDATING", "FAILED", "DELETING", "PENDING"] {
        let mut state = applied(&ebs(), described("ACTIVE")).await;
        state.status = Some(status.to_owned());
        let shown = vec![answer(described(status)), deleting(), gone()];
        let test = Test::new(vec![(DELETE, vec![deleting()]), (DESCRIBE, shown)]).await;
        LocalClusterResource.delete(&test.context(), state).await.unwrap();
        assert_eq!(test.wire.times(DELETE).len(), 1, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_a_deletion_is_success_if_the_cluster_goes() {
    for looks in [vec![deleting(), gone()], vec![gone()]] {
        let (test, state) = test(vec![(LOST, String::new())], looks).await;
        LocalClusterResource.delete(&test.context(), state).await.unwrap();
        assert_eq!(test.wire.times(DELETE).len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_request_for_a_deletion_is_not_taken_for_refused() {
    let (test, state) = test(vec![(SILENT, String::new())], vec![gone()]).await;
    let cx = test.context();
    let (result, seconds) = test.interrupt(3, LocalClusterResource.delete(&cx, state)).await;
    assert!(seconds < 4.0, "{seconds}");
    assert_eq!(
        result.unwrap_err().to_string(),
        "error: Interrupted before EKS accepted the deletion\nCluster \"edge\" may or may not be being deleted: the request was cut off before \
         EKS answered. It stays in the state. Run `terraform destroy` again."
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_deletion_is_an_error() {
    let (test, state) = test(vec![denied()], vec![gone()]).await;
    assert_eq!(
        LocalClusterResource.delete(&test.context(), state).await.unwrap_err().to_string(),
        "error: DeleteCluster failed for cluster \"edge\"\neks:DeleteCluster on cluster \"edge\": \
         AccessDeniedException: no (request ID \
         request-1)\n\nAllow eks:DeleteCluster to the principal that runs Terraform. Permission boundaries, session policies and service \
         control policies count too. The policy \"Delete clusters\" of the guide \"IAM permissions\" has it."
    );
    assert_eq!(test.calls(), [DELETE]);
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_deletion_is_an_error_that_tells_what_is_true() {
    for (accepted, shown, expected) in [
        (
            deleting(),
            deleting(),
            "error: Interrupted while EKS deletes the cluster\nCluster \"edge\" is being deleted and stays in the \
             state until it is gone. \
             Run `terraform destroy` again to wait for it.",
        ),
        (
            busy(),
            answer(described("UPDATING")),
            "error: Interrupted before EKS accepted the deletion\nCluster \"edge\" is not being deleted: another \
             change of it is still \
             running. Run `terraform destroy` again.",
        ),
    ] {
        let (test, state) = test(vec![accepted], vec![shown]).await;
        let cx = test.context();
        let (result, seconds) = test.interrupt(17, LocalClusterResource.delete(&cx, state)).await;
        assert_eq!(result.unwrap_err().to_string(), expected);
        assert_eq!(seconds.to_bits(), 17.0_f64.to_bits());
        assert!(cx.saved_state().unwrap().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_takes_too_long_tells_status_and_issues() {
    let shown = ailing("DELETING", "ResourceNotFound", "The subnet ID subnet-01234567 does not exist");
    let (test, state) = test(vec![deleting()], vec![answer(shown)]).await;
    assert_eq!(
        LocalClusterResource.delete(&test.ten_minutes(), state).await.unwrap_err().to_string(),
        "error: Cluster not gone in time\nAfter 10 minutes cluster \"edge\" still exists. The cluster's status is \
         DELETING.\n- \
         ResourceNotFound: The subnet ID subnet-01234567 does not exist (resources subnet-01234567). Correct vpc_config.subnet_ids and \
         replace the cluster: its subnets cannot be changed.\n\nRun `terraform destroy` again to go on waiting, or raise \
         `timeouts.delete`."
    );
}

#[tokio::test(start_paused = true)]
async fn credentials_that_are_lost_in_the_wait_keep_the_cluster_in_state() {
    let expired = eks_error(403, "ExpiredTokenException", "expired");
    let (test, state) = test(vec![deleting()], vec![deleting(), expired]).await;
    let cx = test.context();
    let error = LocalClusterResource.delete(&cx, state).await.unwrap_err().to_string();
    let told = "error: Cluster out of sight\nCluster \"edge\" is being deleted, and EKS can no longer be asked about it: eks:DescribeCluster on \
                cluster \"edge\": ExpiredTokenException: expired (request ID request-1).\n\n";
    assert!(error.starts_with(told), "{error}");
    let next = " Then run `terraform destroy` again: the cluster stays in the state until it is gone.";
    assert!(error.ends_with(next), "{error}");
    assert_eq!(cx.saved_state().unwrap().unwrap().status.as_deref(), Some("DELETING"));
}
