//! Facts of controls of the interface.

use super::words::ROLE;
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const LAYERS: &str = "the interface at arrival, and the second layer where it was opened";
const KEYS: &str = "first layer alone: a walk with the Tab key in none-again after its last phase";
const TOLD: &str = "first layer alone: the accessibility tree, asked for in none-again after its last phase";

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
    fact("target-min-px", Kind::Number, "shorter side of its box, CSS pixels", LAYERS).measured(Unit::Pixels),
    fact(
        "crowded",
        Kind::Flag,
        "a circle of 24 px around its middle meets another control of its layer, or the circle of one that is smaller",
        LAYERS,
    ),
    fact("equivalent", Kind::Flag, "another visible control of its layer does the same and is 24 px or larger", LAYERS),
    fact("in-interface", Kind::Flag, "at least half of it lies in the box of its layer", LAYERS),
    fact(
        "in-window",
        Kind::Number,
        "share of its box that the window shows without a scroll, 0 to 1; unknown if it cannot be seen",
        LAYERS,
    )
    .measured(Unit::Share),
    fact("tab-reached", Kind::Flag, "the Tab key gave it the focus", KEYS),
    fact("key-operable", Kind::Flag, "the browser turns Enter or Space into a click on it; else unknown", KEYS),
    fact("focus-visible", Kind::Flag, "its looks change with the focus; absent if it never had it", KEYS),
    fact(
        "accessible-role",
        Kind::Text,
        "role as the browser computes it; absent if it tells of nothing to operate",
        TOLD,
    ),
    fact("accessible-named", Kind::Flag, "its computed name has a word in it", TOLD),
    fact("accessible-state", Kind::Flag, "a toggle tells whether it is on; absent for others", TOLD),
];
