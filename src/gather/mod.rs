//! Drives a page through the visits and fills evidence.
//!
//! Collecting knows nothing of judging: no policy, no facts, no report.
