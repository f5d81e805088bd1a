use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Caller, Scope, features, of_everything, of_plans, policy};

/// What a principal may ask without any permission, or without being one.
const FREE: [&str; 2] = ["sts:AssumeRoleWithWebIdentity", "sts:GetCallerIdentity"];

#[test]
fn the_provider_calls_what_is_listed_and_nothing_else() {
    let listed = features().flat_map(|feature| feature.permissions);
    let mut listed: BTreeSet<String> = listed
        .filter(|permission| permission.caller == Caller::Provider)
        .map(|permission| permission.action.to_owned())
        .collect();
    listed.extend(FREE.map(str::to_owned));
    assert_eq!(operations(), listed);
}

#[test]
fn no_feature_lists_anything_twice() {
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for feature in features() {
        assert!(ids.insert(feature.id) && titles.insert(feature.title), "{}", feature.id);
        let listed: BTreeSet<_> =
            feature.permissions.iter().map(|permission| (permission.action, permission.scope)).collect();
        assert_eq!(listed.len(), feature.permissions.len(), "{}", feature.id);
    }
}

#[test]
fn a_policy_fits_into_a_managed_policy() {
    for policy in [policy(of_plans()), policy(of_everything()), policy(features())] {
        let length = policy.chars().filter(|c| !c.is_whitespace()).count();
        // IAM user guide, IAM and AWS STS quotas: characters of a managed policy, without white space.
        assert!(length < 6144, "{length}");
    }
}

#[test]
fn a_policy_for_plans_changes_nothing() {
    for permission in of_plans().flat_map(|feature| feature.permissions) {
        let (_, operation) = permission.action.split_once(':').unwrap();
        assert!(["Describe", "Get", "List"].iter().any(|verb| operation.starts_with(verb)), "{}", permission.action);
    }
}

#[test]
fn a_policy_has_one_statement_for_each_scope() {
    let delete = features().find(|feature| feature.id == "cluster-delete").unwrap();
    assert_eq!(
        policy([delete, delete]),
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Clusters",
      "Effect": "Allow",
      "Action": [
        "eks:DeleteCluster",
        "eks:DescribeCluster"
      ],
      "Resource": "arn:aws:eks:REGION:ACCOUNT:cluster/CLUSTER"
    },
    {
      "Sid": "LookInTheRegion",
      "Effect": "Allow",
      "Action": [
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups"
      ],
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:RequestedRegion": [
            "REGION"
          ]
        }
      }
    },
    {
      "Sid": "ClusterRoles",
      "Effect": "Allow",
      "Action": [
        "iam:ListInstanceProfilesForRole"
      ],
      "Resource": "arn:aws:iam::ACCOUNT:role/ROLE"
    }
  ]
}
"#
    );
    let conditional = serde_json::from_str::<serde_json::Value>(&policy(of_everything())).unwrap();
    let statements = conditional["Statement"].as_array().unwrap();
    let passing = statements.iter().find(|statement| statement["Sid"] == Scope::PassedToEks.sid()).unwrap();
    assert_eq!(passing["Condition"]["StringEquals"]["iam:PassedToService"], serde_json::json!(["eks.amazonaws.com"]));
}

/// `service:Operation` of every call in `src/aws`, as the sources name them.
fn operations() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/aws");
    let mut found = BTreeSet::new();
    for file in sources(&root) {
        let relative = file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let service = match relative.split(['/', '.']).next().unwrap() {
            "assume_role" => "sts",
            service => service,
        };
        if !["ec2", "eks", "iam", "outposts", "sts"].contains(&service) {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        for marker in ["const OPERATION: &str = \"", "let operation = \"", "failed(\"", "Service::Eks, \""] {
            let names = source.split(marker).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(names.map(|name| format!("{service}:{name}")));
        }
    }
    found
}

/// The Rust files below a directory that are no tests.
fn sources(directory: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let (directories, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let is_test = |path: &PathBuf| path.file_stem().is_some_and(|name| name.to_string_lossy().ends_with("tests"));
    let here = files.into_iter().filter(|path| !is_test(path));
    here.chain(directories.iter().flat_map(|directory| sources(directory))).collect()
}
