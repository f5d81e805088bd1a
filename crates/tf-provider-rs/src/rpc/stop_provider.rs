//! StopProvider: the practitioner pressed Ctrl-C. Terraform stops one provider after the other, so the answer is immediate.

use super::Service;
use crate::proto::tfplugin6::stop_provider as rpc;
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) fn handle_stop_provider(&self) -> rpc::Response {
        self.stop.stop();
        rpc::Response::default()
    }
}
