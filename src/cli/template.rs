//! Templates of the user's own, read from their folder. A template can include what lies in its folder or below it, and
//! nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use super::exit::Trouble;
use crate::report::{Run, Template, TemplateFault};
use crate::yaml::{SourceError, SourceText};

/// A template, and the folder that it lies in.
pub struct Own {
    template: Template,
    folder: PathBuf,
}

/// Reads a template.
///
/// # Errors
/// A file that cannot be read or is not understood, with file, line and caret.
pub fn read(path: &Path) -> Result<Own, Trouble> {
    let unreadable = |why: std::io::Error| Trouble::usage(format!("template:{}: {why}", path.display()));
    let whole = path.canonicalize().map_err(unreadable)?;
    let (Some(root), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(Trouble::usage(format!("template:{}: not a file", path.display())));
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let root = root.to_owned();
    let template = Template::read(&name.to_string_lossy(), move |name| within(&root, name))
        .map_err(|fault| refused(&folder, fault))?;
    Ok(Own { template, folder })
}

impl Own {
    /// What it makes of a run.
    ///
    /// # Errors
    /// What it asks for that is not there, with file, line and caret.
    pub fn render(&self, run: &Run<'_>) -> Result<String, Trouble> {
        self.template.render(run).map_err(|fault| refused(&self.folder, fault))
    }
}

/// A text in the folder or below it.
fn within(root: &Path, name: &str) -> Result<Option<String>, String> {
    let Ok(path) = root.join(name).canonicalize() else { return Ok(None) };
    if !path.starts_with(root) {
        return Err(format!("`{name}` lies outside of the template's folder; put it there"));
    }
    fs::read_to_string(&path).map(Some).map_err(|why| format!("`{name}`: {why}"))
}

fn refused(folder: &Path, fault: TemplateFault) -> Trouble {
    let path = folder.join(&fault.name).display().to_string();
    let error = match fault.text {
        Some(text) => SourceError::at(&SourceText { path, text }, fault.place, &fault.message, ""),
        None => SourceError::whole(&path, &fault.message, ""),
    };
    Trouble::usage(error.rendered)
}
