//! Whether the browser keeps third-party cookies, tried and not believed.

use std::time::{Duration, Instant};

use super::plan::Plan;
use crate::browser::{Browser, Page, Way};
use crate::evidence::{State, ThirdPartyCookies};

/// Page time that the trial is given: its picture is waited for in any case.
const BUDGET: Duration = Duration::from_millis(100);

/// Wall time after which the trial is given up.
const WITHIN: Duration = Duration::from_secs(10);

/// A page that tries it.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// Address of the page.
    pub url: &'a str,
    /// Cookie that the page itself sets: if it is not kept, the trial says nothing.
    pub control: &'a str,
    /// Cookie that its third party sets.
    pub cookie: &'a str,
}

/// Opens the trial's page in a fresh profile, as visits will be, and looks into the jar. Whatever goes wrong makes the
/// answer [`ThirdPartyCookies::Unknown`].
pub async fn try_third_party<B: Browser>(browser: &B, plan: &Plan, trial: Trial<'_>) -> ThirdPartyCookies {
    let Ok(page) = browser.open(&plan.page_settings(&State::None)).await else {
        return ThirdPartyCookies::Unknown;
    };
    let landing = page.go(&Way::To(trial.url.to_owned()), BUDGET, Instant::now() + WITHIN).await;
    let jar = page.cookies().await;
    page.close().await;
    let (Ok(_), Ok(jar)) = (landing, jar) else {
        return ThirdPartyCookies::Unknown;
    };
    let kept = |name: &str| jar.iter().any(|cookie| cookie.name == name);
    match (kept(trial.control), kept(trial.cookie)) {
        (true, true) => ThirdPartyCookies::Allowed,
        (true, false) => ThirdPartyCookies::Blocked,
        (false, _) => ThirdPartyCookies::Unknown,
    }
}
