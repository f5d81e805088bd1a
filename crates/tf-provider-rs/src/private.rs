//! Private state: what a resource keeps beside its state, unseen by practitioners. Terraform stores it as it is.
//!
//! On the wire it is a JSON object. Keys that begin with `.` are the framework's.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Result};

/// The private state of one object, during one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrivateState {
    /// As it came. Sent back byte for byte unless something changes it.
    stored: Vec<u8>,
    changed: Option<BTreeMap<String, Json>>,
}

impl PrivateState {
    pub(crate) const fn new(stored: Vec<u8>) -> Self {
        Self { stored, changed: None }
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let read;
        let members = match &self.changed {
            Some(changed) => changed,
            None => {
                read = self.members()?;
                &read
            }
        };
        let Some(value) = members.get(key) else { return Ok(None) };
        // What the error of the deserializer says has the value in it, which may be a secret.
        Ok(T::deserialize(value).map(Some).map_err(|_| {
            let asked_for = std::any::type_name::<T>();
            Diagnostic::bug(format!(
                "The private state under `{key}` is not of the type that is asked for, `{asked_for}`."
            ))
        })?)
    }

    pub(crate) fn set<T: Serialize>(&mut self, key: &str, value: &T) -> Result<()> {
        let value = serde_json::to_value(value)
            .map_err(|error| Diagnostic::bug(format!("The private state for `{key}` is no JSON: {error}.")))?;
        self.change(key, |members| drop(members.insert(key.to_owned(), value)))
    }

    pub(crate) fn remove(&mut self, key: &str) -> Result<()> {
        self.change(key, |members| drop(members.remove(key)))
    }

    /// The bytes for Terraform; none if there is nothing.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self.changed {
            None => self.stored,
            Some(changed) if changed.is_empty() => Vec::new(),
            Some(changed) => Json::Object(changed.into_iter().collect()).to_string().into_bytes(),
        }
    }

    fn change(&mut self, key: &str, change: impl FnOnce(&mut BTreeMap<String, Json>)) -> Result<()> {
        if key.starts_with('.') {
            return Err(
                Diagnostic::bug(format!("`{key}` in the private state is reserved: begin it with a letter.")).into()
            );
        }
        let mut members = match self.changed.take() {
            Some(changed) => changed,
            None => self.members()?,
        };
        change(&mut members);
        self.changed = Some(members);
        Ok(())
    }

    fn members(&self) -> Result<BTreeMap<String, Json>> {
        if self.stored.is_empty() {
            return Ok(BTreeMap::new());
        }
        Ok(serde_json::from_slice(&self.stored).map_err(|error| {
            let detail = format!(
                "The object's private state is not what this provider stores: {error}. Remove the object with `terraform state rm` and \
                 import it again."
            );
            Diagnostic::error("Private state cannot be read", detail)
        })?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_changes_goes_back_byte_for_byte() {
        for stored in [&b""[..], b"{ \"a\" : 1 }", b"not JSON"] {
            assert_eq!(PrivateState::new(stored.to_vec()).into_bytes(), stored);
        }
    }

    #[test]
    fn a_change_keeps_what_else_is_stored() {
        let mut private = PrivateState::new(b"{\".own\":[1],\"a\":1}".to_vec());
        private.set("b", &"two").unwrap();
        assert_eq!(private.get::<String>("b").unwrap().as_deref(), Some("two"));
        private.remove("a").unwrap();
        assert_eq!(private.get::<u64>("a").unwrap(), None);
        assert_eq!(private.into_bytes(), b"{\".own\":[1],\"b\":\"two\"}");
    }

    #[test]
    fn nothing_left_is_nothing() {
        let mut private = PrivateState::new(b"{\"a\":1}".to_vec());
        private.remove("a").unwrap();
        assert_eq!(private.into_bytes(), b"");
    }

    #[test]
    fn mistakes_are_named() {
        let mut private = PrivateState::new(b"{\"a\":\"canary\"}".to_vec());
        let said = |result: Result<()>| result.unwrap_err().to_string();
        let mismatch = said(private.get::<i64>("a").map(drop));
        assert!(
            mismatch.contains("The private state under `a` is not of the type that is asked for, `i64`."),
            "{mismatch}"
        );
        assert!(!mismatch.contains("canary"), "{mismatch}");
        assert!(said(private.set(".a", &1)).contains("`.a` in the private state is reserved"));
        let foreign = PrivateState::new(b"binary".to_vec());
        assert!(said(foreign.get::<String>("a").map(drop)).starts_with("error: Private state cannot be read\n"));
    }
}
