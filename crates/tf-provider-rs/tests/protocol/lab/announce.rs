//! An action that does what its text asks for.

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Action, ActionContext, Diagnostic, Diagnostics, Model, Result};

use super::failure;
use super::provider::Api;

/// Announcement in the lab.
#[derive(Clone, Debug, Model)]
pub(crate) struct Announcement {
    /// What to say.
    #[tf(required)]
    pub(crate) text: String,
    /// How often to say it. Default value: `2`.
    #[tf(default = 2)]
    pub(crate) times: i64,
}

#[derive(Debug)]
pub(super) struct Announce;

impl Action for Announce {
    type Api = Api;
    type Model = Announcement;

    const NAME: &'static str = "announce";

    fn validate(&self, config: &AnnouncementView) -> Diagnostics {
        if config.text == Attr::Known(String::new()) {
            return Diagnostic::error("Nothing to say", "Say something.")
                .at(AttributePath::root().attribute("text"))
                .into();
        }
        Diagnostics::new()
    }

    async fn plan(&self, cx: &ActionContext<Api>, config: &AnnouncementView) -> Result<()> {
        cx.progress("nobody sees this");
        match config.text.known().map(String::as_str) {
            None => {
                cx.warn(Diagnostic::warning("Nobody knows yet what will be said", "Wait."));
                Ok(())
            }
            Some("refused") => Err(failure("to plan it")),
            Some("panic in plan") => panic!("the loudspeaker exploded"),
            Some(_) => Ok(()),
        }
    }

    async fn invoke(&self, cx: &ActionContext<Api>, arguments: AnnouncementArguments) -> Result<()> {
        let journal = &cx.api()?.journal;
        for time in 1..=arguments.times {
            cx.progress(format!("{time}: {}", arguments.text));
        }
        journal.record("announced");
        match arguments.text.as_str() {
            "fail" => Err(failure("to be heard")),
            "panic" => panic!("the loudspeaker exploded"),
            "wait for stop" => {
                cx.stop().cancelled().await;
                cx.warn(Diagnostic::warning("Interrupted", "Apply again."));
                Ok(())
            }
            "hang" => {
                journal.release.acquire().await.unwrap().forget();
                cx.progress("at last");
                journal.record("heard");
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
