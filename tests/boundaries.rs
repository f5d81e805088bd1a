//! What must never be: the boundaries of ARCHITECTURE.md that neither a type nor a lint of the compiler keeps.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROVIDER: &str = "terraform-provider-eksoutpost";
const FRAMEWORK: &str = "tf-provider-rs";

#[test]
fn the_framework_knows_no_aws_sdk() {
    assert_eq!(packages(FRAMEWORK, &["-e", "normal,build"], is_of_the_sdk), [""; 0]);
}

#[test]
fn the_provider_names_no_part_of_the_wire() {
    let is_wire = |package: &str| ["prost", "rmp", "tonic"].iter().any(|wire| package.starts_with(wire));
    assert_eq!(packages(PROVIDER, &["-e", "normal,build", "--depth", "1"], is_wire), [""; 0]);
}

#[test]
fn there_is_one_tls_and_one_http_stack() {
    let others = ["hyper 0.", "native-tls ", "openssl ", "openssl-sys ", "ring ", "rustls 0.21.", "rustls 0.22."];
    let is_other = |package: &str| others.iter().any(|other| package.starts_with(other));
    assert_eq!(packages(PROVIDER, &["-e", "normal,build"], is_other), [""; 0]);
}

#[test]
fn calls_and_rules_of_aws_know_no_terraform() {
    assert_eq!(lines(&["src/aws", "src/documents", "src/permissions", "src/rules"], "tf_provider_rs"), [""; 0]);
}

#[test]
fn resources_speak_to_aws_through_src_aws_only() {
    let clients = ["aws_config", "aws_sdk_eks::Client", "aws_sdk_iam::Client", "aws_sdk_outposts", "aws_sdk_sts"];
    let found: Vec<_> =
        clients.iter().flat_map(|name| lines(&["src"], name)).filter(|line| !line.starts_with("src/aws/")).collect();
    assert_eq!(found, [""; 0]);
}

/// aws-sdk-ec2 is two thirds of a development build: it must stay possible to replace it.
#[test]
fn only_the_calls_of_ec2_name_its_sdk() {
    let found = lines(&["src"], "aws_sdk_ec2");
    assert_eq!(found.iter().filter(|line| !line.starts_with("src/aws/ec2")).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn nothing_can_touch_what_eks_owns() {
    let is_of_a_service = |package: &str| package.starts_with("aws-sdk-");
    let services = packages(PROVIDER, &["-e", "normal", "--depth", "1"], is_of_a_service);
    let names: Vec<_> = services.iter().filter_map(|package| package.split(' ').next()).collect();
    assert_eq!(names, ["aws-sdk-ec2", "aws-sdk-eks", "aws-sdk-iam", "aws-sdk-outposts", "aws-sdk-sts"]);
    // EC2 and Outposts are only looked at.
    let calls = ["src/aws/ec2", "src/aws/outposts.rs"].iter().flat_map(|directory| operations(Path::new(directory)));
    let reads = |operation: &String| ["Describe", "Get", "List"].iter().any(|verb| operation.starts_with(verb));
    let calls: Vec<_> = calls.collect();
    assert!(calls.len() > 10, "{calls:?}");
    assert_eq!(calls.iter().filter(|operation| !reads(operation)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn only_calls_of_aws_wait_or_look_at_the_clock() {
    let clocks = ["sleep(", "Instant::now", "SystemTime::now", "interval("];
    let found = clocks.iter().flat_map(|clock| lines(&["src"], clock)).filter(|line| !line.starts_with("src/aws/"));
    assert_eq!(found.collect::<Vec<_>>(), [""; 0]);
}

/// A wall clock that jumps must not end a wait, or make it last: only the age of a role is read from it, which IAM tells as a time of day.
#[test]
fn c10_no_wait_looks_at_the_wall_clock() {
    let files: BTreeSet<String> =
        ["SystemTime::now", "SystemTime::UNIX_EPOCH", "UNIX_EPOCH", "chrono::", "OffsetDateTime::now"]
            .iter()
            .flat_map(|clock| lines(&["src"], clock))
            .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
            .collect();
    assert_eq!(files.into_iter().collect::<Vec<_>>(), ["src/aws/iam/role.rs"]);
}

#[test]
fn nothing_of_the_framework_but_the_plugin_writes_to_standard_output() {
    let writers = lines(&["crates/tf-provider-rs/src"], "stdout()");
    let elsewhere = writers.iter().filter(|line| !line.starts_with("crates/tf-provider-rs/src/plugin/"));
    assert_eq!(elsewhere.collect::<Vec<_>>(), [""; 0]);
}

/// What decides whether state survives can be tested without a network, a clock or a file.
#[test]
fn values_plans_and_checks_are_pure() {
    let directories = ["value", "schema", "plan", "check"].map(|name| format!("crates/tf-provider-rs/src/{name}"));
    let directories = directories.each_ref().map(String::as_str);
    let effects = [
        "async ",
        ".await",
        "tokio",
        "std::env",
        "std::fs",
        "std::io",
        "std::net",
        "std::process",
        "std::thread",
        "std::time",
    ];
    let found: Vec<_> = effects.iter().flat_map(|effect| lines(&directories, effect)).collect();
    assert_eq!(found, [""; 0]);
}

/// A file has one idea. Bindings are generated.
#[test]
fn no_file_has_more_than_four_hundred_lines() {
    let is_long = |file: &PathBuf| fs::read_to_string(root().join(file)).unwrap().lines().count() > 400;
    let files = ["src", "crates", "tests"].iter().flat_map(|directory| files(Path::new(directory)));
    let written = files.filter(|file| !file.starts_with("crates/tf-provider-rs/src/proto"));
    assert_eq!(written.filter(is_long).collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn every_file_is_called_after_what_it_is_about() {
    let is_about_nothing = |file: &PathBuf| {
        let name = file.file_stem().unwrap_or_default();
        ["common", "helpers", "misc", "utils"].iter().any(|vague| name == *vague)
    };
    let files = ["src", "crates"].iter().flat_map(|directory| files(Path::new(directory)));
    assert_eq!(files.filter(is_about_nothing).collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

fn is_of_the_sdk(package: &str) -> bool {
    package.starts_with("aws-") && !package.starts_with("aws-lc-")
}

/// Packages below `package` in the graph of `cargo tree`, as `name version`, that `is_meant`.
fn packages(package: &str, arguments: &[&str], is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args([
        "tree",
        "--locked",
        "--offline",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "-p",
        package,
    ]);
    let output = cargo.args(arguments).output().unwrap();
    let (graph, complaint) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{complaint}");
    let packages: BTreeSet<_> = graph.lines().filter_map(|line| line.split_once(" v")).collect();
    assert!(packages.len() > 10, "the graph of {package} cannot be read:\n{graph}");
    let versions = packages.iter().map(|(name, rest)| format!("{name} {}", rest.split(' ').next().unwrap_or_default()));
    versions.filter(|package| is_meant(package)).collect()
}

/// Names of the operations that a file, or the files below a directory, call.
fn operations(place: &Path) -> Vec<String> {
    let all = if root().join(place).is_dir() { files(place) } else { vec![place.to_owned()] };
    let sources = all.into_iter().map(|file| fs::read_to_string(root().join(file)).unwrap());
    let names = sources.flat_map(|source| {
        let constants = source.lines().filter_map(|line| line.trim().strip_prefix("const OPERATION: &str = \""));
        constants.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect::<Vec<_>>()
    });
    names.collect()
}

/// Lines of the program, not of its tests, that contain `text`, as `path:line`.
fn lines(directories: &[&str], text: &str) -> Vec<String> {
    let files = directories.iter().flat_map(|directory| files(Path::new(directory))).filter(|file| !is_test(file));
    let found = files.flat_map(|file| {
        let source = fs::read_to_string(root().join(&file)).unwrap();
        let numbers = source.lines().enumerate().filter(|(_, line)| line.contains(text)).map(|(index, _)| index + 1);
        numbers.map(|number| format!("{}:{number}", file.display())).collect::<Vec<_>>()
    });
    found.collect()
}

/// Whether a file belongs to the tests: `tests.rs`, `testing.rs`, `eks_tests.rs`, `tests/role.rs`.
fn is_test(file: &Path) -> bool {
    let is_of_tests = |name: &str| name == "tests" || name == "testing" || name.ends_with("_tests");
    file.with_extension("").iter().filter_map(|name| name.to_str()).any(is_of_tests)
}

/// The Rust files below a directory of the repository.
fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(directory)).unwrap().map(|entry| directory.join(entry.unwrap().file_name()));
    let (directories, files): (Vec<_>, Vec<_>) = entries.partition(|path| root().join(path).is_dir());
    let here = files.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    here.chain(directories.iter().flat_map(|directory| self::files(directory))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
