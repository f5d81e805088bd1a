//! `provider::eksoutpost::recommended_instance_size`.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Function, Model, Parameters, Result};

use super::options::refused_at;
use crate::rules::ControlPlaneStorage;
use crate::rules::size::{Duty, Size, recommended_size};

/// Tells the size of instance that AWS advises for a control plane.
///
/// It returns an object with `control_plane` and `etcd`, each an object with `size` (the part of an instance type behind the dot, for example
/// `xlarge`), `vcpus` and `memory_gib` (null for `ebs`, where AWS names sizes only) and `most_nodes`, up to which the size is advised. With `ebs`
/// storage `etcd` is null: the control plane instances run it. Neither instance type can be changed later, so count the nodes that the cluster will have.
#[derive(Clone, Debug, Parameters)]
pub struct RecommendedInstanceSizeParameters {
    /// Most nodes that the cluster will have, 1 to 500.
    pub nodes: i64,
    /// Kind of cluster: `ebs` or `instance_store`.
    pub control_plane_storage: String,
}

/// Sizes for a cluster.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct InstanceSizes {
    /// Size of the control plane instances.
    #[tf(computed)]
    pub control_plane: InstanceSize,
    /// Size of the etcd instances.
    #[tf(computed)]
    pub etcd: Option<InstanceSize>,
}

/// Size of an instance.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct InstanceSize {
    /// Part of the instance type behind the dot.
    #[tf(computed)]
    pub size: String,
    /// Number of vCPUs.
    #[tf(computed)]
    pub vcpus: Option<i64>,
    /// Memory in GiB.
    #[tf(computed)]
    pub memory_gib: Option<i64>,
    /// Most nodes for which it is advised.
    #[tf(computed)]
    pub most_nodes: i64,
}

impl From<Size> for InstanceSize {
    fn from(size: Size) -> Self {
        Self { size: size.name.to_owned(), vcpus: size.vcpus, memory_gib: size.memory_gib, most_nodes: size.most_nodes }
    }
}

/// The function `recommended_instance_size`.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecommendedInstanceSize;

impl Function for RecommendedInstanceSize {
    type Parameters = RecommendedInstanceSizeParameters;
    type Output = InstanceSizes;

    const NAME: &'static str = "recommended_instance_size";

    fn call(&self, parameters: RecommendedInstanceSizeParameters) -> Result<InstanceSizes> {
        let at = |parameter: &str| AttributePath::root().attribute(parameter);
        let kind: ControlPlaneStorage =
            refused_at(parameters.control_plane_storage.parse(), at("control_plane_storage"))?;
        let of = |duty| {
            let size = refused_at(recommended_size(kind, duty, parameters.nodes), at("nodes"))?;
            Ok::<_, Diagnostics>(size.map(InstanceSize::from))
        };
        let control_plane = of(Duty::ControlPlane)?;
        let none = || Diagnostics::from(Diagnostic::bug("There is no size for the control plane."));
        Ok(InstanceSizes { control_plane: control_plane.ok_or_else(none)?, etcd: of(Duty::Etcd)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::said;

    fn recommend(nodes: i64, kind: &str) -> Result<InstanceSizes> {
        let control_plane_storage = kind.to_owned();
        RecommendedInstanceSize.call(RecommendedInstanceSizeParameters { nodes, control_plane_storage })
    }

    #[test]
    fn each_kind_has_its_own_advice() {
        let size = |name: &str, vcpus: Option<i64>, most_nodes| InstanceSize {
            size: name.to_owned(),
            vcpus,
            memory_gib: vcpus.map(|vcpus| 4 * vcpus),
            most_nodes,
        };
        assert_eq!(recommend(60, "ebs"), Ok(InstanceSizes { control_plane: size("xlarge", None, 100), etcd: None }));
        assert_eq!(
            recommend(40, "instance_store"),
            Ok(InstanceSizes { control_plane: size("xlarge", Some(4), 100), etcd: Some(size("large", Some(2), 50)) })
        );
    }

    #[test]
    fn what_has_no_advice_is_refused() {
        assert_eq!(
            said(recommend(501, "ebs")),
            "nodes: Too many nodes: AWS's advice for local clusters with ebs storage ends at 500 nodes, and 501 are wanted. Spread them over \
             several clusters, or ask your AWS account team."
        );
        assert_eq!(
            said(recommend(1, "gp2")),
            "control_plane_storage: Unknown control plane storage: \"gp2\" is not known. Use \"ebs\" or \"instance_store\"."
        );
    }
}
