//! Drives a page through the visits and fills evidence.
//!
//! Collecting knows nothing of judging: no policy, no facts, no report. It may use `browser` (its traits),
//! `evidence` and `knowledge`.
//!
//! | file | holds |
//! |---|---|
//! | `plan.rs` | how a target is to be visited |
//! | `conduct.rs` | all states of one target, side by side |
//! | `probes/` | the scripts that are run in pages |

mod conduct;
mod plan;
mod probes;

pub use conduct::{Ending, Lived, assemble, conduct, conduct_states};
pub use plan::{Budgets, Plan, Screenshots};
