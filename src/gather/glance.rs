//! One look at a page as it stands. Nothing is touched, nothing is chosen.

use super::moment::{Asked, take};
use super::plan::Screenshots;
use crate::browser::{Fault, Page};
use crate::evidence::{Gathered, Search};
use crate::knowledge::Knowledge;

/// The consent interfaces on a page and the platforms that left a sign. `addresses` are those that the page asked for.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn glance<P: Page>(page: &P, knowledge: &Knowledge, addresses: &[String]) -> Result<Gathered<Search>, Fault> {
    let asked = Asked { knowledge, addresses, screenshots: Screenshots::Skipped };
    Ok(take(page, asked).await?.search)
}
