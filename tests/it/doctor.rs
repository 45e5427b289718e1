//! What `doctor` finds on described machines: each check with a machine on which it speaks and one on which it is silent.

use std::collections::BTreeMap;

use consentinel::cli::doctor::checks::{CHECKS, examine};
use consentinel::cli::doctor::machine::{BrowserThere, Machine, Room, Started, System, Temporary, Trial};
use consentinel::cli::doctor::row::{Examination, Row, Verdict};
use consentinel::cli::doctor::told;
use consentinel::report::Paint;

use crate::report_schema::schema;
use crate::support::schema::faults;

const GB: u64 = 1_000_000_000;
const NOW: i64 = 1_795_000_000;
const APPARMOR: &str = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

/// A machine as a test describes it.
#[derive(Clone)]
struct Described {
    system: System,
    texts: BTreeMap<String, String>,
    fonts: Vec<String>,
    variables: BTreeMap<String, String>,
    rooms: BTreeMap<String, Room>,
    refused: Option<String>,
    root: bool,
    now: i64,
    written: Option<i64>,
    proxy: Option<String>,
    browser: Result<BrowserThere, String>,
    trial: Trial,
    rules: Result<String, String>,
}

impl Machine for Described {
    fn system(&self) -> System {
        self.system
    }
    fn about(&self) -> String {
        "a machine of a test".to_owned()
    }
    fn text(&self, path: &str) -> Option<String> {
        self.texts.get(path).cloned()
    }
    fn exists(&self, path: &str) -> bool {
        self.texts.contains_key(path)
    }
    fn files(&self, folder: &str) -> Vec<String> {
        self.fonts.iter().filter(|path| path.starts_with(folder)).cloned().collect()
    }
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }
    fn room(&self, path: &str) -> Option<Room> {
        self.rooms.get(path).copied()
    }
    fn temporary(&self) -> Temporary {
        Temporary { folder: "/tmp".to_owned(), refused: self.refused.clone() }
    }
    fn is_root(&self) -> bool {
        self.root
    }
    fn now(&self) -> i64 {
        self.now
    }
    fn written(&self) -> Option<i64> {
        self.written
    }
    fn proxy(&self) -> Option<String> {
        self.proxy.clone()
    }
    fn browser(&self) -> Result<BrowserThere, String> {
        self.browser.clone()
    }
    fn trial(&self) -> &Trial {
        &self.trial
    }
    fn rules(&self) -> Result<String, String> {
        self.rules.clone()
    }
}

/// A machine on which everything is as it should be.
fn sound() -> Described {
    let room = |whole: u64| Room { whole, free: whole };
    let pairs = |all: &[(&str, &str)]| all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    Described {
        system: System::Debian,
        texts: pairs(&[
            ("/proc/self/ns/user", ""),
            ("/proc/sys/user/max_user_namespaces", "127235\n"),
            ("/proc/sys/kernel/unprivileged_userns_clone", "1\n"),
            (APPARMOR, "0\n"),
            ("/proc/meminfo", "MemTotal:  8000000 kB\nMemAvailable:    6000000 kB\n"),
        ]),
        fonts: ["DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoColorEmoji.ttf"]
            .map(|name| format!("/usr/share/fonts/truetype/{name}"))
            .to_vec(),
        variables: pairs(&[("LANG", "en_GB.UTF-8"), ("HOME", "/home/somebody"), ("DISPLAY", ":0")]),
        rooms: [("/tmp".to_owned(), room(50 * GB)), ("/dev/shm".to_owned(), room(4 * GB))].into(),
        refused: None,
        root: false,
        now: NOW,
        written: Some(NOW - 1000),
        proxy: None,
        browser: Ok(BrowserThere {
            executable: "/usr/lib/chromium/chromium-headless-shell".to_owned(),
            flavour: "headless shell".to_owned(),
            helper: false,
        }),
        trial: started(true),
        rules: Ok("900 files".to_owned()),
    }
}

fn started(sandbox: bool) -> Trial {
    Trial::Started(Started {
        product: "Chrome/156".to_owned(),
        start_ms: 70,
        sandbox,
        shown_as: "Mozilla/5.0".to_owned(),
        masked: "navigator.webdriver".to_owned(),
        keeps_third_party: Some(true),
        page: Ok(300),
    })
}

/// A sound machine but for one thing.
fn but(change: impl FnOnce(&mut Described)) -> Described {
    let mut machine = sound();
    change(&mut machine);
    machine
}

fn text(path: &str, text: &str) -> impl FnOnce(&mut Described) {
    let (path, text) = (path.to_owned(), text.to_owned());
    move |machine| drop(machine.texts.insert(path, text))
}

fn variable(name: &str, value: &str) -> impl FnOnce(&mut Described) {
    let (name, value) = (name.to_owned(), value.to_owned());
    move |machine| drop(machine.variables.insert(name, value))
}

fn row(machine: &Described, check: &str) -> Row {
    examine(machine).into_iter().find(|row| row.check == check).unwrap()
}

/// A machine on which a check speaks: the check, how it stands, words of what was found or is to be typed.
type Spoken = (&'static str, Described, Verdict, &'static str);

fn failed(machine: &mut Described) {
    machine.trial = Trial::Failed("it ended: no usable sandbox".to_owned());
}

fn room(path: &'static str, bytes: u64) -> impl FnOnce(&mut Described) {
    move |machine| {
        machine.rooms.insert(path.to_owned(), Room { whole: bytes, free: bytes });
    }
}

/// Machines whose browser or sandbox is at fault.
fn browsers() -> Vec<Spoken> {
    use Verdict::{Unknown, Warn, Wrong};
    let page = |change: fn(&mut Started)| {
        but(|machine| {
            let Trial::Started(started) = &mut machine.trial else { unreachable!() };
            change(started);
        })
    };
    let failed_with = |path: &'static str, value: &'static str| {
        but(|machine| {
            text(path, value)(machine);
            failed(machine);
        })
    };
    let without_namespaces = but(|machine| {
        machine.texts.remove("/proc/self/ns/user");
        failed(machine);
    });
    let snap = but(|m| m.browser.as_mut().unwrap().executable = "/snap/chromium/1/chrome".to_owned());
    vec![
        ("browser", but(|m| m.browser = Err("no Chrome or Chromium was found".to_owned())), Wrong, "apt install"),
        ("snap", snap, Wrong, "apt install chromium-headless-shell"),
        ("start", but(failed), Wrong, "no usable sandbox"),
        ("start", but(|m| m.trial = Trial::NotTried), Unknown, "nothing to start"),
        ("page", page(|started| started.page = Err("ends with ERR_PROXY".to_owned())), Wrong, "ERR_PROXY"),
        ("page", but(failed), Unknown, "did not start"),
        ("third-party-cookies", page(|started| started.keeps_third_party = Some(false)), Wrong, "--browser shell"),
        ("third-party-cookies", page(|started| started.keeps_third_party = None), Unknown, "could not be tried"),
        ("shown-as", but(failed), Unknown, "did not start"),
        ("hidden", but(failed), Unknown, "did not start"),
        ("user", but(|m| m.root = true), Warn, "sudo -u"),
        ("sandbox", but(|m| m.trial = started(false)), Warn, "--no-sandbox"),
        ("sandbox", but(failed), Unknown, "doctor --no-sandbox"),
        ("apparmor", failed_with(APPARMOR, "1\n"), Wrong, "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
        ("user-namespaces", failed_with("/proc/sys/kernel/unprivileged_userns_clone", "0"), Wrong, "userns_clone=1"),
        ("user-namespaces", failed_with("/proc/sys/user/max_user_namespaces", "0\n"), Wrong, "max_user_namespaces="),
        ("user-namespaces", without_namespaces, Wrong, "CONFIG_USER_NS"),
    ]
}

/// Machines on which something around the browser is at fault.
fn surroundings() -> Vec<Spoken> {
    use Verdict::{Unknown, Warn, Wrong};
    let cramped = but(|machine| {
        room("/dev/shm", 64_000_000)(machine);
        room("/tmp", 500_000_000)(machine);
    });
    vec![
        ("temporary-files", but(|m| m.refused = Some("read-only".to_owned())), Wrong, "TMPDIR"),
        ("temporary-files", but(room("/tmp", 100_000_000)), Wrong, "TMPDIR"),
        ("temporary-files", but(room("/tmp", 500_000_000)), Warn, "500 MB free"),
        ("temporary-files", but(|m| m.rooms.clear()), Unknown, "could not be told"),
        ("shared-memory", cramped, Warn, "64 MB only"),
        ("memory", but(text("/proc/meminfo", "MemAvailable: 200000 kB\n")), Wrong, "--jobs 1"),
        ("memory", but(text("/sys/fs/cgroup/memory.max", "800000000\n")), Warn, "800 MB available"),
        ("memory", but(|m| drop(m.texts.remove("/proc/meminfo"))), Unknown, "not looked at"),
        ("fonts", but(|m| m.fonts.clear()), Wrong, "fonts-noto-cjk"),
        ("fonts", but(|m| m.fonts.truncate(1)), Warn, "Chinese, Japanese and Korean nor emoji"),
        ("proxy", but(|m| m.proxy = Some("https_proxy=proxy.example".to_owned())), Warn, "env -u http_proxy"),
        ("clock", but(|m| m.now = 0), Wrong, "timedatectl"),
        ("clock", but(|m| m.written = Some(NOW + 90 * 86_400)), Wrong, "before this program was made"),
        ("clock", but(|m| m.now = NOW + 40 * 365 * 86_400), Wrong, "decades after"),
        ("locale", but(variable("LC_ALL", "POSIX")), Warn, "export LANG=C.UTF-8"),
        ("locale", but(|m| drop(m.variables.remove("LANG"))), Warn, "none is set"),
        ("rules", but(|m| m.rules = Err("checks/a.yaml:1:1".to_owned())), Wrong, "checks/a.yaml"),
    ]
}

#[test]
fn every_check_is_silent_on_a_sound_machine() {
    for row in examine(&sound()) {
        assert_eq!(row.verdict, Verdict::Ok, "{row:?}");
        assert!(row.advice.is_empty() && !row.found.is_empty(), "{row:?}");
    }
    assert_eq!(told::summary(&examine(&sound())), "Everything that an audit needs works here.");
}

#[test]
fn every_check_speaks_where_something_is_wrong_and_says_what_to_type() {
    let spoken: Vec<Spoken> = browsers().into_iter().chain(surroundings()).collect();
    for (check, machine, verdict, words) in &spoken {
        let row = row(machine, check);
        assert_eq!(row.verdict, *verdict, "{row:?}");
        let told = format!("{} {}", row.found, row.advice.join(" "));
        assert!(told.contains(words), "{check}: `{words}` is missing in: {told}");
        if *verdict == Verdict::Wrong {
            assert!(!row.advice.is_empty(), "{row:?}");
        }
    }
    // These two tell a state and cannot be wrong.
    let never = ["system", "display"];
    for check in CHECKS.iter().filter(|check| !never.contains(&check.id)) {
        assert!(spoken.iter().any(|(id, ..)| *id == check.id), "no machine makes `{}` speak", check.id);
    }
}

#[test]
fn advice_is_that_of_the_system() {
    let missing = |system: System| {
        let machine = but(|m| {
            m.system = system;
            m.browser = Err("no Chrome or Chromium was found".to_owned());
        });
        row(&machine, "browser").advice.join("\n")
    };
    for (system, words) in [
        (System::Debian, "apt install chromium-headless-shell"),
        (System::Ubuntu, "google-chrome-stable_current_amd64.deb"),
        (System::Fedora, "dnf install chromium-headless"),
        (System::Alpine, "apk add chromium"),
        (System::Arch, "pacman -S chromium"),
        (System::Linux, "package manager"),
        (System::MacOs, "brew install --cask google-chrome"),
        (System::Windows, "winget install Google.Chrome"),
        (System::Other, "--chrome PATH"),
    ] {
        assert!(missing(system).contains(words), "{system:?}: {}", missing(system));
    }
    assert!(!missing(System::Ubuntu).contains("apt install chromium"), "the snap does not work");
}

#[test]
fn systems_are_known_by_their_release_files() {
    for (os, release, system) in [
        ("linux", "PRETTY_NAME=\"Debian\"\nID=debian\n", System::Debian),
        ("linux", "ID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
        ("linux", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
        ("linux", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
        ("linux", "ID=alpine\n", System::Alpine),
        ("linux", "ID=nixos\n", System::Linux),
        ("linux", "", System::Linux),
        ("macos", "", System::MacOs),
        ("windows", "", System::Windows),
        ("freebsd", "", System::Other),
    ] {
        assert_eq!(System::of(os, release), system, "{os} {release}");
    }
}

/// Not each restriction is in the way: what the browser really did goes before what switches say.
#[test]
fn a_restriction_that_does_no_harm_is_not_called_wrong() {
    let restricted = but(text(APPARMOR, "1"));
    assert_eq!(row(&restricted, "apparmor").verdict, Verdict::Ok);
    let with_helper = but(|machine| {
        text(APPARMOR, "1")(machine);
        machine.trial = Trial::NotTried;
        machine.browser.as_mut().unwrap().helper = true;
    });
    assert_eq!(row(&with_helper, "apparmor").verdict, Verdict::Ok);
    let as_root = but(|machine| {
        text("/proc/sys/user/max_user_namespaces", "0")(machine);
        machine.root = true;
        machine.trial = started(false);
    });
    assert_eq!(row(&as_root, "user-namespaces").verdict, Verdict::Ok);
    // Shared memory is small in every container, and not used.
    let container = but(|machine| {
        machine.rooms.insert("/dev/shm".to_owned(), Room { whole: 64_000_000, free: 64_000_000 });
        machine.texts.insert("/.dockerenv".to_owned(), String::new());
    });
    assert_eq!(row(&container, "shared-memory").verdict, Verdict::Ok);
    assert_eq!(row(&but(|m| drop(m.variables.remove("DISPLAY"))), "display").verdict, Verdict::Ok);
}

#[test]
fn containers_get_the_advice_of_containers() {
    let container = |change: fn(&mut Described)| {
        but(|machine| {
            machine.texts.insert("/.dockerenv".to_owned(), String::new());
            change(machine);
        })
    };
    let root = row(&container(|m| m.root = true), "user");
    assert!(root.advice[0].contains("docker run --user"), "{root:?}");
    let failed = row(&container(|m| m.trial = Trial::Failed("it ended".to_owned())), "sandbox");
    assert!(failed.advice.iter().any(|advice| advice.contains("seccomp")), "{failed:?}");
}

#[test]
fn a_script_that_starts_a_snap_is_one_and_a_browser_is_not_read_as_a_script() {
    let script = |text: &str| {
        let text = text.to_owned();
        but(move |m| {
            m.browser.as_mut().unwrap().executable = "/usr/bin/chromium-browser".to_owned();
            m.texts.insert("/usr/bin/chromium-browser".to_owned(), text);
        })
    };
    assert_eq!(row(&script("#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n"), "snap").verdict, Verdict::Wrong);
    assert_eq!(row(&script("\u{7f}ELF /snap/bin/chromium"), "snap").verdict, Verdict::Ok);
}

#[test]
fn a_path_that_could_do_something_is_never_put_into_a_line_to_type() {
    let hostile = but(|machine| {
        text(APPARMOR, "1")(machine);
        machine.trial = Trial::Failed("it ended".to_owned());
        machine.browser.as_mut().unwrap().executable = "/tmp/';rm -rf ~;'/chrome".to_owned();
    });
    let row = row(&hostile, "apparmor");
    assert!(row.verdict == Verdict::Wrong && row.advice.iter().all(|advice| !advice.contains("rm -rf")), "{row:?}");
}

#[test]
fn the_page_commands_no_terminal_and_json_keeps_to_its_schema() {
    let hostile = but(variable("LANG", "\u{1b}[2Jx"));
    let rows = examine(&hostile);
    let page = told::page(&rows, Paint::Off);
    assert!(!page.contains('\u{1b}') && page.contains("\u{fffd}[2Jx"), "{page:?}");
    assert!(page.contains("> export LANG=C.UTF-8"), "{page}");
    assert!(told::summary(&rows).contains("1, marked `warn`"));
    let json = serde_json::to_value(Examination::of(rows, true)).unwrap();
    assert_eq!(faults(&schema::<Examination>(), &json), Vec::<String>::new());
    assert_eq!(json["checks"].as_array().unwrap().len(), CHECKS.len());
}
