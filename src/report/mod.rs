//! The report of one target, its formats and the exit verdict.
