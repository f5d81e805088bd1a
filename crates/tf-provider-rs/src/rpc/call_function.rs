//! CallFunction and GetFunctions. Terraform calls functions of a provider that is not configured.
//!
//! Source: Terraform, internal/providers/functions.go; OpenTofu asks GetFunctions for what the schema does not list.

use std::collections::HashMap;

use super::{Service, unsupported, wire, wire_schema};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::erased::AnyFunction;
use crate::proto::tfplugin6::{self as pb, DynamicValue, FunctionError, call_function as rpc, get_functions};
use crate::provider::Provider;
use crate::schema;
use crate::value::{AttributePath, Step, Value};

impl<P: Provider> Service<P> {
    /// The functions by name, as the schema lists them too.
    pub(super) fn functions(&self) -> HashMap<String, pb::Function> {
        let functions = self.offers().functions.iter();
        functions.map(|function| (function.name().to_owned(), wire_schema::function(function.signature()))).collect()
    }

    pub(super) fn handle_get_functions(&self) -> get_functions::Response {
        get_functions::Response { functions: self.functions(), diagnostics: Vec::new() }
    }

    pub(super) fn handle_call_function(&self, request: &rpc::Request) -> rpc::Response {
        let result = match self.offers().functions.iter().find(|function| function.name() == request.name) {
            Some(function) => call(function.as_ref(), &request.arguments),
            None => Err(unsupported::function_error(&request.name)),
        };
        match result {
            Ok(result) => rpc::Response { result: Some(result), error: None },
            Err(error) => rpc::Response { result: None, error: Some(error) },
        }
    }
}

fn call(function: &dyn AnyFunction, arguments: &[DynamicValue]) -> Result<DynamicValue, FunctionError> {
    let signature = function.signature();
    let failed = |diagnostics| error(signature, arguments.len(), diagnostics);
    let arguments = decode(signature, arguments).map_err(failed)?;
    let result = function.call(&arguments).map_err(failed)?;
    let mut diagnostics = Diagnostics::new();
    wire::encode_as(&result, &signature.returns, &mut diagnostics).ok_or_else(|| failed(diagnostics))
}

fn decode(signature: &schema::Function, arguments: &[DynamicValue]) -> Result<Vec<Value>, Diagnostics> {
    let fits = match &signature.variadic {
        Some(_) => arguments.len() >= signature.parameters.len(),
        None => arguments.len() == signature.parameters.len(),
    };
    if !fits {
        let detail = format!(
            "The function has {} parameters, and Terraform calls it with {} arguments.",
            signature.parameters.len(),
            arguments.len()
        );
        return Err(Diagnostic::bug(detail).into());
    }
    let arguments = arguments.iter().enumerate();
    arguments
        .filter_map(|(position, argument)| Some((argument, signature.parameter_at(position)?)))
        .map(|(argument, parameter)| wire::decode_as(Some(argument), &parameter.r#type))
        .collect()
}

/// The errors as the one text that Terraform shows, at the first argument that one of them names.
fn error(signature: &schema::Function, count: usize, diagnostics: Diagnostics) -> FunctionError {
    let errors: Vec<_> = diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
    let place =
        |error: &Diagnostic| signature.argument_at(error.attribute.as_ref()?, count).map(|(position, _)| position);
    let argument = errors.iter().find_map(place);
    let texts: Vec<_> = errors.iter().map(|error| text(signature, count, error)).collect();
    FunctionError {
        text: texts.join("\n"),
        function_argument: argument.and_then(|argument| i64::try_from(argument).ok()),
    }
}

/// Terraform puts its own words before the text and a full stop behind it.
fn text(signature: &schema::Function, count: usize, error: &Diagnostic) -> String {
    let within = error.attribute.as_ref().and_then(|path| Some(signature.argument_at(path, count)?.1));
    let within = within.filter(|within| !within.is_empty()).map(part).unwrap_or_default();
    let text = format!("{within}{}: {}", error.summary, error.detail);
    text.trim_end_matches([' ', ':', '.']).to_owned()
}

fn part(within: &[Step]) -> String {
    format!("at `{}`: ", within.iter().cloned().collect::<AttributePath>())
}
