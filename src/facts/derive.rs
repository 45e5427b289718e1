//! Evidence and knowledge to facts.

use std::collections::BTreeMap;

use super::banner::Banner;
use super::catalogue;
use super::cookies::{self, CookieGround};
use super::declared::Declarations;
use super::effect::{self, SeenVisit};
use super::leak::{self, LeakGround, Leaks};
use super::lived::Ground;
use super::named::Naming;
use super::requests::{self, SentTokens};
use super::site::Facts;
use super::site_facts::{self, SiteFacts};
use super::storage::{self, StorageGround};
use super::value::Collection;
use super::view::{Singles, View};
use super::{
    banner, consistency, controls, disclosed, fingerprints, first_layer, keyboard, lifetime, merge, opt_out, page,
    partial, policy_words, recipients, record_days, records, refused_cookies, signals, standing, states, steady,
    toggles, tongues, vantage, voiced, wall, wording,
};
use crate::evidence::{Evidence, State};
use crate::knowledge::Knowledge;

/// The day of a run whose start cannot be read: every exception with a date has ended by then.
const NO_DAY: &str = "9999-12-31";

/// Derives everything. Pure: the same evidence and knowledge give the same facts.
pub fn derive(evidence: &Evidence, knowledge: &Knowledge) -> Facts {
    let ground = Ground::new(evidence);
    let banner = banner::search(&ground);
    let declarations = Declarations::of(&ground, knowledge);
    let seen = see(&ground, knowledge, &declarations);

    let leaks = leaks(&ground, knowledge, &seen);

    let mut singles = Singles::default();
    page::add(&mut singles, &ground);
    first_layer::add(&mut singles, &ground, &banner);
    standing::add(&mut singles, evidence, &banner);
    voiced::add(&mut singles, &ground, &banner);
    states::add(&mut singles, &ground);
    partial::add(&mut singles, &ground);
    record_days::add(&mut singles, &ground, &seen);
    effect::add(&mut singles, &ground, &seen);
    declarations.add_singles(&mut singles);
    consistency::add(&mut singles, &ground);
    site_facts::add(&mut singles);
    records::add(&mut singles, &ground, knowledge);
    vantage::add(&mut singles, evidence);
    disclosed::add(&mut singles, &ground);
    add_words(&mut singles, &ground, knowledge, &banner);
    let collections = collections(&ground, knowledge, &seen, &leaks, &declarations);
    let mut collections = with_naming(collections, &Naming::of(&ground, &banner));
    steady::settle(&mut collections, ground.started.clone().unwrap_or_default());
    recipients::add(&mut singles, &ground, &collections);

    let view = View {
        singles: singles.into_map(),
        collections,
        day: lifetime::day_of(&evidence.run.started).unwrap_or_else(|| NO_DAY.to_owned()),
    };
    Facts {
        banner: banner::facts(&ground, &banner),
        states: states::facts(&ground),
        items: merge::items(&seen),
        contacts: merge::contacts(&seen),
        leaks: leak::merged(leaks.iter()),
        records: records::facts(&ground, knowledge),
        declared_by_owner: SiteFacts::default(),
        view,
    }
}

/// What the page, its interface and its policies say.
fn add_words(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge, banner: &Banner<'_>) {
    wording::add(singles, ground, knowledge, banner);
    toggles::add(singles, ground, knowledge, banner);
    policy_words::add(singles, ground, knowledge);
    tongues::add(singles, ground, banner);
    wall::add(singles, ground);
    opt_out::add(singles, ground, knowledge);
}

/// Everything that was seen in the visits that loaded.
fn see<'g, 'a>(
    ground: &'g Ground<'a>,
    knowledge: &'a Knowledge,
    declarations: &'g Declarations<'a>,
) -> Vec<SeenVisit<'g, 'a>> {
    let cookies = CookieGround::new(ground, knowledge, declarations);
    let storage = StorageGround::new(ground, knowledge, declarations);
    let started = ground.started.clone().unwrap_or_default();
    let seen = ground.visits.iter().filter(|lived| lived.loaded.is_ok()).map(|lived| SeenVisit {
        lived,
        cookies: cookies.cookies(lived),
        storage: storage.entries(lived),
        requests: requests::sent(lived, knowledge, started),
    });
    seen.collect()
}

/// What left to other parties, in the order of `seen`.
fn leaks(ground: &Ground<'_>, knowledge: &Knowledge, seen: &[SeenVisit<'_, '_>]) -> Vec<Leaks> {
    let leaks = LeakGround::new(ground, knowledge);
    let third_party = ground.evidence.run.browser.third_party_cookies;
    seen.iter().map(|visit| leaks.leaks(visit, third_party)).collect()
}

/// Every request with whether the site names its recipient.
fn with_naming(mut all: Collections, naming: &Naming) -> Collections {
    for ((name, _), collection) in &mut all {
        if let (&"request", Ok(collected)) = (name, collection) {
            naming.add_to(collected);
        }
    }
    all
}

/// All collections by their name and state.
type Collections = BTreeMap<(&'static str, State), Collection>;

/// Every collection for every state that was attempted or could have been.
fn collections(
    ground: &Ground<'_>,
    knowledge: &Knowledge,
    seen: &[SeenVisit<'_, '_>],
    leaks: &[Leaks],
    declarations: &Declarations<'_>,
) -> Collections {
    let started = ground.started.clone().unwrap_or_default();
    let one = requests::identifying_tokens(ground, &State::None, started);
    let other = requests::identifying_tokens(ground, &State::NoneAgain, started);
    let mut states: Vec<State> = State::ALL.to_vec();
    states.extend(ground.visits.iter().map(|lived| lived.state().clone()).filter(|state| !State::ALL.contains(state)));
    let mut all = BTreeMap::new();
    for state in states {
        let visit = seen.iter().zip(leaks).find(|(visit, _)| visit.lived.state() == &state);
        let elsewhere = if state == State::None { &other } else { &one };
        for collection in catalogue::COLLECTIONS {
            let members = members(ground, knowledge, collection.name, &state, visit, elsewhere, declarations);
            all.insert((collection.name, state.clone()), members);
        }
    }
    all
}

fn members(
    ground: &Ground<'_>,
    knowledge: &Knowledge,
    collection: &str,
    state: &State,
    visit: Option<(&SeenVisit<'_, '_>, &Leaks)>,
    elsewhere: &SentTokens,
    declarations: &Declarations<'_>,
) -> Collection {
    let started = ground.started.clone().unwrap_or_default();
    let third_party = ground.evidence.run.browser.third_party_cookies;
    let lived = ground.loaded(state)?;
    let (visit, leaks) = visit.ok_or_else(|| format!("the state {state} was not seen"))?;
    match collection {
        "cookie" => cookies::collection(lived, &visit.cookies, third_party),
        "refused-cookie" => refused_cookies::collection(lived),
        "storage" => storage::collection(lived, &visit.storage),
        "request" => requests::collection(lived, &visit.requests, elsewhere, started),
        "leak" => leak::collection(lived, leaks),
        "declared" => declarations.collection(visit, third_party),
        "signal" => {
            let country = ground.evidence.run.vantage.country.as_deref();
            signals::collection(lived, signals::Seen { country, started: &ground.started })
        }
        "control" => controls::collection(ground, state),
        "stop" => keyboard::stops(lived),
        "fingerprint" => fingerprints::collection(lived, knowledge, started),
        other => Err(format!("the collection {other} has no derivation")),
    }
}
