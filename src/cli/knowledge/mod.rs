//! `consentinel knowledge`: lists of the user's own, taken in, told, removed, fetched again.
//!
//! | file | holds |
//! |---|---|
//! | `arguments.rs` | what can be written on the command line |
//! | `folder.rs` | where lists are kept, and under which names |
//! | `kept.rs` | a list as it is kept: the text as it came, and what is known about it |
//! | `import.rs` | a text that is read, checked and kept |
//! | `inventory.rs` | the inventory that a configuration names |
//! | `add.rs` | all kept lists added to what is known |
//! | `tell.rs` | `list` and `info` |
//! | `configuration.rs` | lists and their addresses, named by the user |
//! | `fetch.rs` | one list over HTTP |
//! | `update.rs` | `update`: each list anew, the last good one kept where that fails |

mod add;
mod arguments;
mod configuration;
mod fetch;
mod folder;
mod import;
mod inventory;
mod kept;
mod tell;
mod update;

pub use add::add;
pub use arguments::{ImportedArguments, KnowledgeArguments};
pub use inventory::take_in;

use arguments::KnowledgeAction;
use folder::Folder;

use super::exit::{Exit, Trouble};
use super::output;
use super::texts::Texts;
use crate::knowledge::DeclarationWords;

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: &KnowledgeArguments) -> Result<Exit, Trouble> {
    match &words.action {
        KnowledgeAction::Import(words) => import::run(words),
        KnowledgeAction::List(words) => tell::list(words),
        KnowledgeAction::Info(words) => tell::info(words),
        KnowledgeAction::Remove { name, data } => {
            let folder = Folder::of(data)?;
            folder.remove(name)?;
            output::say(&format!("{name} was removed from {}.", folder.place().display()));
            Ok(Exit::Clean)
        }
        KnowledgeAction::Update(words) => update::run(words),
    }
}

/// The words of purposes and lifetimes that lists are read by.
fn built_in_words() -> Result<DeclarationWords, Trouble> {
    Ok(Texts::default().knowledge()?.declarations)
}
