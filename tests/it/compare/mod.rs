//! Reports held against each other.

mod baseline;
mod blind;
mod command;
mod counts;
mod diff;
mod fingerprints;
mod history;
mod judging;
mod sites;
