//! `consentinel completions`: what shells complete, made from the same words as the help.

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
use clap_complete::Shell;

use super::exit::{Exit, Trouble};
use super::output;
use super::texts::Texts;
use crate::evidence::State;

/// Words of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "To install:
  bash        mkdir -p ~/.local/share/bash-completion/completions
              consentinel completions bash > ~/.local/share/bash-completion/completions/consentinel
  zsh         consentinel completions zsh > \"${fpath[1]}/_consentinel\"
  fish        mkdir -p ~/.config/fish/completions
              consentinel completions fish > ~/.config/fish/completions/consentinel.fish
  PowerShell  consentinel completions powershell >> $PROFILE")]
pub struct CompletionsArguments {
    /// For which shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs the command.
///
/// # Errors
/// None; the shape is that of every command.
#[expect(clippy::unnecessary_wraps, reason = "the same shape as every command")]
pub fn run(words: &CompletionsArguments) -> Result<Exit, Trouble> {
    let mut script = Vec::new();
    let mut command = known_words(super::command_line());
    clap_complete::generate(words.shell, &mut command, "consentinel", &mut script);
    output::say(&String::from_utf8_lossy(&script));
    Ok(Exit::Clean)
}

/// The command line with the names that the program carries, so that they are completed. When words are read any name
/// is let through: rules and profiles of the user's are known later.
fn known_words(command: Command) -> Command {
    let (rules, profiles) = (ids("checks"), ids("profiles"));
    let states: Vec<Name> = State::ALL.iter().map(|state| lasting(state.to_string())).collect();
    let either: Vec<Name> = profiles.iter().chain(&rules).copied().collect();
    let words: [(&str, &[Name]); 6] = [
        ("profile", &profiles),
        ("rule", &rules),
        ("only", &rules),
        ("states", &states),
        ("state", &states),
        ("what", &either),
    ];
    with_words(command, &words)
}

fn with_words(command: Command, words: &[(&str, &[Name])]) -> Command {
    let command = command.mut_args(|argument| {
        let known = words.iter().find(|(id, _)| argument.get_id() == *id);
        match known {
            Some((_, names)) => argument.value_parser(PossibleValuesParser::new(*names)),
            None => argument,
        }
    });
    command.mut_subcommands(|below| with_words(below, words))
}

/// Names of the files of a kind.
fn ids(kind: &str) -> Vec<Name> {
    let texts = Texts::default().policy();
    let paths = texts.iter().filter(|text| text.below(kind)).map(|text| Path::new(&text.path));
    paths.filter_map(|path| path.file_stem()).map(|name| lasting(name.to_string_lossy().into_owned())).collect()
}

/// A name for a command line, which wants names that last as long as the program.
type Name = &'static str;

/// The name, never given back: there are a few hundred, and the program ends when they are printed.
fn lasting(name: String) -> Name {
    String::leak(name)
}
