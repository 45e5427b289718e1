//! Whether a browser is there, starts, and loads a page.

use crate::cli::doctor::machine::{BrowserThere, Machine, Started, System, Trial};
use crate::cli::doctor::row::Finding;

/// Which browser is found.
pub fn there(machine: &dyn Machine) -> Finding {
    match machine.browser() {
        Ok(browser) => Finding::ok(format!("{} ({})", browser.executable, browser.flavour)),
        Err(why) => {
            // What the search advises for all systems is said for this one.
            let why = why.lines().next().unwrap_or_default().trim_end_matches(". Install one:").to_owned();
            Finding::wrong(why, install(machine.system()))
        }
    }
}

/// How to get a browser that works.
fn install(system: System) -> Vec<String> {
    let any = "or anywhere: npx @puppeteer/browsers install chrome-headless-shell@stable, then --chrome PATH";
    let own = match system {
        System::Debian => vec!["sudo apt install chromium-headless-shell", any],
        System::Ubuntu => vec![
            "Ubuntu's own chromium is a snap, which does not work here. Download Google Chrome for Debian and Ubuntu from \
             https://www.google.com/chrome/",
            "sudo apt install ./google-chrome-stable_current_amd64.deb",
            any,
        ],
        System::Fedora => vec!["sudo dnf install chromium-headless", any],
        System::Alpine => vec!["sudo apk add chromium"],
        System::Arch => vec!["sudo pacman -S chromium", any],
        System::Linux => vec!["install chromium by your package manager", any],
        System::MacOs => vec!["brew install --cask google-chrome", any],
        System::Windows => vec!["winget install Google.Chrome", any],
        System::Other => vec!["install Chrome or Chromium and name it with --chrome PATH"],
    };
    own.into_iter().map(str::to_owned).collect()
}

/// Whether it is confined as a snap.
pub fn snap(machine: &dyn Machine) -> Finding {
    let Ok(browser) = machine.browser() else {
        return Finding::unknown("no browser was found");
    };
    if is_snap(&browser, machine) {
        let found = "it is a snap, and does not see the profile that each audit makes for it among the temporary files";
        return Finding::wrong(found, install(machine.system()));
    }
    Finding::ok("no")
}

fn is_snap(browser: &BrowserThere, machine: &dyn Machine) -> bool {
    let path = &browser.executable;
    let starts_one = || machine.text(path).is_some_and(|text| text.starts_with("#!") && text.contains("/snap/bin/"));
    path.starts_with("/snap/") || path.starts_with("/var/lib/snapd/") || starts_one()
}

/// Whether it starts, and how fast.
pub fn start(machine: &dyn Machine) -> Finding {
    match machine.trial() {
        Trial::NotTried => Finding::unknown("there was nothing to start"),
        Trial::Failed(why) => Finding::wrong(why.as_str(), ["see the rows on sandbox, namespaces and temporary files"]),
        Trial::Started(started) => Finding::ok(format!("{}, after {} ms", started.product, started.start_ms)),
    }
}

/// Whether it loads a page and page time passes.
pub fn page(machine: &dyn Machine) -> Finding {
    match machine.trial() {
        Trial::Started(Started { page: Ok(spent), .. }) => {
            Finding::ok(format!("loaded; 6 s of page time took {spent} ms"))
        }
        Trial::Started(Started { page: Err(why), .. }) => {
            Finding::wrong(why.as_str(), ["consentinel doctor --browser full", "consentinel doctor --browser shell"])
        }
        Trial::NotTried | Trial::Failed(_) => Finding::unknown("the browser did not start"),
    }
}

/// Whether cookies of third parties are kept, as in a visitor's normal profile.
pub fn third_party(machine: &dyn Machine) -> Finding {
    let Trial::Started(started) = machine.trial() else {
        return Finding::unknown("the browser did not start");
    };
    match started.keeps_third_party {
        Some(true) => Finding::ok("kept, as in a visitor's normal profile"),
        Some(false) => Finding::wrong(
            "refused: what third parties would store cannot be seen",
            ["consentinel doctor --browser shell", "look for a policy of your company on cookies (chrome://policy)"],
        ),
        None => Finding::unknown("could not be tried"),
    }
}

/// As what pages see it.
pub fn shown_as(machine: &dyn Machine) -> Finding {
    told(machine, |started| started.shown_as.clone())
}

/// What pages do not see.
pub fn hidden(machine: &dyn Machine) -> Finding {
    told(machine, |started| started.masked.clone())
}

fn told(machine: &dyn Machine, what: fn(&Started) -> String) -> Finding {
    match machine.trial() {
        Trial::Started(started) => Finding::ok(what(started)),
        Trial::NotTried | Trial::Failed(_) => Finding::unknown("the browser did not start"),
    }
}
