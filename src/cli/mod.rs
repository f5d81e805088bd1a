//! The command line of the binary. Terraform starts it without arguments; everything else is for people.

mod docs;
mod error;
mod health_table;
mod install;
mod permissions_page;
mod rules_page;
mod schema;
mod written_guides;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value};
use tf_provider_rs::{Mode, Provider};

pub use self::error::Error;
use crate::provider::EksOutpost;

/// What a person can ask for; also shown when the program is started by hand without arguments.
pub const USAGE: &str = "\
Commands:
  install           copy this program to where `terraform init` finds it without a registry
  schema            print the schemas as `terraform providers schema -json` does
  docs [--check]    write the Registry pages from the schemas, rules, examples/ and templates/, or check that docs/ is up to date
  version           print the version
  help              print this
  -debug            serve for a debugger and print how to attach Terraform
";

/// One use of the program.
#[derive(Debug, PartialEq)]
enum Command {
    Serve(Mode),
    Install,
    Schema,
    Docs { check: bool, root: PathBuf },
    Version,
    Help,
}

/// Runs what `arguments`, the first of which is the program's name, ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let result = parse(arguments).and_then(|command| match command {
        Command::Serve(mode) => Ok(tf_provider_rs::serve(EksOutpost, mode, USAGE)),
        Command::Install => print(&install::install()?),
        Command::Schema => print(&schema::schema()),
        Command::Docs { check: true, root } => docs::check(&root).and_then(|text| print(&text)),
        Command::Docs { check: false, root } => docs::write(&root).and_then(|text| print(&text)),
        Command::Version => print(&format!("terraform-provider-eksoutpost {}\n", EksOutpost::VERSION)),
        Command::Help => print(&format!("terraform-provider-eksoutpost {}\n\n{USAGE}", EksOutpost::VERSION)),
    });
    result.unwrap_or_else(|error| {
        // Nobody is left to tell if stderr is closed.
        drop(writeln!(io::stderr(), "terraform-provider-eksoutpost: {error}"));
        ExitCode::FAILURE
    })
}

fn print(text: &str) -> Result<ExitCode, Error> {
    io::stdout().write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    // Providers take `-debug` with one dash, which is no form of a long option elsewhere.
    let arguments =
        arguments.into_iter().map(|argument| if argument == "-debug" { "--debug".into() } else { argument });
    let mut parser = lexopt::Parser::from_iter(arguments);
    let command = match parser.next()? {
        None => Command::Serve(Mode::Plugin),
        Some(Long("debug")) => Command::Serve(Mode::Debug),
        Some(Long("version") | Short('V')) => Command::Version,
        Some(Long("help") | Short('h')) => Command::Help,
        Some(Value(name)) => match name.to_string_lossy().as_ref() {
            "install" => Command::Install,
            "schema" => Command::Schema,
            "docs" => return parse_docs(parser),
            "version" => Command::Version,
            "help" => Command::Help,
            other => return Err(Error::UnknownCommand(other.to_owned())),
        },
        Some(argument) => return Err(argument.unexpected().into()),
    };
    match parser.next()? {
        None => Ok(command),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn parse_docs(mut parser: lexopt::Parser) -> Result<Command, Error> {
    let (mut check, mut root) = (false, PathBuf::from("."));
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => check = true,
            Value(path) => root = path.into(),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Docs { check, root })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Command, String> {
        let arguments = ["terraform-provider-eksoutpost"].iter().chain(arguments).map(OsString::from);
        parse(arguments).map_err(|error| error.to_string())
    }

    #[test]
    fn every_command_has_its_words() {
        for (arguments, command) in [
            (&[] as &[&str], Command::Serve(Mode::Plugin)),
            (&["-debug"], Command::Serve(Mode::Debug)),
            (&["--debug"], Command::Serve(Mode::Debug)),
            (&["install"], Command::Install),
            (&["schema"], Command::Schema),
            (&["docs"], Command::Docs { check: false, root: ".".into() }),
            (&["docs", "--check", "elsewhere"], Command::Docs { check: true, root: "elsewhere".into() }),
            (&["version"], Command::Version),
            (&["--version"], Command::Version),
            (&["help"], Command::Help),
            (&["-h"], Command::Help),
        ] {
            assert_eq!(parsed(arguments), Ok(command), "{arguments:?}");
        }
    }

    #[test]
    fn other_words_are_refused() {
        for (arguments, message) in [
            (&["serve"] as &[&str], "there is no command \"serve\"; see `terraform-provider-eksoutpost help`"),
            (&["version", "now"], "unexpected argument \"now\""),
            (&["--what"], "invalid option '--what'"),
        ] {
            assert_eq!(parsed(arguments), Err(message.to_owned()), "{arguments:?}");
        }
    }
}
