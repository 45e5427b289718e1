//! Evidence in the layout of another program, beside the reports of a site.

use std::fs;
use std::path::{Component, Path};

use super::arguments::LayoutArgument;
use super::exit::Trouble;
use super::output;
use crate::bundle::har;
use crate::evidence::{Evidence, State};
use crate::report::Report;
use crate::report::wec::{self, Folder};

/// The folder within that of a site.
const WEC: &str = "wec";
/// The file by which a folder is known to be one of ours or of that program.
const INSPECTION: &str = "inspection.json";

/// Writes the evidence of `bundle` below `site`, if a layout is asked for. Folders of states of an earlier run are gone
/// afterwards.
///
/// # Errors
/// A file that cannot be read or written.
pub fn keep(
    layout: Option<LayoutArgument>,
    evidence: &Evidence,
    report: &Report,
    bundle: &Path,
    site: &Path,
) -> Result<(), Trouble> {
    let Some(LayoutArgument::Wec) = layout else { return Ok(()) };
    let whole = site.join(WEC);
    let refused = |why: std::io::Error| {
        Trouble::incomplete(format!("--layout wec: cannot write {}: {why}. Choose another --output.", whole.display()))
    };
    sweep(&whole).map_err(refused)?;
    for (folder, state) in wec::folders(evidence, report) {
        write(&folder, &state, bundle, &whole.join(&folder.name)).map_err(refused)?;
    }
    Ok(())
}

fn sweep(whole: &Path) -> std::io::Result<()> {
    let entries = match fs::read_dir(whole) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.join(INSPECTION).is_file() {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// A file of the bundle that is not there was left out of it, for its size or when it was redacted.
fn write(folder: &Folder, state: &State, bundle: &Path, place: &Path) -> std::io::Result<()> {
    let archive = ("requests.har", har::path(state));
    let copies = folder.copies.iter().map(|(name, path)| (*name, path.clone())).chain([archive]);
    for (name, path) in copies {
        // Evidence of others may name anything.
        let within = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        let from = bundle.join(path);
        if within && from.is_file() {
            output::whole_shared(&place.join(name), &fs::read(from)?)?;
        }
    }
    // Last, so that what looks like a whole folder is one.
    let (last, others): (Vec<_>, Vec<_>) = folder.texts.iter().partition(|(name, _)| **name == INSPECTION);
    others.into_iter().chain(last).try_for_each(|(name, text)| output::whole_shared(&place.join(name), text.as_bytes()))
}
