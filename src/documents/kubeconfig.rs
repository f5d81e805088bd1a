//! A kubeconfig file of one cluster, one user and one context.

use aws_smithy_types::base64;

use super::Yaml;

/// What a kubeconfig file says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Kubeconfig {
    /// Name of the entry of the cluster.
    pub cluster: String,
    /// URL of the API server.
    pub server: String,
    /// Name in the API server's certificate, if it is not that of the URL.
    pub tls_server_name: Option<String>,
    /// The cluster's certificate authority, as Base64 of PEM.
    pub certificate_authority: String,
    /// Proxy to the API server.
    pub proxy_url: Option<String>,
    /// Name of the entry of the user.
    pub user: String,
    /// How the user shows who it is.
    pub credentials: Credentials,
    /// Name of the context, which is the current one.
    pub context: String,
}

/// How a user shows who it is.
#[derive(Clone, Eq, PartialEq)]
pub enum Credentials {
    /// With a token that the AWS CLI makes each time.
    Token(TokenCommand),
    /// With a client certificate, which works without AWS. Both are PEM.
    Certificate {
        /// The certificate.
        certificate: String,
        /// Its private key.
        key: String,
    },
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Token(command) => f.debug_tuple("Token").field(command).finish(),
            Self::Certificate { .. } => f.write_str("Certificate(** redacted **)"),
        }
    }
}

/// The call of `aws eks get-token`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenCommand {
    /// Region of the cluster.
    pub region: String,
    /// `--cluster-id` or `--cluster-name`.
    pub option: &'static str,
    /// Id or name of the cluster.
    pub subject: String,
    /// Role to assume for the token.
    pub role_arn: Option<String>,
    /// Profile of the AWS CLI.
    pub profile: Option<String>,
}

impl Kubeconfig {
    /// The file.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let text = |text: &String| Yaml::text(text);
        let cluster = Yaml::map([("server", text(&self.server))])
            .with("tls-server-name", self.tls_server_name.as_ref().map(text))
            .with("certificate-authority-data", Some(text(&self.certificate_authority)))
            .with("proxy-url", self.proxy_url.as_ref().map(text));
        let context = Yaml::map([("cluster", text(&self.cluster)), ("user", text(&self.user))]);
        let entry =
            |name: &String, what: &str, value| Yaml::List(vec![Yaml::map([("name", text(name)), (what, value)])]);
        let document = Yaml::map([
            ("apiVersion", Yaml::text("v1")),
            ("kind", Yaml::text("Config")),
            ("current-context", text(&self.context)),
            ("clusters", entry(&self.cluster, "cluster", cluster)),
            ("contexts", entry(&self.context, "context", context)),
            ("users", entry(&self.user, "user", self.credentials.to_yaml())),
            ("preferences", Yaml::Map(Vec::new())),
        ]);
        document.to_string()
    }
}

impl Credentials {
    fn to_yaml(&self) -> Yaml {
        match self {
            Self::Token(command) => Yaml::map([("exec", command.to_yaml())]),
            Self::Certificate { certificate, key } => Yaml::map([
                ("client-certificate-data", Yaml::text(base64::encode(certificate))),
                ("client-key-data", Yaml::text(base64::encode(key))),
            ]),
        }
    }
}

impl TokenCommand {
    /// As `aws eks update-kubeconfig` writes it, so that a file of either tool is as good as the other's.
    ///
    /// Source: AWS CLI 1.46, `awscli/customizations/eks/update_kubeconfig.py`.
    fn to_yaml(&self) -> Yaml {
        let mut arguments =
            ["--region", &self.region, "eks", "get-token", self.option, &self.subject, "--output", "json"].to_vec();
        arguments.extend(self.role_arn.iter().flat_map(|role| ["--role", role]));
        let environment = |profile: &String| {
            Yaml::List(vec![Yaml::map([("name", Yaml::text("AWS_PROFILE")), ("value", Yaml::text(profile))])])
        };
        Yaml::map([
            ("apiVersion", Yaml::text("client.authentication.k8s.io/v1beta1")),
            ("command", Yaml::text("aws")),
            ("args", Yaml::texts(arguments)),
        ])
        .with("env", self.profile.as_ref().map(environment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kubeconfig(credentials: Credentials) -> Kubeconfig {
        Kubeconfig {
            cluster: "arn:aws:eks:us-west-2:111122223333:cluster/edge".to_owned(),
            server: "https://api.example".to_owned(),
            tls_server_name: None,
            certificate_authority: "Q0E=".to_owned(),
            proxy_url: None,
            user: "ana".to_owned(),
            credentials,
            context: "edge".to_owned(),
        }
    }

    #[test]
    fn a_token_comes_from_the_aws_cli() {
        let command = TokenCommand {
            region: "us-west-2".to_owned(),
            option: "--cluster-name",
            subject: "1edge".to_owned(),
            role_arn: Some("arn:aws:iam::111122223333:role/admin".to_owned()),
            profile: Some("out post".to_owned()),
        };
        let expected = "\
apiVersion: v1
kind: Config
current-context: edge
clusters:
  - name: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    cluster:
      server: \"https://api.example\"
      certificate-authority-data: Q0E=
contexts:
  - name: edge
    context:
      cluster: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
      user: ana
users:
  - name: ana
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: aws
        args:
          - \"--region\"
          - us-west-2
          - eks
          - get-token
          - \"--cluster-name\"
          - \"1edge\"
          - \"--output\"
          - json
          - \"--role\"
          - \"arn:aws:iam::111122223333:role/admin\"
        env:
          - name: AWS_PROFILE
            value: \"out post\"
preferences: {}
";
        assert_eq!(kubeconfig(Credentials::Token(command)).to_yaml(), expected);
    }

    #[test]
    fn a_certificate_needs_no_aws() {
        let credentials = Credentials::Certificate { certificate: "cert\n".to_owned(), key: "key\n".to_owned() };
        let file = Kubeconfig {
            server: "https://10.0.3.12".to_owned(),
            tls_server_name: Some("api.example".to_owned()),
            proxy_url: Some("http://proxy.example:3128".to_owned()),
            ..kubeconfig(credentials)
        };
        let expected = "\
apiVersion: v1
kind: Config
current-context: edge
clusters:
  - name: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    cluster:
      server: \"https://10.0.3.12\"
      tls-server-name: api.example
      certificate-authority-data: Q0E=
      proxy-url: \"http://proxy.example:3128\"
contexts:
  - name: edge
    context:
      cluster: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
      user: ana
users:
  - name: ana
    user:
      client-certificate-data: Y2VydAo=
      client-key-data: a2V5Cg==
preferences: {}
";
        assert_eq!(file.to_yaml(), expected);
        assert!(!format!("{file:?}").contains("key\n"), "a private key is not shown");
    }
}
