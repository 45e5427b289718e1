//! The process: starts, says why it does not, and leaves nothing behind.

use std::path::Path;
use std::time::{Duration, Instant};

use consentinel::browser::chrome::{Chrome, Flavour, ThirdParty};
use consentinel::browser::{Browser, Fault, Page, Script, Way, World};
use serde_json::Value;

use crate::support::both::both;
use crate::support::start::{launch, page_time, settings, start, within};
use crate::support::web::{Reply, Web};

const STATE: Script = Script { name: "state.js", source: include_str!("scripts/state.js") };

/// Living members of a process group.
fn members(group: i32) -> usize {
    let living = |stat: String| {
        // After the name in brackets: state, parent, group.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let state = fields.next()?;
        (state != "Z" && fields.nth(1)?.parse() == Ok(group)).then_some(())
    };
    let stats = std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok());
    stats.filter_map(living).count()
}

/// Processes whose command line names this folder; the first leads the group of all.
fn processes_of(folder: &Path) -> Vec<i32> {
    let named = folder.as_os_str().as_encoded_bytes();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if line.windows(named.len()).any(|part| part == named) && id != std::process::id().cast_signed() {
            found.push(id);
        }
    }
    found
}

async fn until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !done() {
        assert!(Instant::now() < deadline, "{what} did not come about");
        tokio::task::yield_now().await;
    }
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().count() == 0
}

async fn third_party_cookies_are_kept_as_tried(flavour: Flavour) {
    let web = Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        match asked.path.as_str() {
            "/" => Reply::html(format!("<iframe src='http://b.localhost:{port}/frame'></iframe>")),
            _ => Reply::html("x").with("Set-Cookie", "third=1; SameSite=None; Secure"),
        }
    })
    .await;
    let browser = start(flavour).await;
    assert_eq!(browser.chrome.third_party_cookies().await, Ok(ThirdParty::Kept));
    let page = browser.open().await;
    page.go(&Way::To(web.url("a", "/")), page_time(500), within(10)).await.unwrap();
    assert!(
        page.cookies().await.unwrap().iter().any(|cookie| cookie.name == "third" && cookie.domain == "b.localhost")
    );
    browser.close().await;
}

async fn pages_do_not_share_a_profile(flavour: Flavour) {
    let web = Web::serve(|_| Reply::html("x").with("Set-Cookie", "a=1")).await;
    let browser = start(flavour).await;
    let (one, two) = (browser.open().await, browser.open().await);
    one.go(&Way::To(web.url("a", "/")), page_time(100), within(10)).await.unwrap();
    assert_eq!(one.cookies().await.unwrap().len(), 1);
    assert_eq!(two.cookies().await.unwrap().len(), 0);
    browser.close().await;
}

async fn a_killed_browser_wakes_everyone_and_leaves_nothing(flavour: Flavour) {
    let web = Web::serve(|_| Reply::never()).await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    let group = processes_of(browser.profiles.path())[0];
    let way = Way::To(web.url("a", "/"));
    let (fault, ()) = tokio::join!(page.go(&way, page_time(1000), within(30)), async {
        until("a request", || !web.asked().is_empty()).await;
        let leader = rustix::process::Pid::from_raw(group).unwrap();
        rustix::process::kill_process(leader, rustix::process::Signal::KILL).unwrap();
    });
    assert!(matches!(&fault, Err(Fault::Gone(why)) if why.contains("signal: 9")), "{fault:?}");
    assert!(matches!(page.cookies().await, Err(Fault::Gone(_))));
    assert!(matches!(browser.chrome.open(&settings()).await, Err(Fault::Gone(_))));
    drop(browser.chrome);
    until("the end of all processes", || members(group) == 0).await;
    assert!(is_empty(browser.profiles.path()));
}

async fn a_drop_without_a_close_leaves_nothing(flavour: Flavour) {
    let browser = start(flavour).await;
    let page = browser.open().await;
    let group = processes_of(browser.profiles.path())[0];
    assert!(members(group) > 2, "renderers are in the group");
    drop(browser.chrome);
    until("the end of all processes", || members(group) == 0).await;
    assert!(is_empty(browser.profiles.path()));
    assert!(matches!(page.cookies().await, Err(Fault::Gone(_))));
}

async fn a_page_that_is_dropped_is_disposed_of(flavour: Flavour) {
    let web =
        Web::page("<html><script>onpagehide = () => {}; document.documentElement.dataset.state = '1'</script>").await;
    let browser = start(flavour).await;
    for _ in 0..5 {
        let page = browser.open().await;
        page.go(&Way::To(web.url("a", "/")), page_time(100), within(10)).await.unwrap();
        let main = page.frames().await.unwrap().remove(0).id;
        assert_eq!(page.ask(&main, World::Isolated, STATE, &Value::Null).await, Ok(1.into()));
    }
    until("the disposal", || browser.chrome.pages() == 0).await;
    browser.close().await;
}

both!(
    third_party_cookies_are_kept_as_tried,
    pages_do_not_share_a_profile,
    a_killed_browser_wakes_everyone_and_leaves_nothing,
    a_drop_without_a_close_leaves_nothing,
    a_page_that_is_dropped_is_disposed_of,
);

/// Run by the test below in a process of its own, which is then killed.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "only as the victim of `nothing_outlives_us_when_we_are_killed`"]
async fn victim() {
    #[expect(clippy::disallowed_methods, reason = "how one test process tells another where to put its profile")]
    let profiles = std::env::var_os("VICTIM_PROFILES").unwrap();
    let chrome = Chrome::start(&launch(Flavour::Shell, Path::new(&profiles))).await.unwrap();
    let _page = chrome.open(&settings()).await.unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_outlives_us_when_we_are_killed() {
    let profiles = tempfile::tempdir().unwrap();
    let mut victim = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "chrome_process::victim", "--ignored", "--nocapture"])
        .env("VICTIM_PROFILES", profiles.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    until("its browser", || !processes_of(profiles.path()).is_empty()).await;
    let group = processes_of(profiles.path())[0];
    until("its page", || members(group) > 3).await;
    victim.kill().unwrap();
    victim.wait().unwrap();
    until("the end of all processes", || members(group) == 0).await;
    assert!(!is_empty(profiles.path()), "the stale profile is what is swept next");

    let chrome = Chrome::start(&launch(Flavour::Shell, profiles.path())).await.unwrap();
    let left = std::fs::read_dir(profiles.path()).unwrap().count();
    assert_eq!(left, 2, "one profile and its lock");
    chrome.close().await;
    assert!(is_empty(profiles.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_no_browser_is_told_with_its_last_words() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("chrome");
    std::fs::write(&program, "#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2\nexit 127\n")
        .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let profiles = folder.path().join("profiles");
    let mut launch = launch(Flavour::Full, &profiles);
    launch.found.executable = program;
    let Err(Fault::NoBrowser(why)) = Chrome::start(&launch).await else { panic!("it started") };
    assert!(why.contains("libnss3.so") && why.contains("127"), "{why}");
    assert!(is_empty(&profiles));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_folder_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let Err(Fault::NoBrowser(why)) = Chrome::start(&launch(Flavour::Shell, &file)).await else { panic!("it started") };
    assert!(why.contains("no temporary profile"), "{why}");
}
