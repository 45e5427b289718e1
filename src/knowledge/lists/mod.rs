//! What the user brought: cookie lists, filter lists, owners of hosts, recognisers of consent platforms.
//!
//! Texts in, books out: which files there are and where they lie is the business of the command line. Nothing here is
//! shipped; every list is the user's own copy, under its own licence.
//!
//! | file | holds |
//! |---|---|
//! | `kind.rs` | which lists can be read, and what each may say |
//! | `place.rs` | list and line of an entry |
//! | `csv.rs`, `json.rs` | texts read so that errors and entries have a place |
//! | `cookie_list.rs` | names, patterns and domains of cookies: the book and its look-up |
//! | `inventory.rs`, `open_cookie_database.rs` | the forms of cookie lists |
//! | `host_list.rs` | owners and purposes of hosts: the book and its look-up |
//! | `host_part.rs` | what filters of such lists single out: hosts, and how paths begin |
//! | `disconnect.rs`, `trackerdb.rs` | the forms of host lists |
//! | `filter_list.rs` | filter lists of ad blockers, compiled |
//! | `recogniser.rs` | what other tools' rules say of a consent platform, in our words |
//! | `autoconsent.rs`, `consent_o_matic.rs` | the forms of such rules |
//! | `read.rs` | a text of any kind to what it holds |
//! | `shelf.rs` | all lists that were taken in, and which were used |

mod autoconsent;
mod consent_o_matic;
mod cookie_list;
mod csv;
mod disconnect;
mod filter_list;
mod host_list;
mod host_part;
mod inventory;
mod json;
mod kind;
mod open_cookie_database;
mod place;
mod read;
mod recogniser;
mod shelf;
mod trackerdb;

pub use cookie_list::CookieClaim;
pub use filter_list::{ENGINE_VERSION, FilterList};
pub use kind::ListKind;
pub use place::ListPlace;
pub use read::{ListRead, PassedOver, read};
pub use shelf::{ListUsed, Shelf};

pub(super) use filter_list::Asking;
pub(super) use shelf::Listed;
