//! Scrolling and following a link, the interface left alone.

use super::super::act;
use super::super::moment::living;
use super::super::next_page::{self, Following};
use super::super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::Phase;

/// How many screens are scrolled.
const SCREENS: u32 = 2;

/// Scrolls two screens and records, then follows a link of the site as a visitor does and records again.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn browse<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let (width, height) = visiting.plan.viewport;
    let (x, y) = (f64::from(width) / 2.0, f64::from(height) / 3.0);
    visiting.listen(visiting.phase);
    visiting.phase = Phase::AfterChoice;
    visiting.note("gesture", format!("scroll {SCREENS} screens"));
    living(visiting.page.point(x, y).await)?.ok();
    for _ in 0..SCREENS {
        living(visiting.page.wheel(x, y, f64::from(height)).await)?.ok();
    }
    living(visiting.page.point(x + 40.0, y + 30.0).await)?.ok();
    let clock = act::settle(visiting, visiting.plan.budgets.choice).await?;
    visiting.listen(Phase::AfterChoice);
    let taken = visiting.take(Phase::AfterChoice).await?;
    visiting.keep(Phase::AfterChoice, clock, taken);
    next_page::go_on(visiting, Following::ByClick).await
}
