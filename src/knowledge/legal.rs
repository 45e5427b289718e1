//! Provisions that rules may cite.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::entry::{check_date, check_id};
use super::files::{Filed, read_below, same_ids};
use super::source::{SourceError, SourceText};
use crate::yaml::{locate, parse, suggest};

/// Words for how far a provision binds.
const BINDING: [&str; 6] =
    ["law", "court", "authority decision", "guideline, not binding", "contract", "technical standard"];

/// Years of instruments that can be cited here.
const YEARS: RangeInclusive<u16> = 1948..=2099;

/// A citable provision, one file under `rules/legal/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provision {
    /// Id, equal to the file's name.
    pub id: String,
    /// What it is part of: a law, a guideline, a decision, a specification.
    pub instrument: String,
    /// Article, section, recital, paragraph or the like; none where the instrument is meant as a whole.
    pub article: Option<String>,
    /// Year of the instrument; none where it is changed without editions.
    pub year: Option<u16>,
    /// As it is cited.
    pub title: String,
    /// Where to read it.
    pub link: String,
    /// How far it binds: `law`, `court`, `authority decision`, `guideline, not binding`, `contract`, `technical standard`.
    pub binding: String,
    /// What it says, in our own words: a sentence.
    pub about: String,
    /// When it was checked, `YYYY-MM-DD`.
    pub date: String,
}

impl Provision {
    /// Instrument, article and year, as far as there are such: `Directive 2002/58/EC (ePrivacy), Art. 5(3), 2002`.
    pub fn place(&self) -> String {
        let parts = [Some(self.instrument.clone()), self.article.clone(), self.year.map(|year| year.to_string())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// All provisions, by id.
#[derive(Debug, Clone, Default)]
pub struct LegalBook {
    provisions: BTreeMap<String, Provision>,
}

impl LegalBook {
    /// Reads every text below `legal/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and ids that differ from the file's name.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "legal", read, &mut errors);
        errors.append(&mut same_ids(&files, |provision| &provision.id, texts));
        if errors.is_empty() { Ok(Self::build(files)) } else { Err(errors) }
    }

    /// Puts files in order that do not clash.
    pub(super) fn build(files: Vec<Filed<Provision>>) -> Self {
        let provisions = files.into_iter().map(|file| (file.content.id.clone(), file.content));
        Self { provisions: provisions.collect() }
    }

    /// One provision.
    pub fn get(&self, id: &str) -> Option<&Provision> {
        self.provisions.get(id)
    }

    /// All ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.provisions.keys().map(String::as_str)
    }
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it.
pub(super) fn read(text: &SourceText) -> Result<Provision, Vec<SourceError>> {
    let provision: Provision = parse(text).map_err(|error| vec![error])?;
    let errors = check(text, &provision);
    if errors.is_empty() { Ok(provision) } else { Err(errors) }
}

fn check(text: &SourceText, provision: &Provision) -> Vec<SourceError> {
    let mut results = vec![check_id(text, &provision.id), check_date(text, "date", &provision.date)];
    if !BINDING.contains(&provision.binding.as_str()) {
        let message = format!("`{}` is not a way to bind", provision.binding);
        let help = suggest(&provision.binding, BINDING);
        results.push(Err(SourceError::at(text, locate(&text.text, "binding"), &message, &help)));
    }
    for (key, words) in
        [("instrument", &provision.instrument), ("title", &provision.title), ("about", &provision.about)]
    {
        if words.trim().is_empty() {
            results.push(Err(SourceError::at(text, locate(&text.text, key), "nothing is said here", "say what it is")));
        }
    }
    if provision.year.is_some_and(|year| !YEARS.contains(&year)) {
        let help = format!("write a year from {} to {}", YEARS.start(), YEARS.end());
        results.push(Err(SourceError::at(text, locate(&text.text, "year"), "no provision is of that year", &help)));
    }
    if !provision.link.starts_with("https://") {
        let help = "write an address that begins with https://";
        results.push(Err(SourceError::at(text, locate(&text.text, "link"), "nobody can read it there", help)));
    }
    results.into_iter().filter_map(Result::err).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(binding: &str, url: &str) -> SourceText {
        let words = format!(
            "id: x\ninstrument: Law of X\narticle: Art. 3\nyear: 2016\ntitle: X\nlink: {url}\nbinding: {binding}\nabout: says \
             x\ndate: \"2026-11-22\"\n"
        );
        SourceText { path: "legal/x.yaml".into(), text: words }
    }

    #[test]
    fn a_provision_is_found_by_its_id() {
        let book = LegalBook::load(&[text("law", "https://law.example/x")]).unwrap();
        assert_eq!(book.get("x").map(|provision| provision.about.as_str()), Some("says x"));
        assert_eq!(book.ids().collect::<Vec<_>>(), ["x"]);
        assert!(book.get("y").is_none());
    }

    #[test]
    fn a_provision_that_binds_otherwise_or_cannot_be_read_is_refused() {
        let errors = LegalBook::load(&[text("laws", "ftp://law.example/x")]).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [7, 6]);
        assert!(errors[0].rendered.contains("did you mean `law`?"), "{}", errors[0]);
    }

    #[test]
    fn where_it_stands_is_told_as_far_as_there_is_something_to_tell() {
        let book = LegalBook::load(&[text("law", "https://law.example/x")]).unwrap();
        let mut provision = book.get("x").unwrap().clone();
        assert_eq!(provision.place(), "Law of X, Art. 3, 2016");
        (provision.article, provision.year) = (None, None);
        assert_eq!(provision.place(), "Law of X");
    }

    #[test]
    fn a_provision_of_no_time_or_without_words_is_refused() {
        let mut wrong = text("law", "https://law.example/x");
        wrong.text = wrong.text.replace("2016", "216").replace("says x", "' '").replace("Law of X", "' '");
        let errors = LegalBook::load(&[wrong]).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 8, 4]);
    }

    #[test]
    fn an_id_may_stand_once() {
        let twice = [text("law", "https://a.example"), text("law", "https://b.example")];
        assert_eq!(LegalBook::load(&twice).unwrap_err().len(), 1);
    }
}
