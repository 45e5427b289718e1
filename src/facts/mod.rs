//! Evidence × knowledge to typed facts. Pure: no I/O, no clock, no hash order.
//!
//! Two views of the same facts: typed structs for reports ([`Facts`]), and a flat view by name for rules
//! ([`View`]), whose vocabulary is [`catalogue`]. A fact that rests on evidence that is missing is
//! [`Fact::Unknown`] with the reason, never a default.
//!
//! | file | holds |
//! |---|---|
//! | `value.rs` | values, unknowns, items, collections |
//! | `catalogue/` | the vocabulary that rules may use, a file a collection |
//! | `site.rs` | the typed facts |
//! | `view.rs` | the flat view |
//! | `site_facts.rs` | what only the owner of a site knows, as declared |
//! | `derive.rs` | the way from evidence to all of them |
//! | `lived.rs` | which visits count, how far they came |
//! | `page.rs`, `next_page.rs`, `banner.rs`, `first_layer.rs`, `controls.rs` | the page, the second page, the interface, what it offers and how |
//! | `spoken.rs`, `wording.rs`, `policy_words.rs`, `tongues.rs`, `toggles.rs` | what the interface and policy pages say, and in which language |
//! | `named.rs`, `opt_out.rs`, `wall.rs` | who is named, whether an opt-out is offered, what refusing leaves of the page |
//! | `standing.rs`, `prominence.rs`, `calls.rs`, `placed.rs` | how the interface stands, how its choices are drawn and placed |
//! | `keyboard.rs`, `voiced.rs` | what the Tab key and assistive technology meet |
//! | `states.rs`, `effect.rs` | how the choices ended, what they changed |
//! | `fingerprints.rs`, `heuristics.rs`, `drawn.rs` | scripts that tell browsers apart |
//! | `unseen.rs` | what defeated hooks leave unknown |
//! | `cookies.rs`, `cookie_writes.rs`, `storage.rs`, `requests.rs` | the collections |
//! | `revived.rs` | cookies that come back after deletion |
//! | `sent_cookies.rs` | in which requests each cookie was sent |
//! | `chain.rs` | who asked for a request, who asked for that, and so on |
//! | `presence.rs`, `profiles.rs`, `described.rs`, `identifier.rs`, `setter.rs`, `lifetime.rs`, `party.rs` | when, against which profiles, what for, whether it identifies, who, how long, whose |
//! | `steady.rs` | identities that stay the same from run to run |
//! | `entropy.rs`, `token.rs`, `set_cookie.rs`, `cookie_date.rs`, `pointer.rs` | reading of values, lines, dates; JSON pointers |
//! | `declared.rs`, `declared_name.rs` | what the site declares, beside what was observed |
//! | `course.rs` | how a cookie fared over a visit |
//! | `link_identifier.rs` | identifiers that links carry |
//! | `leak.rs`, `leak/` | identifiers that leave to another party |
//! | `names.rs` | names of the site's own that lead to trackers |
//! | `places.rs` | the country of the address that answered |
//! | `owner.rs` | who owns a host |
//! | `signals.rs`, `signals_read.rs`, `wire_consent.rs`, `consistency.rs`, `disclosed.rs` | what consent signals and requests say, and whether they agree with the choice |
//! | `tcf_permission.rs` | whether the framework lets a registered vendor store and read |
//! | `recipients.rs` | who of the advertising trade is sent identifiers, and whether GPC changes that |
//! | `vantage.rs` | from where the visits came |
//! | `records.rs`, `record_days.rs` | what the platform keeps of the choice, also where nothing is chosen, and for how long |
//! | `partial.rs` | how choices of one category alone ended |
//! | `refused_cookies.rs` | cookies that the browser refused |
//! | `personal.rs`, `varying.rs` | what of a person stands in values, how much of a value can be chance |
//! | `merge.rs` | items and contacts over all states |
//! | `timeline.rs`, `timeline/` | what happened in a visit, one thing after the other |

mod banner;
mod calls;
pub mod catalogue;
mod chain;
mod consistency;
mod controls;
mod cookie_date;
mod cookie_writes;
mod cookies;
mod course;
mod declared;
mod declared_name;
mod derive;
mod described;
mod disclosed;
mod drawn;
mod effect;
mod entropy;
mod fingerprints;
mod first_layer;
mod heuristics;
mod identifier;
mod keyboard;
mod leak;
mod lifetime;
mod link_identifier;
mod lived;
mod merge;
mod met_again;
mod named;
mod names;
mod next_page;
mod opt_out;
mod owner;
mod page;
mod partial;
mod party;
mod personal;
mod placed;
mod places;
mod pointer;
mod policy_words;
mod presence;
mod profiles;
mod prominence;
mod recipients;
mod record_days;
mod records;
mod refused_cookies;
mod requests;
mod revived;
mod sent_cookies;
mod set_cookie;
mod setter;
mod signals;
mod signals_read;
mod site;
mod site_facts;
mod sliding;
mod spoken;
mod standing;
mod states;
mod steady;
mod storage;
mod tcf_permission;
mod timeline;
mod toggles;
mod token;
mod tongues;
mod unit;
mod unseen;
mod value;
mod vantage;
mod varying;
mod view;
mod voiced;
mod wall;
mod wire_consent;
mod wording;

pub use chain::{Chains, Link, Means};
pub use derive::derive;
pub use leak::{Form, Part};
pub use partial::status_of as status_of_partial;
pub use party::{host_of, is_loopback, registrable};
pub use sent_cookies::{Sending, SentCookies};
pub use site::{
    BannerFacts, BannerKind, Contact, Facts, IdentifierLike, ItemKind, LayerAbout, LeakFacts, Party, RecordFacts, Seen,
    SetBy, SetHow, StateFacts, StoredItem,
};
pub use site_facts::{Refused, SiteFacts};
pub use timeline::{Event, EventKind, Timed, Timeline, timeline};
pub use unit::{MEASURES, Measure, Misfit, Quantity, Unit};
pub use value::{Collected, Collection, Fact, Item, Kind, Value, Witness};
pub use view::View;

/// Parts of evidences, as the integration tests build them.
#[cfg(test)]
#[path = "../../tests/it/support"]
mod staged {
    pub mod knowledge;
    pub mod parts;
    pub mod scene;
}
