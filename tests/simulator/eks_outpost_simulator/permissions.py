"""IAM enforcement on demand: who signs, whether the signature is right, whether the policies allow the call."""

from __future__ import annotations

from moto.iam.access_control import CreateAccessKeyFailure, create_access_key
from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends

from . import policies, signature
from .errors import AwsError
from .messages import Call
from .world import World

DEFAULT_ACCOUNT = "123456789012"


def account_of(access_key: str) -> str:
    for account, partitions in list(iam_backends.items()):
        if any(access_key in backend.access_keys for backend in list(partitions.values())):
            return account
    return DEFAULT_ACCOUNT


def check(world: World, call: Call) -> None:
    if not world.enforce_permissions:
        return
    holder = _holder(call)
    if not signature.is_right(call.request, holder.create_credentials().secret_key):
        raise _credentials_error(call, "signature")
    call.principal_arn = holder.arn
    # [doc] GetCallerIdentity needs no permission and cannot be denied
    if (call.service, call.operation) != ("sts", "GetCallerIdentity"):
        for action in (call.operation, *_also_done(call)):
            _require(call, holder, f"{call.service}:{action}", _resource(call))


def _also_done(call: Call) -> list[str]:
    """What else a call does, and needs permission for."""
    # [doc] tags at creation need the permission to tag; a session's tags and source identity need their own
    more = {
        ("iam", "CreateRole"): {"Tags": "TagRole"},
        ("sts", "AssumeRole"): {"Tags": "TagSession", "SourceIdentity": "SetSourceIdentity"},
    }
    members = more.get((call.service, call.operation), {})
    return [action for member, action in members.items() if call.parameters.get(member)]


def check_create_cluster(world: World, call: Call, kind: str) -> None:
    """What CreateCluster does in the caller's name."""
    if not world.enforce_permissions:
        return
    asked, holder = call.parameters, _holder(call)
    if asked.get("tags"):
        # [doc] tagging at creation needs the permission to tag
        _require(call, holder, "eks:TagResource", _resource(call))
    # [doc] user guide, policy to create a local cluster; that all are checked before the answer is a [guess]
    _require(call, holder, "iam:PassRole", asked["roleArn"], {"iam:PassedToService": "eks.amazonaws.com"})
    for action in ("iam:GetRole", "iam:ListAttachedRolePolicies"):
        _require(call, holder, action, asked["roleArn"])
    for action in ("ec2:DescribeSubnets", "ec2:DescribeVpcs"):
        _require(call, holder, action, "*")
    if kind == "ebs":
        profile = f"arn:aws:iam::{call.account}:instance-profile/eks-local-{asked['name']}"
        for action in PROFILE_ACTIONS:
            _require(call, holder, f"iam:{action}", profile)
        # [doc] IAM: whoever adds a role to an instance profile passes it, to EC2
        _require(call, holder, "iam:PassRole", asked["roleArn"], {"iam:PassedToService": "ec2.amazonaws.com"})


# [doc] user guide, policy to create a local cluster; that EKS wants them all of the creator is a [guess]
PROFILE_ACTIONS = (
    "CreateInstanceProfile",
    "TagInstanceProfile",
    "GetInstanceProfile",
    "AddRoleToInstanceProfile",
    "RemoveRoleFromInstanceProfile",
    "DeleteInstanceProfile",
)


def check_service_linked_role(world: World, call: Call, arn: str, service: str) -> None:
    if world.enforce_permissions:
        _require(call, _holder(call), "iam:CreateServiceLinkedRole", arn, {"iam:AWSServiceName": service})


def _holder(call: Call):
    token = call.request.headers.get("x-amz-security-token")
    headers = {"X-Amz-Security-Token": token} if token else {}
    try:
        return create_access_key(call.account, "aws", call.access_key, headers)
    except CreateAccessKeyFailure:
        raise _credentials_error(call, "key") from None


def _require(call: Call, holder, action: str, resource: str, more: policies.Context | None = None) -> None:
    documents = [policies.document(policy) for policy in holder.collect_policies()]
    context = _context(call, holder.arn) | (more or {})
    ruling = policies.ruling(documents, action, resource, context)
    if ruling == "allowed":
        return
    # [doc] IAM user guide, Troubleshoot access denied error messages
    why = (
        "with an explicit deny in an identity-based policy"
        if ruling == "denied"
        else f"because no identity-based policy allows the {action} action"
    )
    where = _named(call, action, resource)
    text = f"User: {holder.arn} is not authorized to perform: {action}{where} {why}"
    # [field] the three dialects of a refusal
    code = {"ec2": "UnauthorizedOperation", "iam": "AccessDenied", "sts": "AccessDenied"}.get(
        call.service, "AccessDeniedException"
    )
    raise AwsError(
        code, text if call.service != "ec2" else f"You are not authorized to perform this operation. {text}", 403
    )


def _named(call: Call, action: str, resource: str) -> str:
    """The resource as the service's refusals write it."""
    if call.service == "ec2" and resource == "*":
        # [field] EC2 names no resource for actions that cannot be limited to one
        return ""
    kind, _, name = resource.rsplit(":", 1)[-1].partition("/")
    if call.service == "iam" and name and action not in ("iam:CreateRole", "iam:TagRole"):
        # [field] IAM names what exists by kind and name: "role edge"
        return f" on resource: {kind.replace('-', ' ')} {name.rsplit('/', 1)[-1]}"
    return f" on resource: {resource}"


def _credentials_error(call: Call, what: str) -> AwsError:
    # [field] every dialect has its own words for a wrong key and a wrong signature
    if call.service == "ec2":
        return AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401)
    rest = call.service in ("eks", "outposts")
    if what == "signature":
        code = "InvalidSignatureException" if rest else "SignatureDoesNotMatch"
        return AwsError(code, "The request signature we calculated does not match the signature you provided.", 403)
    code = "UnrecognizedClientException" if rest else "InvalidClientTokenId"
    return AwsError(code, "The security token included in the request is invalid.", 403)


def _context(call: Call, principal: str) -> policies.Context:
    asked = call.parameters
    context = {"aws:RequestedRegion": call.region, "aws:PrincipalArn": principal, "aws:PrincipalAccount": call.account}
    if call.service == "iam":
        members = {
            "PolicyArn": "iam:PolicyARN",
            "PermissionsBoundary": "iam:PermissionsBoundary",
            "AWSServiceName": "iam:AWSServiceName",
        }
        context |= {key: asked[member] for member, key in members.items() if member in asked}
        context |= {f"aws:RequestTag/{tag.get('Key')}": tag.get("Value", "") for tag in asked.get("Tags", [])}
    if call.service == "eks" and call.operation == "CreateCluster":
        context |= {f"aws:RequestTag/{key}": value for key, value in asked.get("tags", {}).items()}
    return context


def _resource(call: Call) -> str:
    asked = call.parameters
    if call.service == "eks":
        if "resourceArn" in asked:
            return asked["resourceArn"]
        name = asked.get("name", asked.get("clusterName"))
        return f"arn:aws:eks:{call.region}:{call.account}:cluster/{name}" if name else "*"
    if call.service == "outposts":
        outpost = asked.get("OutpostId") or asked.get("OutpostIdentifier")
        if not outpost:
            return "*"
        return (
            outpost
            if outpost.startswith("arn:")
            else f"arn:aws:outposts:{call.region}:{call.account}:outpost/{outpost}"
        )
    if call.service == "sts":
        return asked.get("RoleArn", "*")
    return _iam_resource(call) if call.service == "iam" else "*"


def _iam_resource(call: Call) -> str:
    asked, prefix = call.parameters, f"arn:aws:iam::{call.account}"
    if "InstanceProfileName" in asked:
        return f"{prefix}:instance-profile/{asked['InstanceProfileName']}"
    if "RoleName" in asked:
        try:
            return iam_backends[call.account]["aws"].get_role(asked["RoleName"]).arn
        except NotFoundException:
            return f"{prefix}:role{asked.get('Path', '/')}{asked['RoleName']}"
    if "UserName" in asked:
        return f"{prefix}:user/{asked['UserName']}"
    return asked.get("PolicyArn", "*")
