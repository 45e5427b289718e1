//! How agreeing and refusing are drawn and placed beside each other on the first layer.

use super::calls;
use super::placed;
use super::value::Fact;
use crate::evidence::{Control, Interface, Rect, Role};

/// Said of what only newer versions gather.
const OLDER: &str = "how controls are drawn was not gathered by an older version";

/// How far the fill of a control stands out from what it stands on, as a contrast.
pub fn fill_contrast(control: &Control) -> Result<f64, String> {
    let drawn = control.drawn.as_ref().ok_or_else(|| OLDER.to_owned())?;
    let words = control.words();
    let around = drawn.around.ok_or_else(|| format!("what {words:?} stands on is not one colour"))?;
    let fill = control.background.ok_or_else(|| format!("the fill of {words:?} is not one colour"))?;
    Ok(fill.contrast(around))
}

/// How far its fill or its border stands out, whichever does more.
pub fn outline_contrast(control: &Control) -> Result<f64, String> {
    let fill = fill_contrast(control)?;
    let drawn = control.drawn.as_ref().ok_or_else(|| OLDER.to_owned())?;
    let Some(border_px) = drawn.border_px else {
        return Err(format!("a shadow or a picture may draw a border around {:?}", control.words()));
    };
    let border = drawn.border.zip(drawn.around).filter(|_| border_px >= 1.0);
    Ok(border.map_or(fill, |(border, around)| border.contrast(around).max(fill)))
}

/// Where refusing stands if agreeing is offered and visible: `beside` it in the interface, `outside` its box, only
/// after a `scroll`, or `covered` by something else; absent if either is missing.
pub fn reject_place(interface: &Interface, accept: Option<&Control>) -> Fact {
    let Some(accept) = accept else { return Fact::absent() };
    let of_role = || interface.controls.iter().filter(|control| control.role == Role::Reject);
    let mut worst = None;
    for reject in of_role().filter(|control| control.visible) {
        match place(reject, accept, interface.rect) {
            Ok(Place::Beside) => return Fact::text(Place::Beside.word()),
            told => worst = Some(told),
        }
    }
    match worst {
        Some(Ok(place)) => Fact::text(place.word()),
        Some(Err(why)) => Fact::Unknown(why),
        None if of_role().any(|control| is_covered(control, interface.rect)) => Fact::text(Place::Covered.word()),
        None => Fact::absent(),
    }
}

/// The words of [`reject_place`].
#[derive(Debug, Clone, Copy)]
enum Place {
    Beside,
    Outside,
    Scroll,
    Covered,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Outside => "outside",
            Self::Scroll => "scroll",
            Self::Covered => "covered",
        }
    }
}

fn place(reject: &Control, accept: &Control, interface: Rect) -> Result<Place, String> {
    let (one, other) = reject.drawn.as_ref().zip(accept.drawn.as_ref()).ok_or_else(|| OLDER.to_owned())?;
    if one.after_scroll && !other.after_scroll {
        return Ok(Place::Scroll);
    }
    // Where agreeing lies outside as well, the box says nothing.
    let outside = !placed::inside(reject, interface) && placed::inside(accept, interface);
    Ok(if outside { Place::Outside } else { Place::Beside })
}

fn is_covered(control: &Control, interface: Rect) -> bool {
    control.hidden_because.as_deref() == Some("covered") && placed::inside(control, interface)
}

/// A contrast as a fact.
pub fn told(contrast: Result<f64, String>) -> Fact {
    match contrast {
        Ok(contrast) => Fact::number(contrast),
        Err(why) => Fact::Unknown(why),
    }
}

/// The least contrast of a call to action, and in how many styles of text they come.
pub fn calls(interface: &Interface) -> (Fact, Fact) {
    let calls = calls::of(&interface.controls);
    (calls::least_contrast(&calls), calls::treatments(&calls))
}
