//! Cases A, G and H of the fault list that need no process.

use tf_provider_rs::proto::tfplugin6::{
    Diagnostic, DynamicValue, apply_resource_change, plan_resource_change, read_resource, stop_provider,
};
use tf_provider_rs::value::Value;

use crate::host::{Host, THING, apply_request, message, said, thing};

#[tokio::test]
async fn a4_a_panic_in_one_creation_leaves_nine_others_alone() {
    let host = Host::new().await;
    let spawn = |name: &str| {
        let (mut host, config) = (host.clone(), thing(&format!(r#"{{"name": "{name}"}}"#)));
        tokio::spawn(async move { host.create(&config).await })
    };
    let others: Vec<_> = (0..9).map(|_| spawn("hang")).collect();
    host.journal.until("saved hang", 9).await;
    let answer = spawn("panic after save").await.unwrap();
    assert_eq!(answer.said, ["error: Defect in the provider"]);
    assert_eq!(answer.state.unwrap().attribute("status"), Some(&Value::from("being made")));
    host.journal.release.add_permits(9);
    for other in others {
        let answer = other.await.unwrap();
        assert_eq!(answer.said, Vec::<String>::new());
        assert_eq!(answer.state.unwrap().attribute("status"), Some(&Value::from("ready")));
    }
}

#[tokio::test]
async fn a10_a_stop_without_work_or_without_a_configuration_or_twice_is_answered() {
    let mut host = Host::unconfigured();
    for _ in 0..2 {
        assert_eq!(host.client.stop_provider(stop_provider::Request {}).await.unwrap().into_inner().error, "");
    }
    host.configure(r#"{"place": null, "benches": null}"#).await;
    assert_eq!(host.client.stop_provider(stop_provider::Request {}).await.unwrap().into_inner().error, "");
    assert_eq!(host.create(&thing(r#"{"name": "a"}"#)).await.said, Vec::<String>::new());
}

#[tokio::test]
async fn g1_bytes_that_are_no_value_are_refused_in_every_place_for_one() {
    let mut host = Host::new().await;
    let prior = thing(r#"{"name": "a", "id": "id of a", "status": "ready"}"#);
    let deep = vec![0x91; 100_000];
    let random: Vec<u8> = (0..200_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in
        [deep, random, b"\xdf\xff\xff\xff\xff".to_vec(), b"\x81".to_vec(), message(&prior).msgpack[1..].to_vec()]
    {
        let broken = || Some(DynamicValue { msgpack: bytes.clone(), json: Vec::new() });
        let good = || Some(message(&prior));
        let refused = |diagnostics: &[Diagnostic]| {
            assert_eq!(said(diagnostics), ["error: Defect in the provider"], "{bytes:02x?}")
        };

        let read =
            read_resource::Request { type_name: THING.to_owned(), current_state: broken(), ..Default::default() };
        refused(&host.client.read_resource(read).await.unwrap().into_inner().diagnostics);
        for place in 0..3 {
            let at = |this| if place == this { broken() } else { good() };
            let plan = plan_resource_change::Request {
                type_name: THING.to_owned(),
                prior_state: at(0),
                proposed_new_state: at(1),
                config: at(2),
                ..Default::default()
            };
            refused(&host.client.plan_resource_change(plan).await.unwrap().into_inner().diagnostics);
        }
        for place in 0..2 {
            let at = |this| if place == this { broken() } else { good() };
            let apply = apply_resource_change::Request {
                prior_state: at(0),
                planned_state: at(1),
                ..apply_request(&prior, &prior)
            };
            let response = host.client.apply_resource_change(apply).await.unwrap().into_inner();
            refused(&response.diagnostics);
            assert_eq!(response.new_state, at(0), "the prior state stays, whatever it is");
        }
    }
}

#[tokio::test]
async fn g2_json_is_taken_where_messagepack_is_usual() {
    let mut host = Host::new().await;
    let json = br#"{"name":"a","note":null,"policy":null,"parts":null,"named":null,"spare":null,"id":"id of a","status":"ready","kit":null,"timeouts":null}"#;
    let current_state = Some(DynamicValue { msgpack: Vec::new(), json: json.to_vec() });
    let request = read_resource::Request { type_name: THING.to_owned(), current_state, ..Default::default() };
    let response = host.client.read_resource(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), Vec::<String>::new());
    assert_eq!(response.new_state, Some(message(&thing(r#"{"name": "a", "id": "id of a", "status": "ready"}"#))));
}

#[tokio::test]
async fn h3_private_data_that_is_missing_or_garbage_is_no_reason_to_fail() {
    let mut host = Host::new().await;
    let prior = thing(r#"{"name": "a", "id": "id of a", "status": "ready"}"#);
    for private in [Vec::new(), b"{".to_vec(), vec![0xff; 1000]] {
        let read = read_resource::Request {
            type_name: THING.to_owned(),
            current_state: Some(message(&prior)),
            private: private.clone(),
            ..Default::default()
        };
        let response = host.client.read_resource(read).await.unwrap().into_inner();
        assert_eq!(said(&response.diagnostics), Vec::<String>::new());
        assert_eq!(response.new_state, Some(message(&prior)));
        let apply = apply_resource_change::Request { planned_private: private, ..apply_request(&Value::Null, &prior) };
        let response = host.client.apply_resource_change(apply).await.unwrap().into_inner();
        assert_eq!(said(&response.diagnostics), Vec::<String>::new());
    }
}
