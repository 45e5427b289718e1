//! What became of opening the site: a page that can be judged, or one of the ways not to get one.

use serde::Deserialize;

use super::recorder::MainAnswer;
use super::walls::{ALMOST_EMPTY, NEXT_TO_NOTHING, SIGNS, STATUSES, Sign, Weight, Where};
use crate::browser::{ClockEnd, Landing};
use crate::evidence::{Appearance, ReachOutcome, Reached};

/// What `page.js` tells of the document.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PageLook {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The first of its visible words.
    pub text: String,
    /// How many visible characters there are.
    pub length: u64,
    /// Whether nothing is drawn besides text.
    pub bare: bool,
    /// Addresses of scripts, frames, links and forms.
    pub addresses: Vec<String>,
    /// Beginnings of inline scripts.
    pub scripts: Vec<String>,
    /// Ids and classes.
    pub marks: Vec<String>,
    /// What the page can read of the browser.
    #[serde(default)]
    pub appearance: Option<Appearance>,
}

/// Everything that tells what was reached.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Address that was asked for.
    pub asked: &'a str,
    /// What the browser says.
    pub landing: &'a Landing,
    /// What the top document answered.
    pub answer: &'a MainAnswer,
    /// The document; `Err` with the reason if it could not be asked.
    pub look: Result<&'a PageLook, &'a str>,
    /// Whether a download was refused.
    pub download: Option<&'a str>,
}

/// Reads the arrival.
pub fn reached(arrival: Arrival<'_>) -> Reached {
    let (outcome, detail) = outcome(arrival);
    let look = arrival.look.ok();
    let title = look.map(|look| clean(&look.title)).filter(|title| !title.is_empty());
    // A page of the browser's own, as it shows errors, is no place that was reached.
    let final_url = look
        .map(|look| look.url.clone())
        .filter(|url| !url.starts_with("chrome-error:") && url != "about:blank")
        .or_else(|| (!arrival.answer.url.is_empty()).then(|| arrival.answer.url.clone()));
    let title = if outcome == ReachOutcome::Unreachable { None } else { title };
    Reached { outcome, status: arrival.answer.status, detail, final_url, title }
}

/// A visit that never came to a page because of us or of the browser.
pub fn not_tried(outcome: ReachOutcome, detail: String) -> Reached {
    Reached { outcome, status: None, detail, final_url: None, title: None }
}

fn outcome(arrival: Arrival<'_>) -> (ReachOutcome, String) {
    let late = arrival.landing.clock.ended == ClockEnd::Deadline;
    let answer = arrival.answer;
    if let Some(found) = file(arrival) {
        return found;
    }
    let error = arrival.landing.error.as_deref().or(answer.failed.as_deref().filter(|_| answer.status.is_none()));
    if let Some(error) = error {
        // What we stopped ourselves at the deadline is told as such; then the error is not one of the network's.
        let ours = matches!(error, "net::ERR_ABORTED" | "net::ERR_TIMED_OUT") || !error.starts_with("net::");
        if late && answer.status.is_none() && ours {
            return timed_out(arrival.asked);
        }
        return (ReachOutcome::Unreachable, format!("{} ({error})", in_words(error)));
    }
    if late && answer.status.is_none() && arrival.look.map_or(true, |look| look.url == "about:blank") {
        return timed_out(arrival.asked);
    }
    let look = match arrival.look {
        Ok(look) => look,
        Err(why) => return (ReachOutcome::TimedOut, format!("the page did not answer: {why}")),
    };
    if let Some(sign) = wall(answer, look) {
        let status = answer.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
        return (ReachOutcome::Challenged, format!("a wall by {} (`{}`{status})", sign.wall, sign.part));
    }
    if let Some(status) = answer.status.filter(|status| *status >= 400) {
        return (ReachOutcome::HttpError, format!("the site answered HTTP {status}"));
    }
    if look.length == 0 && look.bare {
        return (ReachOutcome::NotHtml, "an empty page".to_owned());
    }
    (ReachOutcome::Loaded, "a page was loaded".to_owned())
}

fn timed_out(asked: &str) -> (ReachOutcome, String) {
    (ReachOutcome::TimedOut, format!("{asked} did not answer before the deadline"))
}

/// Documents that are no pages: files, pictures, data, downloads.
fn file(arrival: Arrival<'_>) -> Option<(ReachOutcome, String)> {
    let answer = arrival.answer;
    if let Some(url) = arrival.download {
        let mime = answer.mime.as_deref().unwrap_or("unknown type");
        return Some((ReachOutcome::NotHtml, format!("a download ({mime}): {url}")));
    }
    let status = answer.status.filter(|status| *status < 400)?;
    if matches!(status, 204 | 205) {
        return Some((ReachOutcome::NotHtml, format!("HTTP {status}: an answer without a page")));
    }
    let mime = answer.mime.as_deref().filter(|mime| !mime.is_empty())?;
    (!is_page(mime)).then(|| (ReachOutcome::NotHtml, format!("a document of type {mime}")))
}

fn is_page(mime: &str) -> bool {
    let essence = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "text/html" | "application/xhtml+xml")
}

/// The sign of a wall that is enough under the circumstances.
fn wall(answer: &MainAnswer, look: &PageLook) -> Option<&'static Sign> {
    let refused = answer.status.is_some_and(|status| STATUSES.contains(&status));
    let title = look.title.to_lowercase();
    let words = look.text.to_lowercase();
    let markup: Vec<String> =
        look.addresses.iter().chain(&look.scripts).chain(&look.marks).map(|part| part.to_lowercase()).collect();
    let headers: Vec<String> =
        answer.headers.iter().map(|(name, value)| format!("{name}: {value}").to_lowercase()).collect();
    let is_error = answer.status.is_some_and(|status| status >= 400);
    SIGNS.iter().find(|sign| {
        let enough = match (sign.weight, sign.place) {
            (Weight::Alone, _) => true,
            // Headers of a vendor stand on every page behind it: only with an error.
            (Weight::Together | Weight::Weak, Where::Header) => is_error && refused,
            (Weight::Together, _) => refused || look.length < ALMOST_EMPTY,
            (Weight::Weak, _) => refused || look.length < NEXT_TO_NOTHING,
        };
        enough
            && match sign.place {
                Where::Title => title.contains(sign.part),
                Where::Words => words.contains(sign.part),
                Where::Markup => markup.iter().any(|part| part.contains(sign.part)),
                Where::Header => headers.iter().any(|header| header.contains(sign.part)),
            }
    })
}

/// The browser's error names in words.
const ERRORS: &[(&str, &str)] = &[
    ("ERR_NAME_NOT_RESOLVED", "the name of the host is not known"),
    ("ERR_NAME_RESOLUTION_FAILED", "the name of the host could not be looked up"),
    ("ERR_DNS_", "the name of the host could not be looked up"),
    ("ERR_CONNECTION_REFUSED", "the connection was refused"),
    ("ERR_CONNECTION_RESET", "the connection was reset"),
    ("ERR_CONNECTION_CLOSED", "the connection was closed"),
    ("ERR_CONNECTION_ABORTED", "the connection was aborted"),
    ("ERR_CONNECTION_TIMED_OUT", "the connection timed out"),
    ("ERR_TIMED_OUT", "the connection timed out"),
    ("ERR_EMPTY_RESPONSE", "the server closed the connection without an answer"),
    ("ERR_INVALID_HTTP_RESPONSE", "the server did not answer in HTTP"),
    ("ERR_RESPONSE_HEADERS_", "the headers of the answer cannot be read"),
    ("ERR_CONTENT_", "the body of the answer cannot be read"),
    ("ERR_INCOMPLETE_CHUNKED_ENCODING", "the answer broke off"),
    ("ERR_ADDRESS_UNREACHABLE", "there is no route to the host"),
    ("ERR_INTERNET_DISCONNECTED", "there is no network"),
    ("ERR_NETWORK_", "the network failed"),
    ("ERR_TOO_MANY_REDIRECTS", "the site redirects without end"),
    ("ERR_INVALID_REDIRECT", "the site redirects to an address that is none"),
    ("ERR_UNSAFE_REDIRECT", "the site redirects to an address that pages may not open"),
    ("ERR_UNSAFE_PORT", "browsers do not open this port"),
    ("ERR_INVALID_URL", "the address cannot be read"),
    ("ERR_UNKNOWN_URL_SCHEME", "browsers do not know this kind of address"),
    ("ERR_DISALLOWED_URL_SCHEME", "browsers do not open this kind of address"),
    ("ERR_FILE_NOT_FOUND", "there is no such file"),
    ("ERR_CERT_", "the certificate is not valid"),
    ("ERR_SSL_", "no secure connection could be made"),
    ("ERR_BAD_SSL_", "no secure connection could be made"),
    ("ERR_QUIC_", "no secure connection could be made"),
    ("ERR_HTTP2_", "the connection broke"),
    ("ERR_BLOCKED_BY_", "the browser refused to open it"),
    ("ERR_PROXY_", "the proxy failed"),
    ("ERR_TUNNEL_", "the proxy failed"),
    ("ERR_ABORTED", "opening the page was broken off"),
];

fn in_words(error: &str) -> &'static str {
    let name = error.strip_prefix("net::").unwrap_or(error);
    ERRORS.iter().find(|(part, _)| name.starts_with(part)).map_or("the page could not be opened", |(_, words)| words)
}

/// White space folded, control characters removed.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
