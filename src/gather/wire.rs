//! Headers, times and bodies of requests, as evidence keeps them.

use super::recorder::cut;
use crate::browser::AnswerTiming;
use crate::evidence::{Header, Request, Timing};

/// Headers whose values let somebody in. What is kept of them tells that they were there, and of what kind.
const CREDENTIALS: [&str; 2] = ["authorization", "proxy-authorization"];

/// How far the browser's clock and ours may differ over one request, milliseconds.
const TOLERANCE: f64 = 5.0;

/// Headers within their bounds. Cookies are kept elsewhere, values of credentials nowhere.
pub(super) fn kept(headers: Vec<(String, String)>) -> Vec<Header> {
    let elsewhere = ["cookie", "set-cookie"];
    let headers = headers.into_iter().filter(|(name, _)| !elsewhere.contains(&name.as_str()));
    headers
        .map(|(name, value)| {
            let value = if CREDENTIALS.contains(&name.as_str()) { masked(&value) } else { cut(&value) };
            Header { name, value }
        })
        .collect()
}

/// `Bearer eyJh…` becomes `Bearer <128 characters>`.
fn masked(value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, secret)) => format!("{scheme} <{} characters>", secret.chars().count()),
        None => format!("<{} characters>", value.chars().count()),
    }
}

/// Keeps the head of a body that was sent.
pub(super) fn keep_body(request: &mut Request, text: &str) {
    let kept = cut(text);
    request.wire.body_cut = kept.len() < text.len();
    request.wire.sent_bytes = Some(text.len() as u64);
    request.body = Some(kept);
}

/// Keeps the head of a body that did not come along with its request. What was sent and is not had is cut.
pub(super) fn keep_late_body(request: &mut Request, text: Option<&str>, bytes: Option<u64>) {
    if let Some(text) = text {
        keep_body(request, text);
    } else {
        request.wire.body_cut |= request.body.is_none();
    }
    if let Some(bytes) = bytes {
        request.wire.body_cut |= request.body.as_ref().is_none_or(|body| (body.len() as u64) < bytes);
        request.wire.sent_bytes = Some(bytes);
    }
}

/// Times up to the head of the answer.
pub(super) fn timing(told: AnswerTiming) -> Timing {
    let AnswerTiming { blocked, dns, connect, ssl, send, wait, headers_ms: _ } = told;
    Timing { blocked, dns, connect, ssl, send, wait, receive: None }
}

/// How long the body took. On virtual time the browser now and then tells the end by the page's clock and not by the
/// wall's: what is more than went by here between the request and its end is not believed.
pub(super) fn receive(told: f64, whole: f64) -> Option<f64> {
    (0.0..=whole + TOLERANCE).contains(&told).then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_kept() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let told = vec![header("authorization", "Bearer secret"), header("cookie", "a=b"), header("accept", "*/*")];
        let names: Vec<(String, String)> = kept(told).into_iter().map(|header| (header.name, header.value)).collect();
        assert_eq!(names, [header("authorization", "Bearer <6 characters>"), header("accept", "*/*")]);
        assert_eq!(masked("secret"), "<6 characters>");
    }

    #[test]
    fn a_clock_that_tells_more_than_went_by_is_not_believed() {
        assert_eq!(receive(3.0, 20.0), Some(3.0));
        assert_eq!(receive(881.0, 20.0), None);
        assert_eq!(receive(-24_042_753.0, 20.0), None);
    }
}
