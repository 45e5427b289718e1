//! Finds consent interfaces: look at every frame, weigh what was seen, tell what each control does.
//!
//! Looking is done in the page and reads no words; deciding is done here and touches no page.
//!
//! | file | holds |
//! |---|---|
//! | `look.rs` | what `survey.js` tells of one frame |
//! | `survey.rs` | one look at all frames |
//! | `weigh.rs` | which boxes are consent interfaces |
//! | `gates.rs` | what has to be passed before a page shows anything |
//! | `roles.rs` | what each control does |
//! | `platforms.rs` | which consent platforms left a sign |
//! | `portray.rs` | an interface in the words of the evidence |

mod gates;
mod look;
mod platforms;
mod portray;
mod roles;
mod survey;
mod weigh;

pub use gates::gate;
pub use platforms::{Signs, recognise};
pub use survey::{Survey, survey};
pub use weigh::{Eagerness, Sight, lurks, sights};
