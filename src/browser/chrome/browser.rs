//! A running Chrome: start, profiles of its own for each page, end.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Browser::{
    self as Protocol, GetVersion, SetDownloadBehavior, SetDownloadBehaviorBehaviorOption,
};
use headless_chrome::protocol::cdp::Target::{
    CreateBrowserContext, CreateTarget, FilterEntry, SetAutoAttach, SetDiscoverTargets,
};

use super::super::{About, Browser, Fault, Page, PageSettings};
use super::client::{Client, Sink, all};
use super::find::Flavour;
use super::launch::{self, Launch, Process, Sandbox};
use super::listen::text;
use super::masks::{self, Identity};
use super::page::ChromePage;
use super::probe::{self, ThirdParty};
use super::tab::{Setup, Tab};

/// How long Chrome may take to end by itself before it is killed.
const FAREWELL: Duration = Duration::from_secs(3);

/// A running Chrome. Dropping it kills its processes and removes its profile; [`Chrome::close`] does so politely.
pub struct Chrome {
    client: Client,
    process: Mutex<Option<Process>>,
    identity: Identity,
    flavour: Flavour,
    about: About,
    within: Duration,
}

impl Chrome {
    /// Starts Chrome and waits until it answers.
    ///
    /// # Errors
    /// [`Fault::NoBrowser`] with what Chrome said, if it does not start.
    pub async fn start(launch: &Launch) -> Result<Self, Fault> {
        let (process, client) = launch::start(launch)?;
        let within = launch.start_within;
        let asked = vec![
            client.send("", &GetVersion(None), within),
            client.send("", &SetDiscoverTargets { discover: true, filter: None }, within),
            client.send("", &watch_targets(), within),
        ];
        let program = launch.found.executable.display().to_string();
        let answers = all(asked).await.map_err(|fault| no_start(&program, &fault))?;
        let identity = Identity::of(&answers[0], &program);
        let about = About {
            product: identity.product.clone(),
            shell: launch.found.flavour == Flavour::Shell,
            user_agent: identity.user_agent.clone(),
            arguments: process.arguments.clone(),
            sandbox: launch.sandbox == Sandbox::On,
            masked: masks::told(),
        };
        Ok(Self {
            client,
            process: Mutex::new(Some(process)),
            identity,
            flavour: launch.found.flavour,
            about,
            within: launch.call_within,
        })
    }

    /// Asks Chrome to end, waits for it, and removes its profile.
    pub async fn close(self) {
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = self.client.call("", &Protocol::Close(None), FAREWELL).await;
        if let Some(process) = process {
            process.finish(FAREWELL).await;
        }
    }

    /// Tries whether a page of another site can keep a cookie in a frame, without any network: two made-up hosts are
    /// answered by us. Run it beside the first visit; it takes as long as opening a page.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    pub async fn third_party_cookies(&self) -> Result<ThirdParty, Fault> {
        let page = self.open(&probe::settings()).await?;
        let held = probe::third_party(page.tab()).await;
        page.close().await;
        held
    }

    /// How many pages are open, those included that are just being disposed of.
    pub fn pages(&self) -> usize {
        self.client.contexts()
    }

    /// Why Chrome has ended, if it has.
    pub fn ended(&self) -> Option<Fault> {
        self.client.ended()
    }

    async fn open_in(&self, context: &str, settings: &PageSettings) -> Result<ChromePage, Fault> {
        let setup = Setup {
            settings: settings.clone(),
            identity: self.identity.clone(),
            flavour: self.flavour,
            within: self.within,
        };
        let tab = Tab::new(self.client.clone(), context.to_owned(), setup);
        let sink: std::sync::Weak<dyn Sink> = tab.me.clone();
        self.client.adopt(context, sink);
        // From here on, whatever goes wrong, dropping the page disposes of the context.
        let page = ChromePage::of(tab.clone());
        let asked = vec![
            self.client.send("", &no_downloads(context), self.within),
            self.client.send("", &new_page(context, settings.viewport, self.flavour), self.within),
        ];
        all(asked).await?;
        let by = Instant::now() + self.within;
        match tab.until(by, |now| now.ready.is_some()).await?.and_then(|now| now.ready) {
            Some(ready) => ready.map(|()| page),
            None => {
                let after_ms = u64::try_from(self.within.as_millis()).unwrap_or(u64::MAX);
                Err(Fault::Deadline { what: "preparing a page".to_owned(), after_ms })
            }
        }
    }
}

impl Browser for Chrome {
    type Page = ChromePage;

    fn about(&self) -> About {
        self.about.clone()
    }

    async fn open(&self, settings: &PageSettings) -> Result<ChromePage, Fault> {
        let request = CreateBrowserContext {
            dispose_on_detach: Some(true),
            proxy_server: None,
            proxy_bypass_list: None,
            origins_with_universal_network_access: None,
        };
        let answer = self.client.call("", &request, self.within).await?;
        self.open_in(&text(&answer["browserContextId"]), settings).await
    }
}

fn no_start(program: &str, fault: &Fault) -> Fault {
    Fault::NoBrowser(format!("the browser {program} was started but is of no use: {fault}"))
}

/// Pages and popups are attached from the browser, and held until they are prepared.
fn watch_targets() -> SetAutoAttach {
    let filter = ["page", "service_worker", "shared_worker"]
        .map(|kind| FilterEntry { exclude: None, Type: Some(kind.to_owned()) });
    SetAutoAttach {
        auto_attach: true,
        wait_for_debugger_on_start: true,
        flatten: Some(true),
        filter: Some(filter.to_vec()),
    }
}

fn no_downloads(context: &str) -> SetDownloadBehavior {
    SetDownloadBehavior {
        behavior: SetDownloadBehaviorBehaviorOption::Deny,
        browser_context_id: Some(context.to_owned()),
        download_path: None,
        events_enabled: None,
    }
}

fn new_page(context: &str, (width, height): (u32, u32), flavour: Flavour) -> CreateTarget {
    CreateTarget {
        url: "about:blank".to_owned(),
        left: None,
        top: None,
        width: Some(width),
        height: Some(height),
        window_state: None,
        browser_context_id: Some(context.to_owned()),
        enable_begin_frame_control: (flavour == Flavour::Shell).then_some(true),
        new_window: None,
        background: None,
        for_tab: None,
        hidden: None,
    }
}
