//! Facts that are measured on the interface: place, colour, time, keyboard, accessibility tree.

use super::words::ROLE;
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const SEARCH: &str = "the search for an interface at arrival";
const FIRST: &str = "controls of the first layer, from format 1.4 on";
const VISITS: &str = "the visits of the choices";
const SPOKEN: &str = "the accessibility tree, asked for in none-again after its last phase";
const WALK: &str = "a walk with the Tab key in none-again after its last phase";

/// How the interface stands before a visitor.
pub(super) const STANDING: &[Definition] = &[
    fact(
        "banner.late-ms",
        Kind::Number,
        "page time from navigation to its first sight, milliseconds; absent if it came only after a gesture",
        SEARCH,
    )
    .measured(Unit::Milliseconds),
    fact("banner.opacity", Kind::Number, "how opaque it is drawn, 0 to 1", SEARCH).measured(Unit::Share),
    fact("banner.window-share", Kind::Number, "share of the window that its box covers, 0 to 1", SEARCH)
        .measured(Unit::Share),
    fact(
        "banner.choices-in-window",
        Kind::Number,
        "least share of a visible choice that the window shows without a scroll, 0 to 1; absent if it offers none",
        FIRST,
    )
    .measured(Unit::Share),
    fact(
        "banner.close-place",
        Kind::Word(&["top-right", "elsewhere"]),
        "where a control that only closes stands in it; absent if there is none",
        SEARCH,
    ),
    fact(
        "banner.asking",
        Kind::Number,
        "interfaces that each ask for consent with words and a control to agree, none a part of another",
        SEARCH,
    ),
    fact(
        "banner.accessible-role",
        Kind::Word(&["dialog", "alertdialog", "region", "none"]),
        "role by which assistive technology is told of it as a whole",
        SPOKEN,
    ),
    fact(
        "banner.accessible-named",
        Kind::Flag,
        "what has that role has a name with a word in it; absent if nothing has",
        SPOKEN,
    ),
];

/// How agreeing and refusing are drawn and placed beside each other.
pub(super) const BESIDE: &[Definition] = &[
    fact(
        "prominence.accept-fill-contrast",
        Kind::Number,
        "contrast of accept's fill with what it stands on, 1 to 21; absent if there is no accept",
        FIRST,
    ).measured(Unit::Ratio),
    fact(
        "prominence.reject-fill-contrast",
        Kind::Number,
        "contrast of reject's fill or border, whichever stands out more, with what it stands on; absent if there is no reject",
        FIRST,
    ).measured(Unit::Ratio),
    fact(
        "prominence.reject-place",
        Kind::Word(&["beside", "outside", "scroll", "covered"]),
        "where reject stands: beside accept in the interface, outside its box, only after a scroll that accept does not need, covered by something else; absent if one is missing",
        FIRST,
    ),
    fact(
        "calls.least-contrast",
        Kind::Number,
        "least WCAG contrast of the text of a visible control to accept, refuse or open the settings; absent if there is none",
        FIRST,
    ).measured(Unit::Ratio),
    fact(
        "calls.treatments",
        Kind::Number,
        "in how many styles of text these controls come: family, size, weight, slant, underline, capitals; absent if there is none",
        FIRST,
    ),
];

/// What a choice takes beside its steps.
pub(super) const EFFORT: &[Definition] = &[
    fact("reject.toggles", Kind::Number, "toggles that were switched to refuse; absent if it cannot be done", VISITS),
    fact("accept.toggles", Kind::Number, "toggles that were switched to accept; absent if it cannot be done", VISITS),
    fact(
        "reject.asked-again",
        Kind::Number,
        "how often one had to refuse once more after refusing; absent if it cannot be done",
        VISITS,
    ),
    fact(
        "accept.asked-again",
        Kind::Number,
        "how often one had to accept once more after accepting; absent if it cannot be done",
        VISITS,
    ),
];

/// Facts of a stop of the Tab key.
pub(super) const STOP: &[Definition] = &[
    fact("tag", Kind::Text, "element name", WALK),
    fact("selector", Kind::Text, "a path to it, for people", WALK),
    fact("text", Kind::Text, "its words", WALK),
    fact("in-interface", Kind::Flag, "it stands in the interface", WALK),
    fact("role", ROLE, "what it does, if it is a control of the interface; else absent", WALK),
    fact("covered", Kind::Flag, "it lies within the box of the interface and is on top nowhere", WALK),
];
