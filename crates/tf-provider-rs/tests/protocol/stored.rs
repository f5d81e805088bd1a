//! Shapes that things had in earlier versions of the lab, and elsewhere.

use tf_provider_rs::Model;

use crate::lab::{Part, Thing};

/// Thing as version 1 stored it.
#[derive(Clone, Debug, Model)]
pub(crate) struct ThingV1 {
    /// Name of the thing.
    #[tf(required)]
    pub(crate) title: String,
    /// Size of the only part.
    #[tf(optional)]
    pub(crate) size: Option<i64>,
}

/// Thing as version 2 stored it.
#[derive(Clone, Debug, Model)]
pub(crate) struct ThingV2 {
    /// Name of the thing.
    #[tf(required)]
    pub(crate) title: String,
    /// Sizes of the parts.
    #[tf(optional)]
    pub(crate) sizes: Option<Vec<i64>>,
}

/// Thing of the attic.
#[derive(Clone, Debug, Model)]
pub(crate) struct OldThing {
    /// Name of the thing.
    #[tf(required)]
    pub(crate) label: String,
    /// Size of the only part.
    #[tf(optional)]
    pub(crate) size: Option<i64>,
}

impl From<ThingV1> for ThingV2 {
    fn from(old: ThingV1) -> Self {
        Self { title: old.title, sizes: old.size.map(|size| vec![size]) }
    }
}

impl From<ThingV2> for Thing {
    fn from(old: ThingV2) -> Self {
        let parts = old.sizes.map(|sizes| sizes.into_iter().map(|size| Part { size }).collect());
        Self { parts, ..Self::named(old.title) }
    }
}
