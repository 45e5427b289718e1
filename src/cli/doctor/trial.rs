//! The browser, really started, and a page loaded in it.

use std::time::{Duration, Instant};

use super::machine::{Started, Trial};
use crate::browser::{Browser, ClockChoice, ClockEnd, Guise, Page, PageSettings, PrivacyControl, Way};
use crate::cli::arguments::BrowserArguments;
use crate::cli::session::{Reach, Session};
use crate::evidence::ThirdPartyCookies;
use crate::serve::Server;

/// Starts the browser, opens a demo page, and ends it.
pub async fn start(words: &BrowserArguments) -> Trial {
    let began = Instant::now();
    let session = match Session::start(words, &Reach::default()).await {
        Ok(session) => session,
        Err(trouble) => return Trial::Failed(trouble.message),
    };
    let start_ms = milliseconds(began.elapsed());
    let about = session.chrome().about();
    let keeps_third_party = match session.third_party().await {
        ThirdPartyCookies::Allowed => Some(true),
        ThirdPartyCookies::Blocked => Some(false),
        ThirdPartyCookies::Unknown => None,
    };
    let page = look(&session).await;
    session.close().await;
    Trial::Started(Started {
        product: about.product,
        start_ms,
        sandbox: about.sandbox,
        shown_as: about.user_agent,
        masked: about.masked.join("; "),
        keeps_third_party,
        page,
    })
}

/// Opens a demo page and lets six seconds of page time pass; how many milliseconds that took.
async fn look(session: &Session) -> Result<u64, String> {
    let demo = Server::demo().await.map_err(|why| format!("no page can be served on loopback: {why}"))?;
    let site = demo.sites().first().ok_or("there is no demo site")?;
    let settings = PageSettings {
        viewport: (1280, 900),
        locale: "en".to_owned(),
        clock: ClockChoice::Virtual,
        privacy_control: PrivacyControl::Off,
        guise: Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    };
    let page = session.chrome().open(&settings).await.map_err(|why| why.to_string())?;
    let began = Instant::now();
    let budget = Duration::from_secs(6);
    let landing = page.go(&Way::To(site.url.clone()), budget, began + Duration::from_secs(20)).await;
    let spent = milliseconds(began.elapsed());
    page.close().await;
    let landing = landing.map_err(|why| why.to_string())?;
    if let Some(error) = landing.error {
        return Err(format!("a page on loopback ends with {error}; a proxy or host rule may be in the way"));
    }
    if landing.clock.ended != ClockEnd::BudgetSpent {
        return Err("page time does not pass; try audits with --clock real".to_owned());
    }
    Ok(spent)
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
