//! Reports held against each other: what is new, what is fixed, what nobody knows, and in what the runs differ.
//!
//! It may use report, and the rooms whose words stand in reports. It is pure: reports come in, data and texts come out.
//! What was not observed on one side is never told as gone or fixed.
//!
//! | file | holds |
//! |---|---|
//! | `site.rs` | which reports are of one site |
//! | `address.rs` | whether names and addresses are those of one site |
//! | `unequal.rs` | in what two runs differ |
//! | `judging.rs` | whether two reports were judged alike |
//! | `findings.rs` | findings: new, unchanged, fixed, not known |
//! | `baseline.rs` | a report held against its baseline |
//! | `diff/` | two reports, whole |
//! | `history.rs` | many runs in the order of time |
//! | `print/`, `csv.rs` | these two in every format |

mod address;
mod baseline;
mod csv;
mod diff;
mod findings;
mod history;
mod judging;
mod print;
mod site;
mod unequal;

pub use baseline::{against, beside};
pub use csv::history_csv;
pub use diff::{
    Changed, ChangedThing, Diff, FindingChanges, Given, NewOne, Run, RunKind, Side, Sight, TextChange, Thing, Things,
    diff,
};
pub use findings::{Changes, changes};
pub use history::{History, Kept, RunOf, SinceLast, SiteHistory, history};
pub use print::{Pictures, print_diff, print_history};
pub use site::{is_other_site, pick};
pub use unequal::differences;
