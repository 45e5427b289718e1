//! Consent signals decoded: what strings, calls and parameters of consent interfaces say.
//!
//! Pure. Bad input gives a [`SignalFault`] that names part, field and place, never a panic.
//!
//! | file | holds |
//! |---|---|
//! | `fault.rs` | what is wrong with a string, and where |
//! | `bits.rs` | fields of strings of six bits a letter |
//! | `tc_string.rs` | the string of the Transparency and Consent Framework |
//! | `gpp.rs`, `gpp_section.rs`, `gpp_tables.rs`, `gpp_states.rs` | the string of the Global Privacy Platform; its sections by tables |
//! | `us_privacy.rs` | the US Privacy string |
//! | `google_status.rs` | Google's consent status in requests: `gcs` and `gcd` |
//! | `google_wire.rs` | what requests say of consent |
//! | `consent_mode.rs` | what calls of Google Consent Mode come to |
//! | `vendor_calls.rs` | what calls of single vendors say |
//! | `stored.rs` | the ten purposes of stored strings, for the records of platforms |

mod bits;
mod consent_mode;
mod fault;
mod google_status;
mod google_wire;
mod gpp;
mod gpp_section;
mod gpp_states;
mod gpp_tables;
mod stored;
mod tc_string;
mod us_privacy;
mod vendor_calls;

pub use consent_mode::{ConsentMode, Setting};
pub use fault::{Place, SignalFault};
pub use google_status::{Gcd, GcdGrant, Gcs, Grant};
pub use google_wire::WireConsent;
pub use gpp::{Gpp, GppSection};
pub(super) use stored::{gpp_purposes, tc_purposes};
pub use tc_string::{Restriction, Segment, SegmentKind, TcString};
pub use us_privacy::{UsAnswer, UsPrivacy};
pub use vendor_calls::{VendorSays, meta, microsoft_clarity, microsoft_uet, tik_tok};
