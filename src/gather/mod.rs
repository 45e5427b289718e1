//! Drives a page through the visits and fills evidence.
//!
//! Collecting knows nothing of judging: no policy, no facts, no report. It may use `browser` (its traits),
//! `evidence` and `knowledge`.
//!
//! | file | holds |
//! |---|---|
//! | `plan.rs` | how a target is to be visited |
//! | `conduct.rs` | all states of one target, side by side |
//! | `abreast.rs` | futures side by side, a bounded number at once |
//! | `unfinished.rs` | visits that were not lived to the end |
//! | `visit.rs` | the way of one visit through its phases |
//! | `arrive.rs`, `come_back.rs`, `gesture.rs` | opening the page, loading it again, moving on it |
//! | `reach.rs`, `walls.rs` | what became of opening the site; signs of bot walls |
//! | `glance.rs` | one look at a page as it stands |
//! | `moment.rs` | everything that is gathered at one moment |
//! | `jar.rs` | the jar as evidence |
//! | `stored.rs` | web storage, databases and caches |
//! | `recorder.rs` | from what was heard to evidence |
//! | `requests.rs`, `wire.rs`, `sockets.rs`, `joined.rs` | requests: their pieces, headers and times, messages, steps |
//! | `written.rs`, `probed.rs` | writes, and calls by which browsers are told apart |
//! | `standing.rs` | whether the hooks still stand |
//! | `told.rs` | what consent interfaces told by themselves |
//! | `banner/` | finds consent interfaces and tells what their controls do |
//! | `act.rs` | operating one control |
//! | `gate.rs` | passing an age gate or a language chooser |
//! | `layers.rs` | opening a further layer |
//! | `choice/` | what is done in each state, and what proves that it took |
//! | `next_page.rs` | going on to a second page of the site |
//! | `album/` | pictures: cut, marked, and read for contrast |
//! | `watched.rs` | a page that is not pictured twice |
//! | `declaration.rs` | what the site itself says of its cookies |
//! | `look_behind.rs` | second layer and policy pages, after everything was recorded |
//! | `keyboard.rs`, `focus_looks.rs` | the interface with the Tab key, before the second layer is opened |
//! | `spoken.rs` | the interface as assistive technology is told of it |
//! | `names.rs` | where names of the site's own lead, after the visits |
//! | `revival.rs` | what comes back after all cookies were deleted, last of all |
//! | `probes/` | the scripts that are run in pages |

mod abreast;
mod act;
mod album;
mod arrive;
mod banner;
mod choice;
mod come_back;
mod conduct;
mod declaration;
mod focus_looks;
mod gate;
mod gesture;
mod glance;
mod jar;
mod joined;
mod keyboard;
mod layers;
mod look_behind;
mod moment;
#[cfg(feature = "dns")]
mod names;
mod next_page;
mod plan;
mod probed;
mod probes;
mod reach;
mod recorder;
mod requests;
mod revival;
mod sockets;
mod spoken;
mod standing;
mod stored;
mod stored_page;
mod told;
mod unfinished;
mod visit;
mod walls;
mod watched;
mod wire;
mod words;
mod written;

pub use conduct::{Ending, Lived, Onlooker, assemble, conduct, conduct_each, conduct_states};
pub use declaration::lists_of;
pub use glance::glance;
#[cfg(feature = "dns")]
pub use names::{Bounds, NameAsker};
pub use plan::{Budgets, Conditions, PageForm, Plan, Screenshots};
