//! Settings: what holds, and who said so. Words of the command line go before the configuration file, its sites before
//! its defaults, those before the chosen profiles, and those before what is built in.
//!
//! | file | holds |
//! |---|---|
//! | `setting.rs` | the table of all settings: name, flag, default, how a word is checked |
//! | `checks.rs` | the checks of single words |
//! | `handed.rs` | those of what a site or proxy is handed |
//! | `held.rs` | words with where they were said; one layer over another |
//! | `flags.rs` | the command line as a layer |
//! | `text.rs` | the parts of the file that are lists and facts of the owner |
//! | `read.rs` | the file as layers and sites, all mistakes at once |
//! | `site.rs` | a site of the file: its address, name and place |
//! | `named.rs` | files, profiles and platforms that it names, and whether they are there |
//! | `answered.rs` | what the owner answers for and declares, to be shown |
//! | `aim.rs` | what a run is to visit, each with the settings that hold for it |
//! | `secret.rs` | `${NAME}`: what the environment holds and nobody is shown |
//! | `veil.rs` | the file with its secrets veiled, fit to be quoted |
//! | `schema.rs` | the schema of the file, for editors |
//! | `words.rs` | what may be written for each setting, for the schema |
//! | `show.rs` | `consentinel config show` |

#[cfg(feature = "chrome")]
mod aim;
mod answered;
mod checks;
mod flags;
mod handed;
mod held;
mod named;
mod read;
mod schema;
mod secret;
mod setting;
mod show;
mod site;
mod text;
mod veil;
mod words;

#[cfg(feature = "chrome")]
pub use aim::{Aim, aims, unmeant};
pub use checks::expected;
#[cfg(feature = "chrome")]
pub use checks::{host_rule, pair, scale_of, viewport_of};
#[cfg(feature = "chrome")]
pub use flags::visiting;
pub use flags::{forms, judging};
#[cfg(feature = "chrome")]
pub use handed::{brought_cookie, proxy};
pub use held::{Held, Origin, Settings};
pub use named::Known;
pub use read::{Configuration, DEFAULT_FILE, common, faults};
pub use schema::schema;
#[cfg(feature = "chrome")]
pub use secret::{held, names as variables, reveal};
pub use setting::Setting;
pub use show::{ConfigArguments, run};
#[cfg(feature = "chrome")]
pub use site::Address;
pub use site::Site;
pub use text::{ConfigurationText, ListText};
pub use veil::veiled;
