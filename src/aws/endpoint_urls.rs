//! Endpoint URLs that the SDK reads itself, from the environment and the shared configuration files. It panics over an empty one, and shows
//! its own state over one that is no URL.
//!
//! Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".

use aws_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use super::{Endpoints, Error};
use crate::rules;

const VARIABLE: &str = "AWS_ENDPOINT_URL";

/// Services that are called, for us or for credentials, as the SDK names them.
const SERVICES: [&str; 7] = ["EC2", "EKS", "IAM", "Outposts", "SSO", "SSO OIDC", "STS"];

/// Checks the environment variables.
///
/// # Errors
/// Names the first one that is empty or no URL.
pub(super) fn check_environment(variable: impl Fn(&str) -> Option<String>) -> Result<(), Error> {
    if variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Ok(());
    }
    let of_services = SERVICES.iter().map(|service| format!("{VARIABLE}_{}", service.to_uppercase().replace(' ', "_")));
    for name in std::iter::once(VARIABLE.to_owned()).chain(of_services) {
        match variable(&name).as_deref().map(Finding::of) {
            None | Some(Finding::Url) => {}
            Some(Finding::Empty) => {
                return Err(Error::invalid_setting(format!("{name} is set, and empty: unset it, or give it a URL")));
            }
            Some(Finding::Other(shown)) => {
                return Err(Error::invalid_setting(format!("{name} is {shown}, not a URL such as \"https://...\"")));
            }
        }
    }
    Ok(())
}

/// Checks the `endpoint_url` that each service takes from the profile, or from the `services` section that it names.
///
/// Those of `endpoints` go before it. Whoever has keys needs none for credentials; whoever has not, leaves it to the SDK to ask SSO and STS, which does
/// not know `endpoints`.
///
/// # Errors
/// Names the first service whose URL is empty or no URL.
pub(super) fn check_profile(sdk: &SdkConfig, endpoints: &Endpoints, has_keys: bool) -> Result<(), Error> {
    let Some(files) = sdk.service_config() else { return Ok(()) };
    let needs_it = |service: &&str| match *service {
        "EC2" => endpoints.ec2.is_none(),
        "EKS" => endpoints.eks.is_none(),
        "IAM" => endpoints.iam.is_none(),
        "Outposts" => endpoints.outposts.is_none(),
        "STS" => endpoints.sts.is_none() || !has_keys,
        _ => !has_keys,
    };
    for service in SERVICES.into_iter().filter(needs_it) {
        let key = ServiceConfigKey::builder().service_id(service).env(VARIABLE).profile("endpoint_url").build();
        let url = key.ok().and_then(|key| files.load_config(key));
        let problem = match url.as_deref().map(Finding::of) {
            None | Some(Finding::Url) => continue,
            Some(Finding::Empty) => "is empty: remove it, or give it a URL".to_owned(),
            Some(Finding::Other(shown)) => format!("is {shown}, not a URL such as \"https://...\""),
        };
        return Err(Error::invalid_setting(format!(
            "endpoint_url for {service}, which the shared configuration file has in the profile or in the services section that it names, {problem}"
        )));
    }
    Ok(())
}

enum Finding {
    Url,
    Empty,
    /// As it may be shown.
    Other(String),
}

impl Finding {
    fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Empty;
        }
        if rules::is_url(text) {
            return Self::Url;
        }
        Self::Other(rules::quote_url(text))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check_environment;
    use crate::aws::testing::Wire;
    use crate::aws::{Clients, Endpoints, Secret, Settings};

    #[test]
    fn a_variable_that_is_no_url_is_named() {
        for (name, value, text) in [
            ("AWS_ENDPOINT_URL", "", "AWS_ENDPOINT_URL is set, and empty: unset it, or give it a URL"),
            ("AWS_ENDPOINT_URL_STS", " ", "AWS_ENDPOINT_URL_STS is set, and empty: unset it, or give it a URL"),
            (
                "AWS_ENDPOINT_URL_SSO_OIDC",
                "localhost:9",
                "AWS_ENDPOINT_URL_SSO_OIDC is \"localhost:9\", not a URL such as \"https://...\"",
            ),
            (
                "AWS_ENDPOINT_URL_EKS",
                "me:canary@localhost:9",
                "AWS_ENDPOINT_URL_EKS is \"localhost:9\", not a URL such as \"https://...\"",
            ),
        ] {
            let environment = |asked: &str| (asked == name).then(|| value.to_owned());
            assert_eq!(check_environment(environment).unwrap_err().to_string(), text);
        }
        assert!(check_environment(|_| Some("HTTPS://proxy.corp:8443/aws".to_owned())).is_ok());
        let ignored = |name: &str| Some(if name.contains("IGNORE") { "True" } else { "localhost:9" }.to_owned());
        assert!(check_environment(ignored).is_ok());
        assert!(check_environment(|_| None).is_ok());
    }

    async fn load(file: &str, endpoints: Endpoints, has_keys: bool) -> Result<Clients, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        fs::write(&path, file).unwrap();
        let settings = Settings {
            region: Some("us-west-2".to_owned()),
            profile: Some("edge".to_owned()),
            access_key: has_keys.then(|| "AKIDEXAMPLE".to_owned()),
            secret_key: has_keys.then(|| Secret::new("canary-secret")),
            shared_config_files: vec![path.to_string_lossy().into_owned()],
            endpoints,
            ..Settings::default()
        };
        Clients::load_with(settings, Wire::new([]).http_client()).await.map_err(|error| error.to_string())
    }

    #[tokio::test(start_paused = true)]
    async fn an_endpoint_of_the_profile_that_is_no_url_is_named() {
        for (file, text) in [
            (
                "[profile edge]\nendpoint_url =\n",
                "endpoint_url for EC2, which the shared configuration file has in the profile or in the services section that it names, is empty: \
                 remove it, or give it a URL",
            ),
            (
                "[profile edge]\nservices = site\n[services site]\neks =\n  endpoint_url = localhost:9\n",
                "endpoint_url for EKS, which the shared configuration file has in the profile or in the services section that it names, is \
                 \"localhost:9\", not a URL such as \"https://...\"",
            ),
            (
                "[profile edge]\nservices = site\n[services site]\nsts =\n  endpoint_url =\n",
                "endpoint_url for STS, which the shared configuration file has in the profile or in the services section that it names, is empty: \
                 remove it, or give it a URL",
            ),
        ] {
            assert_eq!(load(file, Endpoints::default(), true).await.unwrap_err(), text);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_url_of_the_profile_is_taken_and_one_that_is_ignored_is_not_looked_at() {
        for file in [
            "[profile edge]\nendpoint_url = https://proxy.corp:8443\n",
            "[profile edge]\nregion = us-west-2\n",
            "[profile edge]\nignore_configured_endpoint_urls = true\nendpoint_url = localhost:9\n",
        ] {
            assert!(load(file, Endpoints::default(), true).await.is_ok(), "{file}");
        }
        let url = Some("http://localhost:9".to_owned());
        let all = Endpoints { ec2: url.clone(), eks: url.clone(), iam: url.clone(), outposts: url.clone(), sts: url };
        let wrong = "[profile edge]\nendpoint_url = localhost:9\n";
        load(wrong, all.clone(), true).await.unwrap();
        let refused = load(wrong, all.clone(), false).await.unwrap_err();
        assert!(refused.starts_with("endpoint_url for SSO, "), "{refused}");
        let wrong = "[profile edge]\nservices = site\n[services site]\nsts =\n  endpoint_url =\n";
        load(wrong, all.clone(), true).await.unwrap();
        let refused = load(wrong, all, false).await.unwrap_err();
        assert!(refused.starts_with("endpoint_url for STS, "), "{refused}");
    }
}
