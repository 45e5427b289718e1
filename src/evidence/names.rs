//! Where names of the site's own lead: aliases (CNAME) of the hosts below its registrable domain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gathered::Gathered;

/// What was asked of a name server after the visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// Who was asked: `system`, or the address and port of a server.
    pub asked: String,
    /// Each host of the site's own that requests went to, in the order of the names.
    pub hosts: Vec<OwnHost>,
    /// How many such hosts were not asked because there are too many.
    pub left_out: u64,
}

/// A host of the site's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnHost {
    /// The host, lower case.
    pub host: String,
    /// The names that it leads to, one after the other; none if it leads nowhere else.
    pub aliases: Gathered<Vec<Alias>>,
}

/// A name that another leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alias {
    /// The name, lower case, without a dot at its end.
    pub name: String,
}

impl Names {
    /// The names that a host of the site's own leads to.
    ///
    /// # Errors
    /// Why that is not known, fit to print.
    pub fn of(&self, host: &str) -> Result<&[Alias], String> {
        match self.hosts.iter().find(|own| own.host == host) {
            Some(own) => own.aliases.as_result().map(Vec::as_slice).map_err(|why| format!("{host}: {why}")),
            None => Err(format!("where {host} leads was not asked")),
        }
    }
}
