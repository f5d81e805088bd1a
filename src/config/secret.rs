//! Secrets of the provider block: a string for Terraform, and text that nothing here can print.

use tf_provider_rs::Result;
use tf_provider_rs::model::{AttributeType, FromValue, ToValue};
use tf_provider_rs::schema::Shape;
use tf_provider_rs::value::{AttributePath, Type, Value};

use crate::aws::Secret;

impl FromValue for Secret {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        String::from_value(value, path).map(Self::new)
    }
}

impl ToValue for Secret {
    fn to_value(&self) -> Value {
        Value::from(self.reveal())
    }
}

impl AttributeType for Secret {
    type View = Self;
    type Arguments = Self;

    fn shape() -> Shape {
        Shape::Type(Type::String)
    }
}
