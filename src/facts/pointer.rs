//! JSON pointers (RFC 6901) into `evidence.json`, one function a place.

/// The whole evidence.
pub const WHOLE: &str = "";

/// From where the visits came.
pub const VANTAGE: &str = "/run/vantage";

/// A visit.
pub fn visit(index: usize) -> String {
    format!("/visits/{index}")
}

/// A part of a visit: `choice`, `reached`.
pub fn in_visit(index: usize, part: &str) -> String {
    format!("/visits/{index}/{part}")
}

/// An entry of a list that was gathered over a whole visit: `requests`.
pub fn entry(visit: usize, list: &str, index: usize) -> String {
    format!("/visits/{visit}/{list}/ok/{index}")
}

/// A part of a moment: `search`, `cookies`.
pub fn in_moment(visit: usize, moment: usize, part: &str) -> String {
    format!("/visits/{visit}/moments/{moment}/{part}")
}

/// An entry of a list that was gathered at a moment: `cookies`, `storage`.
pub fn moment_entry(visit: usize, moment: usize, list: &str, index: usize) -> String {
    format!("/visits/{visit}/moments/{moment}/{list}/ok/{index}")
}

/// An interface that was found at a moment.
pub fn interface(visit: usize, moment: usize, index: usize) -> String {
    format!("/visits/{visit}/moments/{moment}/search/ok/found/{index}")
}

/// A control of what `holder` points at.
pub fn control(holder: &str, index: usize) -> String {
    format!("{holder}/controls/{index}")
}
