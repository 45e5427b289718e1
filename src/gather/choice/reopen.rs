//! Coming back to the choice: by the control of the platform, a widget or link whose words say so, and last by the
//! function that the platform documents.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use super::super::act::{self, Aim, By};
use super::super::banner::Sight;
use super::super::layers;
use super::super::moment::{ask_as, living};
use super::super::probes;
use super::super::visit::{Share, Visiting};
use super::walk::Path;
use crate::browser::{Fault, Page, Way, World};
use crate::evidence::{ReopenMeans, Reopened, Role, StepKind};

/// Most controls that are looked at.
const MOST_CONTROLS: u64 = 3000;
/// Most controls that are tried: each may lead away, and costs page time.
const MOST_TRIED: usize = 4;

/// What came of trying to come back to the choice.
#[derive(Debug)]
pub enum Reopening {
    /// The interface is open again.
    Open(Box<Open>),
    /// Nothing on the page opens it.
    NotOffered(String),
    /// It cannot be told.
    Failed(String),
}

/// An interface that was opened again.
#[derive(Debug)]
pub struct Open {
    /// The interface.
    pub sight: Sight,
    /// The steps that it took.
    pub path: Path,
    /// By what.
    pub by: Reopened,
}

/// A control as `reopen.js` tells it.
#[derive(Debug, Clone, Deserialize)]
struct Told {
    id: u64,
    text: String,
    name: String,
    platform: Option<String>,
    floats: bool,
    leads: Option<String>,
}

impl Told {
    /// What tells it from others, whatever the page's side calls it now.
    fn key(&self) -> (String, bool, Option<String>) {
        (self.name.clone(), self.floats, self.leads.clone())
    }
}

/// What came of one control.
enum Tried {
    /// It opened the interface.
    Opened(Box<Open>),
    /// It was operated and opened nothing.
    Nothing,
    /// Whether it does is not known.
    Unsure(String),
}

/// A control that may open the interface.
#[derive(Debug, Clone)]
struct Candidate {
    told: Told,
    means: ReopenMeans,
    because: String,
}

/// Opens the interface again.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn reopen<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Reopening, Fault> {
    // An interface that still stands there needs no reopening.
    if let Some(sight) = visiting.sights.iter().find(|sight| layers::offers_refusal(&sight.interface)).cloned() {
        let by =
            Reopened { means: ReopenMeans::StillThere, text: String::new(), because: "it stands there".to_owned() };
        return Ok(Reopening::Open(Box::new(Open { sight, path: Path::default(), by })));
    }
    let mut tried: BTreeSet<(String, bool, Option<String>)> = BTreeSet::new();
    let mut unsure = None;
    while tried.len() < MOST_TRIED && !visiting.is_late() {
        // Ids are only good until the next look, so they are asked for again each time.
        let candidates = match candidates(visiting).await? {
            Ok(candidates) => candidates,
            Err(why) => return Ok(Reopening::Failed(format!("nobody could look for a control to withdraw: {why}"))),
        };
        let mut untried = candidates.into_iter().filter(|one| !tried.contains(&one.told.key()));
        let Some(candidate) = untried.next() else { break };
        if tried.len() + 1 == MOST_TRIED && untried.next().is_some() {
            unsure = Some("more controls may open the choice again than were tried".to_owned());
        }
        tried.insert(candidate.told.key());
        match by_control(visiting, &candidate).await? {
            Tried::Opened(open) => return Ok(Reopening::Open(open)),
            Tried::Nothing => {}
            Tried::Unsure(why) => unsure = Some(why),
        }
    }
    if let Some(open) = by_call(visiting).await? {
        return Ok(Reopening::Open(Box::new(open)));
    }
    let blind = visiting.moments.last().and_then(|moment| moment.search.ok()).map(|search| search.blind_spots.clone());
    if let Some(why) = unsure {
        return Ok(Reopening::Failed(why));
    }
    Ok(match (visiting.is_late(), blind) {
        (true, _) => Reopening::Failed("the deadline of the visit passed".to_owned()),
        (_, Some(spots)) if !spots.is_empty() => {
            Reopening::Failed(format!("not everything could be looked at: {}", spots.join("; ")))
        }
        _ if tried.is_empty() => {
            Reopening::NotOffered("no control to change or withdraw the choice was found".to_owned())
        }
        _ => {
            let words = tried.into_iter().map(|(words, ..)| format!("`{words}`")).collect::<Vec<_>>().join(", ");
            Reopening::NotOffered(format!("nothing that was tried opens the choice again: {words}"))
        }
    })
}

/// Controls that may open it, the likeliest at the head.
async fn candidates<P: Page>(visiting: &Visiting<'_, P>) -> Result<Result<Vec<Candidate>, String>, Fault> {
    let main = match living(visiting.page.frames().await)? {
        Ok(frames) => frames.into_iter().next().map(|frame| frame.id),
        Err(why) => return Ok(Err(why)),
    };
    let Some(main) = main else { return Ok(Err("the page has no frame".to_owned())) };
    let platforms: Vec<_> = visiting
        .knowledge
        .platforms
        .iter()
        .filter(|platform| !platform.controls.reopen.is_empty())
        .map(|platform| json!({ "id": platform.id, "selectors": platform.controls.reopen }))
        .collect();
    let args = json!({ "platforms": platforms, "most": MOST_CONTROLS });
    let told: Result<Vec<Told>, Fault> = ask_as(&visiting.page, &main, World::Isolated, probes::REOPEN, args).await;
    let told = match living(told)? {
        Ok(told) => told,
        Err(why) => return Ok(Err(why)),
    };
    let mut found: Vec<Candidate> = told.into_iter().filter_map(|told| candidate(told, visiting)).collect();
    // A link that leads elsewhere is tried after what opens something here.
    found.sort_by_key(|candidate| (candidate.told.leads.is_some(), candidate.means));
    Ok(Ok(found))
}

fn candidate<P: Page>(told: Told, visiting: &Visiting<'_, P>) -> Option<Candidate> {
    let phrases = &visiting.knowledge.phrases;
    let words = if told.text.is_empty() { &told.name } else { &told.text };
    let reading = phrases.reopens(words).or_else(|| phrases.reopens(&told.name));
    let (means, because) = match (&told.platform, reading) {
        (Some(selector), _) => (ReopenMeans::Platform, format!("platform {selector}")),
        (None, Some(phrase)) if told.floats => (ReopenMeans::Widget, phrase),
        (None, Some(phrase)) => (ReopenMeans::Link, phrase),
        (None, None) if told.floats => (ReopenMeans::Widget, phrases.names_the_subject(&told.name)?),
        // "Cookies" that leads nowhere opens something here.
        (None, None) if told.leads.is_none() => (ReopenMeans::Link, phrases.names_the_subject(words)?),
        (None, None) => return None,
    };
    Some(Candidate { told, means, because })
}

/// Operates a control and looks for what it opened; goes back to where it was if it led away for nothing.
async fn by_control<P: Page>(visiting: &mut Visiting<'_, P>, candidate: &Candidate) -> Result<Tried, Fault> {
    let told = &candidate.told;
    let text = if told.text.is_empty() { &told.name } else { &told.text };
    let unsure = || Tried::Unsure(format!("`{text}` could not be operated"));
    let frames = living(visiting.page.frames().await)?.unwrap_or_default();
    let Some((frame, url)) = frames.into_iter().next().map(|frame| (frame.id, frame.url)) else { return Ok(unsure()) };
    let aim =
        Aim { frame: &frame, id: told.id, text, role: Role::Settings, rect: None, layer: 0, kind: StepKind::Activate };
    let done = act::operate(visiting, aim, By::Pointer).await?;
    if done.by.is_none() {
        return Ok(unsure());
    }
    act::settle(visiting, visiting.plan.budgets.choice).await?;
    visiting.listen(visiting.phase);
    if let Some(sight) = layers::any(visiting).await? {
        let by = Reopened { means: candidate.means, text: text.clone(), because: candidate.because.clone() };
        let path = Path { steps: done.steps, layers: Vec::new() };
        return Ok(Tried::Opened(Box::new(Open { sight, path, by })));
    }
    let now = living(visiting.page.frames().await)?.ok().and_then(|frames| Some(frames.first()?.url.clone()));
    if now.is_some_and(|now| without_fragment(&now) != without_fragment(&url)) {
        let what = "back: the control led away and opened nothing";
        let landing = visiting.go(&Way::To(url), what, Share::Choice).await?;
        visiting.listen(visiting.phase);
        if let Some(why) = landing.error {
            return Ok(Tried::Unsure(format!("the page did not come again after `{text}` led away: {why}")));
        }
    }
    Ok(Tried::Nothing)
}

/// Calls the function by which a recognised platform shows its interface again.
async fn by_call<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Option<Open>, Fault> {
    let Ok(frames) = living(visiting.page.frames().await)? else { return Ok(None) };
    let Some(main) = frames.into_iter().next().map(|frame| frame.id) else { return Ok(None) };
    for path in calls(visiting) {
        let args = json!({ "path": path });
        let called: Result<bool, Fault> = ask_as(&visiting.page, &main, World::Page, probes::CALL, args).await;
        if living(called)? != Ok(true) {
            continue;
        }
        visiting.note("call", format!("{path}(), documented by the platform"));
        act::settle(visiting, visiting.plan.budgets.choice).await?;
        visiting.listen(visiting.phase);
        if let Some(sight) = layers::any(visiting).await? {
            let by = Reopened { means: ReopenMeans::PlatformCall, text: String::new(), because: format!("{path}()") };
            return Ok(Some(Open { sight, path: Path::default(), by }));
        }
    }
    Ok(None)
}

/// Functions of the platforms that were recognised in this visit.
fn calls<P: Page>(visiting: &Visiting<'_, P>) -> Vec<String> {
    let seen: BTreeSet<&str> = visiting
        .moments
        .iter()
        .filter_map(|moment| moment.search.ok())
        .flat_map(|search| search.platforms.iter().map(|platform| platform.id.as_str()))
        .collect();
    let known = visiting.knowledge.platforms.iter().filter(|platform| seen.contains(platform.id.as_str()));
    known.filter_map(|platform| platform.reopen_call.clone()).collect()
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}
