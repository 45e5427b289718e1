//! Whole audits of the fixture sites: what was seen and judged against what is true of each site.
//!
//! What is true is written in `tests/sites/expect/*.yaml`, one file a group of sites, and holds exactly: a banner, a
//! cookie or a failed rule too many is as wrong as one too few.
//!
//! | file | holds |
//! |---|---|
//! | `audit.rs` | one browser and everything that judges, for the audits of a test |
//! | `expect.rs` | expectations, and how a report is held against them |
//! | `groups.rs` | one test a group of sites |
//! | `clean.rs` | sites that are in order, under every profile |
//! | `measured.rs` | sites by what is measured on their interface |
//! | `faults.rs` | sites that cannot be reached, that misbehave or send nonsense |
//! | `demo_sites.rs` | the sites of `consentinel demo` |
//! | `command.rs` | the binary: exit codes |
//! | `names.rs` | the binary: where names of the site's own lead, and in which country |
//! | `secrets.rs` | the binary: a site that repeats what it was handed |
//! | `endings.rs` | the binary: the same bytes twice, interrupted, without a place to write |

mod audit;
mod clean;
mod command;
mod demo_sites;
mod endings;
mod expect;
mod faults;
mod groups;
mod measured;
mod names;
mod secrets;
