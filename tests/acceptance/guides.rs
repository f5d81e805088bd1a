//! What the guides quote is what Terraform prints.

use std::fs;

use super::harness::{Simulator, Workspace, repository};

#[test]
fn the_guide_of_mistakes_quotes_the_plan_word_for_word() {
    let simulator = Simulator::borrow();
    let guide = fs::read_to_string(repository().join("docs/guides/mistakes.md")).unwrap();
    let foreign = simulator.get("health")["foreign_role_arn"].as_str().unwrap().to_owned();
    for (right, wrong) in [
        ("subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67893"),
        ("m5.large", "m5.24xlarge"),
        ("op-0a1b2c3d4e5f67890", "op-0a1b2c3d4e5f67891"),
        ("eksoutpost_cluster_role.edge.arn", &format!("{foreign:?}")),
    ] {
        let mut workspace = Workspace::new(&simulator, "mistakes");
        workspace.replace(right, wrong);
        assert_quoted(&guide, &mut workspace);
    }

    let mut owner = Workspace::new(&simulator, "ebs_minimal");
    owner.apply_and_settle();
    assert_quoted(&guide, &mut Workspace::new(&simulator, "mistakes"));
    owner.destroy_and_leave_nothing(&simulator);
}

fn assert_quoted(guide: &str, workspace: &mut Workspace) {
    let run = workspace.run(&["plan", "-no-color"]).failed();
    let printed = run.stderr.trim();
    assert!(guide.contains(&format!("```text\n{printed}\n```")), "the guide does not have:\n{printed}");
}
