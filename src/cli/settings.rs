//! How results are judged and shown: arguments to settings, in the words of the rooms.

use std::io::IsTerminal;

use super::arguments::{ColourChoice, FormatArgument, PersonaArgument, PrintingArguments};
use super::environment;
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

/// How standard output is to look.
pub fn look(width: Option<usize>, colour: ColourChoice) -> Look {
    let terminal = std::io::stdout().is_terminal();
    let coloured = is_coloured(colour, terminal, environment::text);
    let own = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    let width = width.or_else(|| if terminal { own() } else { None });
    let paint = if coloured { Paint::On } else { Paint::Off };
    Look { width, paint, persona: Persona::default() }
}

/// Whether to colour: as is said, else as `NO_COLOR`, then `CLICOLOR_FORCE`, then `CLICOLOR` want it, else on a terminal
/// that is not `dumb`.
fn is_coloured(colour: ColourChoice, terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let on = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    let off = |name: &str, word: &str| variable(name).is_some_and(|value| value == word);
    match colour {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR") => false,
        ColourChoice::Auto if on("CLICOLOR_FORCE") => true,
        ColourChoice::Auto => terminal && !off("CLICOLOR", "0") && !off("TERM", "dumb"),
    }
}

/// When the words on the command line want colour in help and messages, which are printed before words are read.
pub fn colour_of(words: impl Iterator<Item = std::ffi::OsString>) -> clap::ColorChoice {
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let after = words.iter().position(|word| word == "--color").and_then(|place| words.get(place + 1));
    let joined = words.iter().find_map(|word| word.strip_prefix("--color="));
    match joined.or(after.map(String::as_str)) {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}

/// [`look`] of the printing words.
pub fn printing_look(words: &PrintingArguments) -> Look {
    Look { persona: persona(words.persona), ..look(words.width, words.color) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_goes_before_the_environment_and_that_before_the_terminal() {
        use ColourChoice::{Always, Auto, Never};
        let coloured = |choice, terminal, set: &[(&str, &str)]| {
            let variable =
                |asked: &str| set.iter().find(|(name, _)| *name == asked).map(|(_, value)| (*value).to_owned());
            is_coloured(choice, terminal, variable)
        };
        assert!(coloured(Auto, true, &[]) && !coloured(Auto, false, &[]));
        assert!(!coloured(Auto, true, &[("NO_COLOR", "1")]) && coloured(Auto, true, &[("NO_COLOR", "")]));
        assert!(
            coloured(Auto, false, &[("CLICOLOR_FORCE", "1")]) && !coloured(Auto, false, &[("CLICOLOR_FORCE", "0")])
        );
        assert!(!coloured(Auto, true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!coloured(Auto, true, &[("CLICOLOR", "0")]) && !coloured(Auto, true, &[("TERM", "dumb")]));
        assert!(coloured(Always, false, &[("NO_COLOR", "1")]) && !coloured(Never, true, &[("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn the_word_on_colour_is_found_before_words_are_read() {
        let of = |words: &[&str]| colour_of(words.iter().map(Into::into));
        assert_eq!(of(&["audit", "--color", "never"]), clap::ColorChoice::Never);
        assert_eq!(of(&["--color=always", "--help"]), clap::ColorChoice::Always);
        assert_eq!(of(&["audit", "--color"]), clap::ColorChoice::Auto);
    }
}
