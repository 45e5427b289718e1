//! Visits against the double: order, failures in each phase, deadlines, the death of page and browser.

mod doubt;
mod faults;
mod order;
mod recorded;
mod revival;
mod stage;
