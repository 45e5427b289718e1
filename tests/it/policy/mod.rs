//! The rule language: what it reads, what it refuses and in which words.

mod built_in;
mod exceptions;
mod fresh;
mod mangled;
mod profiles;
mod refused;
mod repetition;
mod units;
