//! Facts of the choices and of what they changed.

use super::words::{CHOICE, RECORD};
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const VISITS: &str = "the visits of the choices";
const RECORDS: &str = "the visits of the choices, and the files of platforms";
const RECORD_DAYS: &str = "days that what holds the choice was asked to last, 0 if it ends with the session; absent if it has \
     no end, as in localStorage; unknown if nothing was seen to hold it, or things that last differently";

/// How each choice ended.
pub(super) const CHOICES: &[Definition] = &[
    fact("reject.status", CHOICE, "how the attempt to refuse ended", VISITS),
    fact("accept.status", CHOICE, "how the attempt to accept ended", VISITS),
    fact(
        "reject.steps",
        Kind::Number,
        "activations, toggles and needed scrolls to refuse; absent if it cannot be done",
        VISITS,
    ),
    fact("accept.steps", Kind::Number, "the same to accept; absent if it cannot be done", VISITS),
    fact(
        "reject.steps-more",
        Kind::Number,
        "steps to refuse minus steps to accept; absent if one cannot be done",
        VISITS,
    ),
    fact("reject.banner-on-return", Kind::Flag, "the interface is back after refusing and reloading", VISITS),
    fact("accept.banner-on-return", Kind::Flag, "the interface is back after accepting and reloading", VISITS),
    fact("reject.recorded", Kind::Flag, "a cookie or storage item changed with the refusal and holds it", VISITS),
    fact("reject.dialogs", Kind::Number, "native dialogs after refusing; absent if it cannot be done", VISITS),
    fact("reject.windows", Kind::Number, "windows that refusing opened; absent if it cannot be done", VISITS),
    fact("reject.downloads", Kind::Number, "downloads that refusing began; absent if it cannot be done", VISITS),
    fact(
        "reject.navigations",
        Kind::Number,
        "pages that refusing led to or loaded again, before our reload; absent if it cannot be done",
        VISITS,
    ),
    fact("reject-again.status", CHOICE, "how the attempt to refuse in a second fresh profile ended", VISITS),
    fact(
        "reject-again.banner-on-return",
        Kind::Flag,
        "the interface is back after refusing and reloading in a second fresh profile",
        VISITS,
    ),
    fact("accept.recorded", Kind::Flag, "a cookie or storage item changed with the acceptance and holds it", VISITS),
    fact("accept.dialogs", Kind::Number, "native dialogs after accepting; absent if it cannot be done", VISITS),
    fact("accept.windows", Kind::Number, "windows that accepting opened; absent if it cannot be done", VISITS),
    fact("accept.downloads", Kind::Number, "downloads that accepting began; absent if it cannot be done", VISITS),
    fact(
        "accept.navigations",
        Kind::Number,
        "pages that accepting led to or loaded again, before our reload; absent if it cannot be done",
        VISITS,
    ),
    fact("withdraw.status", CHOICE, "how the attempt to withdraw an acceptance ended", VISITS),
    fact(
        "withdraw.steps",
        Kind::Number,
        "activations, toggles and needed scrolls to withdraw, from the page on; absent if it cannot be done",
        VISITS,
    ),
    fact(
        "withdraw.steps-more",
        Kind::Number,
        "steps to withdraw minus steps to accept; absent if one cannot be done",
        VISITS,
    ),
    fact(
        "withdraw.reopened-by",
        Kind::Word(&["still-there", "platform", "widget", "link", "platform-call"]),
        "what opened the interface again: it never went away, a control that the platform's file names, a small control that \
         floats, a link or button of the page, or no control but a function of the platform; absent if nothing did",
        VISITS,
    ),
    fact("withdraw.banner-on-return", Kind::Flag, "the interface is back after withdrawing and reloading", VISITS),
    fact("withdraw.recorded", Kind::Flag, "a cookie or storage item changed with the withdrawal and holds it", VISITS),
    fact("save.status", CHOICE, "how the attempt to save what is set beforehand ended", VISITS),
    fact("save.steps", Kind::Number, "steps to save what is set beforehand; absent if it cannot be done", VISITS),
    fact("save.banner-on-return", Kind::Flag, "the interface is back after saving and reloading", VISITS),
    fact("save.recorded", Kind::Flag, "a cookie or storage item changed with saving and holds the choice", VISITS),
    fact("dismiss.status", CHOICE, "how the attempt to send the interface away without a choice ended", VISITS),
    fact("dismiss.banner-on-return", Kind::Flag, "the interface is back after it was sent away and a reload", VISITS),
    fact(
        "dismiss.recorded",
        Kind::Flag,
        "a cookie or storage item changed when the interface was sent away, and holds a choice",
        VISITS,
    ),
    fact("reject.record-days", Kind::Number, RECORD_DAYS, VISITS).measured(Unit::Days),
    fact("accept.record-days", Kind::Number, RECORD_DAYS, VISITS).measured(Unit::Days),
    fact("partial-functional.status", CHOICE, "how the attempt to agree to functional alone ended", VISITS),
    fact("partial-analytics.status", CHOICE, "how the attempt to agree to analytics alone ended", VISITS),
    fact("partial-marketing.status", CHOICE, "how the attempt to agree to marketing alone ended", VISITS),
    fact("partial-social.status", CHOICE, "how the attempt to agree to social media alone ended", VISITS),
    fact(
        "reject.record-reads",
        RECORD,
        "what is stored after the refusal says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "accept.record-reads",
        RECORD,
        "what is stored after the acceptance says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "withdraw.record-reads",
        RECORD,
        "what is stored after the withdrawal says, as the platform's file reads it",
        RECORDS,
    ),
    fact("save.record-reads", RECORD, "what is stored after saving says, as the platform's file reads it", RECORDS),
    fact(
        "dismiss.record-reads",
        RECORD,
        "what is stored after sending the interface away says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "platform.reads-before-choice",
        RECORD,
        "what the platform has stored where nothing is chosen says, as its file reads it; absent if it has stored nothing",
        "jar and storage in none, and the files of platforms",
    ),
];

/// What refusing changed.
pub(super) const EFFECT: &[Definition] = &[
    fact(
        "effect.tracking-after-accept",
        Kind::Number,
        "tracking cookies, storage items and endpoints after accepting, surely known ones only",
        VISITS,
    ),
    fact("effect.tracking-after-reject", Kind::Number, "the same after refusing", VISITS),
    fact(
        "effect.kept-share",
        Kind::Number,
        "share of those after accepting that are also there after refusing, 0 to 1; absent if there are none after accepting",
        VISITS,
    )
    .measured(Unit::Share),
    fact(
        "effect.kept-share-again",
        Kind::Number,
        "the same with what is there after refusing in a second fresh profile; absent if there are none after accepting",
        VISITS,
    )
    .measured(Unit::Share),
    fact(
        "effect.ad-recipients",
        Kind::Number,
        "vendors of advertising whose endpoints were sent an identifier where nothing is chosen",
        "requests of none",
    ),
    fact(
        "effect.ad-recipients-under-gpc",
        Kind::Number,
        "the same where Global Privacy Control is on",
        "requests of gpc",
    ),
    fact(
        "effect.ad-recipients-kept-share",
        Kind::Number,
        "share of the former that are among the latter, 0 to 1; absent if there are none of the former",
        "requests of none and gpc",
    )
    .measured(Unit::Share),
];
