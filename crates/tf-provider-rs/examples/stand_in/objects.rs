//! What the stand-in answers: it stores what it is given, and makes up what is computed.

use tf_provider_rs::proto::tfplugin6::{self as pb, DynamicValue};
use tf_provider_rs::value::{Type, Undefined, Value, decode_json, decode_msgpack, encode_msgpack};
use tonic::Status;

use crate::schema::{Schema, Schemas};

type Answer<T> = Result<T, Status>;

impl Schemas {
    pub(crate) fn get_provider_schema(
        &self,
        _: pb::get_provider_schema::Request,
    ) -> Answer<pb::get_provider_schema::Response> {
        let wire = |(name, schema): (&String, &Schema)| (name.clone(), schema.to_wire());
        Ok(pb::get_provider_schema::Response {
            provider: Some(self.provider.to_wire()),
            resource_schemas: self.resource_schemas.iter().map(wire).collect(),
            data_source_schemas: self.data_source_schemas.iter().map(wire).collect(),
            ..Default::default()
        })
    }

    pub(crate) fn validate_provider_config(
        &self,
        _: pb::validate_provider_config::Request,
    ) -> Answer<pb::validate_provider_config::Response> {
        Ok(Default::default())
    }

    pub(crate) fn configure_provider(
        &self,
        _: pb::configure_provider::Request,
    ) -> Answer<pb::configure_provider::Response> {
        Ok(Default::default())
    }

    pub(crate) fn stop_provider(&self, _: pb::stop_provider::Request) -> Answer<pb::stop_provider::Response> {
        Ok(Default::default())
    }

    pub(crate) fn validate_resource_config(
        &self,
        _: pb::validate_resource_config::Request,
    ) -> Answer<pb::validate_resource_config::Response> {
        Ok(Default::default())
    }

    pub(crate) fn validate_data_resource_config(
        &self,
        _: pb::validate_data_resource_config::Request,
    ) -> Answer<pb::validate_data_resource_config::Response> {
        Ok(Default::default())
    }

    pub(crate) fn upgrade_resource_state(
        &self,
        request: pb::upgrade_resource_state::Request,
    ) -> Answer<pb::upgrade_resource_state::Response> {
        let ty = self.resource(&request.type_name)?.block.value_type();
        let json = request.raw_state.unwrap_or_default().json;
        let state = decode_json(&json, &ty, Undefined::Ignore).map_err(refused)?;
        Ok(pb::upgrade_resource_state::Response { upgraded_state: Some(encoded(&state, &ty)?), ..Default::default() })
    }

    pub(crate) fn read_resource(&self, request: pb::read_resource::Request) -> Answer<pb::read_resource::Response> {
        Ok(pb::read_resource::Response { new_state: request.current_state, ..Default::default() })
    }

    /// What is computed and not set is unknown in the plan of a creation; an update leaves it.
    pub(crate) fn plan_resource_change(
        &self,
        request: pb::plan_resource_change::Request,
    ) -> Answer<pb::plan_resource_change::Response> {
        let block = &self.resource(&request.type_name)?.block;
        let ty = block.value_type();
        let proposed = decoded(request.proposed_new_state, &ty)?;
        let is_creation = decoded(request.prior_state, &ty)?.is_null();
        let planned =
            if is_creation { block.fill(proposed, Value::is_null, &|_, _| Value::unknown()) } else { proposed };
        Ok(pb::plan_resource_change::Response { planned_state: Some(encoded(&planned, &ty)?), ..Default::default() })
    }

    pub(crate) fn apply_resource_change(
        &self,
        request: pb::apply_resource_change::Request,
    ) -> Answer<pb::apply_resource_change::Response> {
        let block = &self.resource(&request.type_name)?.block;
        let ty = block.value_type();
        let planned = decoded(request.planned_state, &ty)?;
        let state = block.fill(planned.clone(), Value::is_unknown, &|name, ty| {
            self.values.make(&request.type_name, &planned, name, ty)
        });
        Ok(pb::apply_resource_change::Response { new_state: Some(encoded(&state, &ty)?), ..Default::default() })
    }

    pub(crate) fn read_data_source(
        &self,
        request: pb::read_data_source::Request,
    ) -> Answer<pb::read_data_source::Response> {
        let name = &request.type_name;
        let missing = || Status::not_found(format!("the stand-in has no data source {name}"));
        let block = &self.data_source_schemas.get(name).ok_or_else(missing)?.block;
        let ty = block.value_type();
        let config = decoded(request.config, &ty)?;
        let state = block.fill(config.clone(), Value::is_null, &|attribute, ty| {
            self.values.make(&format!("data.{name}"), &config, attribute, ty)
        });
        Ok(pb::read_data_source::Response { state: Some(encoded(&state, &ty)?), ..Default::default() })
    }

    fn resource(&self, type_name: &str) -> Answer<&Schema> {
        let missing = || Status::not_found(format!("the stand-in has no resource {type_name}"));
        self.resource_schemas.get(type_name).ok_or_else(missing)
    }
}

fn decoded(value: Option<DynamicValue>, ty: &Type) -> Answer<Value> {
    decode_msgpack(&value.unwrap_or_default().msgpack, ty).map_err(refused)
}

fn encoded(value: &Value, ty: &Type) -> Answer<DynamicValue> {
    Ok(DynamicValue { msgpack: encode_msgpack(value, ty).map_err(refused)?, json: Vec::new() })
}

fn refused(error: impl std::fmt::Display) -> Status {
    Status::internal(error.to_string())
}
