//! MoveResourceState: an object of another resource type comes under this one, because a `moved` block says so. Terraform asks a
//! provider that is not configured, before it plans; the read of the plan that follows brings what the move cannot know.

use super::self_check::Subject;
use super::{Service, wire};
use crate::check::Answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::AnyResource;
use crate::proto::tfplugin6::move_resource_state as rpc;
use crate::provider::Provider;
use crate::stored::{MoveSource, MovedFrom, StoredState};
use crate::value::Value;

/// What else a practitioner can do.
const WAY_OUT: &str = "Write a `removed` block for the old address with `lifecycle { destroy = false }`, and an `import` block for the new \
                       one, instead of the `moved` block.";

impl<P: Provider> Service<P> {
    pub(super) fn handle_move_resource_state(&self, request: &rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let target_state = self
            .resource(&request.target_type_name)
            .and_then(|resource| Ok((take_over(request, resource)?, resource.schema())))
            .and_then(|(state, schema)| {
                let subject = Subject { type_name: &request.target_type_name, schema };
                Ok((subject.state(Answer::Move, state)?, schema))
            })
            .map(|(state, schema)| wire::encode(&state, schema, &mut diagnostics));
        let target_state = diagnostics.take(target_state).flatten();
        // The private data is the other provider's: nobody here could read it. Its identity is of another type's shape.
        rpc::Response { target_state, diagnostics: wire::diagnostics(diagnostics), ..Default::default() }
    }
}

fn take_over<A>(request: &rpc::Request, resource: &dyn AnyResource<A>) -> Result<Value> {
    let provider = without_host(&request.source_provider_address);
    let type_name = request.source_type_name.as_str();
    let sources = resource.move_sources();
    let source = sources.iter().find(|source| source.provider == provider && source.type_name == type_name);
    let source = source.ok_or_else(|| not_supported(request, sources))?;
    if request.source_schema_version > source.newest_version {
        return Err(too_new(request, source).into());
    }
    let state = request.source_state.as_ref().filter(|state| !state.json.is_empty());
    let moved = MovedFrom {
        provider,
        type_name,
        version: request.source_schema_version,
        state: StoredState::new(&state.ok_or_else(|| too_old(request))?.json),
        identity: request.source_identity.as_ref().map(|identity| StoredState::new(&identity.json)),
    };
    resource.moved_from(&moved)
}

/// `hashicorp/aws` of `registry.terraform.io/hashicorp/aws`: the same provider comes from other registries and mirrors too.
fn without_host(address: &str) -> &str {
    match address.split_once('/') {
        Some((_, rest)) if rest.contains('/') => rest,
        _ => address,
    }
}

fn not_supported(request: &rpc::Request, sources: &[MoveSource]) -> Diagnostic {
    let target = &request.target_type_name;
    let supported = match sources {
        [] => format!("`{target}` takes over no other type"),
        sources => {
            let sources = sources.iter().map(|source| format!("`{}` of {}", source.type_name, source.provider));
            format!("`{target}` takes over {} only", sources.collect::<Vec<_>>().join(", "))
        }
    };
    Diagnostic::error(
        format!("Cannot be moved to {target}"),
        format!(
            "The object is a `{}` of {}, and {supported}. {WAY_OUT}",
            request.source_type_name, request.source_provider_address
        ),
    )
}

fn too_new(request: &rpc::Request, source: &MoveSource) -> Diagnostic {
    Diagnostic::error(
        "State is too new to be moved",
        format!(
            "The state of this `{}` has version {}, and this version of the provider knows the versions up to {}. Use a newer version of the \
             provider, or do without the move. {WAY_OUT}",
            source.type_name, request.source_schema_version, source.newest_version
        ),
    )
}

fn too_old(request: &rpc::Request) -> Diagnostic {
    Diagnostic::error(
        "State cannot be moved",
        format!(
            "The state of this `{}` has no attributes in JSON: it was written by a Terraform older than 0.12. Apply once without the \
             `moved` block, with a newer Terraform and the provider that the object is from.",
            request.source_type_name
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_its_address_in_any_registry() {
        for (address, expected) in [
            ("registry.terraform.io/hashicorp/aws", "hashicorp/aws"),
            ("registry.opentofu.org/hashicorp/aws", "hashicorp/aws"),
            ("hashicorp/aws", "hashicorp/aws"),
            ("aws", "aws"),
            ("", ""),
        ] {
            assert_eq!(without_host(address), expected);
        }
    }

    #[test]
    fn a_type_that_takes_over_nothing_says_so() {
        let request = rpc::Request {
            source_provider_address: "registry.terraform.io/example/old".to_owned(),
            source_type_name: "old_thing".to_owned(),
            target_type_name: "lab_thing".to_owned(),
            ..Default::default()
        };
        assert_eq!(
            not_supported(&request, &[]).to_string(),
            format!(
                "error: Cannot be moved to lab_thing\nThe object is a `old_thing` of registry.terraform.io/example/old, and `lab_thing` takes over \
                 no other type. {WAY_OUT}"
            )
        );
    }
}
