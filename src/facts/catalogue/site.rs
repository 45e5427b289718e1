//! Facts of the page, of its consent interface, of tracking as a whole, and those that only the owner knows.

use super::words::{AUDIENCE, BANNER_KIND};
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const SEARCH: &str = "the search for an interface at arrival";
const FIRST: &str = "controls of the first layer";

/// Facts of the visits as a whole.
pub(super) const VISIT: &[Definition] = &[fact(
    "visit.country",
    Kind::Text,
    "ISO 3166 code of the country that the visits came from; unknown unless it was told or looked up",
    "the setting `--country`, or the user's database of addresses",
)];

/// Facts of the page.
pub(super) const PAGE: &[Definition] = &[
    fact("page.https", Kind::Flag, "the page came over TLS", "final address of the page"),
    fact("page.loopback", Kind::Flag, "the page is on this machine", "final address of the page"),
    fact(
        "page.policy-linked",
        Kind::Flag,
        "a link leads to information on privacy or cookies, on the page or in the interface",
        "links of the page at arrival and return",
    ),
    fact(
        "page.policy-found",
        Kind::Flag,
        "such a page is linked or answers at a usual path with a status below 400",
        "links, and addresses tried in none-again",
    ),
];

/// Facts of the consent interface.
pub(super) const BANNER: &[Definition] = &[
    fact(
        "banner.seen",
        Kind::Flag,
        "a consent interface was shown; unknown if some place could not be looked at",
        SEARCH,
    ),
    fact("banner.platform", Kind::Text, "id of the consent platform; absent if none was recognised", SEARCH),
    fact(
        "banner.platform-present",
        Kind::Flag,
        "a consent platform or consent API is on the page, shown or not",
        SEARCH,
    ),
    fact("banner.kind", BANNER_KIND, "what the first layer offers", SEARCH),
    fact("banner.blocking", Kind::Flag, "the page behind cannot be used", SEARCH),
    fact("banner.after-scroll", Kind::Flag, "came only after a gesture", SEARCH),
    fact(
        "banner.on-next-page",
        Kind::Flag,
        "an interface stands on the second page of a visit in which nothing was chosen; absent if there is no second page",
        "the search for an interface on the second page of none",
    ),
    fact(
        "banner.platform-on-next-page",
        Kind::Flag,
        "a consent platform or consent API is on that page, shown or not; absent if there is no second page",
        "the search for an interface and the signals on the second page of none",
    ),
    fact("banner.accept-offered", Kind::Flag, "the first layer has a visible accept control", FIRST),
    fact("banner.reject-offered", Kind::Flag, "the first layer has a visible control that refuses", FIRST),
    fact("banner.settings-offered", Kind::Flag, "the first layer has a visible settings control", FIRST),
    fact("banner.all-understood", Kind::Flag, "no visible control of the first layer has the role other", FIRST),
    fact("banner.policy-linked", Kind::Flag, "the interface links to a policy page", FIRST),
];

/// How agreeing and refusing compare on the first layer.
pub(super) const PROMINENCE: &[Definition] = &[
    fact(
        "prominence.area-ratio",
        Kind::Number,
        "area of accept divided by area of reject, first layer; absent if one is missing",
        FIRST,
    )
    .measured(Unit::Ratio),
    fact(
        "prominence.font-ratio",
        Kind::Number,
        "font size of accept divided by that of reject; absent if one is missing",
        FIRST,
    )
    .measured(Unit::Ratio),
    fact(
        "prominence.weight-difference",
        Kind::Number,
        "font weight of accept minus that of reject; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.reject-inline",
        Kind::Flag,
        "reject is a link within a sentence while accept is a button; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.reject-contrast",
        Kind::Number,
        "WCAG contrast of reject's text; absent if there is no reject",
        FIRST,
    )
    .measured(Unit::Ratio),
    fact(
        "prominence.accept-contrast",
        Kind::Number,
        "WCAG contrast of accept's text; absent if there is no accept",
        FIRST,
    )
    .measured(Unit::Ratio),
];

/// Facts of tracking as a whole.
pub(super) const TRACKING: &[Definition] = &[fact(
    "tracking.any",
    Kind::Flag,
    "a surely known tracking cookie, storage item or endpoint in any state",
    "jar, storage and requests of all states",
)];

/// What the names of facts that the owner declares begin with.
pub const SITE_PREFIX: &str = "site.";

const DECLARED: &str = "the owner's declaration: `site` in a configuration file, or --site-fact";

/// Facts that no visit shows, and that the owner of a site may declare.
pub const SITE: &[Definition] = &[
    fact("site.audience", AUDIENCE, "for whom the site is made; unknown unless its owner declares it", DECLARED),
    fact(
        "site.exempt-measurement",
        Kind::Flag,
        "the site's audience measurement is configured so that it needs no consent; unknown unless its owner declares it",
        DECLARED,
    ),
];
