//! On GitHub's runner no line of a command that prints for people commands it, whatever a page wrote.

use std::path::Path;

use consentinel::bundle;
use consentinel::evidence::{Gathered, Gatherings, TargetKind};

use crate::support::program::{self, consentinel, said};

/// The frozen leaky site, with cookies and a name that would command the runner.
fn armed(folder: &Path, cookie: &str) -> String {
    let mut evidence = bundle::read(Path::new(&program::bundle("leaky"))).unwrap();
    (evidence.target.kind, evidence.target.given) = (TargetKind::Folder, "##[error]site".to_owned());
    for moment in evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments) {
        let Gathered::Ok(cookies) = &mut moment.cookies else { panic!("the jar was read") };
        cookies.iter_mut().for_each(|one| one.name = format!("{cookie}{}", one.name));
    }
    bundle::write(&Gatherings { evidence, files: Default::default() }, folder).unwrap();
    folder.display().to_string()
}

/// Lines that the runner would take for commands.
fn commands(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with("::") || line.contains("##[")).count()
}

/// The runner reads standard error too; what is said there quotes files, sites and servers.
#[test]
fn what_is_said_on_standard_error_commands_no_runner() {
    let ask = |runner: &str, words: &[&str]| {
        let mut command = consentinel();
        said(command.env("GITHUB_ACTIONS", runner).arg("evaluate").arg("no\n::error::bundle ##[group]x").args(words)).2
    };
    for words in [&["--progress", "plain"][..], &["--quiet"]] {
        assert!(commands(&ask("", words)) > 0, "{words:?}");
        let guarded = ask("true", words);
        assert!(commands(&guarded) == 0 && guarded.contains("|::error::bundle ## [group]x"), "{words:?}: {guarded}");
    }
    let events = ask("true", &["--progress", "json"]);
    assert_eq!(events.lines().count(), ask("", &["--progress", "json"]).lines().count());
    assert!(events.contains("no\\n::error::bundle ##[group]x"), "what programs read stays as it is: {events}");
}

#[test]
fn what_a_page_wrote_commands_no_runner_in_diff_history_and_show() {
    let folder = tempfile::tempdir().unwrap();
    let then = armed(&folder.path().join("then/bundle"), "::warning::");
    let now = armed(&folder.path().join("now/bundle"), "::error::");
    let all = folder.path().display().to_string();
    let ask = |words: &[&str], format: &str, runner: &str| {
        let mut command = consentinel();
        command.env("NO_COLOR", "1").env("GITHUB_ACTIONS", runner);
        said(command.args(words).args(["--format", format])).1
    };
    for words in [&["diff", &then, &now][..], &["history", &all], &["show", &now, "cookies"]] {
        for format in ["table", "markdown"] {
            let (plain, guarded) = (ask(words, format, ""), ask(words, format, "true"));
            assert!(format == "markdown" || commands(&plain) > 0, "{words:?} {format}: {plain}");
            assert_eq!(commands(&guarded), 0, "{words:?} {format}: {guarded}");
            assert_eq!(guarded.lines().count(), plain.lines().count(), "{words:?} {format}");
        }
        let json = ask(words, "json", "true");
        assert_eq!(json, ask(words, "json", ""), "what programs read stays as it is");
        assert!(json.contains("##[error]site") || json.contains("::error::"), "{json}");
    }
}
