//! The files by which a pipeline audits: what `--ci` writes. They run the program that is installed, by the script that
//! every pipeline of `ci/` rests on; with `--action`, the composite action from where the user says.

use std::path::{Path, PathBuf};

use crate::cli::configuration::DEFAULT_FILE;
use crate::cli::exit::Trouble;
use crate::yaml::suggest;

/// What is written where no pipeline is wanted.
pub const NONE: &str = "none";
/// The script that audits and says what came of it.
const SCRIPT: (&str, &str) = ("consentinel-audit.sh", include_str!("../../../ci/shell/audit.sh"));
/// The workflow that uses the action, and those that use the script, each by the word that it is asked for with.
const ACTION: &str = include_str!("pipelines/github-action.yml");
const PIPELINES: [(&str, Option<(&str, &str)>); 4] = [
    ("shell", None),
    ("github", Some((WORKFLOW, include_str!("pipelines/github.yml")))),
    ("gitlab", Some((".gitlab-ci.yml", include_str!("pipelines/gitlab.yml")))),
    ("jenkins", Some(("Jenkinsfile", include_str!("pipelines/Jenkinsfile")))),
];
const WORKFLOW: &str = ".github/workflows/consentinel.yml";

/// A file to be written below the folder one is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineFile {
    /// Where.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// Whether a word names a pipeline.
///
/// # Errors
/// One that does not, with the nearest ones.
pub fn check(word: &str) -> Result<(), String> {
    let known = || PIPELINES.iter().map(|(name, _)| *name).chain([NONE]);
    if known().any(|name| name == word) { Ok(()) } else { Err(format!("`{word}`: {}", suggest(word, known()))) }
}

/// The files of a pipeline that [`check`] knows, which audits by the configuration `file`.
///
/// # Errors
/// An action that is not pinned or that no such pipeline uses; a name of the configuration that would need quotes.
pub fn files(word: &str, file: &Path, action: Option<&str>) -> Result<Vec<PipelineFile>, Trouble> {
    if action.is_some() && word != "github" {
        return Err(Trouble::usage("--action: only a workflow of GitHub uses one; write --ci github beside it"));
    }
    if word == NONE {
        return Ok(Vec::new());
    }
    let file = plain(file, word)?;
    if let Some(action) = action {
        let text = ACTION.replace("@ACTION@", &pinned(action)?).replace("@CONFIG@", &file);
        return Ok(vec![PipelineFile { path: WORKFLOW.into(), text }]);
    }
    let Some((_, pipeline)) = PIPELINES.iter().find(|(name, _)| *name == word) else { return Ok(Vec::new()) };
    let arguments = if file == DEFAULT_FILE { String::new() } else { format!(" --config {file}") };
    let made = pipeline.iter().chain([&SCRIPT]);
    Ok(made
        .map(|(path, text)| PipelineFile { path: path.into(), text: text.replace("@ARGUMENTS@", &arguments) })
        .collect())
}

/// Where the action is, at a commit: a tag can be moved to what nobody has read.
fn pinned(action: &str) -> Result<String, Trouble> {
    let name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
    let commit = |part: &str| part.len() == 40 && part.chars().all(|c| c.is_ascii_hexdigit());
    let parts = action.split_once('@').and_then(|(place, at)| Some((place.split_once('/')?, at)));
    match parts {
        Some(((owner, repository), at)) if name(owner) && name(repository) && commit(at) => {
            Ok(format!("{owner}/{repository}/ci/github@{at}"))
        }
        _ => Err(Trouble::usage(format!(
            "--action {action}: write OWNER/REPOSITORY@COMMIT, whose copy of Consentinel you take and the 40 digits of the \
             commit that you have read"
        ))),
    }
}

/// The name of the configuration, if it stands for itself in every shell and file.
fn plain(file: &Path, word: &str) -> Result<String, Trouble> {
    let name = file.display().to_string();
    if name.chars().all(|c| c.is_ascii_alphanumeric() || "_./-".contains(c)) && !name.starts_with('-') {
        return Ok(name);
    }
    Err(Trouble::usage(format!("--ci {word}: the name {name} would need quotes in it; name a plainer one by --file")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pipeline_runs_the_script_that_is_written_beside_it() {
        for (word, count) in [("shell", 1), ("github", 2), ("gitlab", 2), ("jenkins", 2), (NONE, 0)] {
            check(word).unwrap();
            let made = files(word, Path::new("a/b.yaml"), None).unwrap();
            assert_eq!(made.len(), count, "{word}");
            let Some((script, others)) = made.split_last() else { continue };
            assert_eq!(script.path, Path::new("consentinel-audit.sh"));
            for PipelineFile { path, text } in others {
                assert!(text.contains("sh consentinel-audit.sh") && text.contains(" --config a/b.yaml"), "{path:?}");
                assert!(!text.contains("ARGUMENTS@") && !text.contains("OWNER"), "{path:?}");
            }
        }
        assert!(check("githb").unwrap_err().contains("did you mean `github`"));
        assert!(!files("gitlab", Path::new(DEFAULT_FILE), None).unwrap()[0].text.contains("--config"));
        assert!(files(NONE, Path::new("a b.yaml"), None).unwrap().is_empty());
        assert!(files("shell", Path::new("a b.yaml"), None).unwrap_err().message.contains("--file"));
    }

    #[test]
    fn an_action_is_pinned_to_a_commit() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let made = files("github", Path::new(DEFAULT_FILE), Some(&format!("o/r@{commit}"))).unwrap();
        assert_eq!(made.len(), 1, "no script: the action has its own");
        assert!(made[0].text.contains(&format!("uses: o/r/ci/github@{commit}\n")), "{}", made[0].text);
        for wrong in ["o/r", "o/r@v1", &format!("r@{commit}"), &format!("o/r/x@{commit}"), &format!("o r/x@{commit}")] {
            assert!(files("github", Path::new(DEFAULT_FILE), Some(wrong)).unwrap_err().message.contains("--action"));
        }
        let elsewhere = files("gitlab", Path::new(DEFAULT_FILE), Some(&format!("o/r@{commit}")));
        assert!(elsewhere.unwrap_err().message.contains("--ci github"));
    }
}
