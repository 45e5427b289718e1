//! What `doctor` asks of a machine. The real one reads the system; tests describe others.

/// A machine, as far as an audit needs to know it.
pub trait Machine {
    /// Its system.
    fn system(&self) -> System;
    /// Its name and processor, for people.
    fn about(&self) -> String;
    /// The beginning of a file, if it can be read.
    fn text(&self, path: &str) -> Option<String>;
    /// Whether there is something at a path.
    fn exists(&self, path: &str) -> bool;
    /// Paths of files below a folder, a bounded number.
    fn files(&self, folder: &str) -> Vec<String>;
    /// A variable of the environment that is set to something.
    fn variable(&self, name: &str) -> Option<String>;
    /// The room of the file system that a path is on.
    fn room(&self, path: &str) -> Option<Room>;
    /// The folder of temporary files, and whether a file can be made in it.
    fn temporary(&self) -> Temporary;
    /// Whether the program runs as root.
    fn is_root(&self) -> bool;
    /// The time, in seconds since 1970.
    fn now(&self) -> i64;
    /// When the program's own file was written, in seconds since 1970.
    fn written(&self) -> Option<i64>;
    /// The proxy that the browser takes from the environment, without its password.
    fn proxy(&self) -> Option<String>;
    /// The browser that would be used, or why there is none.
    fn browser(&self) -> Result<BrowserThere, String>;
    /// What came of starting it.
    fn trial(&self) -> &Trial;
    /// The rules and knowledge that the program carries, in a few words, or why they are refused.
    fn rules(&self) -> Result<String, String>;
}

/// A system, as far as advice differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Debian and what follows it.
    Debian,
    /// Ubuntu, whose Chromium is a snap.
    Ubuntu,
    /// Fedora and its kin.
    Fedora,
    /// Alpine.
    Alpine,
    /// Arch.
    Arch,
    /// Another Linux.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Another one.
    Other,
}

impl System {
    /// The system by what Rust calls it and, on Linux, by the text of `/etc/os-release`.
    pub fn of(os: &str, release: &str) -> Self {
        match os {
            "macos" => return Self::MacOs,
            "windows" => return Self::Windows,
            "linux" => {}
            _ => return Self::Other,
        }
        let value = |key: &str| {
            let line = release.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
            line.trim_matches('"').to_owned()
        };
        let (own, kin) = (value("ID="), value("ID_LIKE="));
        let known = std::iter::once(own.as_str()).chain(kin.split_whitespace()).find_map(|id| match id {
            "ubuntu" => Some(Self::Ubuntu),
            "debian" => Some(Self::Debian),
            "fedora" | "rhel" | "centos" => Some(Self::Fedora),
            "alpine" => Some(Self::Alpine),
            "arch" => Some(Self::Arch),
            _ => None,
        });
        known.unwrap_or(Self::Linux)
    }

    /// Whether it is a Linux.
    pub fn is_linux(self) -> bool {
        !matches!(self, Self::MacOs | Self::Windows | Self::Other)
    }
}

/// Bytes of a file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// All of it.
    pub whole: u64,
    /// What is free for us.
    pub free: u64,
}

/// The folder of temporary files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temporary {
    /// Where it is.
    pub folder: String,
    /// Why no file can be made in it, if so.
    pub refused: Option<String>,
}

/// A browser that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserThere {
    /// Its executable.
    pub executable: String,
    /// Its flavour, for people.
    pub flavour: String,
    /// Whether a helper with the rights of root lies beside it, which makes its sandbox without user namespaces.
    pub helper: bool,
}

/// What came of starting the browser.
#[derive(Debug, Clone, PartialEq)]
pub enum Trial {
    /// It was not tried.
    NotTried,
    /// It did not start: its words.
    Failed(String),
    /// It started.
    Started(Started),
}

/// A browser that started.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// As it names itself.
    pub product: String,
    /// Milliseconds until it answered.
    pub start_ms: u64,
    /// Whether its sandbox is on.
    pub sandbox: bool,
    /// The user agent that pages see.
    pub shown_as: String,
    /// What is hidden from pages.
    pub masked: String,
    /// Whether cookies of third parties are kept; `None` if that could not be tried.
    pub keeps_third_party: Option<bool>,
    /// Milliseconds that a page on loopback took for six seconds of page time, or why it came to nothing.
    pub page: Result<u64, String>,
}
