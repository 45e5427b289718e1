//! Reports of earlier runs, as users keep them: a `report.json`, a bundle, the folder of a site, a folder of sites.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::exit::Trouble;
use super::judge::Judge;
use super::{evaluate, place};
use crate::bundle::MANIFEST_FILE;
use crate::evidence::{Evidence, Format, State, Unread};
use crate::report::{BaselineKind, REPORT_NAME, REPORT_VERSION, Report};

/// The name of a report in the folder of a site.
pub const REPORT_FILE: &str = "report.json";

/// A report of an earlier run.
pub struct Earlier {
    /// The report; of a bundle as it is judged now.
    pub report: Report,
    /// Whether it was judged then or now.
    pub kind: BaselineKind,
    /// Where it lies: a file, or the folder of a bundle.
    pub place: PathBuf,
    /// Path within the bundle of a picture of the page as it was before anything was chosen.
    pub viewport: Option<String>,
}

/// What an earlier run left at a place, read and not judged yet.
pub struct Remains {
    /// Where it lies: a file, or the folder of a bundle.
    pub place: PathBuf,
    what: What,
}

/// What was left.
enum What {
    Report(Box<Report>),
    Bundle(Box<Evidence>),
}

impl Remains {
    /// The report: of a bundle as this judge judges it now, with the exceptions of now.
    pub fn judged(&self, judge: &Judge) -> Earlier {
        let place = self.place.clone();
        match &self.what {
            What::Report(report) => {
                Earlier { report: Report::clone(report), kind: BaselineKind::Report, place, viewport: None }
            }
            What::Bundle(evidence) => {
                let first = evidence.visit(&State::None).and_then(|visit| visit.moments.first());
                let viewport = first.and_then(|moment| moment.screenshot.clone());
                Earlier { report: judge.judged(evidence), kind: BaselineKind::Bundle, place, viewport }
            }
        }
    }

    /// The evidence of a bundle.
    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.what {
            What::Report(_) => None,
            What::Bundle(evidence) => Some(evidence),
        }
    }
}

/// All reports at the place `given`, in the order of their names. Where a site's folder holds its bundle, that is judged
/// again, and its report is asked for nothing but what was waived then.
///
/// # Errors
/// Nothing there, or something that cannot be read.
pub fn find(given: &Path) -> Result<Vec<Remains>, Trouble> {
    if given.is_file() {
        return reports(given);
    }
    if !given.is_dir() {
        let place = given.display();
        return Err(Trouble::usage(format!(
            "{place}: there is no such file or folder; name a report.json or a bundle"
        )));
    }
    if let Some(found) = of_site(given)? {
        return Ok(found);
    }
    let mut all = Vec::new();
    for folder in folders(given)? {
        all.extend(of_site(&folder)?.unwrap_or_default());
    }
    if all.is_empty() {
        let place = given.display();
        return Err(Trouble::usage(format!(
            "{place}: neither a bundle nor a report.json lies there or in a folder below; name what --output of an \
             earlier run wrote"
        )));
    }
    Ok(all)
}

/// What the folder of one site holds; `None` if it is none.
///
/// # Errors
/// Something that cannot be read.
pub fn of_site(folder: &Path) -> Result<Option<Vec<Remains>>, Trouble> {
    let place = place::bundle(folder);
    if place.join(MANIFEST_FILE).is_file() {
        let what = What::Bundle(Box::new(evaluate::read(folder)?));
        return Ok(Some(vec![Remains { place, what }]));
    }
    let file = folder.join(REPORT_FILE);
    if file.is_file() { reports(&file).map(Some) } else { Ok(None) }
}

/// The folders within a folder, in the order of their names.
///
/// # Errors
/// A folder that cannot be read.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|why| Trouble::usage(format!("{}: {why}", folder.display())))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// The head of a stored file of ours.
#[derive(Deserialize)]
struct Head {
    format: Format,
}

/// The reports of a file: one object, or a list of them.
///
/// # Errors
/// A file that cannot be read, or that holds something else.
pub fn reports(file: &Path) -> Result<Vec<Remains>, Trouble> {
    let found = |report| Remains { place: file.to_owned(), what: What::Report(Box::new(report)) };
    Ok(stored(file)?.into_iter().map(found).collect())
}

/// The same without the place.
///
/// # Errors
/// As [`reports`].
pub fn stored(file: &Path) -> Result<Vec<Report>, Trouble> {
    let refused = |why: String| Trouble::usage(format!("{}: {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|why| refused(why.to_string()))?;
    let is_list = text.trim_start().starts_with('[');
    let heads: Result<Vec<Head>, _> =
        if is_list { serde_json::from_str(&text) } else { serde_json::from_str(&text).map(|head| vec![head]) };
    let heads =
        heads.map_err(|why| refused(format!("it is no report of ours: {why}; name a report.json or a bundle")))?;
    if let Some(why) = heads.iter().find_map(|head| foreign(&head.format)) {
        return Err(refused(why));
    }
    let reports: Result<Vec<Report>, String> = if is_list { parsed(&text) } else { parsed(&text).map(|one| vec![one]) };
    reports.map_err(|why| refused(format!("the report cannot be read: {why}")))
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|why| why.to_string())
}

/// Why a format is none that is read here.
fn foreign(format: &Format) -> Option<String> {
    let version = &format.version;
    Some(match format.unread(REPORT_NAME, REPORT_VERSION)? {
        Unread::Foreign => {
            format!("it is {} and no report; name a report.json or the folder of a bundle", format.name)
        }
        Unread::Newer => format!(
            "the report has version {version} and this program reads up to {REPORT_VERSION}; use the version that wrote \
             it, or a newer one"
        ),
        Unread::Unnumbered | Unread::Older => {
            format!("the report has version {version}, which this program does not read; judge its bundle")
        }
    })
}

/// Whether a file says of itself that it is a report, readable or not.
pub fn claims_to_be_one(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.contains(REPORT_NAME))
}
