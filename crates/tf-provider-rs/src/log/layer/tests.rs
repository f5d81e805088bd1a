use std::sync::{Arc, Mutex};
use std::time::Duration;

use tracing::{debug, info, info_span, trace};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

use super::*;

fn at_noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(1_767_355_200_000_001)
}

/// What is logged at `level` while `events` run.
fn logged(level: &str, events: impl FnOnce()) -> String {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&lines);
    let levels = Levels::from_env("thing", &|name| (name == "TF_LOG").then(|| level.to_owned()));
    let write = move |line: &[u8]| sink.lock().unwrap().extend_from_slice(line);
    let hclog = Hclog::new("thing", levels, &["pin"], at_noon, write);
    tracing::subscriber::with_default(Registry::default().with(hclog), events);
    String::from_utf8(lines.lock().unwrap().clone()).unwrap()
}

#[test]
fn an_event_is_one_line_of_strings() {
    let log = logged("info", || {
        info!(target: "terraform_provider_thing::aws::eks", count = 3, ratio = 0.5, done = true, name = "x", "looked up");
    });
    assert_eq!(
        log,
        "{\"@level\":\"info\",\"@timestamp\":\"2026-01-02T12:00:00.000001Z\",\"@module\":\"thing.aws.eks\",\
         \"@message\":\"looked up\",\"count\":\"3\",\"ratio\":\"0.5\",\"done\":\"true\",\"name\":\"x\"}\n"
    );
}

#[test]
fn fields_of_the_spans_around_an_event_stand_beside_its_own() {
    let log = logged("info", || {
        let outer = info_span!(target: "tf_provider_rs::rpc", "rpc", tf_rpc = "ReadResource", tf_req_id = tracing::field::Empty);
        outer.record("tf_req_id", "7");
        let _outer = outer.entered();
        let _inner = info_span!(target: "thing", "inner", step = 1).entered();
        info!(target: "tf_provider_rs::rpc", step = 2, "served");
    });
    assert_eq!(
        log,
        "{\"@level\":\"info\",\"@timestamp\":\"2026-01-02T12:00:00.000001Z\",\"@module\":\"sdk.proto\",\
         \"@message\":\"served\",\"tf_rpc\":\"ReadResource\",\"tf_req_id\":\"7\",\"step\":\"2\"}\n"
    );
}

#[test]
fn secrets_are_redacted_in_events_and_spans() {
    let log = logged("trace", || {
        let _span = info_span!(target: "thing", "span", Token = "canary").entered();
        info!(target: "thing", pin = "canary", password = ?"canary", "sent");
    });
    assert!(!log.contains("canary"), "{log}");
    assert_eq!(log.matches("(sensitive value)").count(), 3, "{log}");
}

#[test]
fn an_event_below_the_level_is_neither_written_nor_formatted() {
    struct NeverShown;
    impl Debug for NeverShown {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("formatted")
        }
    }
    let log = logged("info", || {
        debug!(target: "thing", value = ?NeverShown, "hidden");
        trace!(target: "h2::frame", value = ?NeverShown, "hidden");
    });
    assert_eq!(log, "");
}

#[test]
fn modules_name_the_source() {
    let hclog = Hclog::new("thing", Levels::from_env("thing", &|_| None), &[], at_noon, |_| ());
    for (target, module) in [
        ("terraform_provider_thing", "thing"),
        ("terraform_provider_thing::aws::eks", "thing.aws.eks"),
        ("tf_provider_rs::plugin", "sdk.framework"),
        ("tf_provider_rs::rpc::read_resource", "sdk.proto"),
        ("rustls::server", "thing.rustls.server"),
    ] {
        assert_eq!(hclog.module(target), module);
    }
}
