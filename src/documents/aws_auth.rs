//! The ConfigMap `aws-auth`: which IAM principal is who in Kubernetes.

use super::Yaml;

/// What the ConfigMap says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AwsAuth {
    /// Roles.
    pub roles: Vec<Mapping>,
    /// Users.
    pub users: Vec<Mapping>,
}

/// An IAM principal and who it is in Kubernetes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mapping {
    /// ARN of the role, without a path, or of the user.
    pub arn: String,
    /// Name of the user.
    pub username: String,
    /// Groups of the user.
    pub groups: Vec<String>,
}

impl AwsAuth {
    /// The manifest.
    ///
    /// Source: EKS user guide, Grant IAM users access to Kubernetes with a ConfigMap.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let list = |key: &'static str, mappings: &[Mapping]| {
            let entries: Vec<_> = mappings.iter().map(|mapping| mapping.to_yaml(key)).collect();
            (!entries.is_empty()).then(|| Yaml::Lines(Yaml::List(entries).to_string()))
        };
        let data = Yaml::Map(Vec::new())
            .with("mapRoles", list("rolearn", &self.roles))
            .with("mapUsers", list("userarn", &self.users));
        let metadata = Yaml::map([("name", Yaml::text("aws-auth")), ("namespace", Yaml::text("kube-system"))]);
        let document = Yaml::map([
            ("apiVersion", Yaml::text("v1")),
            ("kind", Yaml::text("ConfigMap")),
            ("metadata", metadata),
            ("data", data),
        ]);
        document.to_string()
    }
}

impl Mapping {
    fn to_yaml(&self, key: &str) -> Yaml {
        Yaml::map([
            (key, Yaml::text(&self.arn)),
            ("username", Yaml::text(&self.username)),
            ("groups", Yaml::texts(&self.groups)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_users_stand_in_texts_of_yaml() {
        let mapping = |arn: &str, username: &str, groups: &[&str]| Mapping {
            arn: arn.to_owned(),
            username: username.to_owned(),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        };
        let nodes = mapping(
            "arn:aws:iam::111122223333:role/nodes",
            "system:node:{{EC2PrivateDNSName}}",
            &["system:bootstrappers", "system:nodes"],
        );
        let both =
            AwsAuth { roles: vec![nodes], users: vec![mapping("arn:aws:iam::111122223333:user/ana", "ana", &[])] };
        let expected = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
data:
  mapRoles: |
    - rolearn: \"arn:aws:iam::111122223333:role/nodes\"
      username: \"system:node:{{EC2PrivateDNSName}}\"
      groups:
        - \"system:bootstrappers\"
        - \"system:nodes\"
  mapUsers: |
    - userarn: \"arn:aws:iam::111122223333:user/ana\"
      username: ana
      groups: []
";
        assert_eq!(both.to_yaml(), expected);
        assert!(AwsAuth::default().to_yaml().ends_with("\ndata: {}\n"));
    }
}
