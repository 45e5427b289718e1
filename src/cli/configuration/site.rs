//! A site of the file: its address, name and place.

use std::path::PathBuf;

use url::Url;

use super::held::Settings;
use crate::evidence::TargetKind;
use crate::facts::is_loopback;

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

impl Address {
    /// Whether something of this kind that was opened at `url` is of this site: of the same origin, or served from a file or
    /// folder as it is. Servers on loopback are given another port from run to run.
    pub fn has(&self, kind: TargetKind, url: &str) -> bool {
        match self {
            Self::Web(site) => kind == TargetKind::Url && Url::parse(url).is_ok_and(|url| is_same_origin(site, &url)),
            Self::File(_) => kind == TargetKind::File,
            Self::Folder(_) => kind == TargetKind::Folder,
            #[cfg(feature = "chrome")]
            Self::Word(_) => false,
        }
    }
}

/// Whether two addresses are of one origin, but for the ports of loopback.
fn is_same_origin(one: &Url, other: &Url) -> bool {
    let ports = || one.port_or_known_default() == other.port_or_known_default();
    one.scheme() == other.scheme() && one.host() == other.host() && (one.host_str().is_some_and(is_loopback) || ports())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn web(url: &str) -> Address {
        Address::Web(Url::parse(url).unwrap())
    }

    #[test]
    fn what_was_opened_elsewhere_is_not_of_the_site() {
        let shop = web("https://shop.example/de/");
        assert!(shop.has(TargetKind::Url, "https://shop.example/cart?a=1"));
        assert!(shop.has(TargetKind::Url, "https://shop.example:443/"));
        for other in ["http://shop.example/", "https://www.shop.example/", "https://shop.example:8443/", "nowhere", ""]
        {
            assert!(!shop.has(TargetKind::Url, other), "{other}");
        }
        assert!(!shop.has(TargetKind::Folder, "https://shop.example/"));
        let folder = Address::Folder(PathBuf::from("public"));
        assert!(folder.has(TargetKind::Folder, "http://127.0.0.1:4711/"));
        assert!(!folder.has(TargetKind::File, "http://127.0.0.1:4711/a.html"));
        assert!(!folder.has(TargetKind::Url, "http://127.0.0.1:4711/"));
    }

    #[test]
    fn ports_of_loopback_change_from_run_to_run() {
        let local = web("http://localhost:3000");
        assert!(local.has(TargetKind::Url, "http://localhost:4711/"));
        assert!(!local.has(TargetKind::Url, "http://127.0.0.1:3000/"));
    }
}
