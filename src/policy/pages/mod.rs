//! Pages for people, in Markdown, generated from rules, profiles and provisions, and kept fresh by a test.
//!
//! | file | holds |
//! |---|---|
//! | `rules.rs` | a page a rule, from the same texts as `explain`, and their index |
//! | `profiles.rs` | what each profile is for, which rules it switches on, with which values |
//! | `legal.rs` | every provision, and the rules that cite it |
//! | `markdown.rs` | tables and lists |

mod legal;
mod markdown;
mod profiles;
mod rules;

use super::standing::Standings;
use crate::knowledge::LegalBook;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs below `docs/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every page, sorted by path.
pub fn pages(standings: &Standings, legal: &LegalBook) -> Vec<Page> {
    let mut pages = rules::pages(standings, legal);
    pages.push(Page { path: "legal.md".to_owned(), text: legal::page(standings, legal) });
    pages.push(Page { path: "profiles.md".to_owned(), text: profiles::page(standings, legal) });
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}
