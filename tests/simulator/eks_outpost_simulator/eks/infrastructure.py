"""What a cluster leaves in EC2 and IAM while it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends

from .cluster import Cluster
from .health import instance_counts

if TYPE_CHECKING:
    from ..world import World

# [doc] the service-linked role's policy is scoped by this tag; that its value is the cluster's name is a [guess]
NAME_TAG = "eks-local:controlplane-name"


def build(world: World, cluster: Cluster) -> None:
    made = cluster.infrastructure
    if made.cluster_security_group_id is not None:
        return
    short_id = cluster.uuid.replace("-", "")[:10]
    # [doc] eks-cluster-sg-<name>-<id>
    made.cluster_security_group_id = _security_group(cluster, f"eks-cluster-sg-{cluster.name}-{short_id}")
    if not cluster.is_local or not world.settings.control_plane_instances:
        return
    if cluster.kind == "ebs":
        # [doc] eks-local-internal-do-not-use-or-edit-<name>-<id>
        made.internal_security_group_id = _security_group(
            cluster, f"eks-local-internal-do-not-use-or-edit-{cluster.name}-{short_id}"
        )
        made.instance_profile = _instance_profile(cluster)
        _launch(cluster)
    else:
        _attach_interfaces(cluster)


def tear_down(world: World, cluster: Cluster, leave_behind: list[str] | None = None) -> None:
    keep, made, ec2 = set(leave_behind or []), cluster.infrastructure, ec2_backends[cluster.account][cluster.region]
    if "instances" not in keep:
        _forget_instances(ec2, made.instance_ids, keeps_interfaces="network_interfaces" in keep)
    if "network_interfaces" not in keep:
        for eni_id in made.network_interface_ids:
            ec2.enis.pop(eni_id, None)
    if "security_groups" not in keep:
        for group_id in (made.cluster_security_group_id, made.internal_security_group_id):
            for groups in ec2.groups.values():
                groups.pop(group_id, None)
    if "instance_profile" not in keep and made.instance_profile:
        iam_backends[cluster.account]["aws"].instance_profiles.pop(made.instance_profile, None)
    made.placed.clear()


def _security_group(cluster: Cluster, name: str) -> str:
    tags = {"aws:eks:cluster-name": cluster.name, f"kubernetes.io/cluster/{cluster.name}": "owned", "Name": name}
    if cluster.kind == "ebs":
        tags[NAME_TAG] = cluster.name
    ec2 = ec2_backends[cluster.account][cluster.region]
    group = ec2.create_security_group(name, "EKS created security group", vpc_id=cluster.vpc_id, tags=tags)
    return group.id


def _instance_profile(cluster: Cluster) -> str:
    # [doc] instance profiles of local clusters are named eks-local-*; they hold the cluster role
    name = f"eks-local-{cluster.uuid}"
    iam = iam_backends[cluster.account]["aws"]
    iam.create_instance_profile(name, "/", [cluster.role_name], tags=[{"Key": NAME_TAG, "Value": cluster.name}])
    return name


def _launch(cluster: Cluster) -> None:
    assert cluster.outpost_config is not None
    ec2, made = ec2_backends[cluster.account][cluster.region], cluster.infrastructure
    groups = [made.cluster_security_group_id, made.internal_security_group_id, *cluster.security_group_ids]
    instance_type = cluster.outpost_config["controlPlaneInstanceType"]
    for number in range(3):
        # [doc] <cluster>-control-plane-<id>; [field] the id ends in a running number
        tags = {"Name": f"{cluster.name}-control-plane-id{number + 1}", NAME_TAG: cluster.name}
        reservation = ec2.run_instances(
            "ami-0a1b2c3d4e5f67890",
            1,
            None,
            [],
            security_group_ids=groups,
            instance_type=instance_type,
            # So moto does not look the type up in its catalogue of the Region.
            is_instance_type_default=True,
            region_name=cluster.region,
            subnet_id=cluster.subnet_ids[number % len(cluster.subnet_ids)],
            tags={"instance": tags},
            # moto copies all instances for every volume it attaches.
            block_device_mappings=[],
            # [guess] EC2 shows hosts of an Outpost by the ids that AWS Outposts has for them
            placement_hostid=f"h-{number + 1:017x}",
        )
        instance = reservation.instances[0]
        for interface in instance.nics.values():
            interface.delete_on_termination = True
            # [doc] the service-linked role may delete interfaces with this tag
            interface.add_tags({NAME_TAG: cluster.name})
        made.instance_ids.append(instance.id)
        made.placed.append((instance.id, instance_type))


def _attach_interfaces(cluster: Cluster) -> None:
    ec2, made = ec2_backends[cluster.account][cluster.region], cluster.infrastructure
    groups: list[Any] = [made.cluster_security_group_id, *cluster.security_group_ids]
    for number in range(3):
        # [doc] three cross-account interfaces with this description
        subnet = ec2.get_subnet(cluster.subnet_ids[number % len(cluster.subnet_ids)])
        interface = ec2.create_network_interface(subnet, [], group_ids=groups, description=f"Amazon EKS {cluster.name}")
        interface.requester_managed = True
        made.network_interface_ids.append(interface.id)
    for instance_type, count in instance_counts(cluster).items():
        made.placed += [
            (f"i-{cluster.uuid.replace('-', '')[:15]}{len(made.placed) + n:02d}", instance_type) for n in range(count)
        ]


def _forget_instances(ec2: Any, instance_ids: list[str], keeps_interfaces: bool) -> None:
    known = {instance.id: instance for reservation in ec2.reservations.values() for instance in reservation.instances}
    still_there = [instance_id for instance_id in instance_ids if instance_id in known]
    for interface in (nic for instance_id in still_there for nic in known[instance_id].nics.values()):
        interface.delete_on_termination = not keeps_interfaces
    if still_there:
        ec2.terminate_instances(still_there)
    # EC2 shows terminated instances for an hour; here they would only slow down long runs.
    for reservation_id in [
        id_
        for id_, reservation in ec2.reservations.items()
        if any(instance.id in still_there for instance in reservation.instances)
    ]:
        del ec2.reservations[reservation_id]
