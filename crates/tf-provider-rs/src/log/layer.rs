//! From `tracing` to lines: fields of the event and of the spans around it, side by side.

use std::fmt::{self, Debug, Write};
use std::time::SystemTime;

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::SECRETS;
use super::levels::{Levels, Source};
use super::line::Line;
use super::timestamp::rfc3339;

/// Stands for the value of a secret, in Terraform's words.
const REDACTED: &str = "(sensitive value)";
/// The field into which `tracing` puts the text of an event.
const MESSAGE: &str = "message";

/// Formats events as hclog's JSON lines.
pub(super) struct Hclog<W> {
    provider: &'static str,
    levels: Levels,
    secrets: &'static [&'static str],
    now: fn() -> SystemTime,
    write: W,
}

impl<W: Fn(&[u8])> Hclog<W> {
    pub(super) fn new(
        provider: &'static str,
        levels: Levels,
        secrets: &'static [&'static str],
        now: fn() -> SystemTime,
        write: W,
    ) -> Self {
        Self { provider, levels, secrets, now, write }
    }

    /// The name that Terraform shows as the source: `eksoutpost.aws.eks`, `sdk.proto`, `sdk.framework`.
    fn module(&self, target: &str) -> String {
        match Source::of(target) {
            Source::Protocol => "sdk.proto".to_owned(),
            Source::Framework => "sdk.framework".to_owned(),
            Source::Dependency => format!("{}.{}", self.provider, target.replace("::", ".")),
            Source::Provider => match target.split_once("::") {
                Some((_, module)) => format!("{}.{}", self.provider, module.replace("::", ".")),
                None => self.provider.to_owned(),
            },
        }
    }
}

impl<W, S> Layer<S> for Hclog<W>
where
    W: Fn(&[u8]) + 'static,
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.levels.enabled(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.levels.enabled(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.levels.max())
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Fields::new(self.secrets);
            attributes.record(&mut fields);
            span.extensions_mut().replace(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::new(self.secrets);
        for span in context.event_scope(event).into_iter().flat_map(tracing_subscriber::registry::Scope::from_root) {
            if let Some(of_span) = span.extensions().get::<Fields>() {
                for (name, value) in &of_span.values {
                    fields.set(name, value.clone());
                }
            }
        }
        event.record(&mut fields);

        let metadata = event.metadata();
        let mut line = Line::new();
        line.field("@level", level(*metadata.level()));
        line.field("@timestamp", &rfc3339((self.now)()));
        line.field("@module", &self.module(metadata.target()));
        line.field("@message", &fields.message);
        for (name, value) in &fields.values {
            line.field(name, value);
        }
        (self.write)(line.end().as_bytes());
    }
}

impl<W> Debug for Hclog<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hclog").field("provider", &self.provider).field("levels", &self.levels).finish_non_exhaustive()
    }
}

/// What a span or an event carries, as text. Secrets end here.
#[derive(Debug)]
struct Fields {
    secrets: &'static [&'static str],
    message: String,
    values: Vec<(&'static str, String)>,
}

impl Fields {
    fn new(secrets: &'static [&'static str]) -> Self {
        Self { secrets, message: String::new(), values: Vec::new() }
    }

    fn put(&mut self, field: &Field, value: impl FnOnce() -> String) {
        // Keys that begin with @ are hclog's own.
        let name = field.name().trim_start_matches('@');
        if SECRETS.iter().chain(self.secrets).any(|secret| name.eq_ignore_ascii_case(secret)) {
            self.set(name, REDACTED.to_owned());
        } else if name == MESSAGE {
            self.message = value();
        } else {
            self.set(name, value());
        }
    }

    /// The innermost value wins.
    fn set(&mut self, name: &'static str, value: String) {
        match self.values.iter_mut().find(|(existing, _)| *existing == name) {
            Some((_, existing)) => *existing = value,
            None => self.values.push((name, value)),
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, || value.to_owned());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.put(field, || value.to_string());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, || {
            let mut text = String::new();
            // A value that cannot be shown shows as far as it could.
            let _ = write!(text, "{value:?}");
            text
        });
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    }
}

#[cfg(test)]
mod tests;
