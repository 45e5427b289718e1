//! Real Chrome over our own DevTools client.
//!
//! May know: the traits beside it, the typed requests and the default arguments of the crate `headless_chrome`. Its
//! own transport, tabs and events are not used: they lose what they cannot parse, block, and outlive a dead page.
//!
//! | file | holds |
//! |---|---|
//! | `find.rs` | which executable to start |
//! | `launch.rs`, `args.rs`, `profile.rs` | the process, its command line, its temporary profile |
//! | `pipe.rs`, `wire.rs`, `client.rs` | bytes, messages, calls and events |
//! | `browser.rs` | [`Chrome`]: start, contexts, end |
//! | `open.rs` | the order of things when a page, popup, frame or worker comes to be |
//! | `twins.rs` | service workers that are attached twice |
//! | `tab.rs` | what is known of one page; takes its events |
//! | `listen.rs`, `network.rs`, `answers.rs`, `sockets.rs`, `stored.rs` | events in our own words |
//! | `bodies.rs` | bodies that do not come with the events |
//! | `page.rs` | [`ChromePage`]: the calls of the trait |
//! | `clock.rs`, `pace.rs`, `draw.rs` | going somewhere, page time, and the frames that show it |
//! | `frames.rs`, `ask.rs`, `roots.rs` | frames, scripts, closed shadow roots |
//! | `paper.rs` | a document of ours, printed |
//! | `voices.rs` | what the accessibility tree tells of elements |
//! | `input.rs` | pointer, wheel, keys |
//! | `probe.rs` | whether third-party cookies are kept, as tried |
//! | `masks.rs` | the user agent that pages see |
//! | `hand_over.rs` | headers, cookies, user and password for the site's own origin |
//! | `shrink.rs` | pictures in CSS pixels |

mod answers;
mod args;
mod ask;
mod bodies;
mod browser;
mod client;
mod clock;
mod draw;

mod find;
mod frames;
mod hand_over;
mod input;
mod launch;
mod listen;
mod masks;
mod network;
mod open;
mod pace;
mod page;
mod paper;
mod pipe;
mod probe;
mod profile;
mod roots;
mod shrink;
mod sockets;
mod stored;
mod tab;
mod twins;
mod voices;
mod wire;

pub use browser::Chrome;
pub use find::{Flavour, Found, Wish, find};
pub use launch::{Certificates, Launch, Sandbox, Window};
pub use page::ChromePage;
pub use probe::ThirdParty;
