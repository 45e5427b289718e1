//! What a run reads, and nothing that it writes may replace.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::configuration::{Configuration, Setting, Settings};

/// The settings that name files which are read.
const READ: [(Setting, &str); 2] = [(Setting::Exceptions, "the exceptions"), (Setting::Inventory, "the inventory")];

/// A file or folder that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub what: &'static str,
    /// As it was named.
    pub path: PathBuf,
}

/// Everything that a run reads.
#[derive(Debug, Clone, Default)]
pub struct Inputs(Vec<Input>);

impl Inputs {
    /// The configuration itself.
    pub fn of(configuration: Option<&Configuration>) -> Self {
        let mut inputs = Self::default();
        if let Some(file) = configuration {
            inputs.add("the configuration", PathBuf::from(&file.text.path));
        }
        inputs
    }

    /// One more.
    pub fn add(&mut self, what: &'static str, path: PathBuf) {
        let input = Input { what, path };
        if !self.0.contains(&input) {
            self.0.push(input);
        }
    }

    /// What settings name.
    pub fn add_named(&mut self, settings: &Settings) {
        for (setting, what) in READ {
            settings.many(setting).iter().for_each(|path| self.add(what, PathBuf::from(path)));
        }
    }

    /// What would be replaced by a file at `real`, or lies below it.
    pub fn hit(&self, real: &Path) -> Option<&Input> {
        self.0.iter().find(|input| {
            let own = self::real(&input.path);
            real.starts_with(&own) || own.starts_with(real)
        })
    }
}

/// How many links to what is not there are followed.
const LINKS: usize = 8;

/// The one path of a file, however it is spelled, whether it is there or not.
pub fn real(path: &Path) -> PathBuf {
    followed(path, LINKS)
}

fn followed(path: &Path, links: usize) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // A link to a file that is not there yet.
    if let (1.., Ok(target)) = (links, fs::read_link(&absolute)) {
        let from = absolute.parent().unwrap_or(Path::new(""));
        return followed(&from.join(target), links - 1);
    }
    for there in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (there.canonicalize(), absolute.strip_prefix(there)) {
            return rest.components().fold(real, step);
        }
    }
    absolute
}

fn step(mut path: PathBuf, part: Component<'_>) -> PathBuf {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        Component::CurDir => {}
        part => path.push(part),
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_however_it_is_spelled() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("there")).unwrap();
        fs::write(at("there/a.json"), "{}").unwrap();
        let a = real(&at("there/a.json"));
        for same in ["there/./a.json", "there/../there/a.json", "there//a.json", "gone/../there/a.json"] {
            assert_eq!(real(&at(same)), a, "{same}");
        }
        for other in ["there/b.json", "a.json", "there"] {
            assert_ne!(real(&at(other)), a, "{other}");
        }
        assert_eq!(real(&at("new/b.json")), real(&at("new/./x/../b.json")));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_also_to_what_is_not_there() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("there")).unwrap();
        symlink("there", at("folder")).unwrap();
        symlink("there/new.json", at("link.json")).unwrap();
        symlink("round", at("round")).unwrap();
        for same in ["folder/new.json", "link.json"] {
            assert_eq!(real(&at(same)), real(&at("there/new.json")), "{same}");
        }
        assert!(real(&at("round")).ends_with("round"));
    }

    #[test]
    fn what_is_read_is_hit_by_itself_and_by_what_lies_in_it() {
        let root = tempfile::tempdir().unwrap();
        let mut inputs = Inputs::default();
        inputs.add("the baseline", root.path().join("bundle"));
        let hit = |name: &str| inputs.hit(&real(&root.path().join(name))).map(|input| input.what);
        assert_eq!((hit("bundle"), hit("bundle/evidence.json")), (Some("the baseline"), Some("the baseline")));
        assert_eq!((hit("bundle.json"), hit("report.json")), (None, None));
    }
}
