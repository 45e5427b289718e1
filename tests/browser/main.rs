//! Tests on real Chromium. They fail, not skip, when it is missing.

// The support modules are outside of test functions, where clippy does not see that this is a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chrome_clock;
mod chrome_guise;
mod chrome_heard;
mod chrome_own_traffic;
mod chrome_page;
mod chrome_process;
mod compared_html;
mod fixtures;
mod gather;
mod paper;
mod report_html;
mod sites;
mod support;
