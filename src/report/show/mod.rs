//! Evidence as tables: what one bundle holds, a state at a time, without any judgement.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | which table of which states, and the shape of a table |
//! | `value.rs` | values of visitors, cut unless they are asked for whole |
//! | `cookies.rs`, `storage.rs`, `requests.rs`, `signals.rs`, `timeline.rs` | one table each |
//! | `decoded.rs` | consent signals in words |
//! | `print.rs` | tables to a terminal, to Markdown and to JSON |

mod cookies;
mod decoded;
mod print;
mod requests;
mod signals;
mod storage;
mod timeline;
mod value;

pub use print::print;
pub use value::Values;

use crate::evidence::{Evidence, State, Visit};
use crate::facts::Facts;

/// What of the evidence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Cookies: what lay in the jar, who set it, how long it lives.
    Cookies,
    /// Web storage, databases, caches, service workers.
    Storage,
    /// Requests and their answers.
    Requests,
    /// Consent signals, raw and decoded.
    Signals,
    /// Everything that happened, in order.
    Timeline,
}

/// What one state holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which state.
    pub state: State,
    /// Heads of the columns.
    pub heads: Vec<&'static str>,
    /// Rows with as many cells as there are heads.
    pub rows: Vec<Vec<String>>,
    /// Why there are no rows, or why there may be others.
    pub doubt: Option<String>,
}

/// What is needed to make a listing.
struct Ground<'a> {
    evidence: &'a Evidence,
    facts: &'a Facts,
    visit: &'a Visit,
    values: Values,
}

/// The listings of a part, one a state that was attempted, in the order of states; of the states in `only`, if any are
/// named there.
pub fn listings(part: Part, evidence: &Evidence, facts: &Facts, only: &[State], values: Values) -> Vec<Listing> {
    let wanted = evidence.visits.iter().filter(|visit| only.is_empty() || only.contains(&visit.state));
    wanted
        .map(|visit| {
            let ground = Ground { evidence, facts, visit, values };
            match part {
                Part::Cookies => cookies::listing(&ground),
                Part::Storage => storage::listing(&ground),
                Part::Requests => requests::listing(&ground),
                Part::Signals => signals::listing(&ground),
                Part::Timeline => timeline::listing(&ground),
            }
        })
        .collect()
}

/// Reasons joined, each once, in the order in which they come; `None` if there is none.
fn doubts(reasons: impl IntoIterator<Item = String>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for reason in reasons {
        if !all.contains(&reason) {
            all.push(reason);
        }
    }
    (!all.is_empty()).then(|| all.join("; "))
}
