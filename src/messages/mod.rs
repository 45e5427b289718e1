//! What is said to people, in every language of the reports: keys to texts with places to fill in, and forms for counts.
//!
//! It knows the reader of YAML alone. The texts stand in `reports/messages/<language>.yaml`; `build.rs` reads and checks them, so
//! that a wrong file fails the build and no YAML is read at run time. A language is handed on, never asked of a global:
//! a report carries its own. Words that programs read (ids, enums) are not translated where programs read them.
//!
//! | file | holds |
//! |---|---|
//! | `language.rs` | the languages, and which form a count takes |
//! | `table.rs` | the texts of one language |
//! | `sentence.rs` | sentences of evidence and rules, recognised and said in another language |
//! | `speak.rs` | [`Messages`]: looking up, filling in, counting, numbers and days |
//! | `file.rs` | a file to a table, when the program is built |

#[cfg(test)]
mod file;
mod language;
mod sentence;
mod speak;
mod table;

pub use language::Language;
pub use speak::Messages;
pub use table::Text;
