//! What the evidence says of the machine, and of the proxy that the browser takes from the environment.

use url::Url;

use super::configuration::{self, Setting, Settings};
use super::environment;
use crate::gather::Conditions;

/// The variables by which Chromium on Linux finds its proxy, outside of desktops that have a setting of their own.
/// Each is also heeded in capitals. Source: `net/proxy_resolution/proxy_config_service_linux.cc`.
const PROXY_VARIABLES: [&str; 4] = ["auto_proxy", "all_proxy", "http_proxy", "https_proxy"];
/// The one that it heeds where none of these is set. Same source.
const LAST_RESORT: &str = "SOCKS_SERVER";

/// The conditions of a run by a program with the rules of this digest.
pub fn conditions(rules: String, settings: &Settings) -> Conditions {
    Conditions {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: Some(rules),
        proxy: proxy_set(settings).or_else(proxy_in_use),
        system: Some(format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
    }
}

/// The proxy that is set, without user and password.
pub fn proxy_set(settings: &Settings) -> Option<String> {
    settings.one(Setting::Proxy).and_then(|word| configuration::proxy(word).ok()).map(|(address, _)| address)
}

/// The proxy that the browser takes from the environment, if one is set there, without its password.
pub fn proxy_in_use() -> Option<String> {
    proxy(variable)
}

fn variable(name: &str) -> Option<String> {
    let other =
        |name: &str| [name.to_ascii_uppercase(), name.to_ascii_lowercase()].into_iter().find(|other| other != name);
    let named = environment::text(name).or_else(|| environment::text(&other(name)?));
    named.filter(|value| !value.is_empty())
}

/// Each variable that names a proxy, with its value.
fn proxy(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let named = |name: &str| Some(format!("{name}={}", without_password(&variable(name)?)));
    let all: Vec<String> = PROXY_VARIABLES.iter().filter_map(|name| named(name)).collect();
    if all.is_empty() { named(LAST_RESORT) } else { Some(all.join("; ")) }
}

/// The address without user and password.
fn without_password(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        // `user:password@host:port` is no address with a scheme.
        return address.rsplit('@').next().unwrap_or_default().to_owned();
    };
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if url.as_str().contains('@') { address.rsplit('@').next().unwrap_or_default().to_owned() } else { url.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxy_is_told_without_its_password() {
        let of = |name: &str, value: &str| proxy(|asked| (asked == name).then(|| value.to_owned()));
        assert_eq!(of("none", "x"), None);
        assert_eq!(
            of("http_proxy", "http://me:secret@proxy.example:3128").unwrap(),
            "http_proxy=http://proxy.example:3128/"
        );
        assert_eq!(of("all_proxy", "me:secret@proxy.example:1080").unwrap(), "all_proxy=proxy.example:1080");
        assert_eq!(of("https_proxy", "proxy.example:8080").unwrap(), "https_proxy=proxy.example:8080");
        assert_eq!(of("SOCKS_SERVER", "me:secret@proxy.example:1080").unwrap(), "SOCKS_SERVER=proxy.example:1080");
        let all = proxy(|name| Some(format!("{}.example:1", name.to_lowercase().replace('_', "-")))).unwrap();
        assert_eq!(all.matches('=').count(), 4, "each that is heeded, and the last resort where none is: {all}");
    }
}
