//! A site of the file: its address, name and place.

use std::path::PathBuf;

use url::Url;

use super::held::Settings;

/// What is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// An address of the web.
    Web(Url),
    /// An HTML file, served on loopback.
    File(PathBuf),
    /// A folder, served on loopback.
    Folder(PathBuf),
    /// A word of the command line, which may be any of these.
    #[cfg(feature = "chrome")]
    Word(String),
}

/// A site of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Name by which it is picked.
    pub name: String,
    /// Its address as it is written.
    pub given: String,
    /// What is opened.
    pub address: Address,
    /// What is set for it alone.
    pub settings: Settings,
    /// Where its address stands.
    pub line: Line,
}

#[cfg(feature = "chrome")]
impl Site {
    /// What a word of the command line names, with nothing set for it.
    pub fn word(word: &str) -> Self {
        let (given, address) = (word.to_owned(), Address::Word(word.to_owned()));
        Self { name: String::new(), given, address, settings: Settings::default(), line: Line::default() }
    }
}

/// A line of the file, for tools that point into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Its text.
    pub text: String,
}
