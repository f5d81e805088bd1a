//! Mutants in this process: with the self-check between them and Terraform, and past it.

use serde_json::json;
use tf_provider_rs::testing::{Terraform, UNKNOWN};
use tf_provider_rs::{Result, service};

use crate::configurations::{old, small, thing};
use crate::mutants::{Mutant, Stage};
use crate::thing::Mutants;
use crate::wire;

/// What came of one mutant.
#[derive(Debug)]
pub(crate) struct Found {
    /// All that was said.
    pub(crate) said: String,
    /// Whether an object is in state afterwards.
    pub(crate) is_kept: bool,
    pub(crate) is_tainted: bool,
}

/// The framework's self-check sees what the provider's own code breaks.
pub(crate) async fn with_self_check(mutant: &Mutant) -> Found {
    live(mutant, Terraform::start(Mutants { breaks: true }, &json!({})).await.unwrap()).await
}

/// Nobody but Terraform sees what is broken on the wire.
pub(crate) async fn without_self_check(mutant: &Mutant) -> Found {
    let routes = wire::broken(service(Mutants { breaks: false }), "");
    live(mutant, Terraform::connect(routes, &json!({})).await.unwrap()).await
}

/// Why Terraform would not load a broken schema.
pub(crate) async fn load(schema: &str) -> String {
    let routes = wire::broken(service(Mutants { breaks: false }), schema);
    let loaded = Terraform::connect(routes, &json!({})).await;
    loaded.map_or_else(|refused| refused.to_string(), |_| String::new())
}

async fn live(mutant: &Mutant, mut terraform: Terraform) -> Found {
    let address = format!("mutant_thing.{}", mutant.name);
    let result = stage(mutant, &mut terraform, &address).await;
    Found {
        said: result.err().map(|diagnostics| diagnostics.to_string()).unwrap_or_default(),
        is_kept: terraform.object(&address).is_some(),
        is_tainted: terraform.is_tainted(&address),
    }
}

async fn stage(mutant: &Mutant, terraform: &mut Terraform, address: &str) -> Result<()> {
    let (name, broken) = (mutant.name, thing(Some(mutant.name)));
    match mutant.stage {
        Stage::Create => drop(terraform.run(address, &broken).await?),
        Stage::Dynamic => {
            let mut unknown = broken;
            unknown["rule"] = json!(UNKNOWN);
            terraform.plan(address, &unknown).await?;
        }
        Stage::Update => {
            terraform.run(address, &thing(None)).await.unwrap();
            terraform.run(address, &broken).await?;
        }
        Stage::Refresh => {
            terraform.run(address, &broken).await.unwrap();
            terraform.refresh(address).await?;
        }
        Stage::Destroy => {
            terraform.run(address, &broken).await.unwrap();
            terraform.destroy(address).await?;
        }
        Stage::Import => drop(terraform.import(address, name).await?),
        Stage::Upgrade => {
            terraform.store(address, 0, &old(name));
            terraform.plan(address, &small(name)).await?;
        }
        Stage::Move => {
            let from = "registry.terraform.io/example/mutant";
            terraform.move_from(from, "mutant_origin", 0, &json!({ "name": name }), address).await?;
        }
        Stage::Data => drop(terraform.read_data("mutant_facts", &small(name)).await?),
        Stage::Ephemeral => {
            let open = terraform.open("mutant_token", &broken).await?;
            terraform.close(open).await?;
        }
    }
    Ok(())
}
