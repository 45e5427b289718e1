//! What came back after everything in the jar was deleted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::storage::Cookie;

/// An experiment at the end of a visit that chose nothing: all cookies are deleted, all else stays (web storage,
/// databases, caches), and the page is loaded again. A value that comes back was kept somewhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revival {
    /// What lay in the jar just before.
    pub deleted: Vec<Cookie>,
    /// What lies in it after the page was loaded again.
    pub after: Vec<Cookie>,
    /// Requests of that load that carried a validator (`If-None-Match`, `If-Modified-Since`), by which a server can
    /// recognise a browser: address and validator.
    pub validators: Vec<Validator>,
}

/// A validator that a request carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Validator {
    /// Address of the request.
    pub url: String,
    /// Name of the header, lower case.
    pub header: String,
    /// Its value.
    pub value: String,
}
