//! What the owner declares of his site: a part of the configuration file, and words of the command line.

use super::arguments::JudgingArguments;
use super::configuration::ConfigurationText;
use super::exit::Trouble;
use super::texts;
use crate::facts::{Refused, SiteFacts};
use crate::yaml::{SourceError, SourceText, locate, locate_key, parse, suggest};

/// What is declared in the file and on the command line; the command line has the last word.
///
/// # Errors
/// Everything that is not understood, with file, line and caret where it stands in a file.
pub fn declared(words: &JudgingArguments, file: Option<&SourceText>) -> Result<SiteFacts, Trouble> {
    let declared = file.map_or_else(|| Ok(SiteFacts::default()), read);
    let mut declared = declared.map_err(|errors| texts::refused(&errors))?;
    for word in &words.site_fact {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            let names: Vec<&str> = SiteFacts::names().collect();
            Trouble::usage(format!("--site-fact {word}: write NAME=WORD; names are {}", names.join(", ")))
        })?;
        declared
            .declare(name, value)
            .map_err(|why| Trouble::usage(format!("--site-fact {word}: {why}: {}", help(&why))))?;
    }
    Ok(declared)
}

fn read(text: &SourceText) -> Result<SiteFacts, Vec<SourceError>> {
    let written: ConfigurationText = parse(text).map_err(|error| vec![error])?;
    let mut declared = SiteFacts::default();
    let mut errors = Vec::new();
    for (name, word) in &written.site {
        if let Err(why) = declared.declare(name, word.word()) {
            let path = format!("site.{name}");
            let place = match why {
                Refused::Name(_) => locate_key(&text.text, &path),
                Refused::Word { .. } => locate(&text.text, &path),
            };
            errors.push(SourceError::at(text, place, &why.to_string(), &help(&why)));
        }
    }
    if errors.is_empty() { Ok(declared) } else { Err(errors) }
}

/// The nearest names, or the words that there are.
fn help(why: &Refused) -> String {
    match why {
        Refused::Name(name) => suggest(name, SiteFacts::names()),
        Refused::Word { name, word } => suggest(word, SiteFacts::words(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &str) -> SourceText {
        SourceText { path: "consentinel.yaml".into(), text: words.into() }
    }

    #[test]
    fn what_is_declared_is_read() {
        for (words, told) in [
            (
                "site: {audience: children, exempt-measurement: true}",
                vec![("audience", "children"), ("exempt-measurement", "yes")],
            ),
            ("site: {exempt-measurement: 'no'}", vec![("exempt-measurement", "no")]),
            ("lists: []\n", vec![]),
        ] {
            assert_eq!(read(&text(words)).unwrap().declared().collect::<Vec<_>>(), told);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_where_it_stands() {
        for (words, place, says) in [
            ("site:\n  audiense: children\n", "consentinel.yaml:2:3", "did you mean `audience`"),
            ("site:\n  audience: childen\n", "consentinel.yaml:2:13", "did you mean `children`"),
            ("site:\n  exempt-measurement: maybe\n", "consentinel.yaml:2:23", "known: no, yes"),
            ("site:\n  audience: 3\n", "consentinel.yaml:2:", "true or false"),
        ] {
            let errors = read(&text(words)).expect_err(says);
            assert!(errors[0].rendered.contains(place) && errors[0].rendered.contains(says), "{}", errors[0]);
        }
        let both = read(&text("site: {audiense: children, exempt-measurement: maybe}")).unwrap_err();
        assert_eq!(both.len(), 2, "all mistakes at once");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[a-z:\\-{}\\[\\] \n.]{0,60}") {
            let _ = read(&text(&words));
            let _ = read(&text(&format!("site:\n  audience: {words}")));
        }
    }
}
