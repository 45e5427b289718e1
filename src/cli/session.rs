//! One browser for all targets, started again when it dies.

use std::future::Future;
use std::path::PathBuf;
use std::time::Instant;

use super::arguments::{BrowserArguments, FlavourChoice};
use super::conditions;
use super::configuration::{Setting, Settings, host_rule};
use super::environment;
use super::exit::Trouble;
use super::progress::{Course, Progress, ProgressEvent};
use super::so_far::SoFar;
use super::window;
use crate::browser::chrome::{Certificates, Chrome, Flavour, Found, Launch, Sandbox, ThirdParty, Wish, find};
use crate::browser::{About, Browser, Fault};
use crate::evidence::{Gatherings, State, Target, ThirdPartyCookies};
use crate::gather::{self, Ending, Lived, Onlooker, Plan};
use crate::knowledge::Knowledge;

/// One running browser and how to start another.
pub struct Session {
    launch: Launch,
    chrome: Chrome,
    third_party: Option<ThirdPartyCookies>,
}

impl Session {
    /// Finds the browser and starts it.
    ///
    /// # Errors
    /// Exit 4 with what was searched and how to install one.
    pub async fn start(words: &BrowserArguments, reach: &Reach) -> Result<Self, Trouble> {
        let launch = launch(words, reach)?;
        let chrome = Chrome::start(&launch).await.map_err(no_browser)?;
        Ok(Self { launch, chrome, third_party: None })
    }

    /// Tells which browser it is, which began to start at `began`.
    pub fn introduce(&self, progress: &Progress, began: Instant) {
        let about = self.chrome.about();
        progress.tell(&ProgressEvent::BrowserStarted {
            executable: self.launch.found.executable.display().to_string(),
            product: about.product,
            sandbox: about.sandbox,
            seconds: super::progress::seconds(began.elapsed()),
        });
    }

    /// The browser.
    pub fn chrome(&self) -> &Chrome {
        &self.chrome
    }

    /// Visits one target in all states of the plan. Visits that a dying browser took along are tried once more on a
    /// fresh one; what comes of that stands in the evidence.
    ///
    /// # Errors
    /// Exit 4 if no other browser can be started.
    pub async fn visit(
        &mut self,
        target: Target,
        plan: &Plan,
        knowledge: &Knowledge,
        so_far: &SoFar<'_>,
        course: &Course<'_>,
    ) -> Result<Gatherings, Trouble> {
        let about = self.chrome.about();
        let bystander = Bystander { about: &about, so_far, course };
        let visits = gather::conduct_each(&self.chrome, &target, &plan.states, plan, knowledge, &bystander);
        let (mut lived, mut third_party) = tokio::join!(visits, self.third_party());
        let lost: Vec<State> = lost_states(&lived);
        if !lost.is_empty() {
            course.again(&lost);
            self.restart().await?;
            let again = gather::conduct_each(&self.chrome, &target, &lost, plan, knowledge, &bystander).await;
            if third_party == ThirdPartyCookies::Unknown {
                third_party = self.third_party().await;
            }
            lived.retain(|one| !lost.contains(&one.visit.state));
            again.iter().filter(|one| one.ending == Ending::BrowserGone).for_each(|one| course.ended(&one.visit));
            lived.extend(again);
            if !lost_states(&lived).is_empty() {
                // It takes every browser along: leave a sound one for the next target.
                self.restart().await?;
            }
        }
        self.third_party = Some(third_party).filter(|held| *held != ThirdPartyCookies::Unknown);
        let plan = Plan { third_party, ..plan.clone() };
        Ok(gather::assemble(&self.chrome.about(), target, &plan, knowledge, so_far.started(), lived))
    }

    /// Whether the browser keeps third-party cookies: tried once, beside the first visits, and not believed.
    pub async fn third_party(&self) -> ThirdPartyCookies {
        if let Some(known) = self.third_party {
            return known;
        }
        match self.chrome.third_party_cookies().await {
            Ok(ThirdParty::Kept) => ThirdPartyCookies::Allowed,
            Ok(ThirdParty::Refused) => ThirdPartyCookies::Blocked,
            Err(_) => ThirdPartyCookies::Unknown,
        }
    }

    /// Ends the browser and waits until it and its profile are gone.
    pub async fn close(self) {
        self.chrome.close().await;
    }

    async fn restart(&mut self) -> Result<(), Trouble> {
        let fresh = Chrome::start(&self.launch).await.map_err(no_browser)?;
        std::mem::replace(&mut self.chrome, fresh).close().await;
        Ok(())
    }
}

/// Keeps and tells what was lived through so far. What a dying browser took along may come again and is neither.
struct Bystander<'a> {
    about: &'a About,
    so_far: &'a SoFar<'a>,
    course: &'a Course<'a>,
}

impl Onlooker for Bystander<'_> {
    fn begins(&self, state: &State) {
        self.course.begins(state);
    }

    fn ended(&self, lived: &Lived) {
        if lived.ending == Ending::OfItsOwn {
            self.so_far.add(self.about, lived);
            self.course.ended(&lived.visit);
        }
    }
}

fn lost_states(lived: &[Lived]) -> Vec<State> {
    lived.iter().filter(|one| one.ending == Ending::BrowserGone).map(|one| one.visit.state.clone()).collect()
}

fn no_browser(fault: Fault) -> Trouble {
    Trouble::no_browser(fault.to_string())
}

/// Where the browser is.
///
/// # Errors
/// Exit 4 with what was searched and how to install one.
pub fn found(words: &BrowserArguments) -> Result<Found, Trouble> {
    let wish = Wish {
        explicit: words.chrome.clone().or_else(|| environment::path("CHROME")),
        flavour: match words.browser {
            Some(FlavourChoice::Shell) => Some(Flavour::Shell),
            Some(FlavourChoice::Full) => Some(Flavour::Full),
            None => words.open.then_some(Flavour::Full),
        },
        path: environment::raw("PATH"),
    };
    find(&wish).map_err(no_browser)
}

/// By which ways the whole browser reaches the network. Another way needs another browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Where hosts lead, in the browser's own words.
    pub host_rules: Vec<String>,
    /// The proxy, without user and password.
    pub proxy: Option<String>,
    /// Whether certificates that are not valid are taken.
    pub certificates: Option<Certificates>,
}

impl Reach {
    /// The ways that are set.
    pub fn of(settings: &Settings) -> Self {
        let rules = settings.many(Setting::Resolve).iter().filter_map(|word| host_rule(word).ok());
        Self {
            host_rules: rules.collect(),
            proxy: conditions::proxy_set(settings),
            certificates: settings.is_on(Setting::Certificates).then_some(Certificates::Ignored),
        }
    }
}

fn launch(words: &BrowserArguments, reach: &Reach) -> Result<Launch, Trouble> {
    let window = window::of(words)?;
    let mut launch = Launch::new(found(words)?, profiles());
    launch.window = window;
    if words.no_sandbox {
        launch.sandbox = Sandbox::Off;
    }
    if words.ignore_certificate_errors {
        launch.certificates = Certificates::Ignored;
    }
    launch.certificates = reach.certificates.unwrap_or(launch.certificates);
    // The first rule that fits is heeded.
    let rules: Vec<String> = reach.host_rules.iter().chain(&words.host_rules).cloned().collect();
    launch.host_rules = (!rules.is_empty()).then(|| rules.join(", "));
    launch.proxy.clone_from(&reach.proxy);
    Ok(launch)
}

/// The folder of temporary profiles: one for each user, so that nobody else's are swept.
fn profiles() -> PathBuf {
    #[cfg(unix)]
    let owner = rustix::process::geteuid().as_raw().to_string();
    #[cfg(not(unix))]
    let owner = "profiles".to_owned();
    std::env::temp_dir().join(format!("consentinel-{owner}"))
}

/// Runs a command to its end, or until Ctrl-C, SIGTERM or SIGHUP; then everything that it holds is dropped, the browser
/// with it.
///
/// # Errors
/// The command's own, or that it was interrupted.
pub fn run<T>(command: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let cannot_start = |why| Trouble::incomplete(format!("the runtime cannot be started: {why}"));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(cannot_start)?;
    runtime.block_on(async {
        // Before the command does anything: a signal that comes first would end us and leave the browser's profile.
        let mut interruption = Interruption::listen().map_err(cannot_start)?;
        tokio::select! {
            outcome = command => outcome,
            () = interruption.come() => Err(Trouble::interrupted()),
        }
    })
}

/// The signals that ask us to end.
#[cfg(unix)]
struct Interruption([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Interruption {
    /// From here on the signals are ours and end nothing by themselves.
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?]))
    }

    async fn come(&mut self) {
        let [interrupt, terminate, hang_up] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
            _ = hang_up.recv() => (),
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
struct Interruption;

#[cfg(not(unix))]
impl Interruption {
    #[expect(clippy::unnecessary_wraps, reason = "the same shape as on Unix")]
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn come(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
