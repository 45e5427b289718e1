//! What can go wrong between us and a browser.

use thiserror::Error;

/// A failure of the browser or of the talk with it. A site that does not answer is not one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The browser process ended.
    #[error("the browser is gone: {0}")]
    Gone(String),
    /// The page's renderer died.
    #[error("the page crashed")]
    Crashed,
    /// No answer came in time.
    #[error("no answer to {what} within {after_ms} ms")]
    Deadline {
        /// Which call.
        what: String,
        /// How long it was waited for.
        after_ms: u64,
    },
    /// The browser refused a call.
    #[error("the browser refused {what}: {why}")]
    Refused {
        /// Which call.
        what: String,
        /// Its words.
        why: String,
    },
    /// A script of ours threw.
    #[error("{script} failed in the page: {why}")]
    Script {
        /// Which script.
        script: String,
        /// What it threw.
        why: String,
    },
    /// No browser can be started.
    #[error("{0}")]
    NoBrowser(String),
}
