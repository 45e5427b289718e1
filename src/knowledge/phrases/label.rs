//! Purposes of toggles, links to policies.

use super::class::Class::{
    Analytics, Comfort, Errand, Functional, LegitimateInterest, Marketing, Necessary, Optional, Policy, Select,
    Setting, Social,
};
use super::class::{Class, Classes};
use super::fold::fold;
use super::lexicon::Lexicon;
use super::units::{Spelling, Unit, Words};
use super::{Intent, PurposeReading};

/// Kinds that name a purpose, the one that needs consent most at the head: a label with two is the graver one.
const PURPOSES: [(Class, &str); 6] = [
    (Marketing, "marketing"),
    (Social, "social"),
    (Analytics, "analytics"),
    (Necessary, "necessary"),
    (Functional, "functional"),
    (Comfort, "functional"),
];

/// Which purpose a label names.
pub(super) fn purpose(lexicon: &Lexicon, label: &str) -> Option<PurposeReading> {
    let words = Words::look_up(lexicon, fold(label), Spelling::Forgiving);
    let readings = words.languages().into_iter().filter_map(|language| {
        let units = words.units(language);
        let known: usize = units.iter().filter(|unit| unit.known()).map(|unit| unit.to - unit.from).sum();
        let reading = purpose_in(&words, &units)?;
        Some((known, std::cmp::Reverse(language), reading))
    });
    readings.max_by_key(|(known, language, _)| (*known, *language)).map(|(_, _, reading)| reading)
}

fn purpose_in(words: &Words<'_>, units: &[Unit]) -> Option<PurposeReading> {
    let all = units.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
    let legitimate_interest = all.has(LegitimateInterest);
    let named = PURPOSES.iter().find(|(class, _)| all.has(*class) && !(*class == Necessary && all.has(Optional)));
    let (class, purpose) = match named {
        Some((class, purpose)) => (*class, *purpose),
        None if legitimate_interest => (LegitimateInterest, "unknown"),
        None => return None,
    };
    let phrase =
        units.iter().find(|unit| unit.classes.has(class)).map(|unit| words.folded.phrase(unit.from, unit.to))?;
    Some(PurposeReading { purpose: purpose.to_owned(), legitimate_interest, phrase })
}

/// A longer text is not a link's name.
const LONGEST_LINK: usize = 24;

/// Whether a link leads to a policy: what it says, or else the last parts of its path.
pub(super) fn policy_link(lexicon: &Lexicon, text: &str, path: &str) -> Option<String> {
    by_text(lexicon, text).or_else(|| by_path(lexicon, path))
}

fn by_text(lexicon: &Lexicon, text: &str) -> Option<String> {
    let folded = fold(text);
    if folded.len() == 0 || folded.length() > LONGEST_LINK {
        return None;
    }
    let key = folded.key();
    if lexicon.button(&key).is_some_and(|(intent, _)| intent == Intent::PolicyLink) {
        return Some(format!("text `{key}`"));
    }
    let words = Words::look_up(lexicon, folded, Spelling::Exact);
    let known = words.languages().into_iter().map(|language| words.units(language));
    let best = known.max_by_key(|units| {
        let known: usize = units.iter().filter(|unit| unit.known()).map(|unit| unit.to - unit.from).sum();
        (known, units.iter().any(|unit| unit.classes.has(Policy)))
    })?;
    let all = best.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
    if !all.has(Policy) || all.meets(Classes::of(&[Setting, Select, Errand])) {
        return None;
    }
    let policy = best.iter().find(|unit| unit.classes.has(Policy))?;
    Some(format!("text `{}`", words.folded.phrase(policy.from, policy.to)))
}

/// The last two parts of the path: `/legal/privacy-policy.html`.
fn by_path(lexicon: &Lexicon, path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or("").to_lowercase();
    let parts = path.rsplit('/').filter(|part| !part.is_empty()).take(2);
    for part in parts {
        let name = part.split('.').next().unwrap_or(part).replace(['_', ' '], "-").replace("%20", "-");
        let fits = |pattern: &&String| match pattern.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == **pattern,
        };
        if lexicon.paths().iter().any(|pattern| fits(&pattern)) {
            return Some(format!("path `{part}`"));
        }
    }
    None
}
