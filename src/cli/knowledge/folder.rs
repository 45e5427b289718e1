//! Where lists are kept, and under which names.
//!
//! `knowledge/NAME.list` is a list as it is kept, `knowledge/compiled/NAME.bin` its compiled form. Files are written whole
//! or not at all; two programs at once leave the list of one of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::DataArgument;
use super::kept::Kept;
use crate::cli::exit::Trouble;
use crate::cli::output;
use crate::yaml::suggest;

/// Longest name of a list.
const LONGEST_NAME: usize = 64;

/// The user's folder for lists.
#[derive(Debug, Clone)]
pub struct Folder {
    place: PathBuf,
    /// The user named it himself, so that it must be there.
    named: bool,
}

impl Folder {
    /// The folder that the user named, or that of his system.
    ///
    /// # Errors
    /// He named none and the system tells of none.
    pub fn of(words: &DataArgument) -> Result<Self, Trouble> {
        let (root, named) = match &words.data {
            Some(root) => (root.clone(), true),
            None => match users_folder("XDG_DATA_HOME", &[".local", "share"]) {
                Some(root) => (root.join("consentinel"), false),
                None => {
                    let help = "this system tells of no data folder: name one with --data DIR or CONSENTINEL_DATA";
                    return Err(Trouble::usage(help));
                }
            },
        };
        Ok(Self { place: root.join("knowledge"), named })
    }

    /// As [`Folder::of`], to read lists: nothing was imported where there is no folder, but one that was named wrongly
    /// is an error.
    ///
    /// # Errors
    /// A folder that was named and is not there.
    pub fn to_read(words: &DataArgument) -> Result<Option<Self>, Trouble> {
        if words.data.is_none() && users_folder("XDG_DATA_HOME", &[".local", "share"]).is_none() {
            return Ok(None);
        }
        let folder = Self::of(words)?;
        match words.data.as_ref().filter(|root| folder.named && !root.is_dir()) {
            Some(root) => Err(Trouble::usage(format!(
                "--data {}: there is no such folder; `consentinel knowledge import` makes it",
                root.display()
            ))),
            None => Ok(Some(folder)),
        }
    }

    /// The folder.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Names of the lists that are kept, in order.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn names(&self) -> Result<Vec<String>, Trouble> {
        if !self.place.exists() {
            return Ok(Vec::new());
        }
        let entries =
            fs::read_dir(&self.place).map_err(|why| Trouble::usage(format!("{}: {why}", self.place.display())))?;
        let paths = entries.flatten().map(|entry| entry.path());
        let lists = paths.filter(|path| path.extension().is_some_and(|ending| ending == "list"));
        let mut names: Vec<String> = lists
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|name| fault(name).is_none())
            .collect();
        names.sort();
        Ok(names)
    }

    /// The list of that name.
    ///
    /// # Errors
    /// No list of that name, with the nearest ones; one that is damaged.
    pub fn read(&self, name: &str) -> Result<Kept, Trouble> {
        let path = self.list(name);
        match fs::read(&path) {
            Ok(bytes) => Kept::from_bytes(name, &bytes).map_err(|why| {
                Trouble::usage(format!(
                    "{}: {why}. Import it again, or `consentinel knowledge remove {name}`; --no-imported works without.",
                    path.display()
                ))
            }),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Err(self.unknown(name)),
            Err(why) => Err(Trouble::usage(format!("{}: {why}", path.display()))),
        }
    }

    /// The list of that name, if there is one that can be read.
    pub fn peek(&self, name: &str) -> Option<Kept> {
        Kept::from_bytes(name, &fs::read(self.list(name)).ok()?).ok()
    }

    /// Keeps a list in the place of one of the same name.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn keep(&self, kept: &Kept) -> Result<(), Trouble> {
        let path = self.list(&kept.about.name);
        output::whole(&path, &kept.to_bytes()).map_err(|why| {
            Trouble::incomplete(format!("cannot write {}: {why}. Choose another folder with --data.", path.display()))
        })
    }

    /// Forgets a list.
    ///
    /// # Errors
    /// No list of that name, with the nearest ones; a folder that cannot be written.
    pub fn remove(&self, name: &str) -> Result<(), Trouble> {
        match fs::remove_file(self.list(name)) {
            // The compiled form is worthless by itself, and may not be there.
            Ok(()) => drop(fs::remove_file(self.compiled(name))),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(self.unknown(name)),
            Err(why) => return Err(Trouble::incomplete(format!("{}: {why}", self.list(name).display()))),
        }
        Ok(())
    }

    /// Where the compiled form of a list is.
    pub fn compiled(&self, name: &str) -> PathBuf {
        self.place.join("compiled").join(format!("{name}.bin"))
    }

    fn list(&self, name: &str) -> PathBuf {
        self.place.join(format!("{name}.list"))
    }

    fn unknown(&self, name: &str) -> Trouble {
        let names = self.names().unwrap_or_default();
        let help = match names.as_slice() {
            [] => "nothing was imported; see `consentinel knowledge import --help`".to_owned(),
            names => suggest(name, names.iter().map(String::as_str)),
        };
        Trouble::usage(format!("no list goes by the name `{name}` in {}: {help}", self.place.display()))
    }
}

/// Why a word is no name of a list.
pub fn fault(name: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(plain) && !name.starts_with('-') {
        return None;
    }
    Some(format!("`{name}` is no name for a list: write small letters, digits and hyphens, at most {LONGEST_NAME}"))
}

/// A folder of the user's, as the system tells: by its own variable, or below his home.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the environment")]
pub fn users_folder(variable: &str, below_home: &[&str]) -> Option<PathBuf> {
    let told = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(path) = told(variable).or_else(|| told("APPDATA").filter(|_| cfg!(windows))) {
        return Some(path);
    }
    let home = told("HOME").or_else(|| told("USERPROFILE").filter(|_| cfg!(windows)))?;
    Some(below_home.iter().fold(home, |path, part| path.join(part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::knowledge::kept::tests::kept;

    #[test]
    fn lists_are_kept_read_and_removed_by_their_names() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(&DataArgument { data: Some(root.path().to_owned()) }).unwrap();
        assert!(folder.names().unwrap().is_empty());
        assert!(folder.read("ours").unwrap_err().message.contains("nothing was imported"));
        folder.keep(&kept("ours")).unwrap();
        folder.keep(&kept("ours")).unwrap();
        folder.keep(&kept("another")).unwrap();
        assert_eq!(folder.names().unwrap(), ["another", "ours"]);
        assert_eq!(folder.read("ours").unwrap(), kept("ours"));
        assert!(folder.read("our").unwrap_err().message.contains("did you mean `ours`"));
        folder.remove("ours").unwrap();
        assert_eq!(folder.names().unwrap(), ["another"]);
        assert!(folder.remove("ours").unwrap_err().message.contains("`another`") || folder.peek("ours").is_none());
    }

    #[test]
    fn a_damaged_list_is_told_with_what_to_do() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(&DataArgument { data: Some(root.path().to_owned()) }).unwrap();
        folder.keep(&kept("ours")).unwrap();
        let path = folder.place().join("ours.list");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, &bytes).unwrap();
        let trouble = folder.read("ours").unwrap_err();
        assert!(trouble.message.contains("--no-imported") && trouble.message.contains("remove ours"), "{trouble:?}");
        assert!(folder.peek("ours").is_none());
    }

    #[test]
    fn a_folder_that_was_named_and_is_not_there_is_an_error_to_read() {
        let nowhere = DataArgument { data: Some(PathBuf::from("/no/such/folder")) };
        assert!(Folder::to_read(&nowhere).unwrap_err().message.contains("/no/such/folder"));
    }

    #[test]
    fn names_are_plain() {
        for wrong in ["", "../x", "A", "a b", "-x", "a/b", "ä", &"a".repeat(65)] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
        assert!(fault("our-cookies-2").is_none());
    }
}
