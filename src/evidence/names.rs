//! Where names of the site's own lead: aliases (CNAME) of the hosts below its registrable domain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was asked of a name server after the visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// Who was asked: `system`, or the address and port of a server; `private` for one of an own network, once redacted.
    pub asked: String,
    /// Each host of the site's own that requests went to, beside the page's, in the order of the names.
    pub hosts: Vec<OwnHost>,
    /// How many such hosts were not asked because there are too many.
    pub left_out: u64,
}

/// A host of the site's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnHost {
    /// The host, lower case.
    pub host: String,
    /// The names that it leads to, one after the other, as far as they were told; none if it leads nowhere else.
    pub aliases: Vec<Alias>,
    /// Why it may lead on from there; `None` if the last was followed to its end.
    pub cut_short: Option<String>,
}

/// A name that another leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alias {
    /// The name, lower case, without a dot at its end.
    pub name: String,
}

impl Names {
    /// The names that a host of the site's own is known to lead to, and why it may lead on from there, fit to print.
    pub fn of(&self, host: &str) -> (&[Alias], Result<(), String>) {
        match self.hosts.iter().find(|own| own.host == host) {
            Some(OwnHost { aliases, cut_short: None, .. }) => (aliases, Ok(())),
            Some(OwnHost { aliases, cut_short: Some(why), .. }) => (aliases, Err(format!("{host}: {why}"))),
            None => (&[], Err(format!("where {host} leads was not asked"))),
        }
    }
}
