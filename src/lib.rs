//! Consentinel opens a site in headless Chrome, lives through each choice that its consent banner offers, keeps
//! hashed evidence of what happened and judges that evidence against readable YAML policies.
//!
//! A room knows only the rooms named beside it (`tests/it/layers.rs` holds that):
//!
//! | room | duty | may use |
//! |---|---|---|
//! | [`evidence`] | what was seen: plain versioned data | nothing |
//! | [`knowledge`] | typed view of `rules/`: parse, index, look up | yaml |
//! | [`browser`] | the seam to a browser in our own words | nothing |
//! | [`bundle`] | evidence on disk: layout, hashes, atomic writes | evidence |
//! | [`redact`] | evidence with its values replaced, to be passed on | evidence |
//! | [`gather`] | drives a page through the visits and fills evidence | browser, evidence, knowledge |
//! | [`facts`] | evidence × knowledge to typed facts | evidence, knowledge |
//! | [`policy`] | the rule language: rules, profiles, exceptions | facts (catalogue), knowledge (legal ids), yaml |
//! | [`messages`] | what reports say, in every language | yaml |
//! | [`engine`] | rules × facts to results; three-valued, pure | facts, policy |
//! | [`report`] | the report and its formats, the exit verdict | engine, policy, facts, evidence, messages |
//! | [`compare`] | reports held against each other | report and what it may use |
//! | [`yaml`] | YAML texts with places: strict reading, errors with caret | nothing |
//! | `serve` | a loopback server for folders, files and the demo sites | nothing |
//! | [`cli`] | the user's words to settings; one file a command | all |

pub mod browser;
pub mod bundle;
pub mod cli;
pub mod compare;
pub mod engine;
pub mod evidence;
pub mod facts;
pub mod gather;
pub mod knowledge;
pub mod messages;
pub mod policy;
pub mod redact;
pub mod report;
#[cfg(feature = "chrome")]
pub mod serve;
pub mod yaml;

// The scenes of `tests/it` name this crate; unit tests build evidence from them too.
#[cfg(test)]
extern crate self as consentinel;
