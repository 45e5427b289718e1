//! Names of formats, as they are written on the command line and in configuration files.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use super::inputs::real;
use crate::report::Format;
use crate::yaml::suggest;

/// The name of HTML that the browser prints.
const PDF: &str = "pdf";
/// What stands before the file of a template.
const TEMPLATE: &str = "template:";

/// A format that can be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormWord {
    /// One of ours.
    Own(Format),
    /// A template of the user's.
    Template(PathBuf),
    /// HTML, printed by the browser; to files alone.
    Pdf,
}

impl FromStr for FormWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if let Some(file) = word.strip_prefix(TEMPLATE) {
            if file.is_empty() {
                return Err("a template is named by its file, as in `template:report.html`".to_owned());
            }
            return Ok(Self::Template(PathBuf::from(file)));
        }
        if word == PDF {
            return Err("a PDF goes to a file: --write pdf=FILE".to_owned());
        }
        let found = Format::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, format)| Self::Own(*format)).ok_or_else(|| suggest(word, names()))
    }
}

impl fmt::Display for FormWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(format) => f.write_str(format.word()),
            Self::Template(path) => write!(f, "{TEMPLATE}{}", path.display()),
            Self::Pdf => f.write_str(PDF),
        }
    }
}

impl FormWord {
    /// The same, its file taken from a folder.
    #[must_use]
    pub fn below(self, folder: &Path) -> Self {
        match self {
            Self::Template(path) => Self::Template(folder.join(path)),
            other => other,
        }
    }

    /// Whether both make the same of a run: templates do where they are one file, however it is spelled.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Template(one), Self::Template(other)) => real(one) == real(other),
            (one, other) => one == other,
        }
    }
}

/// The formats that have a name: those of standard output, and those of files alone.
pub fn named_formats() -> (Vec<&'static str>, [&'static str; 2]) {
    (Format::ALL.iter().map(|(name, _)| *name).collect(), [HAR, PDF])
}

fn names() -> impl Iterator<Item = &'static str> {
    Format::ALL.iter().map(|(name, _)| *name).chain(["template:FILE"])
}

/// What a file can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenWord {
    /// What can be printed as well.
    Printed(FormWord),
    /// The requests of all visits as one HTTP archive.
    Har,
}

impl WrittenWord {
    /// What can be printed as well, if it can.
    pub fn printed(&self) -> Option<&FormWord> {
        match self {
            Self::Printed(form) => Some(form),
            Self::Har => None,
        }
    }
}

impl fmt::Display for WrittenWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Printed(form) => form.fmt(f),
            Self::Har => f.write_str(HAR),
        }
    }
}

/// What stands for an HTTP archive.
const HAR: &str = "har";

impl FromStr for WrittenWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            HAR => Ok(Self::Har),
            PDF => Ok(Self::Printed(FormWord::Pdf)),
            _ => word.parse().map(Self::Printed).map_err(|_: String| suggest(word, names().chain([HAR, PDF]))),
        }
    }
}

/// A file to write, and its format: `sarif=consentinel.sarif`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteWord {
    /// The format.
    pub form: WrittenWord,
    /// The file; a folder for `csv`.
    pub path: PathBuf,
}

impl fmt::Display for WriteWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.form, self.path.display())
    }
}

impl WriteWord {
    /// The same, its files taken from a folder.
    #[must_use]
    pub fn below(self, folder: &Path) -> Self {
        let form = match self.form {
            WrittenWord::Printed(form) => WrittenWord::Printed(form.below(folder)),
            WrittenWord::Har => WrittenWord::Har,
        };
        Self { form, path: folder.join(self.path) }
    }

    /// Whether both are files of one format.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self.form.printed(), other.form.printed()) {
            (Some(one), Some(other)) => one.is_like(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl FromStr for WriteWord {
    type Err = String;

    /// The first `=` parts format and file; of a template the last one, for its own file may have some.
    fn from_str(word: &str) -> Result<Self, String> {
        let parts = if word.starts_with(TEMPLATE) { word.rsplit_once('=') } else { word.split_once('=') };
        let how = "a format and a file, as in `sarif=consentinel.sarif`";
        let (form, path) = parts.filter(|(_, path)| !path.is_empty()).ok_or(how)?;
        Ok(Self { form: form.parse()?, path: PathBuf::from(path) })
    }
}

/// Reads a [`FormWord`], and knows all of them for help and completion.
#[derive(Debug, Clone)]
pub struct FormParser;

impl TypedValueParser for FormParser {
    type Value = FormWord;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<FormWord, clap::Error> {
        StringValueParser::new().try_map(|word| word.parse::<FormWord>()).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(names().map(PossibleValue::new)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Result<WriteWord, String> {
        text.parse()
    }

    #[test]
    fn every_format_is_read_by_its_name_and_others_are_refused_with_the_nearest() {
        for (name, format) in Format::ALL {
            assert_eq!(name.parse(), Ok(FormWord::Own(format)));
            assert_eq!(format.word(), name);
        }
        assert!("sariff".parse::<FormWord>().unwrap_err().contains("did you mean `sarif`"));
        assert!("template:".parse::<FormWord>().is_err());
    }

    #[test]
    fn files_are_of_one_format_where_they_are_made_alike() {
        let alike = |one: &str, other: &str| word(one).unwrap().is_like(&word(other).unwrap());
        assert!(alike("json=a", "json=b") && alike("har=a", "har=b"));
        assert!(alike("template:t/a.html=a", "template:./t/a.html=b"));
        for other in ["sarif=a", "har=a", "pdf=a", "template:b.html=a"] {
            assert!(!alike("json=a", other) && !alike("template:t/b.html=a", other), "{other}");
        }
        let below = word("template:own.html=a.html").unwrap().below(Path::new("conf"));
        assert_eq!(below.to_string(), "template:conf/own.html=conf/a.html");
        assert_eq!(word("har=/a.har").unwrap().below(Path::new("conf")).to_string(), "har=/a.har");
    }

    #[test]
    fn files_to_write_are_parted_from_their_formats() {
        let sarif = WriteWord { form: WrittenWord::Printed(FormWord::Own(Format::Sarif)), path: "a=b.sarif".into() };
        assert_eq!(word("sarif=a=b.sarif"), Ok(sarif));
        let own =
            WriteWord { form: WrittenWord::Printed(FormWord::Template("a=b.html".into())), path: "c.html".into() };
        assert_eq!(word("template:a=b.html=c.html"), Ok(own));
        assert_eq!(
            word("pdf=a.pdf"),
            Ok(WriteWord { form: WrittenWord::Printed(FormWord::Pdf), path: "a.pdf".into() })
        );
        assert!("pdf".parse::<FormWord>().unwrap_err().contains("--write pdf=FILE"));
        assert_eq!(word("har=a.har").unwrap().form, WrittenWord::Har);
        for whole in ["sarif=a=b.sarif", "template:a=b.html=c.html", "pdf=a.pdf", "har=a.har"] {
            assert_eq!(word(whole).unwrap().to_string(), whole);
        }
        for wrong in ["sarif", "sarif=", "=x", "template:x", "sarf=x", ""] {
            assert!(word(wrong).is_err(), "{wrong}");
        }
    }
}
