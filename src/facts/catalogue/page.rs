//! The catalogue as a page for people: `docs/facts.md`.

use std::fmt::Write as _;

use super::{COLLECTIONS, Definition, SINGLES};
use crate::facts::heuristics::{HEURISTICS, Heuristic};
use crate::facts::{Kind, Unit};

const HEAD: &str = "\
# Facts

<!-- Generated from src/facts/catalogue/. Do not edit: CONSENTINEL_BLESS=1 cargo nextest run -E 'test(facts_page)' -->

These are the names that rules may use. A fact is known, or it is unknown with a reason; nothing is guessed where
evidence is missing, and a rule that needs an unknown fact answers `cant-tell`. *Absent* is a known answer: a session
cookie has no lifetime.

A collection exists once for every state. The members of a state that was not lived through are unknown. Where a phase
ended at its deadline, a gatherer failed or the browser refused third-party cookies, the members that were seen
count, and that there are no others is unknown.
";

/// The page, Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## The site\n");
    table(&mut page, "", &SINGLES);
    for collection in COLLECTIONS {
        let _ = write!(page, "\n## `{}`\n\nOne member is {}.\n", collection.name, collection.meaning);
        table(&mut page, &format!("{}.", collection.name), collection.facts);
    }
    heuristics(&mut page);
    page
}

/// Which signs make a fingerprint, and who published them.
fn heuristics(page: &mut String) {
    page.push_str("\n### Heuristics of `fingerprint`\n\n| heuristic | strength | source |\n|---|---|---|\n");
    for Heuristic { name, strength, source, .. } in HEURISTICS {
        let _ = writeln!(page, "| `{name}` | {} | {} |", strength.word(), cell(source));
    }
}

fn table(page: &mut String, prefix: &str, definitions: &[Definition]) {
    page.push_str("\n| fact | value | meaning | rests on |\n|---|---|---|---|\n");
    for definition in definitions {
        let Definition { name, meaning, needs, .. } = definition;
        let _ = writeln!(page, "| `{prefix}{name}` | {} | {} | {} |", value(definition), cell(meaning), cell(needs));
    }
}

fn value(definition: &Definition) -> String {
    match definition.kind {
        Kind::Flag => "yes or no".to_owned(),
        Kind::Number if definition.unit == Unit::Plain => "number".to_owned(),
        Kind::Number => format!("number, {}", definition.unit.words()),
        Kind::Text => "text".to_owned(),
        Kind::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
