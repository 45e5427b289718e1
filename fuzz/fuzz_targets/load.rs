//! `cargo fuzz run load -s none rules/checks` from the repository's root; see `fuzz/README.md`.
#![no_main]

#[path = "../entry.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::load(bytes));
