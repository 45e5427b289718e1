//! Content types, and the charset of what is text.

use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::Response;

/// Media types by file extension, for what the demo sends.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("txt", "text/plain; charset=utf-8"),
];

/// The content type of a path by its extension; bytes of no known kind are `application/octet-stream`.
pub fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    BY_EXTENSION.iter().find(|(known, _)| *known == extension).map_or("application/octet-stream", |(_, kind)| kind)
}

/// A page longer than this is passed on without a look at its charset.
const LOOKED_AT: usize = 8 << 20;

/// How far into a page browsers look for its charset, bytes.
const PRESCAN: usize = 1024;

/// Names UTF-8 as the charset of text that came without one.
///
/// A script or style without a charset takes that of the page, so a page in another charset would misread it. HTML
/// that says its charset itself is not overruled; HTML that does not would be taken for Windows-1252.
pub async fn name_charset(response: Response<Body>) -> Response<Body> {
    let kind = header(&response, &CONTENT_TYPE);
    if kind.contains("charset") {
        return response;
    }
    if kind == "text/html" { name_html(response).await } else { name_text(response, &kind) }
}

fn name_text(mut response: Response<Body>, kind: &str) -> Response<Body> {
    if kind.starts_with("text/") || kind.ends_with("javascript") || kind.ends_with("json") {
        set_utf8(&mut response, kind);
    }
    response
}

async fn name_html(response: Response<Body>) -> Response<Body> {
    let length = header(&response, &CONTENT_LENGTH).parse::<usize>();
    if !length.is_ok_and(|length| length <= LOOKED_AT) {
        return response;
    }
    let (head, body) = response.into_parts();
    match to_bytes(body, LOOKED_AT).await {
        Ok(page) => {
            let utf8 = !says_charset(&page) && std::str::from_utf8(&page).is_ok();
            let mut response = Response::from_parts(head, Body::from(page));
            if utf8 {
                set_utf8(&mut response, "text/html");
            }
            response
        }
        Err(_) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

fn says_charset(page: &[u8]) -> bool {
    let start = page.get(..PRESCAN).unwrap_or(page).to_ascii_lowercase();
    start.windows(7).any(|word| word == b"charset")
}

fn set_utf8(response: &mut Response<Body>, kind: &str) {
    if let Ok(named) = HeaderValue::from_str(&format!("{kind}; charset=utf-8")) {
        response.headers_mut().insert(CONTENT_TYPE, named);
    }
}

fn header(response: &Response<Body>, name: &HeaderName) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
}
