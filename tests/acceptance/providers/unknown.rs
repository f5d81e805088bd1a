//! F5: a provider block with values that are known after apply.

use super::home::workspace;
use super::row::{KEYS, WEST};
use crate::acceptance::harness::Loopback;

#[test]
fn f5_a_block_that_depends_on_a_resource_is_planned_and_applied() {
    let server = Loopback::start();
    for (argument, block) in [
        ("region", format!("{KEYS}region = terraform_data.later.output")),
        ("token", format!("{WEST}{KEYS}token = terraform_data.later.output")),
        ("assume_role", format!("{WEST}{KEYS}assume_role = [{{ role_arn = terraform_data.later.output }}]")),
        ("default_tags", format!("{WEST}{KEYS}default_tags = {{ tags = {{ team = terraform_data.later.output }} }}")),
    ] {
        let mut later = workspace(&block);
        later.set_env("AWS_ENDPOINT_URL", server.url());
        let value = if argument == "assume_role" { "arn:aws:iam::111122223333:role/one" } else { "us-west-2" };
        later.write(
            "main.tf",
            &format!(
                "resource \"terraform_data\" \"later\" {{\n  input = \"{value}\"\n}}\n\
                 resource \"eksoutpost_cluster_role\" \"edge\" {{}}\n"
            ),
        );
        later.validate().succeeded();
        let planned = later.plan().succeeded().planned();
        assert_eq!(planned, ["eksoutpost_cluster_role.edge create", "terraform_data.later create"], "{argument}");
        assert_eq!(server.take_requests(), Vec::<String>::new(), "{argument}: nothing is asked before all is known");
        // AWS lets nobody make anything; but it is asked.
        let error = later.apply().failed().error();
        assert_eq!(error.address.as_deref(), Some("eksoutpost_cluster_role.edge"), "{argument}");
        assert!(server.take_requests().iter().any(|request| request.contains("Action=CreateRole&")), "{argument}");
    }
}
