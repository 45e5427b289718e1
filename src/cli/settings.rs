//! How results are judged and shown: arguments to settings, in the words of the rooms.

use std::io::IsTerminal;

use super::arguments::{ColourChoice, FormatArgument, PersonaArgument, PrintingArguments};
use crate::report::{Format, Look, Paint, Persona};

/// The form that a word of the command line names.
pub fn format(word: FormatArgument) -> Format {
    match word {
        FormatArgument::Table => Format::Terminal,
        FormatArgument::Json => Format::Json,
        FormatArgument::Markdown => Format::Markdown,
        FormatArgument::Html => Format::Html,
    }
}

/// For whom a word of the command line prints.
fn persona(word: PersonaArgument) -> Persona {
    match word {
        PersonaArgument::Regular => Persona::Regular,
        PersonaArgument::Thorough => Persona::Thorough,
        PersonaArgument::Auditor => Persona::Auditor,
    }
}

/// How standard output is to look. Colour is off where it is not a terminal, `NO_COLOR` is set or `TERM` is `dumb`.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the environment")]
pub fn look(width: Option<usize>, colour: ColourChoice) -> Look {
    let terminal = std::io::stdout().is_terminal();
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let coloured = match colour {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => terminal && !forbidden,
    };
    let own = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    let width = width.or_else(|| if terminal { own() } else { None });
    let paint = if coloured { Paint::On } else { Paint::Off };
    Look { width, paint, persona: Persona::default() }
}

/// [`look`] of the printing words.
pub fn printing_look(words: &PrintingArguments) -> Look {
    Look { persona: persona(words.persona), ..look(words.width, words.color) }
}
