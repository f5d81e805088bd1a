//! When an answer may say "later": see [`crate::deferral`].

use super::Service;
use crate::deferral::Deferral;
use crate::erased::Sent;
use crate::proto::tfplugin6::{self as pb, ClientCapabilities};
use crate::provider::Provider;
use crate::value::Value;

/// The reason as Terraform knows it.
pub(super) fn message(deferral: Deferral) -> pb::Deferred {
    use pb::deferred::Reason;
    let reason = match deferral {
        Deferral::UnknownConfiguration => Reason::ResourceConfigUnknown,
        Deferral::UnknownProvider => Reason::ProviderConfigUnknown,
        Deferral::MissingPrerequisite => Reason::AbsentPrereq,
    };
    pb::Deferred { reason: reason.into() }
}

impl<P: Provider> Service<P> {
    /// What came with a request about an object that is configured so.
    pub(super) fn sent(&self, client: Option<&ClientCapabilities>, config: &Value, private: &[u8]) -> Sent {
        Sent {
            deferral_allowed: client.is_some_and(|client| client.deferral_allowed),
            has_unknown: !config.is_wholly_known(),
            provider_has_unknown: self.configured().has_unknown,
            private: private.to_vec(),
        }
    }

    /// Whether this request is deferred because the provider could not be configured yet.
    pub(super) fn deferred_by_provider(&self, sent: &Sent) -> Option<Deferral> {
        (sent.deferral_allowed && self.configured().is_later).then_some(Deferral::UnknownProvider)
    }
}
