//! Going on to a second page of the site.

use serde::Deserialize;
use serde_json::json;

use super::act::{self, Aim, By};
use super::choice::another_site;
use super::moment::{ask_as, living};
use super::probes;
use super::unfinished::nothing;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Landing, Page, Way, World};
use crate::evidence::{Phase, ReachOutcome, Role, StepKind};

/// Most links that are looked at.
const MOST_LINKS: u64 = 300;
/// Most links that are tried.
const MOST_TRIED: usize = 3;
/// Parts of paths that change something for the visitor when they are opened, or that are no page.
const NOT_TO_BE_OPENED: &[&str] = &[
    "logout",
    "log-out",
    "signout",
    "sign-out",
    "login",
    "log-in",
    "signin",
    "sign-in",
    "register",
    "unsubscribe",
    "delete",
    "remove",
    "cart",
    "checkout",
    "wp-admin",
    "download",
    "feed",
    "rss",
    "print",
];
/// Endings of files that are pages.
const PAGES: &[&str] = &["html", "htm", "php", "asp", "aspx", "jsp", "xhtml", "shtml"];

/// How a link is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    /// By a click where the link can be hit, as a visitor does it.
    ByClick,
    /// By its address: only what the second page brings matters.
    ByAddress,
}

/// A link as `next_page.js` tells it.
#[derive(Debug, Clone, Deserialize)]
struct Told {
    url: String,
    /// By which it can be operated, if a visitor sees it.
    id: Option<u64>,
    text: String,
    name: String,
}

/// Follows a link of the site and records what is there. A site without one has no second page: that is noted. One
/// whose links lead nowhere has a second page that was not seen.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn go_on<P: Page>(visiting: &mut Visiting<'_, P>, following: Following) -> Result<(), Fault> {
    if visiting.is_late() {
        visiting.cut_short = Some("the deadline of the visit passed before the second page".to_owned());
        return Ok(());
    }
    let (frame, links) = links(visiting).await?;
    if links.is_empty() {
        visiting.note("navigate", "no second page: no link of the site leads to another page".to_owned());
        return Ok(());
    }
    visiting.leave().await?;
    visiting.phase = Phase::NextPage;
    let mut last = None;
    for link in links {
        let clicked = if following == Following::ByClick { by_click(visiting, &frame, &link).await? } else { None };
        let landing = match clicked {
            Some(landing) => landing,
            None => visiting.go(&Way::To(link.url), "next page, a link of the page", Share::Whole).await?,
        };
        visiting.listen(Phase::NextPage);
        match brought(visiting, &landing).await? {
            Ok(()) => {
                let taken = visiting.take(Phase::NextPage).await?;
                visiting.keep(Phase::NextPage, landing.clock, taken);
                return Ok(());
            }
            Err(why) => {
                visiting.note("reached", format!("the second page brought nothing to look at: {why}"));
                last = Some((landing.clock, why));
            }
        }
        if visiting.is_late() || following == Following::ByClick {
            break;
        }
    }
    if let Some((clock, why)) = last {
        visiting.keep(Phase::NextPage, clock, nothing(&why, None));
    }
    Ok(())
}

/// Whether a page of this site came.
async fn brought<P: Page>(visiting: &Visiting<'_, P>, landing: &Landing) -> Result<Result<(), String>, Fault> {
    let met = visiting.what_was_met(landing).await?;
    if met.outcome != ReachOutcome::Loaded {
        return Ok(Err(met.detail));
    }
    let away = address(visiting).await?.filter(|url| another_site(&visiting.moments, url));
    Ok(away.map_or(Ok(()), |url| Err(format!("the link led to another site, {url}"))))
}

/// Clicks the link; `None` if it could not be clicked or led nowhere.
async fn by_click<P: Page>(visiting: &mut Visiting<'_, P>, frame: &str, link: &Told) -> Result<Option<Landing>, Fault> {
    let Some(id) = link.id else { return Ok(None) };
    let text = if link.text.is_empty() { &link.name } else { &link.text };
    let before = address(visiting).await?;
    let aim = Aim { frame, id, text, role: Role::Other, rect: None, layer: 0, kind: StepKind::Activate };
    // What the click leads to is our going.
    visiting.recorder.goes();
    let done = act::operate(visiting, aim, By::Pointer).await?;
    if done.by.is_none() {
        return Ok(None);
    }
    let clock = visiting.page.wait(visiting.plan.budgets.back, visiting.until(Share::Whole)).await?;
    visiting.note_clock("next page", clock);
    visiting.listen(Phase::NextPage);
    if address(visiting).await? == before {
        visiting.note("navigate", format!("the click on `{text}` led nowhere"));
        return Ok(None);
    }
    Ok(Some(Landing { error: None, clock }))
}

async fn address<P: Page>(visiting: &Visiting<'_, P>) -> Result<Option<String>, Fault> {
    Ok(living(visiting.page.frames().await)?.ok().and_then(|frames| Some(frames.first()?.url.clone())))
}

/// The main frame and the links that are tried: plain pages first, policies last.
async fn links<P: Page>(visiting: &Visiting<'_, P>) -> Result<(String, Vec<Told>), Fault> {
    let frames = living(visiting.page.frames().await)?.unwrap_or_default();
    let Some(main) = frames.into_iter().next().map(|frame| frame.id) else { return Ok((String::new(), Vec::new())) };
    let args = json!({ "most": MOST_LINKS });
    let told: Result<Vec<Told>, Fault> = ask_as(&visiting.page, &main, World::Isolated, probes::NEXT_PAGE, args).await;
    let told = living(told)?.unwrap_or_default();
    let worth = |link: &Told| {
        let url = url::Url::parse(&link.url).ok();
        let path = url.as_ref().map(|url| url.path().to_owned()).unwrap_or_default();
        let asks = url.is_some_and(|url| url.query().is_some());
        let policy = visiting.knowledge.phrases.policy_link(&link.text, &path).is_some();
        (policy, asks, link.id.is_none())
    };
    let mut pages: Vec<Told> = told.into_iter().filter(|link| is_page(&link.url)).collect();
    pages.sort_by_key(worth);
    pages.dedup_by(|a, b| a.url == b.url);
    pages.truncate(MOST_TRIED);
    Ok((main, pages))
}

/// Whether an address looks like a page that can be opened without consequence.
fn is_page(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else { return false };
    let path = url.path().to_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let file = last.rsplit_once('.').is_some_and(|(_, ending)| !PAGES.contains(&ending));
    let acts = path.split(['/', '.']).any(|part| NOT_TO_BE_OPENED.contains(&part));
    !file && !acts
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_told_from_files_and_from_what_acts() {
        for page in ["http://a.test/", "http://a.test/news", "http://a.test/en/about.html", "http://a.test/v1.2/guide/"]
        {
            assert!(is_page(page), "{page}");
        }
        for other in ["http://a.test/report.pdf", "http://a.test/logout", "http://a.test/account/delete", "no address"]
        {
            assert!(!is_page(other), "{other}");
        }
    }
}
