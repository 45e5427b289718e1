//! Reports held against each other.

mod baseline;
mod command;
mod fingerprints;
