//! Reports held against each other: what is new, what is fixed, what nobody knows, and in what the runs differ.
//!
//! It may use report, and the rooms whose words stand in reports. It is pure: reports come in, data and texts come out.
//! What was not observed on one side is never told as gone or fixed.
//!
//! | file | holds |
//! |---|---|
//! | `site.rs` | which reports are of one site |
//! | `unequal.rs` | in what two runs differ |
//! | `findings.rs` | findings: new, unchanged, fixed, not known |
//! | `baseline.rs` | a report held against its baseline |

mod baseline;
mod findings;
mod site;
mod unequal;

pub use baseline::against;
pub use findings::{Changes, changes};
pub use site::{is_other_site, pick};
pub use unequal::differences;
