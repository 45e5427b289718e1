//! What the tests on real Chromium share: a browser to start and a web to visit, all on loopback.

pub mod both;
pub mod mmdb;
#[path = "../../it/support/name_server.rs"]
pub mod name_server;
pub mod socket;
pub mod start;
pub mod web;
