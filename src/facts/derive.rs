//! Evidence and knowledge to facts.

use super::site::Facts;
use crate::evidence::Evidence;
use crate::knowledge::Knowledge;

/// Derives everything. Pure: the same evidence and knowledge give the same facts.
pub fn derive(_evidence: &Evidence, _knowledge: &Knowledge) -> Facts {
    Facts::default()
}
