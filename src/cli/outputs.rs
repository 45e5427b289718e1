//! What is printed and written at the end of a run, read and checked before it begins.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::arguments::{FormArguments, FormWord, WriteWord, WrittenWord};
use super::exit::Trouble;
use super::inputs::{self, Inputs};
use super::judge::Drawings;
use super::paper::Paper;
use super::{output, template};
use crate::bundle::har::Together;
use crate::evidence::Evidence;
use crate::report::{self, Format, Look, Paint, Persona, Run};

/// Where something goes: a file, or standard output.
pub type Place = Option<PathBuf>;

/// What is printed, and what is written where.
pub struct Outputs {
    standard: Form,
    files: Vec<(Form, PathBuf)>,
    paper: Paper,
    archives: Vec<PathBuf>,
    archive: Together,
}

enum Form {
    Own(Format),
    Template(template::Own),
    Pdf,
}

impl Outputs {
    /// Reads templates and makes folders, before any browser starts.
    ///
    /// # Errors
    /// A template that is not understood, a file that two formats want or that is read, a folder that cannot be made.
    pub fn of(words: &FormArguments, paper: Paper, mut inputs: Inputs) -> Result<Self, Trouble> {
        let standard = words.format.as_ref().map_or(Ok(Form::Own(Format::Terminal)), Form::of)?;
        for form in words.format.iter().chain(words.write.iter().filter_map(|word| word.form.printed())) {
            if let FormWord::Template(path) = form {
                inputs.add("the template", path.clone());
            }
        }
        apart(&words.write, &inputs)?;
        let (mut files, mut archives) = (Vec::new(), Vec::new());
        for word in &words.write {
            ready(word)?;
            match &word.form {
                WrittenWord::Printed(form) => files.push((Form::of(form)?, word.path.clone())),
                WrittenWord::Har => archives.push(word.path.clone()),
            }
        }
        Ok(Self { standard, files, paper, archives, archive: Together::default() })
    }

    /// Whether one of the formats draws.
    pub fn drawings(&self) -> Drawings {
        let mut forms = self.files.iter().map(|(form, _)| form).chain([&self.standard]);
        let draws = |form: &Form| matches!(form, Form::Own(Format::Html) | Form::Pdf);
        if forms.any(draws) { Drawings::Wanted } else { Drawings::Spared }
    }

    /// Takes in what only evidence tells: the requests, if someone wants an archive of them.
    pub fn see(&mut self, evidence: &Evidence) {
        if !self.archives.is_empty() {
            self.archive.add(evidence);
        }
    }

    /// What goes to standard output. Where there is no report people were told why on standard error, and an empty list
    /// of JSON would read as nothing found: nothing is printed then but what programs ask for.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub fn standard(&self, run: &Run<'_>, look: Look) -> Result<Option<String>, Trouble> {
        let untold = [Format::Terminal, Format::Markdown, Format::Html, Format::Json];
        if run.reports.is_empty() && untold.iter().any(|format| self.standard.is(*format)) {
            return Ok(None);
        }
        let text = self.standard.text(run, look)?;
        Ok(Some(match self.standard {
            Form::Own(format) => output::for_runner(format, text),
            Form::Template(_) | Form::Pdf => text,
        }))
    }

    /// Writes every file that is not `lost`, and gives what could not be written.
    pub fn write(&self, run: &Run<'_>, lost: &BTreeSet<Place>) -> Vec<(Place, Trouble)> {
        let files = self.files.iter().map(|(form, path)| (path, Some(form)));
        let all = files.chain(self.archives.iter().map(|path| (path, None)));
        let kept = all.filter(|(path, _)| !lost.contains(&Some((*path).clone())));
        let written = kept.map(|(path, form)| {
            let outcome = form.map_or_else(|| self.write_archive(path), |form| form.write(run, path, &self.paper));
            (Some(path.clone()), outcome)
        });
        written.filter_map(|(place, outcome)| Some((place, outcome.err()?))).collect()
    }

    /// Where no visit has requests nothing is written: an empty archive would say that there were none.
    fn write_archive(&self, path: &Path) -> Result<(), Trouble> {
        let refused = |why: &str| Trouble::incomplete(format!("--write har={}: {why}", path.display()));
        let whole = self.archive.whole().ok_or_else(|| refused("no visit has requests that were recorded"))?;
        let text = serde_json::to_string(&whole).map_err(|why| refused(&why.to_string()))?;
        file(path, &text)
    }
}

impl Form {
    fn of(word: &FormWord) -> Result<Self, Trouble> {
        Ok(match word {
            FormWord::Own(format) => Self::Own(*format),
            FormWord::Template(path) => Self::Template(template::read(path)?),
            FormWord::Pdf => Self::Pdf,
        })
    }

    fn is(&self, format: Format) -> bool {
        matches!(self, Self::Own(own) if *own == format)
    }

    fn text(&self, run: &Run<'_>, look: Look) -> Result<String, Trouble> {
        match self {
            Self::Own(format) => Ok(report::print(*format, run, look)),
            Self::Template(own) => own.render(run),
            // What is printed of it.
            Self::Pdf => Ok(report::print(Format::Html, run, look)),
        }
    }

    fn write(&self, run: &Run<'_>, path: &Path, paper: &Paper) -> Result<(), Trouble> {
        if self.is(Format::Csv) {
            return report::csv_files(run).iter().try_for_each(|(name, text)| file(&path.join(name), text));
        }
        let plain = Look { width: None, paint: Paint::Off, persona: Persona::Auditor };
        let text = self.text(run, plain)?;
        match self {
            Self::Pdf => bytes(path, &paper.print(&text)?),
            _ => file(path, &text),
        }
    }
}

fn file(path: &Path, text: &str) -> Result<(), Trouble> {
    bytes(path, text.as_bytes())
}

fn bytes(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    output::whole_shared(path, bytes).map_err(|why| Trouble::incomplete(unwritable(path, &why)))
}

fn unwritable(path: &Path, why: &std::io::Error) -> String {
    format!("--write: cannot write {}: {why}. Choose another file.", path.display())
}

/// Refuses files that would replace each other, or something that the run reads.
fn apart(words: &[WriteWord], inputs: &Inputs) -> Result<(), Trouble> {
    let mut taken: Vec<PathBuf> = Vec::new();
    for word in words {
        let (path, files) = (word.path.display(), written(word));
        for file in &files {
            if let Some(input) = inputs.hit(file) {
                let (what, read) = (input.what, input.path.display());
                return Err(Trouble::usage(format!(
                    "--write: {path} would replace {what} ({read}), which this run reads; name another file"
                )));
            }
            if taken.iter().any(|other| file.starts_with(other) || other.starts_with(file)) {
                return Err(Trouble::usage(format!("--write: two formats go to {path}; give each a file of its own")));
            }
        }
        taken.extend(files);
    }
    Ok(())
}

/// The files that a word stands for, each by its one path.
fn written(word: &WriteWord) -> Vec<PathBuf> {
    if !is_folder(word) {
        return vec![inputs::real(&word.path)];
    }
    let ending = report::verdict(&[], report::DEFAULT_THRESHOLD, report::OnIncomplete::Fail);
    let tables = report::csv_files(&Run::of(&[], &ending));
    tables.iter().map(|(name, _)| inputs::real(&word.path.join(name))).collect()
}

fn is_folder(word: &WriteWord) -> bool {
    word.form == WrittenWord::Printed(FormWord::Own(Format::Csv))
}

/// Makes the folder that a file goes to, so that an audit does not end with nowhere to write.
fn ready(word: &WriteWord) -> Result<(), Trouble> {
    let is_folder = is_folder(word);
    let folder = if is_folder { word.path.as_path() } else { word.path.parent().unwrap_or(Path::new("")) };
    if !is_folder && word.path.is_dir() {
        let path = word.path.display();
        return Err(Trouble::usage(format!("--write: {path} is a folder; name a file in it")));
    }
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    // Nothing has run yet: it is the word that is wrong, and not the audit that is incomplete.
    std::fs::create_dir_all(folder).map_err(|why| Trouble::usage(unwritable(&word.path, &why)))
}
