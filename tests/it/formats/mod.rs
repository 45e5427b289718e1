//! Formats for programs: each read back as those programs read it, held against what they ask, and attacked.

mod command;
mod every;
