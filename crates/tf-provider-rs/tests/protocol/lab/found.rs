//! A data source that finds what its name asks for.

use tf_provider_rs::model::Attr;
use tf_provider_rs::{Context, DataSource, Diagnostic, Diagnostics, Model, Result};

use super::failure;
use super::provider::Api;

/// Thing that was found.
#[derive(Clone, Debug, Model)]
pub(crate) struct Found {
    /// Name of the thing.
    #[tf(required)]
    pub(crate) name: String,
    /// Most to look at. Default value: `5`.
    #[tf(default = 5)]
    pub(crate) limit: i64,
    /// Place of the thing.
    #[tf(computed)]
    pub(crate) place: Option<String>,
}

#[derive(Debug)]
pub(super) struct LookUp;

impl DataSource for LookUp {
    type Api = Api;
    type Model = Found;

    const NAME: &'static str = "found";

    fn validate(&self, config: &FoundView) -> Diagnostics {
        assert!(config.name != Attr::Known("panic in validate".to_owned()), "the search party is lost");
        Diagnostics::new()
    }

    async fn read(&self, cx: &Context<Api, Found>, arguments: FoundArguments) -> Result<Found> {
        match arguments.name.as_str() {
            "missing" => Err(failure("to find it")),
            "panic" => panic!("the search party is lost"),
            _ => {
                cx.warn(Diagnostic::warning("Old map", "Buy another."));
                let place = cx.api()?.place.clone();
                Ok(Found { name: arguments.name, limit: arguments.limit, place })
            }
        }
    }
}
