//! The name of a target's folder: safe on every system, the same every time, and no two addresses share one.

use sha2::{Digest, Sha256};
use url::{Host, Url};

use super::manifest::hex;
use crate::evidence::{Target, TargetKind};

/// Longest readable part of a name, bytes.
const LONGEST: usize = 80;
/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The folder for what is found at `target`: `shop.example` for `https://shop.example/`, `localhost_8080` for
/// `http://localhost:8080/`, `shop.example-1f2e3d4c` where the address has more than a host and a port, `public` for the
/// folder `./public`; the name that the user's configuration gives it goes before all that. What the plain name leaves out goes into a short hash, credentials excepted.
pub fn site_folder(target: &Target) -> String {
    if let Some(name) = &target.name {
        return of_name(name);
    }
    match target.kind {
        TargetKind::Url => Url::parse(&target.url).ok().and_then(|url| of_url(&url)),
        TargetKind::File | TargetKind::Folder => None,
    }
    .unwrap_or_else(|| of_path(&target.given))
}

/// `shop` for `shop`, `shop_cart` for the page `shop/cart`, with a short hash where the name does not say all.
fn of_name(name: &str) -> String {
    let plain = name.replace('/', "_");
    let slug = slug(&plain);
    if slug == plain && !name.contains('_') { slug } else { with_hash(&slug, name) }
}

fn of_url(url: &Url) -> Option<String> {
    let host = match url.host()? {
        Host::Domain(name) => name.to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => format!("ip6-{}", address.to_string().replace(':', "-")),
    };
    let port = url.port_or_known_default()?;
    let plain = if url.scheme() == "https" && port == 443 { host } else { format!("{host}_{port}") };
    let slug = slug(&plain);
    let rest = [url.path().trim_start_matches('/'), url.query().unwrap_or(""), url.fragment().unwrap_or("")];
    let says_all = slug == plain && (url.scheme() == "http" || port == 443) && rest.iter().all(|part| part.is_empty());
    if says_all {
        return Some(slug);
    }
    let mut whole = url.clone();
    let _ = whole.set_username("");
    let _ = whole.set_password(None);
    Some(with_hash(&slug, whole.as_str()))
}

fn of_path(given: &str) -> String {
    let plain = given.trim_start_matches("./").trim_end_matches(['/', '\\']);
    let last = plain.rsplit(['/', '\\']).next().unwrap_or_default();
    let slug = slug(last);
    if slug == plain { slug } else { with_hash(&slug, given) }
}

/// Lower-case letters, digits, `.`, `_` and `-`; never empty, never a name that Windows keeps for itself.
fn slug(name: &str) -> String {
    let mut slug: String = name
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' })
        .take(LONGEST)
        .collect();
    while slug.ends_with(['.', '-']) {
        slug.pop();
    }
    let slug = slug.trim_start_matches(['.', '-']).to_owned();
    let stem = slug.split('.').next().unwrap_or_default();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|digit| digit.len() == 1 && digit.chars().all(|c| c.is_ascii_digit()));
    if slug.is_empty() || is_port || DEVICES.contains(&stem) { format!("site-{slug}") } else { slug }
}

fn with_hash(slug: &str, whole: &str) -> String {
    let digest = hex(&Sha256::digest(whole.as_bytes()));
    format!("{}-{}", slug.trim_end_matches('-'), digest.get(..8).unwrap_or_default())
}
