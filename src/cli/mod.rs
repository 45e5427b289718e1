//! The user's words to immutable settings, and the commands; the only reader of environment, working directory,
//! clock and terminal.
//!
//! | file | holds |
//! |---|---|
//! | `arguments.rs` | what can be written on the command line |
//! | `plan.rs` | how targets are to be visited |
//! | `conditions.rs`, `vantage.rs` | what the evidence says of machine, proxy and place |
//! | `name_servers.rs` | who is asked where names of the site's own lead |
//! | `geo.rs` | a database of the user's own that tells the countries of addresses |
//! | `configuration/` | settings: what holds, and who said so; the configuration file |
//! | `guise.rs` | as whom a target is visited; the one place where secrets are read |
//! | `site_facts.rs` | what the owner declares of his site |
//! | `states.rs` | words to states |
//! | `settings.rs` | how results are judged and shown |
//! | `bundle_arguments.rs` | the part of the command line that is about bundles |
//! | `compare_arguments.rs` | the part that is about runs held against each other |
//! | `keeping.rs` | how evidence is kept: redacted, within a size, signed |
//! | `so_far.rs` | states that are finished, kept while others are under way |
//! | `environment.rs` | the variables of the environment |
//! | `keys.rs` | key files and their password |
//! | `place.rs` | where the bundle lies that a word means |
//! | `exit.rs` | exit codes and which of several wins |
//! | `texts.rs` | rules and knowledge, built in and from the user's folders |
//! | `address.rs` | a word to an address of the web |
//! | `target.rs` | what is to be visited to a target, served on loopback where it is local |
//! | `session.rs` | one browser for all targets, started again when it dies |
//! | `knowledge/` | `knowledge`: lists of the user's own, and where they are kept |
//! | `earlier.rs`, `baseline.rs` | reports and bundles of earlier runs, and what a run is held against |
//! | `waived.rs` | what was waived in an earlier run |
//! | `inputs.rs` | what a run reads, and nothing that it writes may replace |
//! | `stock.rs` | what all judges of a run have in common |
//! | `judge.rs`, `judges.rs` | a bundle to a report; a judge for every site |
//! | `print.rs` | reports to the terminal and to files |
//! | `forms.rs` | names of formats, as they are written on the command line |
//! | `outputs.rs` | what is printed and written at the end of a run |
//! | `template.rs` | templates of the user's own, read from their folder |
//! | `anchor.rs` | which file stands for a site |
//! | `layout.rs` | evidence in the layout of another program |
//! | `leaf.rs` | a page of text for the terminal |
//! | `explain_cookie.rs` | the part of `explain` that is about cookies |
//! | `progress/` | what is told while a command is at work |
//! | `examples.rs` | examples at the end of each command's help |
//! | `window.rs` | whether the browser's window is shown |
//! | `output.rs` | standard output and error, files that are whole or not there |
//! | `audit.rs`, `collect.rs`, `evaluate.rs`, `diff.rs`, `history.rs`, `verify.rs`, `sign.rs`, `redact.rs`, `show.rs`, `init/`, `demo.rs`, `explain.rs`, `classify.rs`, `policy/`, `doctor/`, `completions.rs`, `man.rs` | one command each |

mod address;
mod anchor;
mod arguments;
#[cfg(feature = "chrome")]
mod audit;
mod baseline;
mod bundle_arguments;
mod classify;
#[cfg(feature = "chrome")]
mod collect;
mod compare_arguments;
mod completions;
#[cfg(feature = "chrome")]
mod conditions;
mod configuration;
#[cfg(feature = "chrome")]
mod demo;
mod diff;
pub mod doctor;
mod earlier;
mod environment;
mod evaluate;
mod examples;
mod exit;
mod explain;
mod explain_cookie;
mod forms;
#[cfg(feature = "chrome")]
mod geo;
#[cfg(feature = "chrome")]
mod guise;
mod history;
mod init;
mod inputs;
mod judge;
mod judges;
mod judging_arguments;
mod keeping;
mod keys;
mod knowing_arguments;
mod knowledge;
mod layout;
mod leaf;
mod man;
#[cfg(feature = "chrome")]
mod name_servers;
mod output;
mod outputs;
mod paper;
mod place;
#[cfg(feature = "chrome")]
mod plan;
mod policy;
mod print;
mod printing_arguments;
mod progress;
mod redact;
#[cfg(feature = "chrome")]
mod session;
mod settings;
mod show;
mod sign;
mod site_facts;
#[cfg(feature = "chrome")]
mod so_far;
mod states;
mod stock;
#[cfg(feature = "chrome")]
mod target;
mod template;
mod texts;
#[cfg(feature = "chrome")]
mod vantage;
mod verify;
#[cfg(feature = "chrome")]
mod visiting_arguments;
mod waived;
#[cfg(feature = "chrome")]
mod window;

use std::process::ExitCode;

use clap::FromArgMatches;

use arguments::{Arguments, Command};
pub use exit::Exit;
pub use progress::ProgressEvent;
pub use texts::built_in_knowledge;

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let command = command_line().color(settings::colour_of(std::env::args_os()));
    let words = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match words {
        Ok(arguments) => arguments,
        Err(refusal) => return refused(&refusal),
    };
    let outcome = match arguments.command {
        #[cfg(feature = "chrome")]
        Command::Audit(words) => audit::run(words),
        #[cfg(feature = "chrome")]
        Command::Collect(words) => collect::run(words),
        #[cfg(feature = "chrome")]
        Command::Demo(words) => demo::run(words),
        #[cfg(feature = "chrome")]
        Command::Doctor(words) => doctor::run(words),
        Command::Evaluate(words) => evaluate::run(words),
        Command::Diff(words) => diff::run(&words),
        Command::History(words) => history::run(&words),
        Command::Show(words) => show::run(&words),
        Command::Verify(words) => verify::run(&words),
        Command::Sign(words) => sign::run(&words),
        Command::Redact(words) => redact::run(&words),
        Command::Explain(words) => explain::run(&words),
        Command::Classify(words) => classify::run(&words),
        Command::Knowledge(words) => knowledge::run(&words),
        Command::Policy(words) => policy::run(&words),
        Command::Config(words) => configuration::run(&words),
        Command::Init(words) => init::run(&words),
        Command::Completions(words) => completions::run(&words),
        Command::Man(words) => man::run(&words),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(trouble) => {
            output::complain(&trouble.message);
            trouble.exit.into()
        }
    }
}

/// Help and version go to standard output with 0; everything else that clap refuses is a usage error.
fn refused(refusal: &clap::Error) -> ExitCode {
    // Nothing can be done about a closed terminal.
    let _ = refusal.print();
    if refusal.use_stderr() { Exit::Usage.into() } else { Exit::Clean.into() }
}

/// JSON Schemas of every file that a user may write, by the name under `rules/schema/`, for editors.
pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
    let mut all = crate::policy::schemas();
    all.extend(crate::knowledge::schemas());
    all.push(configuration::schema());
    all
}

/// The whole command line with its examples.
pub fn command_line() -> clap::Command {
    examples::add(<Arguments as clap::CommandFactory>::command())
}
