//! Files of the same bytes, kept once: a banner that stands in nine visits looks the same in nine pictures. The evidence
//! points at the first of them, so that readers of any version find it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::evidence::Gatherings;

/// `gatherings` without files whose bytes are those of an earlier one.
pub(super) fn each_once(gatherings: &Gatherings) -> Cow<'_, Gatherings> {
    let mut first: BTreeMap<&[u8], &str> = BTreeMap::new();
    let mut same: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, bytes) in &gatherings.files {
        match first.get(bytes.as_slice()) {
            Some(earlier) => drop(same.insert(path, earlier)),
            None => drop(first.insert(bytes, path)),
        }
    }
    if same.is_empty() {
        return Cow::Borrowed(gatherings);
    }
    let mut less = gatherings.clone();
    less.files.retain(|path, _| !same.contains_key(path.as_str()));
    less.evidence.each_file(&mut |_, path| {
        if let Some(earlier) = path.as_deref().and_then(|path| same.get(path)) {
            *path = Some((*earlier).to_owned());
        }
    });
    // A file that no field points at would be lost without a trace: it stays, though it is there twice.
    let mut pointed = std::collections::BTreeSet::new();
    gatherings.evidence.clone().each_file(&mut |_, path| pointed.extend(path.clone()));
    for (path, _) in same.iter().filter(|(path, _)| !pointed.contains(**path)) {
        if let Some(bytes) = gatherings.files.get(*path) {
            less.files.insert((*path).to_owned(), bytes.clone());
        }
    }
    Cow::Owned(less)
}
