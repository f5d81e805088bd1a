use super::*;

const OUTPOST: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
const OTHER: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef1";

fn subnet(id: &str) -> Subnet {
    Subnet {
        id: id.to_owned(),
        vpc_id: "vpc-1".to_owned(),
        outpost_arn: Some(OUTPOST.to_owned()),
        zone_id: Some("usw2-az2".to_owned()),
        free_addresses: Some(100),
        hostname_type: Some("ip-name".to_owned()),
        maps_public_addresses: false,
    }
}

fn with_free(counts: &[i32]) -> Vec<Subnet> {
    let subnets = counts.iter().zip(1..);
    subnets
        .map(|(free, number)| Subnet { free_addresses: Some(*free), ..subnet(&format!("subnet-{number}")) })
        .collect()
}

fn said(result: Result<(), Violation>) -> String {
    result.err().map(|violation| violation.to_string()).unwrap_or_default()
}

#[test]
fn all_subnets_exist() {
    let ids = ["subnet-1".to_owned(), "subnet-2".to_owned()];
    assert_eq!(exist(&ids, &[subnet("subnet-2"), subnet("subnet-1")], "us-west-2"), Ok(()));
    assert_eq!(
        said(exist(&ids, &[subnet("subnet-2")], "us-west-2")),
        "Subnet does not exist: us-west-2 has no subnet \"subnet-1\" that this account sees."
    );
}

#[test]
fn all_subnets_are_in_one_vpc() {
    assert_eq!(in_one_vpc(&[subnet("subnet-1"), subnet("subnet-2")]), Ok(()));
    let other = Subnet { vpc_id: "vpc-2".to_owned(), ..subnet("subnet-3") };
    assert_eq!(
        said(in_one_vpc(&[subnet("subnet-1"), other, subnet("subnet-2")])),
        "Subnets in several VPCs: The subnets of a cluster are in one VPC; these are not: \"subnet-1\", \"subnet-2\" in \"vpc-1\"; \
         \"subnet-3\" in \"vpc-2\"."
    );
}

#[test]
fn a_subnet_is_on_the_outpost() {
    let at = |outpost_arn: Option<&str>| Subnet { outpost_arn: outpost_arn.map(str::to_owned), ..subnet("subnet-1") };
    for (subnet, wanted) in [(at(Some(OUTPOST)), Some(OUTPOST)), (at(Some(OUTPOST)), None)] {
        assert_eq!(on_outpost(&subnet, wanted), Ok(()));
    }
    for wanted in [Some(OUTPOST), None] {
        assert_eq!(
            said(on_outpost(&at(None), wanted)),
            "Subnet not on an Outpost: \"subnet-1\" is in the Region, not on an Outpost. Use a subnet that was made on the Outpost of the \
             cluster."
        );
    }
    assert_eq!(
        said(on_outpost(&at(Some(OTHER)), Some(OUTPOST))),
        format!(
            "Subnet on another Outpost: \"subnet-1\" is on \"{OTHER}\", the cluster is to be on \"{OUTPOST}\". Use a subnet on that Outpost."
        )
    );
}

#[test]
fn the_kind_and_the_number_of_subnets_decide_how_many_addresses_are_needed() {
    for (kind, free, expected) in [
        (Ebs, &[3] as &[i32], ""),
        (Ebs, &[2, 2], ""),
        (Ebs, &[1, 1, 1], ""),
        (Ebs, &[1, 1, 1, 1], ""),
        (InstanceStore, &[3, 3], ""),
        (Ebs, &[2], "3 free addresses in its one subnet; \"subnet-1\" has 2"),
        (Ebs, &[9, 1], "2 free addresses in each of its 2 subnets; \"subnet-2\" has 1"),
        (Ebs, &[9, 0, 0], "1 free addresses in each of its 3 subnets; \"subnet-2\" has 0, \"subnet-3\" has 0"),
        (InstanceStore, &[9, 2], "3 free addresses in each of its 2 subnets; \"subnet-2\" has 2"),
    ] {
        let expected = match expected {
            "" => String::new(),
            text => format!(
                "Too few free addresses: A new cluster with {kind} storage needs {text}. Free addresses, or use other subnets."
            ),
        };
        assert_eq!(said(room(kind, &with_free(free))), expected);
    }
    let unknown = Subnet { free_addresses: None, ..subnet("subnet-1") };
    assert_eq!(room(Ebs, &[unknown]), Ok(()));
}

#[test]
fn a_cluster_on_instance_store_is_in_the_zone_of_its_outpost() {
    let at = |zone: &str| Subnet { zone_id: Some(zone.to_owned()), ..subnet("subnet-1") };
    for (kind, zone_id, home) in [
        (Ebs, "usw2-az1", Some("usw2-az2")),
        (Ebs, "use1-az3", None),
        (InstanceStore, "usw2-az2", Some("usw2-az2")),
        (InstanceStore, "usw2-az2", None),
    ] {
        assert_eq!(zone(kind, &at(zone_id), home), Ok(()));
    }
    assert_eq!(
        said(zone(InstanceStore, &at("usw2-az1"), Some("usw2-az2"))),
        "Subnet in another Availability Zone: \"subnet-1\" is in the Availability Zone \"usw2-az1\", the Outpost is in \"usw2-az2\". The \
         subnets of a cluster with instance_store storage are in the zone of its Outpost."
    );
    for barred in ["use1-az3", "usw1-az2", "cac1-az3"] {
        assert_eq!(
            said(zone(InstanceStore, &at(barred), Some(barred))),
            format!(
                "Availability Zone without such clusters: \"subnet-1\" is in the Availability Zone \"{barred}\", where EKS has no clusters \
                 with instance_store storage. Use an Outpost in another zone."
            )
        );
    }
    let two = [at("usw2-az1"), at("usw2-az2")];
    assert_eq!((one_zone(Ebs, &two), one_zone(InstanceStore, &two[..1])), (Ok(()), Ok(())));
    assert_eq!(
        said(one_zone(InstanceStore, &two)),
        "Subnets in several Availability Zones: The subnets are in \"usw2-az1\", \"usw2-az2\". Those of a cluster with instance_store \
         storage are all in the zone of its Outpost."
    );
}

#[test]
fn instances_are_named_after_their_addresses() {
    let named =
        |hostname_type: Option<&str>| Subnet { hostname_type: hostname_type.map(str::to_owned), ..subnet("subnet-1") };
    for fine in [None, Some("ip-name")] {
        assert_eq!(hostname_type(&named(fine)), Ok(()));
    }
    assert_eq!(
        said(hostname_type(&named(Some("resource-name")))),
        "Subnet with resource names: Instances in \"subnet-1\" get the hostname type \"resource-name\", which local clusters do not \
         support. Set the subnet's private_dns_hostname_type_on_launch to \"ip-name\"."
    );
}
