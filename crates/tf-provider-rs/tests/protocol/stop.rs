use std::time::Duration;

use tf_provider_rs::proto::tfplugin6::stop_provider;
use tf_provider_rs::value::Value;
use tokio::time::Instant;

use crate::host::{Host, thing, with};

#[tokio::test(start_paused = true)]
async fn a_stop_cancels_what_runs_and_nothing_that_comes_later() {
    let mut host = Host::new().await;
    for round in 1..=2 {
        let running = {
            let mut host = host.clone();
            tokio::spawn(async move { host.create(&thing(r#"{"name": "wait for stop"}"#)).await })
        };
        host.journal.until("saved wait for stop", round).await;
        let response = host.client.stop_provider(stop_provider::Request {}).await.unwrap().into_inner();
        assert_eq!(response.error, "");
        let answer = running.await.unwrap();
        assert_eq!(answer.said, ["warning: Interrupted"]);
        assert_eq!(answer.state.unwrap().attribute("status"), Some(&Value::from("being made")));
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_has_the_time_that_the_timeouts_block_gives_it() {
    let mut host = Host::new().await;
    for (timeouts, expected) in [
        (Value::Null, Duration::from_secs(20 * 60)),
        (create_within("90s"), Duration::from_secs(90)),
        (create_within("3h"), Duration::from_secs(3 * 3600)),
    ] {
        let config = with(&thing(r#"{"name": "wait for the deadline"}"#), &[("timeouts", timeouts.clone())]);
        let started = Instant::now();
        let answer = host.create(&config).await;
        // The clock of the runtime counts milliseconds.
        let took = started.elapsed();
        assert!(took.abs_diff(expected) < Duration::from_millis(5), "{took:?} instead of {expected:?}");
        assert_eq!(answer.said, ["error: Failed in time"]);
        assert_eq!(answer.state.unwrap().attribute("timeouts"), Some(&timeouts));
    }
}

#[tokio::test]
async fn a_time_beyond_all_clocks_is_no_reason_to_fail() {
    let mut host = Host::new().await;
    let config = with(&thing(r#"{"name": "hang"}"#), &[("timeouts", create_within("4000000000000000h"))]);
    host.journal.release.add_permits(1);
    assert_eq!(host.create(&config).await.said, [""; 0]);
}

fn create_within(create: &str) -> Value {
    let of = |name| (name, if name == "create" { Value::from(create) } else { Value::Null });
    Value::object(["create", "read", "update", "delete"].map(of))
}
