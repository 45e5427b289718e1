//! Evidence × knowledge to typed facts. Pure: no I/O, no clock, no hash order.
//!
//! Two views of the same facts: typed structs for reports ([`Facts`]), and a flat view by name for rules
//! ([`View`]), whose vocabulary is [`catalogue`]. A fact that rests on evidence that is missing is
//! [`Fact::Unknown`] with the reason, never a default.
//!
//! | file | holds |
//! |---|---|
//! | `value.rs` | values, unknowns, items, collections |
//! | `catalogue.rs` | the vocabulary that rules may use |
//! | `site.rs` | the typed facts |
//! | `derive.rs` and beside it | the derivations |
//! | `view.rs` | typed facts to the flat view |

pub mod catalogue;
mod derive;
mod site;
mod value;
mod view;

pub use derive::derive;
pub use site::{
    BannerFacts, BannerKind, Contact, Facts, IdentifierLike, ItemKind, Party, Seen, SetBy, SetHow, StateFacts,
    StoredItem,
};
pub use value::{Collected, Collection, Fact, Item, Kind, Value, Witness};
pub use view::View;
