//! `consentinel man`: the manual, a page a command, made from the same words as the help.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use super::exit::{Exit, Trouble};
use super::output;
use crate::yaml::suggest;

/// Words of `man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// The command whose page is printed, as in `policy check`; without it the page of the program.
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    pub command: Vec<String>,
    /// Write all pages into this folder instead, as `consentinel.1`, `consentinel-audit.1` and so on.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// A command that is not there, with the nearest names; a folder that cannot be written.
pub fn run(words: &ManArguments) -> Result<Exit, Trouble> {
    let mut whole = super::command_line().disable_help_subcommand(true);
    whole.build();
    match &words.output {
        Some(folder) => {
            for page in pages(&whole) {
                output::write_whole(&folder.join(page.get_filename()), rendered(&page)?.as_bytes())?;
            }
            output::say(&format!("The pages are in {0}: man -l {0}/consentinel.1", folder.display()));
        }
        None => output::say(&rendered(&page(named(&whole, &words.command)?))?),
    }
    Ok(Exit::Clean)
}

/// The command that words name.
fn named<'a>(whole: &'a Command, words: &[String]) -> Result<&'a Command, Trouble> {
    let mut command = whole;
    for word in words {
        command = command.find_subcommand(word).ok_or_else(|| {
            let help = suggest(word, command.get_subcommands().map(Command::get_name));
            Trouble::usage(format!("`{}` has no command `{word}`: {help}", command.get_name()))
        })?;
    }
    Ok(command)
}

/// The page of a command and those of all below it.
fn pages(command: &Command) -> Vec<Man> {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set()).flat_map(pages);
    std::iter::once(page(command)).chain(below).collect()
}

fn page(command: &Command) -> Man {
    let source = format!("consentinel {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).manual("Consentinel")
}

fn rendered(page: &Man) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    page.render(&mut bytes).map_err(|why| Trouble::incomplete(format!("the page cannot be made: {why}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
