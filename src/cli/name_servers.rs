//! Who is asked where names of the site's own lead, if anybody is.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use super::arguments::VisitingArguments;
use super::conditions;
use super::exit::Trouble;
use crate::gather::{Bounds, NameAsker};

/// The port that name servers listen on.
const PORT: u16 = 53;

/// Who is asked; none without `--dns`. `proxies` are those that are set for any of the sites; else that of the environment
/// counts. Names are asked for directly: whoever visits through a proxy names the server.
///
/// # Errors
/// A server that is no address, none named beside a proxy, or a configuration of the system that cannot be read.
pub fn asker(words: &VisitingArguments, proxies: BTreeSet<String>) -> Result<Option<NameAsker>, Trouble> {
    if !words.dns {
        return Ok(None);
    }
    let server = words.dns_server.as_deref().map(address).transpose()?;
    let set: Vec<String> = proxies.into_iter().collect();
    let proxy = if set.is_empty() { conditions::proxy_in_use() } else { Some(set.join("; ")) };
    if let (None, Some(proxy)) = (server, proxy) {
        return Err(Trouble::usage(format!(
            "--dns: pages are visited through a proxy ({proxy}), but names would be asked of the system's name servers \
             past it. Name the server that may be asked directly by --dns-server ADDRESS, or leave out --dns"
        )));
    }
    let asker = NameAsker::new(server, Bounds::default());
    asker.map(Some).map_err(|why| Trouble::usage(format!("--dns: {why}. Name a server by --dns-server ADDRESS")))
}

/// An address, with or without a port: `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353`.
fn address(words: &str) -> Result<SocketAddr, Trouble> {
    let plain = words.parse::<IpAddr>().map(|address| SocketAddr::new(address, PORT));
    plain.or_else(|_| words.parse::<SocketAddr>()).map_err(|_| {
        Trouble::usage(format!(
            "--dns-server {words}: an address, with a port if it is not {PORT}, as in 192.0.2.1 or [2001:db8::1]:5353"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_addresses_with_or_without_a_port() {
        for (words, told) in [
            ("192.0.2.1", "192.0.2.1:53"),
            ("192.0.2.1:5353", "192.0.2.1:5353"),
            ("2001:db8::1", "[2001:db8::1]:53"),
            ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        ] {
            assert_eq!(address(words).unwrap().to_string(), told);
        }
        for words in ["dns.example", "192.0.2.1:", "192.0.2", "", "192.0.2.1:99999"] {
            assert!(address(words).unwrap_err().message.contains("--dns-server"), "{words}");
        }
    }
}
