use serde_json::{Value as Json, json};

use super::ControlPlaneInstancesDataSource;
use crate::aws::testing::{Answer, SILENT, query_error};
use crate::data_sources::testing;
use crate::preflight::testing::{ec2, ec2_denied};
use crate::resources::local_cluster::testing::{DESCRIBE, answer, denied, described, described_instance_store, gone};
use crate::resources::testing::with;

type Test = testing::Test<ControlPlaneInstancesDataSource>;
type Scripts = Vec<(&'static str, Vec<Answer>)>;

const INSTANCES: &str = "DescribeInstances";
const INTERFACES: &str = "DescribeNetworkInterfaces";
const GROUPS: &str = "DescribeSecurityGroups";

fn instances(items: &[(&str, &str)]) -> Answer {
    let instance = |(id, address): &(&str, &str)| {
        format!(
            "<item><instancesSet><item><instanceId>{id}</instanceId><instanceState><code>16</code><name>running</name></instanceState>\
             <instanceType>m5.large</instanceType><placement><hostId>h-1</hostId></placement><subnetId>subnet-01234567</subnetId>\
             <privateIpAddress>{address}</privateIpAddress></item></instancesSet></item>"
        )
    };
    let items: String = items.iter().map(instance).collect();
    ec2(INSTANCES, &format!("<reservationSet>{items}</reservationSet>"))
}

fn interfaces(items: &[(&str, &str)]) -> Answer {
    let interface = |(id, address): &(&str, &str)| {
        format!(
            "<item><networkInterfaceId>{id}</networkInterfaceId><subnetId>subnet-01234567</subnetId><privateIpAddress>{address}\
             </privateIpAddress></item>"
        )
    };
    let items: String = items.iter().map(interface).collect();
    ec2(INTERFACES, &format!("<networkInterfaceSet>{items}</networkInterfaceSet>"))
}

fn groups(names: &[&str]) -> Answer {
    let group = |name: &&str| format!("<item><groupId>sg-of-{name}</groupId><groupName>{name}</groupName></item>");
    let items: String = names.iter().map(group).collect();
    ec2(GROUPS, &format!("<securityGroupInfo>{items}</securityGroupInfo>"))
}

const GROUP: &str = "eks-local-internal-do-not-use-or-edit-edge-0123456789";

fn of_ebs() -> Scripts {
    vec![
        (DESCRIBE, vec![answer(described("ACTIVE"))]),
        (INSTANCES, vec![instances(&[("i-2", "10.0.0.100"), ("i-1", "10.0.0.11"), ("i-3", "10.0.0.9")])]),
        (INTERFACES, vec![interfaces(&[("eni-1", "10.0.0.11"), ("eni-2", "10.0.0.9")])]),
        (GROUPS, vec![groups(&["eks-local-internal-do-not-use-or-edit-edge-2-0123456789", GROUP])]),
    ]
}

fn of_store() -> Scripts {
    vec![
        (DESCRIBE, vec![answer(described_instance_store("ACTIVE"))]),
        (INTERFACES, vec![interfaces(&[("eni-2", "10.0.0.11"), ("eni-1", "10.0.0.9"), ("eni-3", "10.0.0.12")])]),
    ]
}

fn but(mut scripts: Scripts, what: &str, answer: Answer) -> Scripts {
    scripts.iter_mut().find(|(request, _)| *request == what).unwrap().1 = vec![answer];
    scripts
}

async fn read(scripts: Scripts) -> (Json, String, Test) {
    let test = Test::new(scripts).await;
    let (data, said) = test.read(&json!({ "cluster_name": "edge" })).await;
    (data, said, test)
}

#[tokio::test(start_paused = true)]
async fn a_control_plane_on_ebs_has_instances_addresses_and_a_group() {
    let (data, said, test) = read(of_ebs()).await;
    let instance = |id: &str, address: &str| {
        json!({
            "id": id,
            "state": "running",
            "instance_type": "m5.large",
            "host_id": "h-1",
            "subnet_id": "subnet-01234567",
            "private_ip": address,
        })
    };
    assert_eq!(said, "");
    assert_eq!(
        data,
        json!({
            "cluster_name": "edge",
            "region": "us-west-2",
            "control_plane_storage": "ebs",
            "status": "ACTIVE",
            "private_ips": ["10.0.0.9", "10.0.0.11", "10.0.0.100"],
            "instances": [instance("i-1", "10.0.0.11"), instance("i-2", "10.0.0.100"), instance("i-3", "10.0.0.9")],
            "network_interfaces": null,
            "internal_security_group_id": format!("sg-of-{GROUP}"),
        })
    );
    assert_eq!(test.calls(), [INSTANCES, GROUPS, DESCRIBE]);
    let seen = test.wire.seen();
    let asked = |what: &str| seen.iter().find(|seen| seen.what == what).unwrap().body.clone();
    let of_vpc = "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-0123456789abcdef0&Filter.2.Name=";
    let existing = "Filter.3.Name=instance-state-name&Filter.3.Value.1=pending&Filter.3.Value.2=running&Filter.3.Value.3=shutting-down";
    let tag = "tag%3Aeks-local%3Acontrolplane-name&Filter.2.Value.1=edge";
    assert!(asked(INSTANCES).contains(&format!("{of_vpc}{tag}&{existing}")), "{}", asked(INSTANCES));
    let like = "group-name&Filter.2.Value.1=eks-local-internal-do-not-use-or-edit-edge-%2A";
    assert!(asked(GROUPS).contains(&format!("{of_vpc}{like}")), "{}", asked(GROUPS));
}

#[tokio::test(start_paused = true)]
async fn a_control_plane_on_instance_store_has_interfaces_and_no_instances() {
    let (data, said, test) = read(of_store()).await;
    let interface =
        |id: &str, address: &str| json!({ "id": id, "subnet_id": "subnet-01234567", "private_ip": address });
    assert_eq!(said, "");
    assert_eq!(
        data,
        json!({
            "cluster_name": "edge",
            "region": "us-west-2",
            "control_plane_storage": "instance_store",
            "status": "ACTIVE",
            "private_ips": ["10.0.0.9", "10.0.0.11", "10.0.0.12"],
            "instances": [],
            "network_interfaces": [
                interface("eni-1", "10.0.0.9"),
                interface("eni-2", "10.0.0.11"),
                interface("eni-3", "10.0.0.12"),
            ],
            "internal_security_group_id": null,
        })
    );
    assert_eq!(test.calls(), [INTERFACES, DESCRIBE]);
    let body = test.wire.seen().pop().unwrap().body;
    assert!(body.contains("Filter.2.Name=description&Filter.2.Value.1=Amazon%20EKS%20edge"), "{body}");
}

#[tokio::test(start_paused = true)]
async fn before_the_cluster_is_active_there_is_what_there_is_and_a_warning() {
    let warning = |status: &str, things: &str| {
        format!(
            "warning: Cluster not active\nThe status of cluster \"edge\" is {status}. There is what EKS shows now: {things} may be missing, and \
             their addresses. Read it again when the cluster is active."
        )
    };
    // EKS does not tell the VPC yet.
    let young = with(described("CREATING"), "resourcesVpcConfig", Json::Null);
    let (data, said, test) = read(but(of_ebs(), DESCRIBE, answer(young))).await;
    assert_eq!(said, warning("CREATING", "control plane instances"));
    assert_eq!((&data["instances"], &data["private_ips"]), (&json!([]), &json!([])));
    assert_eq!(test.calls(), [DESCRIBE]);

    let (data, said, _) = read(but(of_ebs(), DESCRIBE, answer(described("CREATING")))).await;
    assert_eq!(said, warning("CREATING", "control plane instances"));
    assert_eq!(data["private_ips"].as_array().unwrap().len(), 3);

    let failed = but(of_store(), DESCRIBE, answer(described_instance_store("FAILED")));
    let (data, said, _) = read(but(failed, INTERFACES, interfaces(&[]))).await;
    assert_eq!(said, warning("FAILED", "network interfaces of the control plane"));
    assert_eq!(data["network_interfaces"], json!([]));
}

#[tokio::test(start_paused = true)]
async fn an_active_cluster_of_which_nothing_is_seen_is_a_warning() {
    let (data, said, _) = read(but(of_ebs(), INSTANCES, instances(&[]))).await;
    assert_eq!(
        said,
        "warning: Control plane not found\nCluster \"edge\" is active, and EC2 shows no control plane instances. Check that the credentials are \
         those of the account that has the cluster's subnets, and that nobody changed tags or descriptions that EKS has set."
    );
    assert_eq!(data["private_ips"], json!([]));
    // An update does not take the control plane away.
    let (_, said, _) = read(but(of_ebs(), DESCRIBE, answer(described("UPDATING")))).await;
    assert_eq!(said, "");
}

#[tokio::test(start_paused = true)]
async fn without_the_permission_to_see_instances_their_interfaces_tell_the_addresses() {
    let (data, said, test) = read(but(of_ebs(), INSTANCES, ec2_denied(INSTANCES))).await;
    assert!(
        said.starts_with(
            "warning: Control plane instances cannot be seen\n`instances` is null, and the addresses are those of the network interfaces: \
             ec2:DescribeInstances on vpc-0123456789abcdef0: UnauthorizedOperation: "
        ),
        "{said}"
    );
    assert!(said.contains("Allow ec2:DescribeInstances to the principal that runs Terraform. The policy \"Find control plane instances\" of the guide \"IAM permissions\" has it."), "{said}");
    assert_eq!((&data["instances"], &data["private_ips"]), (&Json::Null, &json!(["10.0.0.9", "10.0.0.11"])));
    assert_eq!(data["network_interfaces"].as_array().unwrap().len(), 2);
    assert_eq!(test.calls(), [INSTANCES, INTERFACES, GROUPS, DESCRIBE]);
    let body = test.wire.seen().pop().unwrap().body;
    assert!(body.contains("Filter.2.Name=tag%3Aeks-local%3Acontrolplane-name&Filter.2.Value.1=edge"), "{body}");
}

#[tokio::test(start_paused = true)]
async fn without_the_permission_to_see_groups_the_group_is_null() {
    let (data, said, _) = read(but(of_ebs(), GROUPS, ec2_denied(GROUPS))).await;
    assert!(
        said.starts_with("warning: Security group cannot be seen\n`internal_security_group_id` is null: ec2:DescribeSecurityGroups on "),
        "{said}"
    );
    assert!(said.contains("Allow ec2:DescribeSecurityGroups "), "{said}");
    assert_eq!((&data["internal_security_group_id"], data["private_ips"].as_array().unwrap().len()), (&Json::Null, 3));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_done_without_is_an_error_that_names_the_action() {
    let neither = but(of_ebs(), INSTANCES, ec2_denied(INSTANCES));
    let broken = || query_error(503, "Unavailable", "later");
    for (scripts, expected) in [
        (but(of_ebs(), DESCRIBE, denied()), "error: DescribeCluster failed for cluster \"edge\"\n"),
        (but(of_ebs(), DESCRIBE, gone()), "error: No such cluster (at cluster_name)\n"),
        (
            but(of_ebs(), DESCRIBE, answer(with(described("ACTIVE"), "outpostConfig", Json::Null))),
            "error: Not a local cluster (at cluster_name)\n",
        ),
        (
            but(neither, INTERFACES, ec2_denied(INTERFACES)),
            "error: DescribeInstances failed for vpc-0123456789abcdef0\n",
        ),
        (
            but(of_store(), INTERFACES, ec2_denied(INTERFACES)),
            "error: DescribeNetworkInterfaces failed for vpc-0123456789abcdef0\n",
        ),
        (but(of_ebs(), INSTANCES, broken()), "error: DescribeInstances failed for vpc-0123456789abcdef0\n"),
        (but(of_ebs(), GROUPS, broken()), "error: DescribeSecurityGroups failed for vpc-0123456789abcdef0\n"),
        (but(of_store(), INTERFACES, broken()), "error: DescribeNetworkInterfaces failed for vpc-0123456789abcdef0\n"),
    ] {
        let is_refused = scripts.iter().any(|(_, answers)| answers[0].0 == 403);
        let (data, said, _) = read(scripts).await;
        assert_eq!(data, Json::Null, "{expected}");
        assert!(said.starts_with(expected), "{said}");
        assert_eq!(said.contains("to the principal that runs Terraform"), is_refused, "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_the_read_at_once() {
    for (scripts, silent) in [(of_ebs(), INSTANCES), (of_store(), INTERFACES), (of_ebs(), DESCRIBE)] {
        let test = Test::new(but(scripts, silent, (SILENT, String::new()))).await;
        let config = json!({ "cluster_name": "edge" });
        let interrupt = async {
            tokio::time::sleep(std::time::Duration::from_secs(3)).await;
            test.stop.cancel();
        };
        let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
        assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.", "{silent}");
    }
}
