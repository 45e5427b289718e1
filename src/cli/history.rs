//! `consentinel history`: many runs of many sites in the order of time.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{HistoryArguments, HistoryFormat};
use super::configuration::Configuration;
use super::earlier::{self, Earlier, Remains};
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::judges::Judges;
use super::{output, settings};
use crate::compare::{self, Kept};
use crate::report::Format;

/// How far below the folder is looked.
const DEEPEST: usize = 8;

/// Runs the command.
///
/// # Errors
/// No such file or folder, a file that holds no report, or no run in a folder.
pub fn run(words: &HistoryArguments) -> Result<Exit, Trouble> {
    if words.judging.fail_on.is_some() {
        return Err(Trouble::usage(
            "--fail-on: a history tells of runs and fails for none of them; `diff` and `--baseline` do".to_owned(),
        ));
    }
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let judges = Judges::load(&words.judging, configuration.as_ref())?;
    let judge = judges.run();
    let mut found = Found::default();
    for folder in &words.folders {
        match (folder.is_file(), folder.is_dir()) {
            (true, _) => found.take(&earlier::reports(folder)?, judge),
            (false, true) => found.look(folder, judge, DEEPEST),
            (false, false) => {
                return Err(Trouble::usage(format!("{}: there is no such file or folder", folder.display())));
            }
        }
    }
    if found.runs.is_empty() && found.unreadable.is_empty() {
        let folders: Vec<String> = words.folders.iter().map(|folder| folder.display().to_string()).collect();
        return Err(Trouble::usage(format!(
            "{}: neither a bundle nor a report lies there; keep the --output of each run in a folder of its own",
            folders.join(", ")
        )));
    }
    let is_whole = found.unreadable.is_empty() || words.judging.allow_incomplete;
    let exit = judge.leaving().with(if is_whole { Exit::Clean } else { Exit::Incomplete });
    let history = compare::history(&found.runs, found.unreadable);
    let look = settings::look(words.width, words.color);
    let format = format(words.format);
    output::say_in(
        format,
        match format {
            Format::Csv => compare::history_csv(&history),
            format => compare::print_history(&history, format, look),
        },
    );
    Ok(exit)
}

/// The form that a word of the command line names.
fn format(word: HistoryFormat) -> Format {
    match word {
        HistoryFormat::Csv => Format::Csv,
        HistoryFormat::Table => Format::Terminal,
        HistoryFormat::Json => Format::Json,
        HistoryFormat::Markdown => Format::Markdown,
        HistoryFormat::Html => Format::Html,
    }
}

/// Runs that were found, and what could not be read.
#[derive(Default)]
struct Found {
    runs: Vec<Kept>,
    unreadable: Vec<String>,
}

impl Found {
    /// Looks for runs in a folder and below it. What belongs to a run is not looked into, and links to folders
    /// (`latest`) are not followed: what they lead to lies elsewhere, or has been found.
    fn look(&mut self, folder: &Path, judge: &Judge, depth: usize) {
        match earlier::of_site(folder) {
            Ok(Some(runs)) => return self.take(&runs, judge),
            Ok(None) => {}
            Err(trouble) => return self.unreadable.push(trouble.message),
        }
        for file in reports(folder) {
            match earlier::reports(&file) {
                Ok(runs) => self.take(&runs, judge),
                // Other files may lie beside reports.
                Err(trouble) if earlier::claims_to_be_one(&file) => self.unreadable.push(trouble.message),
                Err(_) => {}
            }
        }
        if depth == 0 {
            return;
        }
        match earlier::folders(folder) {
            Ok(folders) => {
                let own = folders.iter().filter(|folder| !folder.is_symlink());
                own.for_each(|folder| self.look(folder, judge, depth - 1));
            }
            Err(trouble) => self.unreadable.push(trouble.message),
        }
    }

    fn take(&mut self, runs: &[Remains], judge: &Judge) {
        let kept = |one: Earlier| Kept { given: one.place.display().to_string(), kind: one.kind, report: one.report };
        self.runs.extend(runs.iter().map(|found| kept(found.judged(judge))));
    }
}

/// Files that may be reports, in the order of their names.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_json = |path: &PathBuf| path.is_file() && path.extension().is_some_and(|ending| ending == "json");
    let mut files: Vec<PathBuf> = entries.filter(is_json).collect();
    files.sort();
    files
}
