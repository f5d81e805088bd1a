//! For every cluster that EKS can show, the plan after an import is empty: with the configuration that Terraform generates, and with the
//! shortest that means the same.

use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;

use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::testing::{
    DESCRIBE, Test, answer, described, described_instance_store, ebs, instance_store,
};
use crate::resources::testing::{tags, with};
use crate::tags::Tags;

/// How many clusters of each kind are drawn. Every two choices meet many times.
const CLUSTERS: usize = 120;

/// A cluster as EKS shows it, and the shortest configuration of it.
#[derive(Clone, Debug)]
struct Case {
    cluster: Json,
    config: Json,
}

impl Case {
    /// EKS shows this.
    fn shows(&mut self, path: &str, value: Json) {
        self.cluster = with(self.cluster.take(), path, value);
    }

    /// EKS leaves this out.
    fn lacks(&mut self, path: &str) {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        let parent =
            parent.split('.').filter(|step| !step.is_empty()).fold(&mut self.cluster, |at, step| &mut at[step]);
        parent.as_object_mut().unwrap().remove(name);
    }

    /// The configuration has to say this.
    fn needs(&mut self, path: &str, value: Json) {
        self.config = with(self.config.take(), path, value);
    }
}

/// The choices about one part of a cluster of one kind.
type Choices = Vec<Box<dyn Fn(&mut Case)>>;

macro_rules! choices {
    ($($choice:expr,)*) => { vec![$(Box::new($choice) as Box<dyn Fn(&mut Case)>,)*] };
}

/// A member that EKS shows with one of these values or leaves out, and that no configuration has to say.
fn chosen_by_eks(path: &'static str, values: Vec<Json>) -> Choices {
    let mut choices: Choices = choices![move |case: &mut Case| case.lacks(path),];
    for value in values {
        choices.push(Box::new(move |case| case.shows(path, value.clone())));
    }
    choices
}

/// What differs between clusters of both kinds.
fn common() -> Vec<Choices> {
    let groups = |groups: Json| move |case: &mut Case| case.shows("logging.clusterLogging", groups.clone());
    vec![
        chosen_by_eks("version", vec![json!("1.31"), json!("1.28")]),
        chosen_by_eks("deletionProtection", vec![json!(true), json!(false)]),
        chosen_by_eks(
            "upgradePolicy",
            vec![json!({}), json!({ "supportType": "STANDARD" }), json!({ "supportType": "EXTENDED" })],
        ),
        chosen_by_eks(
            "kubernetesNetworkConfig",
            vec![
                json!({}),
                json!({ "serviceIpv4Cidr": "" }),
                json!({ "serviceIpv4Cidr": "172.20.0.0/16" }),
                json!({ "serviceIpv4Cidr": "10.100.0.0/16", "ipFamily": "ipv4" }),
            ],
        ),
        chosen_by_eks(
            "health",
            vec![json!({}), json!({ "issues": [{ "code": "Odd", "resourceIds": ["i-2", "i-1"] }] })],
        ),
        chosen_by_eks("certificateAuthority", vec![json!({}), json!({ "data": "Q0E=" })]),
        chosen_by_eks("identity", vec![json!({}), json!({ "oidc": {} }), json!({ "oidc": { "issuer": "https://x" } })]),
        chosen_by_eks("platformVersion", vec![json!("eks-local-outposts.9")]),
        chosen_by_eks("createdAt", vec![json!(1_767_225_600.123)]),
        chosen_by_eks("id", vec![json!("0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d")]),
        chosen_by_eks("endpoint", vec![json!("https://edge.example.com")]),
        choices![
            |case: &mut Case| case.shows("status", json!("ACTIVE")),
            |case: &mut Case| case.shows("status", json!("UPDATING")),
            |case: &mut Case| case.shows("status", json!("FAILED")),
            |case: &mut Case| case.shows("status", json!("SLEEPING")),
        ],
        choices![
            |case: &mut Case| case.lacks("logging"),
            |case: &mut Case| case.shows("logging", json!({})),
            groups(json!([])),
            groups(json!([{ "types": ["api", "audit"], "enabled": false }])),
            groups(json!([{ "types": [], "enabled": true }, { "types": ["api"] }, { "enabled": true }])),
            |case: &mut Case| {
                let off = json!({ "types": ["scheduler"], "enabled": false });
                case.shows("logging.clusterLogging", json!([off, { "types": ["audit", "api"], "enabled": true }]));
                case.needs("enabled_cluster_log_types", json!(["api", "audit"]));
            },
            |case: &mut Case| {
                let group = |log_type: &str| json!({ "types": [log_type], "enabled": true });
                case.shows("logging.clusterLogging", json!([group("scheduler"), group("authenticator")]));
                case.needs("enabled_cluster_log_types", json!(["authenticator", "scheduler"]));
            },
        ],
        choices![
            |case: &mut Case| case.lacks("resourcesVpcConfig.securityGroupIds"),
            |case: &mut Case| case.shows("resourcesVpcConfig.securityGroupIds", json!([])),
            |case: &mut Case| {
                case.shows("resourcesVpcConfig.securityGroupIds", json!(["sg-76543210", "sg-01234567"]));
                case.needs("vpc_config.security_group_ids", json!(["sg-01234567", "sg-76543210"]));
            },
        ],
        choices![|_: &mut Case| {}, |case: &mut Case| {
            case.shows("resourcesVpcConfig.subnetIds", json!(["subnet-76543210", "subnet-01234567"]));
            case.needs("vpc_config.subnet_ids", json!(["subnet-01234567", "subnet-76543210"]));
        },],
        choices![
            |case: &mut Case| {
                case.lacks("resourcesVpcConfig.vpcId");
                case.lacks("resourcesVpcConfig.clusterSecurityGroupId");
            },
            |case: &mut Case| case.shows("resourcesVpcConfig.clusterSecurityGroupId", json!("")),
        ],
    ]
}

/// Tags with and without default tags of the provider.
fn tagged(default_tags: &Tags) -> Choices {
    if default_tags.is_empty() {
        return choices![
            |case: &mut Case| case.lacks("tags"),
            |case: &mut Case| case.shows("tags", json!({})),
            |case: &mut Case| case.shows("tags", json!({ "aws:cloudformation:stack-name": "x" })),
            |case: &mut Case| {
                case.shows("tags", json!({ "owner": "edge", "empty": "", "aws:x": "y" }));
                case.needs("tags", json!({ "owner": "edge", "empty": "" }));
            },
        ];
    }
    choices![
        |case: &mut Case| case.shows("tags", json!({ "team": "edge" })),
        |case: &mut Case| {
            case.shows("tags", json!({ "team": "edge", "owner": "me" }));
            case.needs("tags", json!({ "owner": "me" }));
        },
        |case: &mut Case| {
            case.shows("tags", json!({ "team": "other" }));
            case.needs("tags", json!({ "team": "other" }));
        },
    ]
}

/// What a public endpoint's list of blocks can look like where there is no public endpoint.
fn private() -> Choices {
    chosen_by_eks("resourcesVpcConfig.publicAccessCidrs", vec![json!([]), json!(["0.0.0.0/0"])])
}

fn on_ebs() -> Vec<Choices> {
    vec![
        private(),
        chosen_by_eks("accessConfig", vec![json!({}), json!({ "authenticationMode": "CONFIG_MAP" })]),
        choices![
            |_: &mut Case| {},
            |case: &mut Case| case.shows("outpostConfig.controlPlanePlacement", json!({})),
            |case: &mut Case| case.shows("outpostConfig.controlPlanePlacement", json!({ "groupName": "" })),
            |case: &mut Case| {
                case.shows("outpostConfig.controlPlanePlacement", json!({ "groupName": "spread" }));
                case.needs("outpost_config.control_plane_placement", json!({ "group_name": "spread" }));
            },
        ],
        choices![
            |_: &mut Case| {},
            |case: &mut Case| case.shows("outpostConfig.etcdInstanceType", json!("")),
            |case: &mut Case| case.shows("outpostConfig.etcdPlacement", json!({})),
        ],
    ]
}

fn on_instance_store() -> Vec<Choices> {
    let mut endpoint = private();
    for blocks in [json!(null), json!([]), json!(["0.0.0.0/0"]), json!(["203.0.113.0/24", "198.51.100.7/32"])] {
        endpoint.push(Box::new(move |case| {
            case.shows("resourcesVpcConfig.endpointPublicAccess", json!(true));
            case.shows("resourcesVpcConfig.publicAccessCidrs", blocks.clone());
            case.needs("vpc_config.endpoint_public_access", json!(true));
        }));
    }
    vec![
        endpoint,
        chosen_by_eks(
            "accessConfig",
            vec![
                json!({}),
                json!({ "authenticationMode": "API" }),
                json!({ "authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": false }),
            ],
        ),
        choices![
            |_: &mut Case| {},
            |case: &mut Case| case.shows("outpostConfig.controlPlanePlacement", json!({ "spreadLevel": "" })),
            |case: &mut Case| {
                case.shows("outpostConfig.controlPlanePlacement", json!({ "groupName": "", "spreadLevel": "rack" }));
                case.needs("outpost_config.control_plane_placement", json!({ "spread_level": "rack" }));
            },
        ],
        choices![
            |_: &mut Case| {},
            |case: &mut Case| case.shows("outpostConfig.etcdPlacement", json!({})),
            |case: &mut Case| {
                case.shows("outpostConfig.etcdPlacement", json!({ "spreadLevel": "host" }));
                case.needs("outpost_config.etcd_placement", json!({ "spread_level": "host" }));
            },
        ],
    ]
}

/// Clusters of one kind: each choice once with everything else as it was, and then many drawn together.
fn cases(whole: &Case, dimensions: &[Choices]) -> Vec<Case> {
    let mut cases = Vec::new();
    for choice in dimensions.iter().flatten() {
        let mut case = whole.clone();
        choice(&mut case);
        cases.push(case);
    }
    let mut random = fastrand::Rng::with_seed(20_261_123);
    for _ in 0..CLUSTERS {
        let mut case = whole.clone();
        for choices in dimensions {
            choices[random.usize(..choices.len())](&mut case);
        }
        cases.push(case);
    }
    cases
}

/// The same answer with every list turned round.
fn turned(mut json: Json) -> Json {
    match &mut json {
        Json::Array(elements) => {
            elements.reverse();
            elements.iter_mut().for_each(|element| *element = turned(element.take()));
        }
        Json::Object(members) => members.values_mut().for_each(|member| *member = turned(member.take())),
        _ => {}
    }
    json
}

async fn assert_imports_settle(cases: &[Case], default_tags: Tags) {
    let shown = cases.iter().flat_map(|case| [answer(case.cluster.clone()), answer(turned(case.cluster.clone()))]);
    let test = Test::with_default_tags(vec![(DESCRIBE, shown.collect())], default_tags).await;
    for Case { cluster, config } in cases {
        let state = LocalClusterResource.import(&test.context(), "edge").await.unwrap();
        let read = LocalClusterResource.read(&test.context(), state.clone()).await.unwrap();
        assert_eq!(read.as_ref(), Some(&state), "the order of lists in {cluster:#}");
        let generated = test.host.provider_generated_config(&state).unwrap();
        for config in [&test.host.generated_config(&state), &generated, config] {
            let said = test.host.validate(config).unwrap();
            assert!(!said.has_errors(), "{said}\n{config:#}\n{cluster:#}");
            let planned = test.plan(config, Some(&state)).await;
            assert_eq!(planned.changes(&state), [""; 0], "{config:#}\n{cluster:#}\n{:#}", planned.state());
            assert_eq!(planned.requires_replace(), [""; 0], "{config:#}\n{cluster:#}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn any_cluster_of_either_kind_is_imported_and_plans_no_change() {
    let mut count = 0;
    for default_tags in [Tags::new(), tags(&[("team", "edge")])] {
        for (cluster, config, own) in [
            (described("ACTIVE"), ebs(), on_ebs()),
            (described_instance_store("ACTIVE"), instance_store(), on_instance_store()),
        ] {
            let mut dimensions = vec![tagged(&default_tags)];
            dimensions.extend(common());
            dimensions.extend(own);
            // With default tags, a cluster that lacks them rightly plans a change.
            let mut whole = Case { cluster, config };
            dimensions[0][0](&mut whole);
            let cases = cases(&whole, &dimensions);
            count += cases.len();
            for cases in cases.chunks(50) {
                assert_imports_settle(cases, default_tags.clone()).await;
            }
        }
    }
    assert!(count > 4 * CLUSTERS, "{count}");
}
