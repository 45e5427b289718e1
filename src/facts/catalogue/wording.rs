//! What the interface and the policy pages say, in which language, and what refusing leaves of the page.

use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const FIRST: &str = "text and controls of the first layer, and the words of its language in rules/subjects";
const SECOND: &str = "text of the second layer that none-again opened, and the words of its language in rules/subjects";
const POLICY: &str =
    "texts of the policy pages that none-again opened, and the words of their languages in rules/subjects";
const TONGUE: &str = "letters of the text, and what the page says of itself; a text of at least 80 letters";
const BACK: &str = "the page after refusing and after accepting, both loaded again";
const WORDS: &str = "visible controls and lines of the main document and of the interface";

/// What the interface says.
pub(super) const WORDING: &[Definition] = &[
    fact("first-layer.names-advertising", Kind::Flag, "it speaks of advertising; absent without an interface", FIRST),
    fact("first-layer.names-analytics", Kind::Flag, "it speaks of measurement or statistics", FIRST),
    fact("first-layer.names-recipients", Kind::Flag, "it speaks of third parties, partners or vendors", FIRST),
    fact(
        "first-layer.partner-count",
        Kind::Number,
        "number beside partners or vendors; absent if none stands there",
        FIRST,
    ),
    fact(
        "first-layer.lists-recipients",
        Kind::Flag,
        "a control of it speaks of third parties, partners or vendors",
        FIRST,
    ),
    fact("first-layer.tells-withdrawal", Kind::Flag, "it says that a choice can be taken back or changed", FIRST),
    fact(
        "first-layer.names-controller",
        Kind::Flag,
        "it holds the name of the site or of who runs it",
        "text of the first layer, the domain, and what the page calls itself (og:site_name, schema.org)",
    ),
    fact("first-layer.speaks-as-we", Kind::Flag, "it says \"we\" or \"our\"", FIRST),
    fact(
        "first-layer.interest-claim",
        Kind::Text,
        "sentence that founds cookies or advertising on a legitimate interest; absent if none does",
        FIRST,
    ),
    fact("first-layer.benefit-words", Kind::Text, "words that hold out a benefit or press; absent if none do", FIRST),
    fact(
        "second-layer.names-recipients",
        Kind::Flag,
        "it speaks of third parties, partners or vendors; absent without settings",
        SECOND,
    ),
    fact("second-layer.tells-withdrawal", Kind::Flag, "it says that a choice can be taken back or changed", SECOND),
    fact("second-layer.tells-duration", Kind::Flag, "it speaks of how long something is kept", SECOND),
    fact(
        "toggles.optional",
        Kind::Number,
        "switches that give a consent for purposes; absent without an interface, unknown if a further layer may split them",
        "controls of the second layer, of the first where there is no second",
    ),
    fact(
        "toggles.bundled-label",
        Kind::Text,
        "label of a switch that names two of advertising, measurement and social networks; absent if none does",
        "controls of the second layer, of the first where there is no second",
    ),
    fact("banner.language", Kind::Text, "language of the interface; unknown if it is not sure", TONGUE),
    fact("banner.language-differs", Kind::Flag, "the page is written in another language", TONGUE),
];

/// What the page says.
pub(super) const PAGE_WORDS: &[Definition] = &[
    fact("page.language", Kind::Text, "language of the page; unknown if it is not sure", TONGUE),
    fact(
        "page.opt-out-linked",
        Kind::Flag,
        "a visible control offers to opt out of sale or sharing, by words or icon",
        WORDS,
    ),
    fact(
        "gpc.confirmed",
        Kind::Flag,
        "who sends Global Privacy Control is shown a line that says it was honoured, and others are not",
        WORDS,
    ),
    fact(
        "wall.text-share",
        Kind::Number,
        "length of the page's text after refusing divided by that after accepting; absent if one is not offered",
        BACK,
    )
    .measured(Unit::Ratio),
    fact(
        "wall.led-away",
        Kind::Flag,
        "refusing led to another page than arriving and accepting; absent if one is not offered",
        BACK,
    ),
];

/// What the policy pages say.
pub(super) const POLICY_WORDS: &[Definition] = &[
    fact("policy.names-controller", Kind::Flag, "they say who is responsible", POLICY),
    fact("policy.names-purposes", Kind::Flag, "they speak of a purpose", POLICY),
    fact("policy.names-cookies", Kind::Flag, "they speak of cookies or similar technologies", POLICY),
    fact("policy.names-recipients", Kind::Flag, "they speak of third parties, partners or vendors", POLICY),
    fact("policy.tells-duration", Kind::Flag, "they speak of how long something is kept", POLICY),
    fact("policy.names-transfers", Kind::Flag, "they speak of transfers to other countries", POLICY),
    fact("policy.tells-withdrawal", Kind::Flag, "they say that a choice can be taken back or changed", POLICY),
    fact("policy.names-complaint", Kind::Flag, "they speak of the right to complain", POLICY),
    fact("policy.items-named", Kind::Number, "how many of these eight they speak of", POLICY),
    fact("policy.items-lacking", Kind::Text, "those that they do not speak of; absent if they speak of all", POLICY),
    fact(
        "policy.claims-interest",
        Kind::Flag,
        "a sentence founds cookies for advertising on a legitimate interest",
        POLICY,
    ),
    fact("policy.dismisses-signals", Kind::Flag, "a sentence says that signals of browsers are passed over", POLICY),
    fact("policy.honours-signals", Kind::Flag, "a sentence says that such a signal is honoured", POLICY),
];
