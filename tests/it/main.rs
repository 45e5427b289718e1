//! Every test that needs neither a browser nor files under `rules/`, in one binary.

// The support modules build evidence outside of test functions, where clippy does not see that this is a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bundle_disk;
mod bundle_evaluate;
mod bundle_folder;
mod bundle_limit;
mod bundle_read;
mod bundle_redact;
mod bundle_sign;
mod command_line;
mod compare;
mod configuration;
mod configuration_refused;
mod configuration_written;
mod doctor;
mod engine;
mod every_rule;
mod exit_codes;
mod facts;
mod formats;
mod gather;
mod har;
mod held_to;
mod help;
mod init;
mod knowledge_lists;
mod languages;
mod layers;
mod messages;
#[cfg(feature = "dns")]
mod name_servers;
mod persona;
mod policy;
mod policy_commands;
mod progress;
mod report_doubt;
mod report_drawn;
mod report_exit;
mod report_golden;
mod report_print;
mod report_scene;
mod report_schema;
mod report_shape;
mod runner;
mod schemas;
mod scripted;
mod shells;
mod show;
mod signal_vectors;
mod site_facts;
mod support;
mod wording;
