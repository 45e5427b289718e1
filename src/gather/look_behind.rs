//! After the last phase of `none-again` was recorded: the layer behind "settings", policy pages, and what both declare.
//!
//! What this causes on the wire or in the jar is no visitor's doing and is not recorded.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::choice::another_site;
use super::declaration;
use super::layers::{self, best};
use super::moment::{ask_as, living};
use super::probes;
use super::visit::Visiting;
use crate::browser::{Fault, Page, World};
use crate::evidence::{Declaration, Gathered, Phase, PolicyPage, Role};

/// Paths at which sites usually inform on privacy or cookies, in the order of how often they do.
const COMMON_PATHS: &[&str] = &[
    "/privacy",
    "/privacy-policy",
    "/cookie-policy",
    "/datenschutz",
    "/cookies",
    "/privacy-notice",
    "/legal/privacy",
    "/privacypolicy",
    "/politique-de-confidentialite",
    "/politica-de-privacidad",
    "/politica-privacidad",
    "/informativa-privacy",
    "/privacyverklaring",
    "/polityka-prywatnosci",
    "/datenschutzerklaerung",
];
/// A path that no site has: if it answers with a page, other answers prove nothing.
const NO_SUCH_PATH: &str = "/consentinel-no-such-page-7f3a";
/// Most links that are tried.
const MOST_LINKS: usize = 3;

#[derive(Debug, Deserialize)]
struct Knock {
    url: String,
    status: Option<u16>,
    html: bool,
    #[serde(default)]
    why: Option<String>,
}

/// Looks at the second layer and for policy pages.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn look_behind<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let pages = policy_pages(visiting).await?;
    let informing = informing(visiting, &pages);
    visiting.policy_pages = Some(pages);
    let mut declared = Declaration::default();
    declaration::of_platforms(visiting, &mut declared).await?;
    second_layer(visiting).await?;
    declaration::of_interface(visiting, &mut declared).await?;
    declaration::of_pages(visiting, &mut declared, &informing).await?;
    let elsewhere: Vec<String> =
        linked(visiting).into_iter().filter(|url| another_site(&visiting.moments, url)).collect();
    declaration::of_elsewhere(visiting, &mut declared, &elsewhere);
    visiting.declaration = Some(Gathered::Ok(declared));
    let _ = visiting.page.heard();
    Ok(())
}

/// Pages of the site that inform on privacy or cookies: those that are linked, and a usual address that answered.
fn informing<P: Page>(visiting: &Visiting<'_, P>, pages: &Gathered<Vec<PolicyPage>>) -> Vec<String> {
    let mut all: Vec<String> =
        linked(visiting).into_iter().filter(|url| !another_site(&visiting.moments, url)).collect();
    let answered = pages.ok().into_iter().flatten().filter(|page| page.status.ok().is_some_and(|status| *status < 400));
    for page in answered {
        if !all.contains(&page.url) && !another_site(&visiting.moments, &page.url) {
            all.push(page.url.clone());
        }
    }
    all
}

async fn second_layer<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    if visiting.is_late() {
        visiting.second_layer = Some(Gathered::Failed("the deadline of the visit passed".to_owned()));
        return Ok(());
    }
    let mut sights = visiting.sights.clone();
    if sights.is_empty() {
        sights = visiting.search_with_gesture().await?.0;
    }
    let offering = sights.iter().find_map(|sight| Some((sight.clone(), best(&sight.interface, Role::Settings)?)));
    let Some((sight, settings)) = offering else { return Ok(()) };
    let words = sight.interface.controls.get(settings).map(|control| control.text.clone()).unwrap_or_default();
    let opened = layers::open(visiting, &sight, settings, 1).await?;
    visiting.second_layer = Some(match opened.layer {
        Ok(layer) => Gathered::Ok(layers::told(&layer, &words)),
        Err(why) => Gathered::Failed(why),
    });
    Ok(())
}

async fn policy_pages<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Gathered<Vec<PolicyPage>>, Fault> {
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok(Gathered::Failed(why)),
    };
    let Some((main, page)) = frames.first().and_then(|main| Some((main.id.clone(), Url::parse(&main.url).ok()?)))
    else {
        return Ok(Gathered::Failed("the page has no address".to_owned()));
    };
    let (own, elsewhere): (Vec<String>, Vec<String>) =
        linked(visiting).into_iter().partition(|url| same_origin(url, &page));
    let mut pages: Vec<PolicyPage> = elsewhere
        .into_iter()
        .map(|url| PolicyPage {
            url,
            found_by: "link".to_owned(),
            status: Gathered::Failed("stands on another site and was not asked for".to_owned()),
        })
        .collect();
    let own: Vec<String> = own.into_iter().take(MOST_LINKS).collect();
    let answers = match knock(visiting, &main, &own).await? {
        Ok(answers) => answers,
        Err(why) => return Ok(Gathered::Failed(why)),
    };
    let found = answers.iter().any(|answer| answer.status.is_some_and(|status| status < 400));
    pages.extend(answers.into_iter().map(|answer| told(answer, "link", None)));
    if found || !pages.is_empty() && own.is_empty() {
        return Ok(Gathered::Ok(pages));
    }
    match common(visiting, &main, &page).await? {
        Ok(mut common) => pages.append(&mut common),
        Err(why) => return Ok(Gathered::Failed(why)),
    }
    Ok(Gathered::Ok(pages))
}

/// Tries the usual paths, unless the site answers every path alike.
async fn common<P: Page>(
    visiting: &mut Visiting<'_, P>,
    main: &str,
    page: &Url,
) -> Result<Result<Vec<PolicyPage>, String>, Fault> {
    let address = |path: &&str| page.join(path).ok().map(String::from);
    let control: Vec<String> = address(&NO_SUCH_PATH).into_iter().collect();
    let alike = match knock(visiting, main, &control).await? {
        Ok(answers) => answers.iter().any(|answer| answer.html && answer.status.is_some_and(|status| status < 400)),
        Err(why) => return Ok(Err(why)),
    };
    let doubt = alike.then_some("the site answers every address with a page, so an answer proves nothing");
    let urls: Vec<String> =
        COMMON_PATHS.iter().take(if alike { 1 } else { COMMON_PATHS.len() }).filter_map(address).collect();
    let answers = knock(visiting, main, &urls).await?;
    Ok(answers.map(|answers| answers.into_iter().map(|answer| told(answer, "common path", doubt)).collect()))
}

fn told(answer: Knock, found_by: &str, doubt: Option<&str>) -> PolicyPage {
    let status = match (doubt, answer.status) {
        (Some(doubt), _) => Gathered::Failed(doubt.to_owned()),
        (None, Some(status)) if status < 400 && !answer.html => Gathered::Failed(format!("HTTP {status}, but no page")),
        (None, Some(status)) => Gathered::Ok(status),
        (None, None) => Gathered::Failed(answer.why.unwrap_or_else(|| "no answer".to_owned())),
    };
    PolicyPage { url: answer.url, found_by: found_by.to_owned(), status }
}

/// Asks addresses until one answers with a page. The network goes on while page time stands.
async fn knock<P: Page>(
    visiting: &mut Visiting<'_, P>,
    main: &str,
    urls: &[String],
) -> Result<Result<Vec<Knock>, String>, Fault> {
    if urls.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let args = json!({ "urls": urls, "first_only": true });
    let answers = ask_as(&visiting.page, main, World::Isolated, probes::KNOCK, args).await;
    living(answers)
}

/// Links to policies, in the interface first, of every phase that was recorded.
fn linked<P: Page>(visiting: &Visiting<'_, P>) -> Vec<String> {
    let mut urls: Vec<String> = Vec::new();
    let recorded = visiting.moments.iter().filter(|moment| moment.phase != Phase::AfterChoice);
    for link in recorded.filter_map(|moment| moment.policy_links.ok()).flatten() {
        let url = link.url.split('#').next().unwrap_or_default().to_owned();
        if url.starts_with("http") && !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

fn same_origin(url: &str, page: &Url) -> bool {
    Url::parse(url).is_ok_and(|url| url.origin() == page.origin())
}
