//! The rule language: rules, profiles, parameters, exceptions; checked against the fact catalogue when loaded.
//!
//! Nothing that was loaded names a fact, word, parameter, state, collection, rule or provision that does not exist.
//!
//! | file | holds |
//! |---|---|
//! | `words.rs` | severity, confidence, verdict, outcome |
//! | `language.rs` | the files as they are written |
//! | `literal.rs` | the small shapes that they are made of |
//! | `check/` | what was written against what is known |
//! | `condition.rs` | conditions after checking |
//! | `rule.rs` | a rule after checking |
//! | `profile.rs` | what a profile makes of the rules |
//! | `exception.rs` | exceptions |
//! | `load.rs` | all of it brought together |
//! | `vantage.rs` | for which countries a profile speaks |
//! | `translate.rs` | rules in other languages |
//! | `phrase.rs` | conditions in words |
//! | `explain.rs` | a rule in words |
//! | `standing.rs` | how each profile treats each rule, and where that comes from |
//! | `pages/` | the pages on rules, profiles and provisions |
//! | `schema.rs` | JSON Schemas for editors |

mod check;
mod condition;
mod exception;
mod explain;
mod language;
mod literal;
mod load;
mod pages;
mod phrase;
mod profile;
mod rule;
mod schema;
mod standing;
mod translate;
mod vantage;
mod words;

pub use check::Need;
pub use condition::{Compare, CompareBy, Condition, Exists, FactName, Operand, Relation, Setting, Test};
pub use exception::Exception;
pub use explain::{Explanation, ParameterAbout, UnderProfile, explain, under_profiles};
pub use load::{CHOSEN, Policy, texts_digest};
pub use pages::{Page, pages};
pub use phrase::{in_words, in_words_with, setting_words};
pub use profile::{ActiveRule, ProfileAbout, Treated};
pub use rule::{Demand, Example, ItemRule, Judges, Message, Parameter, Part, Requires, Rule, SiteRule, Soften};
pub use schema::schemas;
pub use standing::{ProfileStanding, Standings};
pub use vantage::{Heed, Speaks, SpeaksFor};
pub use words::{Confidence, Outcome, ProfileKind, Severity, Verdict};
