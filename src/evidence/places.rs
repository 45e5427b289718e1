//! In which countries the addresses are that answered, by a database of the user's own.

use std::net::{IpAddr, SocketAddr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was looked up after the visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Places {
    /// What the database says of itself: its type and the day on which it was made.
    pub database: String,
    /// Each public address that answered and could be looked up, in order.
    pub addresses: Vec<AddressPlace>,
}

/// One address and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AddressPlace {
    /// The address, without a port.
    pub address: String,
    /// ISO 3166 code of its country; `None` if the database does not know it.
    pub country: Option<String>,
}

/// The address of a `remote`, which is an address with or without a port.
pub fn remote_address(remote: &str) -> Option<IpAddr> {
    let bare = || remote.trim_matches(['[', ']']).parse().ok();
    remote.parse::<SocketAddr>().map(|both| both.ip()).ok().or_else(bare)
}

/// Whether an address is one of the public internet, which has a country.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(four) => {
            let shared = four.octets()[0] == 100 && (64..128).contains(&four.octets()[1]);
            let own = four.is_private() || four.is_loopback() || four.is_link_local() || shared;
            !own && !four.is_unspecified() && !four.is_multicast() && !four.is_broadcast()
        }
        IpAddr::V6(six) => {
            let own = six.is_loopback() || six.is_unique_local() || six.is_unicast_link_local();
            !own && !six.is_unspecified() && !six.is_multicast()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_are_addresses_with_or_without_a_port() {
        for (remote, address) in [
            ("203.0.113.7:443", "203.0.113.7"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("203.0.113.7", "203.0.113.7"),
            ("[2001:db8::1]", "2001:db8::1"),
        ] {
            assert_eq!(remote_address(remote).map(|found| found.to_string()).as_deref(), Some(address));
        }
        assert_eq!(remote_address("shop.example:443"), None);
    }

    #[test]
    fn addresses_of_ones_own_have_no_country() {
        for own in ["127.0.0.1", "10.1.2.3", "192.168.0.1", "100.64.0.1", "169.254.0.1", "::1", "fd00::1", "fe80::1"] {
            assert!(!is_public(own.parse().unwrap()), "{own}");
        }
        assert!(!is_public("::ffff:10.0.0.1".parse().unwrap()));
        for public in ["203.0.113.7", "100.128.0.1", "2001:4860::8888"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
