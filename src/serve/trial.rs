//! A page that tries whether the browser keeps third-party cookies.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::{ServeError, Server};

/// Host of the page.
const FIRST: &str = "first-party.localhost";

/// Host of its picture. Browsers take two names below `localhost` for two sites.
const THIRD: &str = "third-party.localhost";

/// The trial as it is served. Dropping it ends it.
#[derive(Debug)]
pub struct CookieTrial {
    server: Server,
}

impl CookieTrial {
    /// Cookie that the page itself sets: if this one is not kept, the trial says nothing.
    pub const CONTROL: &str = "trial_first";

    /// Cookie that the third party sets.
    pub const COOKIE: &str = "trial_third";

    pub(super) async fn start() -> Result<Self, ServeError> {
        let server = Server::bind(|port| Router::new().fallback(answer).with_state(port)).await?;
        Ok(Self { server })
    }

    /// Address of the page.
    pub fn url(&self) -> String {
        format!("http://{FIRST}:{}/", self.server.port())
    }
}

async fn answer(State(port): State<u16>, headers: HeaderMap, uri: Uri) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    if host.starts_with(THIRD) {
        let cookie = format!("{}=1; Path=/; Max-Age=60; Secure; SameSite=None", CookieTrial::COOKIE);
        return with("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>".to_owned(), &cookie);
    }
    let cookie = format!("{}=1; Path=/; Max-Age=60", CookieTrial::CONTROL);
    let page = match uri.path() {
        "/" => format!(
            "<!doctype html><title>Trial</title><link rel=\"icon\" href=\"data:,\"><img alt=\"\" src=\"http://{THIRD}:{port}/\">"
        ),
        _ => String::new(),
    };
    with("text/html; charset=utf-8", page, &cookie)
}

fn with(kind: &'static str, body: String, cookie: &str) -> Response {
    let mut response = Response::new(Body::from(body));
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind);
    set(header::SET_COOKIE, cookie);
    response
}
