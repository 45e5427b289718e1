//! Where lists are kept, and under which names.
//!
//! `knowledge/NAME.list` is a list as it is kept, `knowledge/compiled/NAME.bin` its compiled form. Files are written whole
//! or not at all; two programs at once leave the list of one of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::DataArgument;
use super::kept::Kept;
use crate::cli::environment;
use crate::cli::exit::Trouble;
use crate::cli::output;
use crate::report::clean;
use crate::yaml::suggest;

/// The variable that names the folder.
const VARIABLE: &str = "CONSENTINEL_DATA";

/// Longest name of a list.
const LONGEST_NAME: usize = 64;

/// Who named the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// `--data`, for this run.
    Argument,
    /// The variable, for every run.
    Variable,
    /// The system.
    System,
}

impl NamedBy {
    /// How messages call it, and how another folder is named.
    fn word(self) -> &'static str {
        match self {
            Self::Argument | Self::System => "--data",
            Self::Variable => VARIABLE,
        }
    }
}

/// The user's folder for lists.
#[derive(Debug, Clone)]
pub struct Folder {
    place: PathBuf,
    by: NamedBy,
}

impl Folder {
    /// The folder that the user named, or that of his system.
    ///
    /// # Errors
    /// He named none and the system tells of none.
    pub fn of(words: &DataArgument) -> Result<Self, Trouble> {
        root(words).map(|(root, by)| Self { place: root.join("knowledge"), by }).ok_or_else(|| {
            Trouble::usage(format!("this system tells of no data folder: name one with --data DIR or {VARIABLE}"))
        })
    }

    /// As [`Folder::of`], to read lists: nothing was imported where there is no folder, but one that was named wrongly
    /// on the command line is an error.
    ///
    /// # Errors
    /// A folder that was named for this run and is not there; something else than a folder in its place.
    pub fn to_read(words: &DataArgument) -> Result<Option<Self>, Trouble> {
        let Some((root, by)) = root(words) else { return Ok(None) };
        let word = by.word();
        if by != NamedBy::System && root.exists() && !root.is_dir() {
            return Err(Trouble::usage(format!("{word} {}: this is no folder", root.display())));
        }
        if by == NamedBy::Argument && !root.is_dir() {
            return Err(Trouble::usage(format!(
                "{word} {}: there is no such folder; `consentinel knowledge import` makes it",
                root.display()
            )));
        }
        Self::of(words).map(Some)
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
        let path = self.list(name)?;
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
        Kept::from_bytes(name, &fs::read(self.list(name).ok()?).ok()?).ok()
    }

    /// Keeps a list in the place of one of the same name.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn keep(&self, kept: &Kept) -> Result<(), Trouble> {
        let path = self.list(&kept.about.name)?;
        output::whole_shared(&path, &kept.to_bytes()).map_err(|why| {
            let word = self.by.word();
            Trouble::incomplete(format!("cannot write {}: {why}. Choose another folder with {word}.", path.display()))
        })
    }

    /// Forgets a list.
    ///
    /// # Errors
    /// No list of that name, with the nearest ones; a folder that cannot be written.
    pub fn remove(&self, name: &str) -> Result<(), Trouble> {
        let path = self.list(name)?;
        match fs::remove_file(&path) {
            // The compiled form is worthless by itself, and may not be there.
            Ok(()) => drop(fs::remove_file(self.compiled(name)?)),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(self.unknown(name)),
            Err(why) => return Err(Trouble::incomplete(format!("{}: {why}", path.display()))),
        }
        Ok(())
    }

    /// Where the compiled form of a list is.
    ///
    /// # Errors
    /// A word that is no name of a list, and might lead out of the folder.
    pub fn compiled(&self, name: &str) -> Result<PathBuf, Trouble> {
        self.file("compiled", name, "bin")
    }

    fn list(&self, name: &str) -> Result<PathBuf, Trouble> {
        self.file("", name, "list")
    }

    /// The one way from a name to a path.
    fn file(&self, below: &str, name: &str, ending: &str) -> Result<PathBuf, Trouble> {
        match fault(name) {
            None => Ok(self.place.join(below).join(format!("{name}.{ending}"))),
            Some(fault) => Err(Trouble::usage(fault)),
        }
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
    let name = clean(name);
    Some(format!("`{name}` is no name for a list: write small letters, digits and hyphens, at most {LONGEST_NAME}"))
}

/// The folder that all is kept below, and who named it. A variable that is set to nothing is not set.
fn root(words: &DataArgument) -> Option<(PathBuf, NamedBy)> {
    if let Some(root) = &words.data {
        return Some((root.clone(), NamedBy::Argument));
    }
    if let Some(root) = environment::path(VARIABLE) {
        return Some((root, NamedBy::Variable));
    }
    users_folder("XDG_DATA_HOME", &[".local", "share"]).map(|root| (root.join("consentinel"), NamedBy::System))
}

/// A folder of the user's, as the system tells: by its own variable, or below his home.
pub fn users_folder(variable: &str, below_home: &[&str]) -> Option<PathBuf> {
    let told = |name: &str| environment::raw(name).map(PathBuf::from).filter(|path| path.is_absolute());
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
    fn no_name_leads_out_of_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(&DataArgument { data: Some(root.path().join("data")) }).unwrap();
        folder.keep(&kept("ours")).unwrap();
        let outside = root.path().join("outside");
        let mut list = kept("ours");
        for name in [&outside.display().to_string(), "../../outside", "../knowledge/ours", "", ".", "..", "./ours"] {
            name.clone_into(&mut list.about.name);
            for ending in ["list", "bin"] {
                fs::write(outside.with_extension(ending), list.to_bytes()).unwrap();
            }
            for trouble in
                [folder.read(name).unwrap_err(), folder.remove(name).unwrap_err(), folder.keep(&list).unwrap_err()]
            {
                assert!(trouble.message.contains("is no name for a list"), "{name}: {trouble:?}");
            }
            assert!(folder.peek(name).is_none() && folder.compiled(name).is_err(), "{name}");
        }
        assert!(outside.with_extension("list").exists() && outside.with_extension("bin").exists());
        assert_eq!(folder.names().unwrap(), ["ours"]);
    }

    #[test]
    fn names_are_plain() {
        for wrong in ["", ".", "..", "/x", "../x", "A", "a b", "-x", "a/b", "ä", &"a".repeat(65)] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
        assert!(fault("our-cookies-2").is_none());
    }
}
