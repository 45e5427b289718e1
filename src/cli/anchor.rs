//! Which file stands for a site where nobody named one: programs that show findings beside files need a place.

use std::path::{Component, Path, PathBuf};

use super::environment;
use crate::evidence::TargetKind;
use crate::report::{Anchor, Report};

/// The audited file itself, the first page of an audited folder, else `kept`: what this run wrote of the site.
pub fn of(report: &Report, kept: &Path) -> Anchor {
    let given = Path::new(&report.target.given);
    Anchor::file(match report.target.kind {
        TargetKind::File => relative(given),
        TargetKind::Folder => relative(&given.join("index.html")),
        TargetKind::Url => relative(kept),
    })
}

/// Variables in which pipelines tell where the repository was checked out.
const CHECKED_OUT: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The path from the root of the repository, where a pipeline tells it, else from the folder in which the program runs: who shows
/// findings beside files knows no other. Of what lies elsewhere only the last two names are told: paths of a machine are nobody's business.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the working directory")]
pub fn relative(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let roots = CHECKED_OUT.into_iter().filter_map(environment::filled).map(PathBuf::from);
    let root = roots.into_iter().find(|root| here.starts_with(root)).unwrap_or_else(|| here.clone());
    let whole = here.join(path);
    let below = whole.strip_prefix(&root).unwrap_or(path);
    let elsewhere = below.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
    let names: Vec<String> = below
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let shown = if elsewhere { names.len().saturating_sub(2) } else { 0 };
    names[shown..].join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;
    use std::path::Path;

    #[test]
    fn paths_are_told_from_here_and_never_of_the_machine() {
        assert_eq!(relative(Path::new("./public/index.html")), "public/index.html");
        assert_eq!(relative(Path::new("/home/someone/secret/site/index.html")), "site/index.html");
        assert_eq!(relative(Path::new("../site/a.html")), "site/a.html");
    }
}
