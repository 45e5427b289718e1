//! Whether third-party cookies are kept: tried, not believed.
//!
//! A page of one made-up site holds a frame of another, whose answer sets a cookie. Both are answered by us, so that
//! nothing goes over the network. Whether the cookie is in the jar afterwards is the answer.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Fetch;
use headless_chrome::protocol::cdp::Page::Navigate;
use headless_chrome::protocol::cdp::Storage::GetCookies;

use super::super::{ClockChoice, Fault, Guise, PageSettings, PrivacyControl};
use super::tab::Tab;

/// What held for cookies of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThirdParty {
    /// They are kept, as in a visitor's normal profile.
    Kept,
    /// They are refused: their absence proves nothing.
    Refused,
}

/// The made-up sites. `.invalid` never resolves.
const FIRST: &str = "https://first.invalid/";
const THIRD: &str = "https://third.invalid/";

/// How long the try may take.
const WITHIN: Duration = Duration::from_secs(10);

/// Plain settings: the try needs no viewport of its own and runs on the real clock.
pub(super) fn settings() -> PageSettings {
    PageSettings {
        viewport: (800, 600),
        locale: "en".to_owned(),
        clock: ClockChoice::Real,
        privacy_control: PrivacyControl::Off,
        guise: Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    }
}

/// Makes the try on a fresh page.
pub(super) async fn third_party(tab: &Tab) -> Result<ThirdParty, Fault> {
    let deadline = Instant::now() + WITHIN;
    tab.call(&Fetch::Enable { patterns: None, handle_auth_requests: None }).await?;
    let go = Navigate {
        url: FIRST.to_owned(),
        referrer: None,
        transition_Type: None,
        frame_id: None,
        referrer_policy: None,
    };
    let gone = tab.send(&go);
    // Two requests: the page, and its frame.
    for nth in 1..=2 {
        let Some(now) = tab.until(deadline, |now| now.held.len() >= nth).await? else { return Err(late()) };
        let (id, url) = &now.held[nth - 1];
        tab.call(&answer(id, url)).await?;
    }
    gone.answer().await?;
    let finished = |now: &super::tab::Progress| now.finished >= 2;
    if tab.until(deadline, finished).await?.is_none() {
        return Err(late());
    }
    let jar = GetCookies { browser_context_id: Some(tab.context.clone()) };
    let jar = tab.client.call("", &jar, tab.setup.within).await?;
    let kept = jar["cookies"].as_array().into_iter().flatten().any(|cookie| cookie["domain"] == "third.invalid");
    Ok(if kept { ThirdParty::Kept } else { ThirdParty::Refused })
}

fn answer(id: &str, url: &str) -> Fetch::FulfillRequest {
    let header = |name: &str, value: &str| Fetch::HeaderEntry { name: name.to_owned(), value: value.to_owned() };
    let mut headers = vec![header("Content-Type", "text/html")];
    let body = if url == FIRST {
        format!("<iframe src=\"{THIRD}\"></iframe>")
    } else {
        headers.push(header("Set-Cookie", "try=1; SameSite=None; Secure; Max-Age=60"));
        String::new()
    };
    Fetch::FulfillRequest {
        request_id: id.to_owned(),
        response_code: 200,
        response_headers: Some(headers),
        binary_response_headers: None,
        body: Some(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, body)),
        response_phrase: None,
    }
}

fn late() -> Fault {
    let after_ms = u64::try_from(WITHIN.as_millis()).unwrap_or(u64::MAX);
    Fault::Deadline { what: "trying third-party cookies".to_owned(), after_ms }
}
