//! An AWS in which a cluster can be made, answer by answer.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::aws::testing::{Answer, Wire, eks_error, not_found};
use crate::rules::ControlPlaneStorage::{self, Ebs};
use crate::rules::partition::Partition;
use crate::rules::role::{managed_policy_arns, trust_document};

pub(crate) const OUTPOST: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
pub(crate) const OTHER: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef1";
pub(crate) const ROLE: &str = "arn:aws:iam::111122223333:role/edge";
pub(crate) const SUBNET: &str = "subnet-01234567";
pub(crate) const GROUP: &str = "sg-0123456789abcdef0";
const VPC: &str = "vpc-0123456789abcdef0";

/// Requests and what AWS answers.
pub(crate) type Scripts = Vec<(String, Vec<Answer>)>;

/// An AWS in which a cluster of this kind, with everything set, can be made.
pub(crate) fn good(kind: ControlPlaneStorage) -> Scripts {
    let slots = json!([{ "InstanceType": "m5.large", "Count": 4 }, { "InstanceType": "c5.large", "Count": 4 }]);
    let asset = |number: u8| json!({ "RackId": format!("rack-{number}"), "ComputeAttributes": { "State": "ACTIVE", "InstanceTypeCapacities": slots } });
    let scripts = [
        ("GET /clusters/edge", not_found()),
        ("GET /cluster-versions", versions(&["1.31", "1.32"])),
        ("GetRole", role(&trust_document(kind, Partition::of_region("us-west-2")), "2026-01-01T00:00:00Z")),
        ("ListAttachedRolePolicies", policies(kind)),
        ("DescribeSubnets", subnets(&[subnet(SUBNET)])),
        ("DescribeVpcs", vpc("<cidrBlock>10.0.0.0/16</cidrBlock>")),
        ("DescribeVpcAttribute", dns(true, true)),
        (
            "DescribeRouteTables",
            routes(&[("0.0.0.0/0", "natGatewayId", "nat-1"), ("192.168.0.0/16", "localGatewayId", "lgw-1")]),
        ),
        ("DescribeLocalGatewayRouteTableVpcAssociations", local_gateway(true)),
        ("DescribeVpcEndpoints", ec2("DescribeVpcEndpoints", "<vpcEndpointSet/>")),
        ("DescribeSecurityGroups", security_group(GROUP, VPC)),
        ("DescribePlacementGroups", placement_group("spread")),
        (
            "GetEbsEncryptionByDefault",
            ec2("GetEbsEncryptionByDefault", "<ebsEncryptionByDefault>false</ebsEncryptionByDefault>"),
        ),
    ];
    let outposts = [
        (
            "",
            json!({ "Outpost": { "SupportedHardwareType": "RACK", "LifeCycleStatus": "ACTIVE", "AvailabilityZoneId": "usw2-az2" } }),
        ),
        (
            "/instanceTypes",
            json!({ "InstanceTypes": [{ "InstanceType": "m5.large" }, { "InstanceType": "c5.large" }] }),
        ),
        ("/assets", json!({ "Assets": [asset(1), asset(2), asset(3)] })),
        ("/assetInstances", json!({ "AssetInstances": [{ "InstanceType": "m5.large" }] })),
    ];
    let scripts = scripts.into_iter().map(|(what, answer)| (what.to_owned(), vec![answer]));
    let outposts = outposts.into_iter().map(|(part, body)| (outposts_request(part), vec![(200, body.to_string())]));
    scripts.chain(outposts).collect()
}

/// `scripts`, but this request has another answer.
pub(crate) fn but(mut scripts: Scripts, what: &str, answer: Answer) -> Scripts {
    let script = scripts.iter_mut().find(|(request, _)| request == what);
    script.unwrap_or_else(|| panic!("nothing is asked by {what}")).1 = vec![answer];
    scripts
}

pub(crate) fn wire(scripts: &Scripts) -> Wire {
    Wire::by_request(scripts.iter().map(|(what, answers)| (what.as_str(), answers.clone())))
}

/// A request to AWS Outposts about [`OUTPOST`]: `""`, `/instanceTypes`, `/assets` or `/assetInstances`.
pub(crate) fn outposts_request(part: &str) -> String {
    const KEPT: percent_encoding::AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    format!("GET /outposts/{}{part}", utf8_percent_encode(OUTPOST, &KEPT))
}

pub(crate) fn ec2(action: &str, members: &str) -> Answer {
    (200, format!("<{action}Response>{members}</{action}Response>"))
}

pub(crate) fn ec2_denied(action: &str) -> Answer {
    let message = format!(
        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/me is not authorized to perform: \
         ec2:{action} because no identity-based policy allows the ec2:{action} action"
    );
    let error = format!("<Error><Code>UnauthorizedOperation</Code><Message>{message}</Message></Error>");
    (403, format!("<Response><Errors>{error}</Errors><RequestID>request-1</RequestID></Response>"))
}

pub(crate) fn denied() -> Answer {
    eks_error(403, "AccessDeniedException", "no")
}

pub(crate) fn versions(versions: &[&str]) -> Answer {
    let versions: Vec<_> = versions.iter().map(|version| json!({ "clusterVersion": version })).collect();
    (200, json!({ "clusterVersions": versions }).to_string())
}

pub(crate) fn role(trust: &str, made: &str) -> Answer {
    let trust = utf8_percent_encode(trust, NON_ALPHANUMERIC);
    let role = format!(
        "<Role><Path>/</Path><RoleName>edge</RoleName><RoleId>AROA1</RoleId><Arn>{ROLE}</Arn><CreateDate>{made}</CreateDate>\
         <AssumeRolePolicyDocument>{trust}</AssumeRolePolicyDocument></Role>"
    );
    (200, format!("<GetRoleResponse><GetRoleResult>{role}</GetRoleResult></GetRoleResponse>"))
}

pub(crate) fn policies(kind: ControlPlaneStorage) -> Answer {
    let arns = managed_policy_arns(kind, Partition::of_region("us-west-2"));
    let member = |arn: &String| format!("<member><PolicyName>p</PolicyName><PolicyArn>{arn}</PolicyArn></member>");
    let members: String = arns.iter().map(member).collect();
    let result = format!("<AttachedPolicies>{members}</AttachedPolicies><IsTruncated>false</IsTruncated>");
    let result = format!("<ListAttachedRolePoliciesResult>{result}</ListAttachedRolePoliciesResult>");
    (200, format!("<ListAttachedRolePoliciesResponse>{result}</ListAttachedRolePoliciesResponse>"))
}

/// A subnet as EC2 describes it; replace parts of the text for others.
pub(crate) fn subnet(id: &str) -> String {
    format!(
        "<item><subnetId>{id}</subnetId><vpcId>{VPC}</vpcId><outpostArn>{OUTPOST}</outpostArn>\
         <availabilityZoneId>usw2-az2</availabilityZoneId><availableIpAddressCount>100</availableIpAddressCount>\
         <mapPublicIpOnLaunch>false</mapPublicIpOnLaunch><privateDnsNameOptionsOnLaunch><hostnameType>ip-name</hostnameType>\
         </privateDnsNameOptionsOnLaunch></item>"
    )
}

pub(crate) fn subnets(items: &[String]) -> Answer {
    ec2("DescribeSubnets", &format!("<subnetSet>{}</subnetSet>", items.concat()))
}

pub(crate) fn vpc(members: &str) -> Answer {
    ec2("DescribeVpcs", &format!("<vpcSet><item><vpcId>{VPC}</vpcId>{members}</item></vpcSet>"))
}

pub(crate) fn dns(support: bool, hostnames: bool) -> Answer {
    let members = format!(
        "<enableDnsSupport><value>{support}</value></enableDnsSupport><enableDnsHostnames><value>{hostnames}</value></enableDnsHostnames>"
    );
    ec2("DescribeVpcAttribute", &members)
}

/// The main route table: destination, element of the target, target.
pub(crate) fn routes(routes: &[(&str, &str, &str)]) -> Answer {
    let items: String = routes
        .iter()
        .map(|(block, element, target)| {
            format!("<item><destinationCidrBlock>{block}</destinationCidrBlock><{element}>{target}</{element}><state>active</state></item>")
        })
        .collect();
    let table = format!("<associationSet><item><main>true</main></item></associationSet><routeSet>{items}</routeSet>");
    ec2("DescribeRouteTables", &format!("<routeTableSet><item>{table}</item></routeTableSet>"))
}

pub(crate) fn local_gateway(is_associated: bool) -> Answer {
    let items = if is_associated { "<item><state>associated</state></item>" } else { "" };
    const SET: &str = "localGatewayRouteTableVpcAssociationSet";
    ec2("DescribeLocalGatewayRouteTableVpcAssociations", &format!("<{SET}>{items}</{SET}>"))
}

pub(crate) fn security_group(id: &str, vpc_id: &str) -> Answer {
    let item = format!("<item><groupId>{id}</groupId><vpcId>{vpc_id}</vpcId></item>");
    ec2("DescribeSecurityGroups", &format!("<securityGroupInfo>{item}</securityGroupInfo>"))
}

pub(crate) fn placement_group(strategy: &str) -> Answer {
    let item = format!(
        "<item><groupName>spread</groupName><state>available</state><strategy>{strategy}</strategy><spreadLevel>host</spreadLevel></item>"
    );
    ec2("DescribePlacementGroups", &format!("<placementGroupSet>{item}</placementGroupSet>"))
}

/// The kind that most tests look at.
pub(crate) fn good_ebs() -> Scripts {
    good(Ebs)
}
