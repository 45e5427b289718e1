//! All states of one target, side by side.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::abreast::abreast;
use super::plan::Plan;
use super::{unfinished, visit};
use crate::browser::{About, Browser, ClockChoice, Device, DeviceKind, Guise};
use crate::evidence::{
    BrowserAbout, BrowserFlavour, ChoiceStatus, Clock, Evidence, Format, Gatherings, Header, Kept, Obstacle, Phase,
    ReachOutcome, Reached, Run, ShownDevice, SignedIn, State, Target, Visit,
};
use crate::knowledge::Knowledge;

/// After so many visits that ended in the same way before the page, those that have not begun are not tried.
const ENOUGH_FAILURES: usize = 2;

/// How a visit ended, for whoever may start another browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By itself, whatever came of it.
    OfItsOwn,
    /// The browser died while it was under way, or was dead before it began. It may be tried again on a fresh one.
    BrowserGone,
}

/// One state as it was lived through.
#[derive(Debug, Clone, PartialEq)]
pub struct Lived {
    /// The evidence.
    pub visit: Visit,
    /// Its screenshots by their path within the bundle.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether it can be tried again.
    pub ending: Ending,
}

/// Lives through all states of the plan and puts the evidence together. A visit that fails does not end the others.
pub async fn conduct<B: Browser>(browser: &B, target: Target, plan: &Plan, knowledge: &Knowledge) -> Gatherings {
    let started = (plan.now)();
    let lived = conduct_states(browser, &target, &plan.states, plan, knowledge).await;
    assemble(&browser.about(), target, plan, knowledge, started, lived)
}

/// Lives through `states`, at most `plan.jobs` at once, each in a fresh profile. Gives one entry a state, in the
/// order given; those with [`Ending::BrowserGone`] may be tried again on another browser.
pub async fn conduct_states<B: Browser>(
    browser: &B,
    target: &Target,
    states: &[State],
    plan: &Plan,
    knowledge: &Knowledge,
) -> Vec<Lived> {
    conduct_each(browser, target, states, plan, knowledge, &Nobody).await
}

/// Who looks on while states are lived through.
pub trait Onlooker: Sync {
    /// A state begins.
    fn begins(&self, state: &State);
    /// A state was lived through: what is under way may yet be lost.
    fn ended(&self, lived: &Lived);
}

/// Nobody looks on.
struct Nobody;

impl Onlooker for Nobody {
    fn begins(&self, _: &State) {}
    fn ended(&self, _: &Lived) {}
}

/// [`conduct_states`] under the eyes of an onlooker.
pub async fn conduct_each<B: Browser>(
    browser: &B,
    target: &Target,
    states: &[State],
    plan: &Plan,
    knowledge: &Knowledge,
    onlooker: &dyn Onlooker,
) -> Vec<Lived> {
    let failures: Mutex<Vec<Reached>> = Mutex::default();
    let visits = states.iter().map(|state| {
        let failures = &failures;
        async move {
            onlooker.begins(state);
            let reached = hopeless(&failures.lock().unwrap_or_else(PoisonError::into_inner));
            if let Some(reached) = reached {
                let visit = unfinished::unseen(state, reached);
                let lived = Lived { visit, files: BTreeMap::new(), ending: Ending::OfItsOwn };
                onlooker.ended(&lived);
                return lived;
            }
            let lived = visit::live(browser, &target.url, state, plan, knowledge).await;
            if !matches!(lived.visit.reached.outcome, ReachOutcome::Loaded | ReachOutcome::Crashed) {
                failures.lock().unwrap_or_else(PoisonError::into_inner).push(lived.visit.reached.clone());
            }
            onlooker.ended(&lived);
            lived
        }
    });
    abreast(plan.jobs, visits).await
}

/// What the site was found to be, if enough visits agree on it that further ones need not be tried.
fn hopeless(failures: &[Reached]) -> Option<Reached> {
    let last = failures.last()?;
    let same = failures.iter().filter(|other| other.outcome == last.outcome).count();
    (same >= ENOUGH_FAILURES && same == failures.len()).then(|| Reached {
        detail: format!("{} (as in {same} visits before; this one was not tried)", last.detail),
        ..last.clone()
    })
}

/// Puts visits together to the evidence of one target. `started` is RFC 3339 in UTC.
pub fn assemble(
    about: &About,
    target: Target,
    plan: &Plan,
    knowledge: &Knowledge,
    started: String,
    mut lived: Vec<Lived>,
) -> Gatherings {
    lived.sort_by(|a, b| a.visit.state.cmp(&b.visit.state));
    doubt_what_only_one_visit_missed(&mut lived);
    let mut files = BTreeMap::new();
    let mut visits = Vec::new();
    for mut one in lived {
        files.append(&mut one.files);
        visits.push(one.visit);
    }
    let guise = &plan.guise;
    let run = Run {
        started,
        ended: (plan.now)(),
        tool_version: plan.conditions.tool_version.clone(),
        rules: plan.conditions.rules.clone(),
        knowledge: Some(knowledge.digest.clone()),
        headers: handed(guise),
        brought_cookies: guise.brought.cookies.iter().map(|cookie| cookie.name.clone()).collect(),
        signed_in: if guise.brought.sign_in.is_some() { SignedIn::User } else { SignedIn::Nobody },
        device: (guise.device != Device::default())
            .then(|| ShownDevice { scale: guise.device.scale, mobile: guise.device.kind == DeviceKind::Mobile }),
        proxy: plan.conditions.proxy.clone(),
        system: plan.conditions.system.clone(),
        browser: BrowserAbout {
            product: about.product.clone(),
            flavour: if about.shell { BrowserFlavour::HeadlessShell } else { BrowserFlavour::Full },
            user_agent: user_agent(guise, &visits).unwrap_or_else(|| about.user_agent.clone()),
            arguments: about.arguments.clone(),
            sandbox: about.sandbox,
            third_party_cookies: plan.third_party,
        },
        clock: match plan.clock {
            ClockChoice::Virtual => Clock::Virtual,
            ClockChoice::Real => Clock::Real,
        },
        viewport: plan.viewport,
        locale: plan.locale.clone(),
        time_zone: time_zone(&visits),
        masked: about.masked.clone(),
        vantage: plan.vantage.clone(),
    };
    let (format, kept) = (Format::current(), Kept::default());
    let evidence = Evidence { format, run, target, visits, names: None, places: None, kept };
    Gatherings { evidence, files }
}

/// The headers that the site was handed; of their values nothing is kept.
fn handed(guise: &Guise) -> Vec<Header> {
    let value = "<not kept>";
    guise.brought.headers.iter().map(|(name, _)| Header { name: name.clone(), value: value.to_owned() }).collect()
}

/// The user agent that the pages saw, where it is not that of the browser.
fn user_agent(guise: &Guise, visits: &[Visit]) -> Option<String> {
    let seen = || visits.iter().find_map(|visit| Some(visit.appearance.as_ref()?.user_agent.clone()));
    let other = guise.user_agent.is_some() || guise.device.kind == DeviceKind::Mobile;
    other.then(|| seen().or_else(|| guise.user_agent.clone())).flatten()
}

/// The time zone that the pages had: all pages of one browser have the same.
fn time_zone(visits: &[Visit]) -> Option<String> {
    visits.iter().find_map(|visit| visit.appearance.as_ref()?.time_zone.clone())
}

/// A visit that found no interface where another one did has missed it: what it did not find was not "not offered".
fn doubt_what_only_one_visit_missed(lived: &mut [Lived]) {
    let saw = |visit: &Visit| {
        let arrival = visit.moment(Phase::Arrival).and_then(|moment| moment.search.ok());
        arrival.is_some_and(|search| !search.found.is_empty())
    };
    if !lived.iter().any(|one| saw(&one.visit)) {
        return;
    }
    for choice in lived.iter_mut().filter_map(|one| one.visit.choice.as_mut()) {
        if choice.status == ChoiceStatus::NotOffered && choice.obstacle == Some(Obstacle::NoInterface) {
            choice.status = ChoiceStatus::Failed;
            let reason = "no consent interface was found in this visit, though another visit saw one";
            choice.reason = Some(reason.to_owned());
        }
    }
}
