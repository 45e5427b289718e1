//! How controls look with and without the focus: pixels and styles, after the keyboard was used, so that what is drawn
//! for keyboards alone is drawn.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::album::Raster;
use super::moment::{ask_as, living};
use super::probes;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Page, World};
use crate::evidence::{Colour, FocusLooks, Gathered, Rect};

/// Page time that a change of the focus is given to be drawn: transitions take a moment.
const DRAWN_AFTER: Duration = Duration::from_millis(400);
/// How far around a control its focus may be drawn, CSS pixels.
const REACH: f64 = 5.0;
/// Distance of two colours below which they look alike.
const ALIKE: i32 = 24;

/// What the page tells of a control and the focus.
#[derive(Debug, Clone, Deserialize)]
pub struct Look {
    found: bool,
    #[serde(default)]
    focused: bool,
    #[serde(default)]
    shown: bool,
    /// Role of the group around it within which arrow keys move.
    #[serde(default)]
    pub group: Option<String>,
    /// Whether the browser itself turns keys into a click on it.
    #[serde(default)]
    pub native: bool,
    #[serde(default)]
    rect: Option<Rect>,
    #[serde(default)]
    style: BTreeMap<String, String>,
}

/// A control whose looks are compared: its frame, what the page's side knows it by, and the corner of its frame.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// The frame that it stands in.
    pub frame: &'a str,
    /// By what the page's side knows it.
    pub id: u64,
    /// Left top corner of its frame in the main viewport.
    pub corner: (f64, f64),
}

/// Tells of a control as it is, without changing the focus.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn look<P: Page>(visiting: &Visiting<'_, P>, which: Which<'_>) -> Result<Result<Look, String>, Fault> {
    asked(visiting, which, "look").await
}

/// Compares the looks of a control without, with and again without the focus.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn compare<P: Page>(visiting: &mut Visiting<'_, P>, which: Which<'_>) -> Result<Gathered<FocusLooks>, Fault> {
    let mut shots = Vec::new();
    for way in ["take", "give", "take"] {
        let shot = match posed(visiting, which, way).await? {
            Ok(shot) => shot,
            Err(why) => return Ok(Gathered::Failed(why)),
        };
        shots.push(shot);
    }
    let [(without, before), (with, given), (after, _)] = shots.as_slice() else {
        return Ok(Gathered::Failed("a picture is missing".to_owned()));
    };
    if !given.focused || !given.shown {
        return Ok(Gathered::Failed("it did not keep the focus as the keyboard gives it".to_owned()));
    }
    let Some(rect) = given.rect.map(|rect| rect.moved(which.corner)).filter(|rect| with.holds(*rect)) else {
        return Ok(Gathered::Failed("it is not wholly in view".to_owned()));
    };
    let changed = given.style.iter().filter(|(name, value)| before.style.get(*name) != Some(value));
    let changed_style = changed.map(|(name, _)| name.clone()).collect();
    let changed_px = differing(with, [without, after], rect);
    Ok(Gathered::Ok(FocusLooks { changed_px, ring_px: ring(rect), changed_style }))
}

async fn asked<P: Page>(
    visiting: &Visiting<'_, P>,
    which: Which<'_>,
    way: &str,
) -> Result<Result<Look, String>, Fault> {
    let args = json!({ "id": which.id, "way": way });
    let look: Result<Look, Fault> =
        ask_as(&visiting.page, which.frame, World::Isolated, probes::FOCUS_LOOKS, args).await;
    Ok(living(look)?.and_then(|look| if look.found { Ok(look) } else { Err("it went away".to_owned()) }))
}

/// Gives or takes the focus, lets that be drawn, and takes a picture.
async fn posed<P: Page>(
    visiting: &mut Visiting<'_, P>,
    which: Which<'_>,
    way: &str,
) -> Result<Result<(Raster, Look), String>, Fault> {
    if let Err(why) = asked(visiting, which, way).await? {
        return Ok(Err(why));
    }
    visiting.page.wait(DRAWN_AFTER, visiting.until(Share::Whole)).await?;
    let look = match asked(visiting, which, "look").await? {
        Ok(look) => look,
        Err(why) => return Ok(Err(why)),
    };
    let picture = living(visiting.page.picture(None).await)?;
    Ok(picture.and_then(|picture| Raster::read(&picture)).map(|raster| (raster, look)))
}

/// Pixels of a control and close around it that differ from both others: what moves by itself differs between those.
fn differing(with: &Raster, without: [&Raster; 2], rect: Rect) -> u32 {
    let around = Rect {
        x: rect.x - REACH,
        y: rect.y - REACH,
        width: rect.width + 2.0 * REACH,
        height: rect.height + 2.0 * REACH,
    };
    let seen = with.columns(around);
    let [before, after] = without.map(|raster| raster.columns(around));
    let pixels = seen.iter().flatten().zip(before.iter().flatten().zip(after.iter().flatten()));
    let changed = pixels.filter(|(pixel, (before, after))| differs(**pixel, **before) && differs(**pixel, **after));
    u32::try_from(changed.count()).unwrap_or(u32::MAX)
}

fn differs(one: Colour, other: Colour) -> bool {
    let parts = [(one.r, other.r), (one.g, other.g), (one.b, other.b)];
    parts.iter().map(|(one, other)| (i32::from(*one) - i32::from(*other)).abs()).sum::<i32>() > ALIKE
}

/// Pixels of a ring of two CSS pixels around a box.
fn ring(rect: Rect) -> u32 {
    let area = 4.0 * (rect.width + rect.height) + 16.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let pixels = area.clamp(1.0, f64::from(u32::MAX)) as u32;
    pixels
}

#[cfg(test)]
mod tests {
    use super::{Colour, Raster, Rect, differing, ring};

    const BUTTON: Rect = Rect { x: 10.0, y: 10.0, width: 40.0, height: 20.0 };

    fn page() -> Raster {
        Raster::plain(100, 60, [255, 255, 255])
    }

    fn outlined(mut page: Raster) -> Raster {
        for x in 8..52 {
            page.set(x, 8, Colour { r: 0, g: 0, b: 0 });
        }
        page
    }

    #[test]
    fn a_line_around_a_control_is_seen() {
        let changed = differing(&outlined(page()), [&page(), &page()], BUTTON);
        assert_eq!(changed, 44);
        assert!(changed * 100 >= ring(BUTTON));
    }

    #[test]
    fn what_moves_by_itself_and_what_is_further_away_is_not_counted() {
        assert_eq!(differing(&page(), [&page(), &page()], BUTTON), 0);
        assert_eq!(differing(&outlined(page()), [&page(), &outlined(page())], BUTTON), 0);
        let mut elsewhere = page();
        elsewhere.set(90, 50, Colour { r: 0, g: 0, b: 0 });
        assert_eq!(differing(&elsewhere, [&page(), &page()], BUTTON), 0);
    }
}
