//! The demo: every site and every tracker behind one listener, told apart by the `Host` header.
//!
//! Browsers send `*.localhost` to the loopback interface by themselves. The trackers go by their real names, because
//! a tracker is recognised by its name, so the browser has to be started with [`Demo::host_rules`], which send those
//! names to this listener. Only names that browsers still open over plain HTTP are used.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::Ipv4Addr;

use axum::Router;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use rust_embed::RustEmbed;
use tokio::net::TcpListener;

use super::content::content_type;
use super::replies::{Reply, Sends};
use super::sites::{SITES, SiteEntry, Up};
use super::{ServeError, Server};

#[derive(RustEmbed)]
#[folder = "src/serve/demo/"]
struct Pages;

/// Folder of what every site shares, reached as `/shared/…` on every host.
const SHARED: &str = "/shared/";

/// Folder of the trackers' files, one folder a host.
const TRACKERS: &str = "trackers/";

/// The running demo. Dropping it ends it.
#[derive(Debug)]
pub struct Demo {
    server: Server,
    sites: Vec<DemoSite>,
}

/// One site of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSite {
    /// Short id: `shop`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Address of its first page.
    pub url: String,
    /// What it is, one line.
    pub about: &'static str,
    /// Ids of the rules that must fail on it; empty for a site that is to stay silent.
    pub must_find: &'static [&'static str],
    /// Whether it is down on purpose.
    pub down: bool,
}

impl Demo {
    pub(super) async fn start() -> Result<Self, ServeError> {
        let server = Server::start(Router::new().fallback(answer), String::new()).await?;
        let refused = refused_port().await?;
        let sites = SITES.iter().map(|entry| site(entry, server.port(), refused)).collect();
        Ok(Self { server, sites })
    }

    /// The sites, in the order in which they are to be audited.
    pub fn sites(&self) -> &[DemoSite] {
        &self.sites
    }

    /// What the browser's `--host-resolver-rules` must be for the trackers to be met.
    pub fn host_rules(&self) -> String {
        let port = self.server.port();
        tracker_hosts().iter().map(|host| format!("MAP {host}:80 127.0.0.1:{port}")).collect::<Vec<_>>().join(", ")
    }
}

fn site(entry: &SiteEntry, port: u16, refused: u16) -> DemoSite {
    let port = match entry.up {
        Up::Yes => port,
        Up::Down => refused,
    };
    DemoSite {
        id: entry.id,
        name: entry.name,
        url: format!("http://{}.localhost:{port}/", entry.id),
        about: entry.about,
        must_find: entry.must_find,
        down: entry.up == Up::Down,
    }
}

/// A port that refuses connections: it was free a moment ago, and the system does not hand it out again soon.
async fn refused_port() -> Result<u16, ServeError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    Ok(listener.local_addr()?.port())
}

/// Hosts of the trackers, each once: every folder below `trackers/`, and every host that only takes beacons.
fn tracker_hosts() -> Vec<String> {
    let folders = Pages::iter()
        .filter_map(|path| {
            path.strip_prefix(TRACKERS).and_then(|rest| rest.split_once('/')).map(|(host, _)| host.to_owned())
        })
        .collect::<Vec<_>>();
    let beacons = super::replies::REPLIES.iter().map(|reply| reply.host.to_owned());
    let mut hosts: Vec<_> = folders.into_iter().chain(beacons).filter(|host| !host.ends_with(".localhost")).collect();
    hosts.sort();
    hosts.dedup();
    hosts
}

async fn answer(headers: HeaderMap, uri: Uri) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let reply = Reply::find(host, uri.path());
    let mut response = match reply.map(|reply| reply.sends) {
        Some(Sends::Nothing) => status(StatusCode::NO_CONTENT, ""),
        Some(Sends::File) | None => file(host, uri.path()),
    };
    for line in reply.map_or(&[][..], |reply| reply.cookies) {
        if let Ok(cookie) = HeaderValue::from_str(&line.replace("{id}", &fresh_id())) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    allow_all_origins(&mut response);
    response
}

/// The embedded file of a host and path.
fn file(host: &str, path: &str) -> Response {
    let folder = match host.strip_suffix(".localhost") {
        Some(site) => site.to_owned(),
        None => format!("{TRACKERS}{host}"),
    };
    let full = match path.strip_prefix(SHARED) {
        Some(rest) => format!("shared/{rest}"),
        None if path.ends_with('/') => format!("{folder}{path}index.html"),
        None => format!("{folder}{path}"),
    };
    let Some(found) = Pages::get(&full) else {
        return status(StatusCode::NOT_FOUND, "There is no such page here.\n");
    };
    let mut response = Response::new(Body::from(found.data));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(&full)));
    response
}

fn status(code: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = code;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// Trackers answer whoever asks, as real ones do.
fn allow_all_origins(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// 128 random bits in hexadecimal digits, different in every answer.
fn fresh_id() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
