//! Formats for programs: each read back as those programs read it, held against what they ask, and attacked.

mod archive;
mod command;
mod docs;
pub mod every;
mod formulas;
mod limits;
mod schemas;
mod since;
mod templates;
mod wec;
