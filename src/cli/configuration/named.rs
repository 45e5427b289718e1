//! What a file names and others have: files on disk, profiles, platforms. The reader cannot know them; they are looked for
//! before anything starts, each told where it stands.

use std::path::Path;

use super::super::exit::Trouble;
use super::super::texts;
use super::checks::pair;
use super::held::Settings;
use super::read::Configuration;
use super::setting::{Setting, Shape};
use crate::yaml::{SourceError, locate, suggest};

/// The ids that there are.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Of profiles.
    pub profiles: Vec<&'a str>,
    /// Of consent platforms.
    pub platforms: Vec<&'a str>,
}

/// What `expect` names by its id.
const PLATFORM: &str = "platform";

/// A word of the file, and the paths where it may stand.
struct Named<'a> {
    paths: Vec<String>,
    word: &'a str,
}

impl Configuration {
    /// Looks for the files and folders that it names, but for those that the command line says others for.
    ///
    /// # Errors
    /// Every one that is not there, where it is named.
    pub fn look_for_files(&self, flags: &Settings) -> Result<(), Trouble> {
        let help = format!("paths are taken from the folder of {}", self.text.path);
        let mut errors = Vec::new();
        for (setting, what, there) in [
            (Setting::Rules, "folder", Path::is_dir as fn(&Path) -> bool),
            (Setting::Inventory, "file", is_file),
            (Setting::Exceptions, "file", is_file),
        ] {
            let missing = self.named(setting, flags).into_iter().filter(|named| !there(Path::new(named.word)));
            errors.extend(
                missing.map(|named| self.refused(&named, &format!("there is no {what} {}", named.word), &help)),
            );
        }
        told(&errors)
    }

    /// Looks for the profiles and platforms that it names, in the same way.
    ///
    /// # Errors
    /// Every one that nobody knows, with the nearest ones.
    pub fn look_for_ids(&self, flags: &Settings, known: &Known<'_>) -> Result<(), Trouble> {
        let mut errors = Vec::new();
        for (setting, what, known) in
            [(Setting::Profiles, "profile", &known.profiles), (Setting::Expect, "platform", &known.platforms)]
        {
            for named in self.named(setting, flags).iter().filter(|named| !known.contains(&named.word)) {
                let message = format!("unknown {what} `{}`", named.word);
                errors.push(self.refused(named, &message, &suggest(named.word, known.iter().copied())));
            }
        }
        told(&errors)
    }

    /// The words of a setting in every layer of the file; of what is expected, the platform.
    fn named(&self, setting: Setting, flags: &Settings) -> Vec<Named<'_>> {
        if flags.held(setting).is_some() {
            return Vec::new();
        }
        let sites = self.sites.iter().enumerate().map(|(at, site)| (format!("sites[{at}]."), &site.settings));
        let layers = [(String::new(), &self.run), ("defaults.".to_owned(), &self.defaults)].into_iter().chain(sites);
        layers.flat_map(|(above, settings)| words(&above, setting, settings)).collect()
    }

    fn refused(&self, named: &Named<'_>, message: &str, help: &str) -> SourceError {
        let place = named.paths.iter().find_map(|path| locate(&self.text.text, path));
        SourceError::at(&self.text, place, message, help)
    }
}

/// The words of one layer, whose keys stand below `above`.
fn words<'a>(above: &str, setting: Setting, settings: &'a Settings) -> Vec<Named<'a>> {
    let row = setting.row();
    let key = format!("{above}{}", row.name);
    let one = |(at, word): (usize, &'a String)| match row.shape {
        Shape::Pairs(between) => {
            let (_, word) = pair(word, between).filter(|(name, _)| *name == PLATFORM)?;
            Some(Named { paths: vec![format!("{key}.{PLATFORM}")], word })
        }
        // A list of one may be written as that one.
        _ => Some(Named { paths: vec![format!("{key}[{at}]"), key.clone()], word }),
    };
    settings.many(setting).iter().enumerate().filter_map(one).collect()
}

/// Anything but a folder: a pipe can be read as well.
fn is_file(path: &Path) -> bool {
    path.exists() && !path.is_dir()
}

fn told(errors: &[SourceError]) -> Result<(), Trouble> {
    if errors.is_empty() { Ok(()) } else { Err(texts::refused(errors)) }
}
