//! Rules × facts to results: three-valued, pure, synchronous.
//!
//! | file | holds |
//! |---|---|
//! | `result.rs` | outcomes, results, failures |
//! | `evaluate.rs` and beside it | the judging |

mod result;

pub use result::{ExceptionStatus, ExceptionUse, Failure, Judgement, Outcome, RuleResult, Waiver};
