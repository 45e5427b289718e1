//! Reports held against each other.

mod baseline;
mod command;
mod diff;
mod fingerprints;
mod history;
