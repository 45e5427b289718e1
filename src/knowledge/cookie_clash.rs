//! Names and patterns that two vendors own: whoever came first would win, so both are refused.
//!
//! Two rows clash if both tell something by name alone, or if both speak on one domain. A row that lists domains and
//! one that does not stand side by side: the domain decides. So do rows that are marked as common: the setter decides.

use std::collections::BTreeMap;

use super::cookie_file::{CookieFile, Row};
use super::files::Filed;
use super::host;
use super::name_pattern::NamePattern;
use crate::yaml::{Placed, SourceError, SourceText};

/// A name or pattern with where it stands.
#[derive(Clone, Copy)]
struct Owned<'a> {
    file: usize,
    row: &'a Row,
    written: &'a Placed,
}

/// Every name and pattern that another row owns as well. Errors point into `texts`.
pub(super) fn find(files: &[Filed<CookieFile>], texts: &[SourceText]) -> Vec<SourceError> {
    let mut names: BTreeMap<&str, Vec<Owned>> = BTreeMap::new();
    let mut patterns: Vec<(&NamePattern, Owned)> = Vec::new();
    for (file, filed) in files.iter().enumerate() {
        for row in &filed.content.rows {
            for written in &row.names {
                names.entry(&written.value).or_default().push(Owned { file, row, written });
            }
            patterns.extend(row.patterns.iter().map(|(pattern, written)| (pattern, Owned { file, row, written })));
        }
    }
    let text_of = |owned: Owned| files[owned.file].text(texts);
    let mut errors = Vec::new();
    for owners in names.values() {
        for (at, one) in owners.iter().enumerate() {
            let twice = owners[..at].iter().find(|other| clash(one.row, other.row));
            errors.extend(twice.map(|other| refused(&text_of, *one, *other)));
        }
    }
    for (at, (pattern, own)) in patterns.iter().enumerate() {
        let named = names.range(pattern.prefix()..).take_while(|(name, _)| name.starts_with(pattern.prefix()));
        let named = named.filter(|(name, _)| pattern.matches(name)).flat_map(|(_, owners)| owners);
        let alike = patterns[..at].iter().filter(|(other, _)| pattern.overlaps(other)).map(|(_, other)| other);
        let other = named.chain(alike).find(|other| other.file != own.file && clash(own.row, other.row));
        errors.extend(other.map(|other| refused(&text_of, *own, *other)));
    }
    errors
}

fn clash(one: &Row, other: &Row) -> bool {
    let below = |a: &String, b: &String| host::is_or_below(a, b) || host::is_or_below(b, a);
    let one_domain = one.domains.iter().any(|a| other.domains.iter().any(|b| below(a, b)));
    one_domain || (one.stands_alone() && other.stands_alone())
}

fn refused(text_of: &dyn Fn(Owned) -> SourceText, own: Owned, other: Owned) -> SourceError {
    let (text, other_text) = (text_of(own), text_of(other));
    let message = if own.file == other.file && own.written.value == other.written.value {
        format!("`{}` stands in this file twice", own.written.value)
    } else {
        let line = SourceError::at(&other_text, other.written, "", "").line;
        format!("`{}` takes what `{}` in {}:{line} owns", own.written.value, other.written.value, other_text.path)
    };
    let help = "keep one, tell them apart by `domains`, or mark both `common: true` so that the setter decides";
    SourceError::at(&text, own.written, &message, help)
}
