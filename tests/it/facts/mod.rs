//! Facts as derived from whole evidences.

mod scenes;
