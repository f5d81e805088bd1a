//! Messages and services of Terraform's plugin protocol 6.11 and of go-plugin, generated from the repository's `proto` directory.
//!
//! `tests/codegen.rs` keeps both in step; nothing in here is written by hand. Clients exist only behind the feature
//! `testing`: a provider answers, it never calls.

/// go-plugin's services: controller, stdio and broker.
#[rustfmt::skip]
#[expect(clippy::allow_attributes_without_reason, missing_docs, reason = "generated")]
pub mod plugin;

/// Terraform's plugin protocol.
#[rustfmt::skip]
#[expect(clippy::allow_attributes_without_reason, missing_docs, reason = "generated")]
pub mod tfplugin6;

/// Clients for the services, for tests.
#[cfg(feature = "testing")]
pub mod client {
    /// Clients of go-plugin's services.
    #[rustfmt::skip]
    #[expect(clippy::allow_attributes_without_reason, reason = "generated")]
    pub mod plugin; /// Client of Terraform's plugin protocol.
    #[rustfmt::skip]
    #[expect(clippy::allow_attributes_without_reason, reason = "generated")]
    pub mod tfplugin6;
}
