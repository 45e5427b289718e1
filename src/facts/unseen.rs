//! Writes that may have been kept from us: what a page's defeat of the hooks leaves unknown.

use super::party::{host_of, registrable};
use crate::evidence::{Defeat, Visit};

/// `Ok` if no script can have written for `domain` unseen. A document without hooks writes for its own site alone; of
/// a document without an address nobody knows which that is.
pub fn writes_for(visit: &Visit, domain: &str) -> Result<(), String> {
    let concerns = |defeat: &&Defeat| host_of(&defeat.url).is_none_or(|host| registrable(&host) == registrable(domain));
    first(visit.defeats.iter().filter(|defeat| defeat.kind.loses()).find(concerns))
}

/// `Ok` if no script can have written anything unseen.
pub fn writes(visit: &Visit) -> Result<(), String> {
    first(visit.defeats.iter().find(|defeat| defeat.kind.loses()))
}

fn first(defeat: Option<&Defeat>) -> Result<(), String> {
    defeat.map_or(Ok(()), |defeat| Err(format!("hooks were defeated on {}: {}", defeat.url, defeat.why)))
}
