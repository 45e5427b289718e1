//! Names of the site's own that lead to trackers by CNAME.
//!
//! A host below the site's registrable domain is first party whoever stands behind it. Where name servers were asked,
//! the first alias that a tracker's book knows says who that is; where they were not, nobody knows, and nothing is taken
//! to lead nowhere.

use super::described::Setter;
use super::lived::Lived;
use super::party::{is_address, is_loopback, party};
use super::site::Party;
use crate::evidence::Names;
use crate::knowledge::{AddressReading, Knowledge, TrackerReading, UrlKind};

/// A tracker behind a name of the site's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The alias that is the tracker's.
    pub alias: String,
    /// What is known of it.
    pub known: TrackerReading,
}

/// The tracker behind `host`, if one is. Whatever the page's own host leads to, it is the site.
///
/// # Errors
/// Why that is not known, fit to print.
pub fn behind(lived: &Lived<'_>, knowledge: &Knowledge, host: &str) -> Result<Option<Behind>, String> {
    if party(host, &lived.page_host) == Party::Third || host == lived.page_host || leads_nowhere(host) {
        return Ok(None);
    }
    let names: &Names = lived.names.ok_or("where names of the site's own lead was not asked (`--dns`)")?;
    let (aliases, whole) = names.of(host);
    let foreign = aliases.iter().filter(|alias| party(&alias.name, &lived.page_host) == Party::Third);
    let found = foreign.into_iter().find_map(|alias| Some((alias, knowledge.trackers.cname_target(&alias.name)?)));
    // What was known before a question failed stays known; that there is none is known of whole chains alone.
    match found {
        Some((alias, known)) => Ok(Some(Behind { alias: alias.name.clone(), known })),
        None => whole.map(|()| None),
    }
}

/// Host of who receives what is sent to `host`: the tracker's alias where one is known, else the host itself.
pub fn receiver(lived: &Lived<'_>, knowledge: &Knowledge, host: &str) -> String {
    match behind(lived, knowledge, host) {
        Ok(Some(behind)) => behind.alias,
        _ => host.to_owned(),
    }
}

/// Who set an item that `host` set: the tracker's alias where one is known, else the host itself, doubtful where it was
/// asked in vain who stands behind it.
pub fn setter(lived: &Lived<'_>, knowledge: &Knowledge, host: Option<String>) -> Setter {
    let Some(host) = host else { return Setter::Known(None) };
    match behind(lived, knowledge, &host) {
        Ok(Some(behind)) => Setter::Known(Some(behind.alias)),
        Err(why) if lived.names.is_some() => Setter::OfTheSite(host, why),
        _ => Setter::Known(Some(host)),
    }
}

impl Behind {
    /// What is known of an address of the cloaked host: what the tracker's own host would be at that path, if its book
    /// tells. That a vendor's own site is none that collects says nothing of the hosts that it hands out. `host` is the site's name for it.
    pub fn reading(&self, url: &str, host: &str, knowledge: &Knowledge) -> AddressReading {
        let script = url.split(['?', '#']).next().is_some_and(|path| path.ends_with(".js"));
        let there = url::Url::parse(url).ok().and_then(|mut url| {
            url.set_host(Some(&self.alias)).ok()?;
            let known = knowledge.trackers.look_up(url.as_str())?;
            let tells = known.url_kind != UrlKind::Other || known.matched.contains('/');
            (tells && known.vendor == self.known.vendor).then_some(known)
        });
        let mut known = there.unwrap_or_else(|| self.known.clone());
        if script && known.url_kind == UrlKind::Endpoint {
            known.url_kind = UrlKind::Library;
        }
        let rule = format!("{} (CNAME of {host})", known.matched);
        AddressReading { rule, ..AddressReading::from(known) }
    }
}

/// Addresses and names of this machine have no aliases.
fn leads_nowhere(host: &str) -> bool {
    is_loopback(host) || !host.contains('.') || is_address(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_names_of_this_machine_lead_nowhere_and_need_no_question() {
        for host in ["localhost", "shop.localhost", "127.0.0.1", "intranet", "192.0.2.7"] {
            assert!(leads_nowhere(host), "{host}");
        }
        for host in ["shop.example", "data.shop.example"] {
            assert!(!leads_nowhere(host), "{host}");
        }
    }
}
