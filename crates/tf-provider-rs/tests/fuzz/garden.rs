//! A provider that never fails by itself: whatever goes wrong in it is the framework's doing.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::model::{Json, Timeouts};
use tf_provider_rs::value::Number;
use tf_provider_rs::{
    ConfigureContext, Context, DataSource, Model, MoveSource, MovedFrom, Offers, Provider, Resource, Result,
    StoredState,
};

/// Garden.
#[derive(Clone, Debug, Model)]
pub(crate) struct Garden {
    /// Where it is.
    #[tf(optional)]
    pub(crate) place: Option<String>,
}

/// Grows plants.
#[derive(Debug)]
pub(crate) struct GardenProvider;

impl Provider for GardenProvider {
    type Config = Garden;
    type Api = ();

    const NAME: &'static str = "garden";
    const ADDRESS: &'static str = "registry.terraform.io/example/garden";
    const VERSION: &'static str = "0.0.0";

    async fn configure(&self, _: &ConfigureContext, _: GardenView) -> Result<()> {
        Ok(())
    }

    fn offers(&self) -> Offers<()> {
        Offers::new().resource(Plants).data_source(Seeds)
    }
}

/// Plant, with every kind of attribute that there is.
#[derive(Clone, Debug, Model)]
pub(crate) struct Plant {
    /// Name of the plant. A change replaces it.
    #[tf(required, requires_replace)]
    pub(crate) name: String,
    /// Note on the plant.
    #[tf(optional)]
    pub(crate) note: Option<String>,
    /// Height, in metres.
    #[tf(optional)]
    pub(crate) height: Option<Number>,
    /// Whether it flowers. Default value: `true`.
    #[tf(default = true)]
    pub(crate) flowers: bool,
    /// How to treat it.
    #[tf(optional)]
    pub(crate) care: Option<Json>,
    /// Labels.
    #[tf(optional)]
    pub(crate) labels: Option<BTreeMap<String, String>>,
    /// Leaves in order.
    #[tf(optional)]
    pub(crate) leaves: Option<Vec<Leaf>>,
    /// Leaves by name.
    #[tf(optional)]
    pub(crate) named: Option<BTreeMap<String, Leaf>>,
    /// Leaves in any order.
    #[tf(optional)]
    pub(crate) fallen: Option<BTreeSet<Leaf>>,
    /// Identifier of the plant.
    #[tf(computed, keep_state)]
    pub(crate) id: Option<String>,
    /// The first leaf.
    #[tf(block)]
    pub(crate) first: Option<Leaf>,
    #[tf(timeouts(create = "20m", delete = "10m"))]
    pub(crate) timeouts: Timeouts,
}

/// Leaf.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
pub(crate) struct Leaf {
    /// Size of the leaf.
    #[tf(required, requires_replace)]
    pub(crate) size: i64,
}

#[derive(Debug)]
struct Plants;

type Cx = Context<(), Plant>;

fn grown(arguments: PlantArguments) -> Plant {
    let leaf = |leaf: LeafArguments| Leaf { size: leaf.size };
    Plant {
        id: Some(format!("id of {}", arguments.name)),
        name: arguments.name,
        note: arguments.note,
        height: arguments.height,
        flowers: arguments.flowers,
        care: arguments.care,
        labels: arguments.labels,
        leaves: arguments.leaves.map(|leaves| leaves.into_iter().map(leaf).collect()),
        named: arguments.named.map(|leaves| leaves.into_iter().map(|(name, of)| (name, leaf(of))).collect()),
        fallen: arguments.fallen.map(|leaves| leaves.into_iter().map(leaf).collect()),
        first: arguments.first.map(leaf),
        timeouts: Timeouts::default(),
    }
}

impl Resource for Plants {
    type Api = ();
    type Model = Plant;

    const NAME: &'static str = "plant";
    const VERSION: i64 = 1;
    const MOVE_SOURCES: &'static [MoveSource] =
        &[MoveSource { provider: "example/meadow", type_name: "meadow_plant", newest_version: 1 }];

    async fn create(&self, cx: &Cx, arguments: PlantArguments) -> Result<Plant> {
        let plant = grown(arguments);
        cx.save(&plant);
        Ok(plant)
    }

    async fn read(&self, _: &Cx, state: Plant) -> Result<Option<Plant>> {
        Ok(Some(state))
    }

    async fn update(&self, _: &Cx, prior: Plant, arguments: PlantArguments) -> Result<Plant> {
        Ok(Plant { id: prior.id, ..grown(arguments) })
    }

    async fn delete(&self, _: &Cx, _: Plant) -> Result<()> {
        Ok(())
    }

    async fn import(&self, _: &Cx, id: &str) -> Result<Plant> {
        Ok(Plant {
            id: Some(id.to_owned()),
            name: id.to_owned(),
            note: None,
            height: None,
            flowers: true,
            care: None,
            labels: None,
            leaves: None,
            named: None,
            fallen: None,
            first: None,
            timeouts: Timeouts::default(),
        })
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Plant>> {
        if version == 0 { stored.decode().map(Some) } else { Ok(None) }
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Plant> {
        source.identity.map(|identity| identity.json()).transpose()?;
        source.state.decode()
    }
}

/// Seed that was found.
#[derive(Clone, Debug, Model)]
pub(crate) struct Seed {
    /// Name of the seed.
    #[tf(required)]
    pub(crate) name: String,
    /// Most to look at. Default value: `5`.
    #[tf(default = 5)]
    pub(crate) limit: i64,
}

#[derive(Debug)]
struct Seeds;

impl DataSource for Seeds {
    type Api = ();
    type Model = Seed;

    const NAME: &'static str = "seed";

    async fn read(&self, _: &Context<(), Seed>, arguments: SeedArguments) -> Result<Seed> {
        Ok(Seed { name: arguments.name, limit: arguments.limit })
    }
}
