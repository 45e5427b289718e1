//! Facts of controls of the interface.

use super::words::ROLE;
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const LAYERS: &str = "the interface at arrival, and the second layer where it was opened";

/// Facts of a control.
pub(super) const CONTROL: &[Definition] = &[
    fact("role", ROLE, "what it does", LAYERS),
    fact("text", Kind::Text, "text or accessible name", LAYERS),
    fact("layer", Kind::Number, "layer, counted from 1", LAYERS),
    fact("visible", Kind::Flag, "a visitor can see it", LAYERS),
    fact("inline", Kind::Flag, "a link within a sentence", LAYERS),
    fact("tag", Kind::Text, "element name", LAYERS),
    fact("area", Kind::Number, "area, square CSS pixels", LAYERS).measured(Unit::SquarePixels),
    fact("font-px", Kind::Number, "font size, CSS pixels", LAYERS).measured(Unit::Pixels),
    fact("font-weight", Kind::Number, "font weight", LAYERS),
    fact("contrast", Kind::Number, "WCAG contrast of its text, 1 to 21", LAYERS).measured(Unit::Ratio),
    fact("purpose", Kind::Text, "purpose of a toggle as labelled; absent if not understood or not a toggle", LAYERS),
    fact(
        "ground",
        Kind::Word(&["consent", "legitimate-interest", "none"]),
        "legal ground of a toggle; none for other controls",
        LAYERS,
    ),
    fact("checked", Kind::Flag, "checked before anything was touched; absent for what cannot be checked", LAYERS),
    fact("disabled", Kind::Flag, "cannot be changed; absent for what cannot be disabled", LAYERS),
];
