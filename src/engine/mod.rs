//! Rules × facts to results: three-valued, pure, synchronous.
//!
//! A rule is `failed` if what it does not want was seen, whatever else was missed; `passed` only if everything it
//! needs is known and nothing is wrong; `inapplicable` only if it is known not to apply; else `cant-tell`. Each
//! step is monotone: a fact that becomes unknown can turn any outcome into `cant-tell` and nothing else.
//!
//! | file | holds |
//! |---|---|
//! | `result.rs` | results, failures, what became of exceptions |
//! | `truth.rs` | three-valued truth |
//! | `ground.rs` | what is judged: all facts, and what was looked up in them |
//! | `condition.rs` | whether a condition holds |
//! | `items.rs` | rules over the items of a collection |
//! | `alike.rs` | things that fail and cannot be told apart |
//! | `repetition.rs` | what was seen once, held against a further profile |
//! | `looked.rs` | what a rule that passed looked at |
//! | `vantage.rs` | profiles that speak for other countries |
//! | `message.rs` | messages and witnesses |
//! | `evaluate.rs` | a rule to its result, all rules to a judgement |
//! | `exceptions.rs` | what exceptions waive |
//! | `example.rs` | the examples of rules, run |

mod alike;
mod condition;
mod evaluate;
mod example;
mod exceptions;
mod ground;
mod items;
mod looked;
mod message;
mod repetition;
mod result;
mod truth;
mod vantage;

pub use evaluate::{evaluate, judge};
pub use example::{ExampleFault, try_example};
pub use looked::{LookedAt, LookedThrough};
pub use result::{ExceptionStatus, ExceptionUse, Failure, Judgement, Outcome, RuleResult, Waiver};
