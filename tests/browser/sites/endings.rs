//! How the program ends: the same bytes twice, cleanly when it is interrupted, and with a word when it cannot write.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use consentinel::bundle::site_folder;
use consentinel::evidence::{Target, TargetKind};
use rustix::process::{Pid, Signal, kill_process};

use crate::fixtures::server::Fixtures;

/// How long a condition may take to come true on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

fn consentinel(fixtures: &Fixtures, words: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("consentinel"));
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").env("TMPDIR", folder);
    if matches!(words.first(), Some(&("audit" | "collect"))) {
        command.arg("--host-rules").arg(fixtures.host_rules());
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Output of a command that runs while the sites are served.
async fn output(command: Command) -> std::process::Output {
    let mut command = command;
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// Waits until `holds` does, or panics.
async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what} did not come within {PATIENCE:?}");
        tokio::task::yield_now().await;
    }
}

/// Processes whose command line names `folder`, the program itself left out.
fn browsers(folder: &Path) -> usize {
    let profile = format!("--user-data-dir={}", folder.display());
    let named = |entry: std::fs::DirEntry| {
        std::fs::read(entry.path().join("cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains(&profile))
    };
    std::fs::read_dir("/proc").unwrap().flatten().map(named).filter(|is| *is).count()
}

fn ended(child: &mut Child) -> Option<ExitStatus> {
    child.try_wait().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invariant_3_audit_is_collect_and_evaluate_byte_for_byte() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let url = fixtures.url("klaro-deaf");
    let audit = consentinel(&fixtures, &["audit", &url, "--output", "audited"], folder.path());
    assert_eq!(output(audit).await.status.code(), Some(1));
    let collect = consentinel(&fixtures, &["collect", &url, "--output", "collected"], folder.path());
    assert_eq!(output(collect).await.status.code(), Some(0));
    let site = site_folder(&Target { given: url.clone(), url, kind: TargetKind::Url, name: None });
    let read = |of: &str, name: &str| std::fs::read(folder.path().join(of).join(&site).join(name)).unwrap();
    let evaluate = |bundle: String, into: &'static str| {
        output(consentinel(&fixtures, &["evaluate", &bundle, "--output", into], folder.path()))
    };
    assert_eq!(evaluate(format!("audited/{site}"), "again").await.status.code(), Some(1));
    for name in ["report.json", "report.md"] {
        assert!(read("audited", name) == read("again", name), "{name} differs from what the audit wrote");
    }
    for into in ["first", "second"] {
        assert_eq!(evaluate(format!("collected/{site}"), into).await.status.code(), Some(1));
    }
    assert!(read("first", "report.json") == read("second", "report.json"), "the same bundle gives other bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_audit_ends_with_130_and_leaves_nothing_behind() {
    let fixtures = Fixtures::start().await;
    let hanging = format!("{}do/hang", fixtures.url("state-quiet"));
    for signal in [Signal::TERM, Signal::INT] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = consentinel(&fixtures, &["audit", &hanging, "--output", "out"], folder.path()).spawn().unwrap();
        until("a browser", || browsers(folder.path()) > 0).await;
        kill_process(Pid::from_child(&child), signal).unwrap();
        let mut status = None;
        until("the end", || {
            status = ended(&mut child);
            status.is_some()
        })
        .await;
        assert_eq!(status.and_then(|status| status.code()), Some(130), "{signal:?}");
        until("the end of the browser", || browsers(folder.path()) == 0).await;
        let left: Vec<_> = std::fs::read_dir(folder.path().join("out")).unwrap().flatten().collect();
        assert!(left.is_empty(), "{signal:?} left {left:?}");
        for profiles in std::fs::read_dir(folder.path()).unwrap().flatten() {
            let inside: Vec<_> = std::fs::read_dir(profiles.path()).unwrap().flatten().collect();
            assert!(inside.is_empty(), "{signal:?} left {inside:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_output_that_cannot_be_written_is_told_before_anything_is_visited() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "in the way").unwrap();
    let url = fixtures.url("klaro-honest");
    for place in ["file", "file/below", "/proc/no-such-place"] {
        let ran = output(consentinel(&fixtures, &["audit", &url, "--output", place], folder.path())).await;
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(3), "{place}: {told}");
        assert!(told.contains(place) && told.contains("Nothing was visited"), "{place}: {told}");
    }
}

/// A run that is killed leaves what it had finished, marked incomplete, and the next run clears it away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_run_leaves_its_finished_states_as_a_bundle_that_opens() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let url = fixtures.url("klaro-honest");
    let site = folder.path().join("out").join(site_folder(&Target {
        given: url.clone(),
        url: url.clone(),
        kind: TargetKind::Url,
        name: None,
    }));
    let words = ["collect", &url, "--jobs", "1", "--states", "none,none-again,reject,accept", "--output", "out"];
    let mut child = consentinel(&fixtures, &words, folder.path()).spawn().unwrap();
    let incomplete = site.join("bundle-incomplete");
    until("the first finished state", || incomplete.join("manifest.json").exists() || ended(&mut child).is_some())
        .await;
    kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
    until("the end", || ended(&mut child).is_some()).await;
    assert!(!site.join("bundle").exists(), "the run was over before it was killed");

    let evidence = consentinel::bundle::read(&incomplete).unwrap();
    assert!(!evidence.visits.is_empty() && !evidence.kept.missing.is_empty());
    assert_eq!(evidence.visits.len() + evidence.kept.missing.len(), 4);
    let place = site.display().to_string();
    let verified = output(consentinel(&fixtures, &["verify", &place], folder.path())).await;
    let told = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success() && told.contains("incomplete: the state accept is missing"), "{told}");
    let judged = output(consentinel(&fixtures, &["evaluate", &place], folder.path())).await;
    assert_eq!(judged.status.code(), Some(3), "an incomplete bundle passed for a whole one");

    let again = output(consentinel(&fixtures, &words, folder.path())).await;
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    let left: Vec<_> = std::fs::read_dir(&site).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["bundle"], "the run that was killed left something behind");
    assert!(consentinel::bundle::read(&site.join("bundle")).unwrap().kept.missing.is_empty());
}

/// Pages on request, in both forms; a signature and redaction from the command line of a real run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_stored_on_request_and_a_redacted_bundle_has_none() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let url = fixtures.url("klaro-honest");
    let site = site_folder(&Target { given: url.clone(), url: url.clone(), kind: TargetKind::Url, name: None });
    for (form, sign) in [("html", "<html"), ("mhtml", "multipart/related")] {
        let words = ["collect", &url, "--states", "none", "--pages", form, "--output", form];
        assert_eq!(output(consentinel(&fixtures, &words, folder.path())).await.status.code(), Some(0), "{form}");
        let dir = folder.path().join(form).join(&site).join("bundle");
        assert_eq!(consentinel::bundle::verify(&dir).unwrap(), []);
        let evidence = consentinel::bundle::read(&dir).unwrap();
        for moment in &evidence.visits[0].moments {
            let path = moment.page.as_ref().unwrap_or_else(|| panic!("no {form} of {:?}", moment.phase));
            let page = std::fs::read_to_string(dir.join(path)).unwrap();
            assert!(path.ends_with(form) && page.contains(sign), "{path}");
        }
    }
    let words = ["collect", &url, "--states", "none", "--pages", "html", "--redact", "--output", "redacted"];
    assert_eq!(output(consentinel(&fixtures, &words, folder.path())).await.status.code(), Some(0));
    let dir = folder.path().join("redacted").join(&site).join("bundle");
    let evidence = consentinel::bundle::read(&dir).unwrap();
    assert!(evidence.kept.redacted.is_some() && evidence.visits[0].moments.iter().all(|moment| moment.page.is_none()));
    assert!(!dir.join("pages").exists() && !dir.join("screenshots").exists());
}
