//! The binary: exit codes.
