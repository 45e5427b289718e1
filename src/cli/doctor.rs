//! `consentinel doctor`: which browser is found, and whether it works here.

use std::time::{Duration, Instant};

use super::arguments::DoctorArguments;
use super::exit::{Exit, Trouble};
use super::output;
use super::session::{self, Reach, Session};
use super::texts::Texts;
use crate::browser::chrome::Flavour;
use crate::browser::{Browser, ClockChoice, ClockEnd, Guise, Page, PageSettings, PrivacyControl, Way};
use crate::evidence::ThirdPartyCookies;
use crate::serve::Server;

/// Runs the command.
///
/// # Errors
/// No usable browser, or one that does not do what is needed.
pub fn run(words: DoctorArguments) -> Result<Exit, Trouble> {
    session::run(async move {
        let found = session::found(&words.browser)?;
        let flavour = match found.flavour {
            Flavour::Shell => "headless shell",
            Flavour::Full => "full",
        };
        line("browser", &format!("{} ({flavour})", found.executable.display()));
        let began = Instant::now();
        let session = Session::start(&words.browser, &Reach::default()).await?;
        let about = session.chrome().about();
        line("version", &format!("{}, started in {} ms", about.product, began.elapsed().as_millis()));
        line("sandbox", if about.sandbox { "on" } else { "off (root, or asked for)" });
        line("shown as", &about.user_agent);
        line("hidden from pages", &about.masked.join("; "));
        line(
            "third-party cookies",
            match session.third_party().await {
                ThirdPartyCookies::Allowed => "kept, as in a visitor's normal profile",
                ThirdPartyCookies::Blocked => "refused: what third parties would store cannot be seen",
                ThirdPartyCookies::Unknown => "could not be tried",
            },
        );
        let outcome = look(&session).await;
        session.close().await;
        line("page on loopback", &outcome?);
        knowledge()?;
        output::say("Everything that an audit needs works here.");
        Ok(Exit::Clean)
    })
}

/// Opens a demo page and lets six seconds of page time pass.
async fn look(session: &Session) -> Result<String, Trouble> {
    let broken = |why: String| Trouble::no_browser(format!("the browser starts but cannot be used: {why}"));
    let demo = Server::demo().await.map_err(|why| broken(why.to_string()))?;
    let site = demo.sites().first().ok_or_else(|| broken("there is no demo site".to_owned()))?;
    let settings = PageSettings {
        viewport: (1280, 900),
        locale: "en".to_owned(),
        clock: ClockChoice::Virtual,
        privacy_control: PrivacyControl::Off,
        guise: Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    };
    let page = session.chrome().open(&settings).await.map_err(|why| broken(why.to_string()))?;
    let began = Instant::now();
    let budget = Duration::from_secs(6);
    let landing = page.go(&Way::To(site.url.clone()), budget, began + Duration::from_secs(20)).await;
    let spent = began.elapsed().as_millis();
    page.close().await;
    let landing = landing.map_err(|why| broken(why.to_string()))?;
    if let Some(error) = landing.error {
        return Err(broken(format!("a page on loopback ends with {error}; a proxy or host rule may be in the way")));
    }
    if landing.clock.ended != ClockEnd::BudgetSpent {
        return Err(broken("page time does not pass; try --clock real".to_owned()));
    }
    Ok(format!("loaded; 6 s of page time took {spent} ms"))
}

fn knowledge() -> Result<(), Trouble> {
    let texts = Texts::default();
    let knowledge = texts.knowledge()?;
    line("built-in rules and knowledge", &format!("{} files, {}", texts.count(), knowledge.digest));
    Ok(())
}

fn line(name: &str, value: &str) {
    output::say(&format!("{name:<29} {value}"));
}
