//! [`Function`] behind an untyped face.

use super::guard;
use crate::diagnostic::{Diagnostics, Result, Severity};
use crate::function::{Arguments, Function, FunctionType, Parameters};
use crate::model::ToValue;
use crate::schema;
use crate::value::Value;

/// A function of any parameters. It knows no API: Terraform calls it with the provider not configured.
pub(crate) trait AnyFunction: Send + Sync {
    fn name(&self) -> &'static str;
    fn signature(&self) -> &schema::Function;
    /// The result for as many arguments as the signature asks for.
    fn call(&self, arguments: &[Value]) -> Result<Value>;
}

/// Puts `function` behind the untyped face.
pub(crate) fn function<F: Function>(function: F) -> Box<dyn AnyFunction> {
    let signature = schema::Function {
        description: F::Parameters::description().to_owned(),
        deprecated: F::DEPRECATED,
        parameters: F::Parameters::parameters(),
        variadic: F::Parameters::variadic(),
        returns: F::Output::r#type(),
    };
    Box::new(Erased { function, signature })
}

struct Erased<F> {
    function: F,
    signature: schema::Function,
}

impl<F: Function> Erased<F> {
    /// Runs the parameters' own checks of the known arguments.
    ///
    /// # Errors
    /// What they refuse. Terraform shows no warnings of functions: they go to the log.
    fn validate(&self, arguments: &[Value]) -> Result<()> {
        let mut diagnostics = Diagnostics::new();
        for (position, argument) in arguments.iter().enumerate() {
            let parameter = self.signature.parameter_at(position);
            let (Some(parameter), Some(path)) = (parameter, self.signature.path_of_argument(position)) else {
                continue;
            };
            if !argument.is_null() && !argument.is_unknown() {
                parameter.validate.iter().for_each(|check| check(argument, &path, &mut diagnostics));
            }
        }
        for warning in diagnostics.iter().filter(|found| found.severity == Severity::Warning) {
            tracing::warn!(function = F::NAME, "{}: {}", warning.summary, warning.detail);
        }
        diagnostics.into_result(())
    }
}

impl<F: Function> AnyFunction for Erased<F> {
    fn name(&self) -> &'static str {
        F::NAME
    }

    fn signature(&self) -> &schema::Function {
        &self.signature
    }

    fn call(&self, arguments: &[Value]) -> Result<Value> {
        guard::at_once(|| {
            self.validate(arguments)?;
            let parameters = F::Parameters::from_arguments(Arguments::new(&self.signature, arguments))?;
            self.function.call(parameters).map(|result| result.to_value())
        })
        .flatten()
    }
}
