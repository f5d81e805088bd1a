use super::*;

fn said(result: Result<(), Violation>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn the_kind_decides_what_can_join() {
    use NodeOs::{Al2, Al2023, Bottlerocket};
    for (os, kind) in [(Al2023, Ebs), (Al2, Ebs), (Al2023, InstanceStore), (Bottlerocket, InstanceStore)] {
        assert_eq!(os.joins(kind), Ok(()), "{os} {kind}");
        assert_eq!(os.to_string().parse(), Ok(os));
    }
    assert_eq!(
        said(Bottlerocket.joins(Ebs)),
        "Operating system cannot join: Nodes of a cluster with ebs storage cannot have \"bottlerocket\". Use \"al2023\" (or \"al2\", which is \
         at its end of life)."
    );
    assert_eq!(
        said(Al2.joins(InstanceStore)),
        "Operating system cannot join: Nodes of a cluster with instance_store storage cannot have \"al2\". Use \"al2023\" or \
         \"bottlerocket\"."
    );
    assert_eq!(
        "ubuntu".parse::<NodeOs>().unwrap_err().to_string(),
        "Unknown operating system: \"ubuntu\" is not known. Use \"al2023\", \"al2\" or \"bottlerocket\"."
    );
}

#[test]
fn a_node_gives_itself_only_labels_that_the_kubelet_takes() {
    assert!(OWN_LABELS.is_sorted());
    let longest = "a".repeat(63);
    for (key, value) in [
        ("team", "video"),
        ("example.com/team", ""),
        (longest.as_str(), longest.as_str()),
        ("node.kubernetes.io/lifecycle", "normal"),
        ("sub.node.kubernetes.io/x", "y"),
        ("topology.kubernetes.io/zone", "us-west-2a"),
        ("notkubernetes.io/x", "y"),
    ] {
        assert_eq!(node_label(key, value), Ok(()), "{key}");
    }
    for key in ["node-role.kubernetes.io/worker", "kubernetes.io/team", "k8s.io/x", "a.k8s.io/x"] {
        assert_eq!(
            said(node_label(key, "")),
            format!(
                "Label that the kubelet refuses: A node cannot give itself the label \"{key}\", and its kubelet would not start. Use another \
                 prefix, or set the label with kubectl."
            )
        );
    }
    for key in ["", "-a", "a b", "a/b/c", "/a", "A.com/a", &"a".repeat(64)] {
        assert_eq!(
            said(node_label(key, "")),
            format!(
                "Invalid label: \"{key}\" is not the key of a label: at most 63 letters, digits, \"-\", \"_\" and \".\", the first and last a \
                 letter or digit, behind an optional domain and \"/\"."
            )
        );
    }
    assert_eq!(
        said(node_label("team", "a'b")),
        "Invalid label: \"a'b\" is not the value of a label: at most 63 letters, digits, \"-\", \"_\" and \".\", the first and last a letter \
         or digit."
    );
}

#[test]
fn a_taint_is_spelled_as_kubectl_spells_it() {
    assert_eq!(
        Taint::parse("example.com/dedicated=video:NoSchedule"),
        Ok(Taint { key: "example.com/dedicated", value: "video", effect: "NoSchedule" })
    );
    assert_eq!(Taint::parse("dedicated:NoExecute"), Ok(Taint { key: "dedicated", value: "", effect: "NoExecute" }));
    for text in ["dedicated", "dedicated=video", "dedicated=video:Never", ""] {
        assert_eq!(
            Taint::parse(text).unwrap_err().to_string(),
            format!(
                "Invalid taint: \"{text}\" is not a taint, such as \"dedicated=video:NoSchedule\". Its effect is NoSchedule, \
                 PreferNoSchedule or NoExecute."
            )
        );
    }
    for (text, begins) in [
        ("=video:NoSchedule", "Invalid taint: \"\" is not the key of a taint: "),
        ("a=b c:NoSchedule", "Invalid taint: \"b c\" is not the value of a taint: "),
    ] {
        assert!(Taint::parse(text).unwrap_err().to_string().starts_with(begins));
    }
}

#[test]
fn a_flag_of_the_kubelet_needs_no_quotes() {
    for text in ["--event-qps=10", "--v=2", "--fail-swap-on", "--eviction-hard=memory.available<1Gi,pid.available<9"] {
        assert_eq!(kubelet_flag(text), Ok(()), "{text}");
    }
    for text in [
        "",
        "-v=2",
        "--",
        "--V=2",
        "--a=b c",
        "--a='b'",
        "--a=\"b\"",
        "--a=$(reboot)",
        "--a=b;c",
        "--a=b\\c",
        "--a b",
        "--a=5%",
    ] {
        assert_eq!(
            said(kubelet_flag(text)),
            format!(
                "Invalid kubelet flag: \"{text}\" is not a flag of the kubelet, such as \"--event-qps=10\": two hyphens, a name, an equals \
                 sign, and a value without spaces, quotes and \"%\"."
            )
        );
    }
}

#[test]
fn a_node_runs_some_pods() {
    assert_eq!((max_pods(1), max_pods(1000)), (Ok(()), Ok(())));
    for count in [0, -1, 1001] {
        assert_eq!(said(max_pods(count)), format!("Invalid number of pods: A node runs 1 to 1000 pods, not {count}."));
    }
}

#[test]
fn the_dns_service_has_the_tenth_address() {
    for (block, address) in
        [("10.100.0.0/16", "10.100.0.10"), ("172.16.0.0/12", "172.16.0.10"), ("192.168.1.0/24", "192.168.1.10")]
    {
        assert_eq!(cluster_dns(block).unwrap().to_string(), address);
    }
    assert_eq!(cluster_dns("10.100.0.0").unwrap_err().summary, "Invalid CIDR block");
}
