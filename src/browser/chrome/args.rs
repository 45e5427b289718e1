//! The arguments that Chrome is started with.

use std::path::Path;

use headless_chrome::browser::DEFAULT_ARGS;

use super::find::Flavour;
use super::launch::{Certificates, Launch, Sandbox, Window};

/// Defaults of the crate that would change what pages see: the first announces a robot, the second opens windows
/// that a visitor's browser would not.
const UNWANTED: [&str; 2] = ["--enable-automation", "--disable-popup-blocking"];

/// What every start needs.
const ALWAYS: [&str; 15] = [
    "--disable-gpu",
    "--no-startup-window",
    "--remote-debugging-pipe",
    "--disable-component-update",
    "--disable-quic",
    "--disable-domain-reliability",
    "--no-pings",
    "--no-default-browser-check",
    "--no-service-autorun",
    "--disable-search-engine-choice-screen",
    BLINK_OFF,
    "--disable-site-isolation-trials",
    "--mute-audio",
    NO_ACCOUNTS,
    NO_COMPONENTS,
];

/// What is said where nobody watches.
const UNSEEN: [&str; 2] = ["--headless", "--hide-scrollbars"];

/// Full Chromium asks Google at each start which accounts are signed in. No setting stops it; sent to a port that it
/// refuses to talk to, nothing goes out. Pages' own requests to Google are not touched.
const NO_ACCOUNTS: &str = "--gaia-url=http://127.0.0.1:9";

/// The same for parts that it wants to load on demand although updates are off.
const NO_COMPONENTS: &str = "--component-updater=url-source=http://127.0.0.1:9/";

/// Parts of Blink that are off. The first tells pages that they are driven. The others leave the colour of a button
/// to the compositor: where a button is hidden while its colour still changes, as a click on a banner does it, the
/// shell never finishes that frame, and every page of the browser stands.
const BLINK_OFF: &str =
    "--disable-blink-features=AutomationControlled,CompositeBGColorAnimation,CompositeClipPathAnimation";

/// What the shell needs beside: it draws when it is told to, so that frames can follow page time.
const SHELL: [&str; 2] = ["--enable-begin-frame-control", "--run-all-compositor-stages-before-draw"];

/// Features that talk to their maker, ask questions, or put frames into processes of their own; and the one that gives
/// each document a frame of its own: what a page sends when it is left would come from a frame that nobody hears.
const FEATURES_OFF: [&str; 14] = [
    "SitePerProcess",
    "IsolateOrigins",
    "OptimizationHints",
    "OptimizationGuideModelDownloading",
    "MediaRouter",
    "DialMediaRouteProvider",
    "InterestFeedContentSuggestions",
    "CertificateTransparencyComponentUpdater",
    "AutofillServerCommunication",
    "SafeBrowsingDelayedWarnings",
    "PrivacySandboxSettings4",
    "HttpsUpgrades",
    "NetworkTimeServiceQuerying",
    "RenderDocument",
];

/// The whole command line without the program.
pub(super) fn arguments(launch: &Launch, profile: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = Vec::new();
    let mut off: Vec<String> = FEATURES_OFF.iter().map(ToString::to_string).collect();
    for default in DEFAULT_ARGS.iter().filter(|argument| !UNWANTED.contains(argument)) {
        // Of several lists of features Chrome heeds the last alone, so there must be one.
        match default.strip_prefix("--disable-features=") {
            Some(features) => off.extend(features.split(',').map(str::to_owned)),
            None => arguments.push((*default).to_owned()),
        }
    }
    arguments.extend(ALWAYS.iter().map(ToString::to_string));
    if launch.window == Window::Unseen {
        arguments.extend(UNSEEN.iter().map(ToString::to_string));
    }
    if launch.found.flavour == Flavour::Shell {
        arguments.extend(SHELL.iter().map(ToString::to_string));
    }
    arguments.push(format!("--disable-features={}", off.join(",")));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if launch.sandbox == Sandbox::Off {
        arguments.push("--no-sandbox".to_owned());
    }
    if launch.certificates == Certificates::Ignored {
        arguments.push("--ignore-certificate-errors".to_owned());
    }
    if !launch.trusted_keys.is_empty() {
        arguments.push(format!("--ignore-certificate-errors-spki-list={}", launch.trusted_keys.join(",")));
    }
    if let Some(rules) = &launch.host_rules {
        arguments.push(format!("--host-resolver-rules={rules}"));
    }
    if let Some(proxy) = &launch.proxy {
        arguments.push(format!("--proxy-server={proxy}"));
    }
    arguments
}

/// The arguments for the evidence: the profile's path, which differs from run to run, is left out.
pub(super) fn told(arguments: &[String]) -> Vec<String> {
    let cut = |argument: &String| {
        if argument.starts_with("--user-data-dir=") { "--user-data-dir=<profile>".to_owned() } else { argument.clone() }
    };
    arguments.iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::chrome::Found;

    fn launch() -> Launch {
        Launch::new(Found { executable: "/x/chrome".into(), flavour: Flavour::Full }, "/profiles")
    }

    #[test]
    fn robots_are_not_announced_and_windows_not_invited() {
        let arguments = arguments(&launch(), Path::new("/p"));
        assert!(!arguments.iter().any(|argument| UNWANTED.contains(&argument.as_str())));
        assert!(arguments.contains(&"--disable-background-networking".to_owned()));
    }

    #[test]
    fn there_is_one_list_of_features_that_are_off() {
        let arguments = arguments(&launch(), Path::new("/p"));
        let lists: Vec<_> = arguments.iter().filter(|argument| argument.starts_with("--disable-features=")).collect();
        assert_eq!(lists.len(), 1);
        assert!(lists[0].contains("TranslateUI") && lists[0].contains("SitePerProcess"), "{lists:?}");
    }

    #[test]
    fn safety_is_given_up_only_when_asked() {
        let mut launch = launch();
        launch.sandbox = Sandbox::On;
        let safe = arguments(&launch, Path::new("/p"));
        assert!(!safe.iter().any(|argument| argument == "--no-sandbox" || argument.contains("certificate-errors")));
        launch.sandbox = Sandbox::Off;
        launch.certificates = Certificates::Ignored;
        launch.trusted_keys = vec!["one=".to_owned(), "two=".to_owned()];
        let bold = arguments(&launch, Path::new("/p"));
        assert!(bold.contains(&"--ignore-certificate-errors-spki-list=one=,two=".to_owned()));
        assert!(bold.contains(&"--no-sandbox".to_owned()) && bold.contains(&"--ignore-certificate-errors".to_owned()));
    }

    #[test]
    fn a_window_is_shown_only_when_asked() {
        let mut launch = launch();
        let headless = |launch: &Launch| arguments(launch, Path::new("/p")).contains(&"--headless".to_owned());
        assert!(headless(&launch));
        launch.window = Window::Shown;
        assert!(!headless(&launch));
        assert!(!arguments(&launch, Path::new("/p")).contains(&"--hide-scrollbars".to_owned()));
    }

    #[test]
    fn the_profile_does_not_stand_in_the_evidence() {
        let told = told(&arguments(&launch(), Path::new("/secret/place")));
        assert!(told.contains(&"--user-data-dir=<profile>".to_owned()));
        assert!(!told.iter().any(|argument| argument.contains("secret")));
    }
}
