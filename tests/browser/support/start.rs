//! Starting Chromium for a test.

use std::time::{Duration, Instant};

use consentinel::browser::chrome::{Chrome, ChromePage, Flavour, Launch, Wish, find};
use consentinel::browser::{Browser, ClockChoice, PageSettings, PrivacyControl, Script};

use super::web::Web;

/// A browser with the folder that its profile is in.
pub struct Started {
    pub chrome: Chrome,
    pub profiles: tempfile::TempDir,
}

/// How the browser that is installed is started.
#[expect(clippy::disallowed_methods, reason = "tests look for the browser where a shell would")]
pub fn launch(flavour: Flavour, profiles: &std::path::Path) -> Launch {
    let wish = Wish { flavour: Some(flavour), path: std::env::var_os("PATH"), explicit: None };
    Launch::new(find(&wish).unwrap(), profiles)
}

/// Starts the browser that is installed.
pub async fn start(flavour: Flavour) -> Started {
    start_with(flavour, |_| ()).await
}

/// Starts the browser that is installed for a web over TLS.
pub async fn start_on(flavour: Flavour, web: &Web) -> Started {
    start_with(flavour, |launch| {
        launch.host_rules = web.host_rules();
        launch.trusted_keys = web.trusted_key().into_iter().collect();
    })
    .await
}

/// Starts the browser that is installed, otherwise than usual.
pub async fn start_with(flavour: Flavour, change: impl FnOnce(&mut Launch)) -> Started {
    let profiles = tempfile::tempdir().unwrap();
    let mut launch = launch(flavour, profiles.path());
    change(&mut launch);
    let chrome = Chrome::start(&launch).await.unwrap();
    Started { chrome, profiles }
}

impl Started {
    /// Opens a page with the usual settings.
    pub async fn open(&self) -> ChromePage {
        self.chrome.open(&settings()).await.unwrap()
    }

    /// Opens a page with hooks.
    pub async fn open_with(&self, before_page: Vec<Script>) -> ChromePage {
        self.chrome.open(&PageSettings { before_page, ..settings() }).await.unwrap()
    }

    /// Ends the browser; nothing may be left of its profile.
    pub async fn close(self) {
        self.chrome.close().await;
        assert_eq!(std::fs::read_dir(self.profiles.path()).unwrap().count(), 0, "a profile was left behind");
    }
}

/// The usual settings.
pub fn settings() -> PageSettings {
    PageSettings {
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        clock: ClockChoice::Virtual,
        privacy_control: PrivacyControl::Off,
        guise: consentinel::browser::Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    }
}

/// So long from now.
pub fn within(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

/// So much page time.
pub fn page_time(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
