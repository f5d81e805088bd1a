use super::VpcDns;
use crate::aws::Kind;
use crate::aws::testing::Wire;
use crate::rules::routes::Target;
use crate::rules::vpc_endpoints::VpcEndpoint;

fn answer(action: &str, members: &str) -> (u16, String) {
    (200, format!("<{action}Response>{members}</{action}Response>"))
}

#[tokio::test(start_paused = true)]
async fn subnets_are_asked_for_by_a_filter_which_does_not_fail_for_those_that_are_missing() {
    let page = |id: &str, more: &str| {
        answer("DescribeSubnets", &format!("<subnetSet><item><subnetId>{id}</subnetId></item></subnetSet>{more}"))
    };
    let wire = Wire::new([page("subnet-1", "<nextToken>more</nextToken>"), page("subnet-2", "")]);
    let ids = ["subnet-1", "subnet-2", "subnet-3"].map(str::to_owned);
    let found = wire.clients().await.ec2("us-west-2").find_subnets(&ids).await.unwrap();
    assert_eq!(found.iter().map(|subnet| subnet.id.as_str()).collect::<Vec<_>>(), ["subnet-1", "subnet-2"]);
    let body = &wire.seen()[0].body;
    assert!(
        body.contains(
            "Filter.1.Name=subnet-id&Filter.1.Value.1=subnet-1&Filter.1.Value.2=subnet-2&Filter.1.Value.3=subnet-3"
        ),
        "{body}"
    );
    assert!(wire.seen()[1].body.contains("NextToken=more"));
}

#[tokio::test(start_paused = true)]
async fn a_vpc_has_the_blocks_that_are_associated_with_it() {
    let block = |cidr: &str, state: &str| {
        format!("<item><cidrBlock>{cidr}</cidrBlock><cidrBlockState><state>{state}</state></cidrBlockState></item>")
    };
    let gone = "<item><ipv6CidrBlock>2001:db8::/56</ipv6CidrBlock><ipv6CidrBlockState><state>disassociated</state></ipv6CidrBlockState></item>";
    let members = format!(
        "<cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockAssociationSet>{}{}{}</cidrBlockAssociationSet>\
         <ipv6CidrBlockAssociationSet>{gone}</ipv6CidrBlockAssociationSet>",
        block("10.0.0.0/16", "associated"),
        block("100.64.0.0/16", "associating"),
        block("10.1.0.0/16", "disassociated")
    );
    let wire = Wire::new([answer("DescribeVpcs", &format!("<vpcSet><item>{members}</item></vpcSet>"))]);
    let vpc = wire.clients().await.ec2("us-west-2").find_vpc("vpc-1").await.unwrap().unwrap();
    assert_eq!((vpc.cidr_blocks, vpc.has_ipv6), (vec!["10.0.0.0/16".to_owned(), "100.64.0.0/16".to_owned()], false));
}

#[tokio::test(start_paused = true)]
async fn a_switch_of_name_resolution_is_asked_for_by_its_name() {
    let members = "<enableDnsSupport><value>true</value></enableDnsSupport><enableDnsHostnames><value>false</value></enableDnsHostnames>";
    let wire = Wire::new([answer("DescribeVpcAttribute", members)]);
    let ec2 = wire.clients().await.ec2("us-west-2");
    assert_eq!(ec2.find_vpc_dns("vpc-1", VpcDns::Support).await.unwrap(), Some(true));
    assert_eq!(ec2.find_vpc_dns("vpc-1", VpcDns::Hostnames).await.unwrap(), Some(false));
    let asked: Vec<bool> = wire.seen().iter().map(|seen| seen.body.contains("Attribute=enableDnsHostnames")).collect();
    assert_eq!(asked, [false, true]);
}

#[tokio::test(start_paused = true)]
async fn a_route_leads_where_its_target_is() {
    let route = |target: &str| format!("<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>{target}</item>");
    let targets = [
        ("<gatewayId>igw-1</gatewayId>", Target::InternetGateway),
        ("<gatewayId>local</gatewayId>", Target::Other),
        ("<natGatewayId>nat-1</natGatewayId>", Target::Other),
        ("<localGatewayId>lgw-1</localGatewayId>", Target::LocalGateway),
        ("<natGatewayId>nat-1</natGatewayId><state>blackhole</state>", Target::Nowhere),
    ];
    let routes: String = targets.iter().map(|(target, _)| route(target)).collect();
    let table = format!(
        "<associationSet><item><main>false</main><subnetId>subnet-1</subnetId></item></associationSet><routeSet>{routes}</routeSet>"
    );
    let wire =
        Wire::new([answer("DescribeRouteTables", &format!("<routeTableSet><item>{table}</item></routeTableSet>"))]);
    let tables = wire.clients().await.ec2("us-west-2").find_route_tables("vpc-1").await.unwrap();
    assert_eq!((tables[0].is_main, tables[0].subnet_ids.as_slice()), (false, &["subnet-1".to_owned()][..]));
    let found: Vec<Target> = tables[0].routes.iter().map(|route| route.target).collect();
    assert_eq!(found, targets.map(|(_, target)| target));
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_is_available_whatever_the_case_of_its_state() {
    let item = "<item><serviceName>com.amazonaws.us-west-2.ssm</serviceName><vpcEndpointType>Interface</vpcEndpointType>\
                <state>available</state><privateDnsEnabled>true</privateDnsEnabled></item>";
    let wire = Wire::new([answer("DescribeVpcEndpoints", &format!("<vpcEndpointSet>{item}</vpcEndpointSet>"))]);
    let found = wire.clients().await.ec2("us-west-2").find_vpc_endpoints("vpc-1").await.unwrap();
    let expected = VpcEndpoint {
        service_name: "com.amazonaws.us-west-2.ssm".to_owned(),
        is_interface: true,
        is_available: true,
        has_private_names: true,
    };
    assert_eq!(found, [expected]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_ec2_names_the_action() {
    let message = "You are not authorized to perform this operation.";
    let error = format!("<Error><Code>UnauthorizedOperation</Code><Message>{message}</Message></Error>");
    let wire = Wire::new([(403, format!("<Response><Errors>{error}</Errors><RequestID>r-1</RequestID></Response>"))]);
    let error = wire.clients().await.ec2("us-west-2").find_default_key().await.unwrap_err();
    assert_eq!(*error.kind(), Kind::Denied { action: "ec2:GetEbsEncryptionByDefault".to_owned(), resource: None });
}
