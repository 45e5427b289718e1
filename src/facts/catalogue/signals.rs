//! Facts of consent signals: of each phase, of requests, and of the site.

use super::{Definition, fact};
use crate::facts::Kind;
use crate::facts::unit::Unit;

/// Words for a type of consent.
pub const GRANT: Kind = Kind::Word(&["granted", "denied", "unset"]);
/// Words for what a vendor was told.
const TOLD: Kind = Kind::Word(&["granted", "denied", "unset", "held"]);

const PHASE: &str = "consent signals of that phase";
const STRING: &str = "the TC string of that phase";
const AMERICAN: &str = "GPP and US Privacy strings of that phase";
const LAYERS: &str = "calls in Google's data layers, and the country of the visit where defaults differ by region";
const QUEUES: &str = "calls that were heard or stand in the vendor's queue; those made past it are not seen";

/// Facts of the collection `signal`.
pub const SIGNAL: &[Definition] = &[
    fact("phase", Kind::Word(&["arrival", "accepted", "after-choice", "return", "next-page"]), "in which phase", PHASE),
    fact("before-choice", Kind::Flag, "before any choice; always where nothing is chosen", PHASE),
    fact("after-choice", Kind::Flag, "after the choice", PHASE),
    fact("on-return", Kind::Flag, "after the reload", PHASE),
    fact("gpc", Kind::Flag, "`navigator.globalPrivacyControl`; absent where the browser has none", PHASE),
    fact("tcf-present", Kind::Flag, "`__tcfapi` answers", PHASE),
    fact("tcf-gdpr-applies", Kind::Flag, "what it says of `gdprApplies`; absent if it does not say", PHASE),
    fact("tcf-status", Kind::Text, "its last `eventStatus`; absent if it told none", PHASE),
    fact("tcf-readable", Kind::Flag, "the TC string can be decoded; absent if there is none", STRING),
    fact(
        "tcf-grants",
        Kind::Flag,
        "a purpose, special feature or vendor is consented to; absent without a string",
        STRING,
    ),
    fact("tcf-purposes", Kind::Number, "purposes consented to", STRING),
    fact("tcf-vendors", Kind::Number, "vendors consented to", STRING),
    fact("tcf-special-features", Kind::Number, "special features opted into", STRING),
    fact("tcf-interests", Kind::Number, "purposes claimed by legitimate interest and not objected to", STRING),
    fact("tcf-interest-vendors", Kind::Number, "vendors that claim a legitimate interest not objected to", STRING),
    fact(
        "tcf-forbidden-interests",
        Kind::Number,
        "purposes among 1, 3, 4, 5 and 6 that are claimed by legitimate interest",
        STRING,
    ),
    fact("tcf-discloses-vendors", Kind::Flag, "has the segment of disclosed vendors", STRING),
    fact("tcf-vendors-disclosed", Kind::Number, "vendors in that segment", STRING),
    fact("tcf-cmp-id", Kind::Number, "number of the platform in the IAB's list", STRING),
    fact("tcf-policy-version", Kind::Number, "version of the framework's policies", STRING),
    fact("tcf-vendor-list-version", Kind::Number, "version of the vendor list", STRING),
    fact("tcf-language", Kind::Text, "language of the question, two capital letters", STRING),
    fact("tcf-created", Kind::Text, "day on which the string was made, `YYYY-MM-DD`", STRING),
    fact(
        "tcf-age-days",
        Kind::Number,
        "days from the making of the string to the run; one made for this visitor has none",
        STRING,
    )
    .measured(Unit::Days),
    fact(
        "tcf-disclosure-due",
        Kind::Flag,
        "made on 28 February 2026 or later, since when version 2.3 of the framework asks for the segment of disclosed vendors",
        STRING,
    ),
    fact("tcf-days-match", Kind::Flag, "made and changed on the same day", STRING),
    fact("gpp-present", Kind::Flag, "`__gpp` answers", PHASE),
    fact("gpp-readable", Kind::Flag, "the GPP string can be decoded; absent if there is none", AMERICAN),
    fact("us-privacy-present", Kind::Flag, "`__uspapi` gives a string", PHASE),
    fact(
        "us-opted-out",
        Kind::Flag,
        "every string that speaks of sale, sharing or targeted advertising says opted out; absent if none speaks",
        AMERICAN,
    ),
    fact("consent-mode-present", Kind::Flag, "a consent call stands in a data layer", PHASE),
    fact(
        "consent-mode-default-granted",
        Kind::Flag,
        "`ad_storage` or `analytics_storage` is granted beforehand; absent if neither is set",
        LAYERS,
    ),
    fact(
        "consent-mode-granted",
        Kind::Flag,
        "one of them is granted after all calls; absent if neither is set",
        LAYERS,
    ),
    fact(
        "consent-mode-late",
        Kind::Flag,
        "a tag is configured before the first default, or without one; absent if none is configured",
        LAYERS,
    ),
    fact("consent-mode-ads", GRANT, "`ad_storage` after all calls; absent without calls", LAYERS),
    fact("consent-mode-analytics", GRANT, "`analytics_storage` after all calls; absent without calls", LAYERS),
    fact("consent-mode-user-data", GRANT, "`ad_user_data` after all calls; absent without calls", LAYERS),
    fact("consent-mode-personalization", GRANT, "`ad_personalization` after all calls; absent without calls", LAYERS),
    fact("uet", TOLD, "what Microsoft UET was told last of advertising; absent if nothing was seen", QUEUES),
    fact("clarity", TOLD, "what Microsoft Clarity was told last; absent if nothing was seen", QUEUES),
    fact("meta", TOLD, "what Meta was told last; absent if nothing was seen", QUEUES),
    fact("tiktok", TOLD, "what TikTok was told last; absent if nothing was seen", QUEUES),
];

/// Facts of the signals as a whole.
pub(super) const SIGNALS_OF_SITE: &[Definition] = &[
    fact(
        "signals.agree",
        Kind::Flag,
        "no signal contradicts a choice: nothing is granted before one, after a refusal or a withdrawal; absent if there is no signal",
        "signals and requests of the states none, reject and withdraw",
    ),
    fact(
        "signals.tcf-gdpr-applies",
        Kind::Flag,
        "`gdprApplies` where nothing is chosen; absent if not told",
        "signals of none",
    ),
    fact(
        "signals.tcf-grants-before-choice",
        Kind::Flag,
        "the TC string holds a consent where nothing is chosen; absent without a string",
        "signals of none",
    ),
    fact(
        "signals.tcf-acted-before-choice",
        Kind::Flag,
        "`useractioncomplete` was told where nothing is chosen; absent without TCF",
        "event stream in none",
    ),
    fact(
        "signals.tcf-grants-after-reject",
        Kind::Flag,
        "the TC string holds a consent after refusing; absent without a string",
        "signals of reject after the choice",
    ),
    fact(
        "signals.tcf-interests-after-reject",
        Kind::Flag,
        "it holds a legitimate interest after refusing; absent without a string",
        "signals of reject after the choice",
    ),
    fact(
        "signals.tcf-grants-after-withdraw",
        Kind::Flag,
        "it holds a consent after withdrawing; absent without a string",
        "signals of withdraw after the choice",
    ),
    fact(
        "signals.tcf-grants-after-accept",
        Kind::Flag,
        "it holds a consent after accepting; absent without a string",
        "signals of accept after the choice",
    ),
    fact(
        "signals.tcf-grants-after-dismiss",
        Kind::Flag,
        "it holds a consent after the interface was sent away; absent without a string",
        "signals of dismiss after the choice",
    ),
    fact(
        "signals.tcf-grants-after-browse",
        Kind::Flag,
        "it holds a consent after scrolling and going on; absent without a string",
        "signals of browse",
    ),
    fact(
        "signals.tcf-vendors-disclosed",
        Kind::Number,
        "vendors that the string says were disclosed, after accepting; absent without a string or that segment",
        "signals of accept on return",
    ),
    fact(
        "signals.consent-mode-default-granted",
        Kind::Flag,
        "Consent Mode grants storing beforehand; absent if it sets no default",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-late",
        Kind::Flag,
        "a Google tag is configured before the default, or without one; absent if none is configured",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-granted-before-choice",
        Kind::Flag,
        "Consent Mode grants storing where nothing is chosen; absent without calls",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-granted-after-reject",
        Kind::Flag,
        "it grants storing after refusing; absent without calls",
        "data layers in reject after the choice",
    ),
    fact(
        "signals.consent-mode-granted-after-withdraw",
        Kind::Flag,
        "it grants storing after withdrawing; absent without calls",
        "data layers in withdraw after the choice",
    ),
    fact(
        "signals.consent-mode-granted-after-accept",
        Kind::Flag,
        "it grants storing after accepting; absent without calls",
        "data layers in accept after the choice",
    ),
    fact(
        "signals.wire-granted-before-choice",
        Kind::Flag,
        "a request tells Google or Microsoft that storing is granted where nothing is chosen; absent if none tells",
        "requests of none",
    ),
    fact(
        "signals.wire-granted-after-reject",
        Kind::Flag,
        "the same after refusing",
        "requests of reject after the choice",
    ),
    fact(
        "signals.wire-granted-after-withdraw",
        Kind::Flag,
        "the same after withdrawing",
        "requests of withdraw after the choice",
    ),
    fact(
        "signals.wire-granted-after-accept",
        Kind::Flag,
        "the same after accepting",
        "requests of accept after the choice",
    ),
    fact(
        "signals.not-opted-out-under-gpc",
        Kind::Flag,
        "Global Privacy Control is on, and a GPP or US Privacy string says not opted out; absent if none speaks",
        "signals of gpc",
    ),
];
