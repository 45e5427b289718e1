//! What proves that a choice took: the interface went away, a record or a signal changed, it stays away.

use std::collections::{BTreeMap, BTreeSet};

use super::super::banner::Sight;
use super::super::layers;
use super::super::moment::{self, Taken};
use super::super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::{
    Area, Choice, ChoiceStatus, Confirmation, Cookie, DismissOutcome, Gathered, Interface, Moment, Phase, RecordReads,
    Signals, StorageItem,
};
use crate::knowledge::{
    CookieQuery, ItemShape, Knowledge, Platform, Purpose, RecordPlace, RecordedChoice, recorded_choice,
};

/// Parts of names that speak of consent.
const NAMES: &[&str] = &[
    "consent",
    "cookie",
    "gdpr",
    "rgpd",
    "dsgvo",
    "lgpd",
    "ccpa",
    "privacy",
    "optin",
    "opt-in",
    "opt_in",
    "optout",
    "opt-out",
    "opt_out",
    "cmp",
    "tcf",
    "policy",
    "datenschutz",
    "confidential",
    "banner",
    "tracking",
    "preference",
    "tarteaucitron",
    "klaro",
    "orejime",
    "axeptio",
    "didomi",
    "onetrust",
    "optanon",
    "usprivacy",
    "gpp",
];
/// Words in values that speak of consent.
const VALUES: &[&str] = &[
    "accept",
    "reject",
    "denied",
    "deny",
    "granted",
    "consent",
    "necessary",
    "essential",
    "refus",
    "declin",
    "dismiss",
    "optin",
    "optout",
    "analytics",
    "marketing",
    "statistics",
    "allow",
];
/// Whole values that hold a plain choice.
const CHOICES: &[&str] = &[
    "0", "1", "-1", "2", "true", "false", "yes", "no", "on", "off", "y", "n", "all", "none", "closed", "hidden",
    "shown",
];

/// A thing that is stored: kind, name, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    place: &'static str,
    name: String,
    owner: String,
}

impl Held {
    fn place(&self) -> RecordPlace {
        match self.place {
            "local-storage" => RecordPlace::LocalStorage,
            "session-storage" => RecordPlace::SessionStorage,
            _ => RecordPlace::Cookie,
        }
    }
}

/// What there was before the choice.
#[derive(Debug)]
pub struct Before {
    held: Option<BTreeMap<Held, String>>,
    signals: Option<Signals>,
    first: Interface,
}

impl Before {
    /// As recorded last.
    pub fn of<P: Page>(visiting: &Visiting<'_, P>, first: &Sight) -> Self {
        let last = visiting.moments.last();
        Self {
            held: last.and_then(|last| held(&last.cookies, &last.storage)),
            signals: last.and_then(|last| last.signals.ok()).cloned(),
            first: first.interface.clone(),
        }
    }

    /// As it is now, before the click that makes the choice.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn refresh<P: Page>(&mut self, visiting: &Visiting<'_, P>) -> Result<(), Fault> {
        let (cookies, storage) = moment::holdings(&visiting.page).await?;
        if let Some(now) = held(&cookies, &storage) {
            self.held = Some(now);
        }
        Ok(())
    }

    /// Whether neither the interface that was acted on nor anything stored nor a signal changed.
    pub fn is_untouched(&self, taken: &Taken, acted_on: &Sight) -> bool {
        let stands = taken.sights.iter().any(|now| layers::same_controls(&acted_on.interface, &now.interface));
        let stored = match (&self.held, held(&taken.cookies, &taken.storage)) {
            (Some(before), Some(now)) => *before == now,
            _ => false,
        };
        stands && stored && !signal_changed(self.signals.as_ref(), taken.signals.ok())
    }
}

fn held(cookies: &Gathered<Vec<Cookie>>, storage: &Gathered<Vec<StorageItem>>) -> Option<BTreeMap<Held, String>> {
    let cookies = cookies.ok()?.iter().map(|cookie| {
        let owner = cookie.domain.trim_start_matches('.').to_owned();
        (Held { place: "cookie", name: cookie.name.clone(), owner }, cookie.value.clone())
    });
    // No platform is known to keep its record in a database or cache, and what a page puts there changes by itself.
    let storage = storage.ok()?.iter().filter_map(|item| {
        let place = match item.area {
            Area::LocalStorage => "local-storage",
            Area::SessionStorage => "session-storage",
            Area::IndexedDb | Area::Cache | Area::ServiceWorker => return None,
        };
        let owner =
            url::Url::parse(&item.origin).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        Some((Held { place, name: item.key.clone(), owner }, item.value.clone()))
    });
    Some(cookies.chain(storage).collect())
}

/// Names of cookies and storage keys that changed with the choice and hold it: those that a platform's file names,
/// else those that speak of consent, else plain choices that were written right after the click.
pub fn record<P: Page>(visiting: &Visiting<'_, P>, before: &Before, taken: &Taken) -> Vec<String> {
    let (Some(old), Some(now)) = (&before.held, held(&taken.cookies, &taken.storage)) else { return Vec::new() };
    let changed: Vec<(&Held, &String)> = now.iter().filter(|(item, value)| old.get(*item) != Some(*value)).collect();
    let knowledge = visiting.knowledge;
    let site = host(&taken.url);
    let tracking = |item: &Held| is_tracking(item, &site, knowledge);
    let kept: Vec<(&Held, &String)> = changed.into_iter().filter(|(item, _)| !tracking(item)).collect();
    let written: Vec<&str> =
        visiting.recorder.writes().filter(|(phase, _)| *phase == visiting.phase).map(|(_, name)| name).collect();
    let names = |holds: &dyn Fn(&Held, &str) -> bool| -> Vec<String> {
        let names: BTreeSet<String> =
            kept.iter().filter(|(item, value)| holds(item, value)).map(|(item, _)| item.name.clone()).collect();
        names.into_iter().collect()
    };
    let by_platform = names(&|item, _| named_by_platform(item, knowledge));
    if !by_platform.is_empty() {
        return by_platform;
    }
    let speaking = names(&|item, value| first_party(item, &site) && speaks(item, value));
    if !speaking.is_empty() {
        return speaking;
    }
    names(&|item, value| first_party(item, &site) && written.contains(&item.name.as_str()) && is_plain_choice(value))
}

/// What the items named in `record` say of the choice, by the files of the platforms that were recognised, or of all
/// where none was.
pub fn reads<P: Page>(visiting: &Visiting<'_, P>, taken: &Taken, record: &[String]) -> Option<RecordReads> {
    let seen = taken.search.ok().map(|search| search.platforms.as_slice()).unwrap_or_default();
    let all = &visiting.knowledge.platforms;
    let is_seen = |platform: &&Platform| seen.is_empty() || seen.iter().any(|one| one.id == platform.id);
    let platforms: Vec<&Platform> = all.iter().filter(is_seen).collect();
    let held = held(&taken.cookies, &taken.storage)?;
    let named = held.iter().filter(|(item, _)| record.contains(&item.name));
    let mut readings = named.filter_map(|(item, value)| {
        match recorded_choice(platforms.iter().copied(), item.place(), &item.name, value)? {
            RecordedChoice::Accepted => Some(RecordReads::Accepted),
            RecordedChoice::Refused => Some(RecordReads::Refused),
            RecordedChoice::Partial => Some(RecordReads::Partial),
            RecordedChoice::Unknown => None,
        }
    });
    let first = readings.next()?;
    // Two records that disagree say nothing.
    readings.all(|other| other == first).then_some(first)
}

/// Whether `address` is of another host than the page of the arrival.
pub fn another_site(moments: &[Moment], address: &str) -> bool {
    let arrival = moments.iter().find(|moment| moment.phase == Phase::Arrival);
    arrival.is_some_and(|arrival| {
        let (first, now) = (host(&arrival.url), host(address));
        let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        !first.is_empty() && bare(&first) != bare(&now)
    })
}

fn host(address: &str) -> String {
    url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// Same host, or one below the other.
fn first_party(item: &Held, site: &str) -> bool {
    let below =
        |inner: &str, outer: &str| inner == outer || inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    below(site, &item.owner) || below(&item.owner, site)
}

fn is_tracking(item: &Held, site: &str, knowledge: &Knowledge) -> bool {
    let query = CookieQuery { name: &item.name, domain: &item.owner, site, setter: None, shape: ItemShape::default() };
    let purpose = knowledge.cookie(&query).purpose;
    matches!(purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social)
}

fn named_by_platform(item: &Held, knowledge: &Knowledge) -> bool {
    let records = knowledge.platforms.iter().flat_map(|platform| &platform.record);
    records.into_iter().any(|record| record.place == item.place() && record.is_named(&item.name))
}

fn speaks(item: &Held, value: &str) -> bool {
    let name = item.name.to_lowercase();
    let value = value.to_lowercase();
    NAMES.iter().any(|part| name.contains(part)) || VALUES.iter().any(|part| value.contains(part))
}

fn is_plain_choice(value: &str) -> bool {
    CHOICES.contains(&value.to_lowercase().as_str())
}

fn signal_changed(before: Option<&Signals>, now: Option<&Signals>) -> bool {
    let (Some(before), Some(now)) = (before, now) else { return false };
    let moved = |before: &Option<serde_json::Value>, now: &Option<serde_json::Value>| now.is_some() && before != now;
    moved(&before.tcf, &now.tcf) || moved(&before.gpp, &now.gpp) || moved(&before.consent_mode, &now.consent_mode)
}

/// What proves the choice before the reload.
///
/// An interface is gone if it was looked for everywhere on the site that showed it: a click that led to another site
/// proves nothing of this one.
pub fn at_once<P: Page>(
    visiting: &Visiting<'_, P>,
    before: &Before,
    taken: &Taken,
    record: &[String],
) -> Vec<Confirmation> {
    let mut proofs = Vec::new();
    let away = another_site(&visiting.moments, &taken.url);
    let gone = !away
        && taken.search.ok().is_some_and(|search| {
            search.blind_spots.is_empty() && !search.found.iter().any(|now| layers::same(&before.first, now))
        });
    if gone {
        proofs.push(Confirmation::BannerGone);
    }
    if !record.is_empty() {
        proofs.push(Confirmation::RecordChanged);
    }
    if signal_changed(before.signals.as_ref(), taken.signals.ok()) {
        proofs.push(Confirmation::SignalChanged);
    }
    proofs
}

/// What became of an interface that was to be sent away.
pub fn sent_away<P: Page>(visiting: &Visiting<'_, P>, taken: &Taken, proofs: &[Confirmation]) -> DismissOutcome {
    if another_site(&visiting.moments, &taken.url) {
        DismissOutcome::LedAway
    } else if proofs.contains(&Confirmation::BannerGone) {
        DismissOutcome::Closed
    } else {
        DismissOutcome::Stayed
    }
}

/// Decides whether an interface was sent away. It need not stay away: nothing was chosen.
pub fn conclude_dismissal(choice: &mut Choice, back: Option<bool>) {
    let gone = choice.confirmed_by.contains(&Confirmation::BannerGone);
    if gone && back == Some(false) {
        choice.confirmed_by.push(Confirmation::SurvivesReload);
    }
    choice.status = if gone { ChoiceStatus::Observed } else { ChoiceStatus::Unconfirmed };
    choice.reason = (!gone).then(|| "whether the interface went away is not known".to_owned());
}

/// Decides whether the choice took. `back` tells whether the interface stood there after the reload; `None` if
/// nobody could look.
pub fn conclude(choice: &mut Choice, back: Option<bool>) {
    let has = |proof| choice.confirmed_by.contains(&proof);
    let gone = has(Confirmation::BannerGone);
    let stored = has(Confirmation::RecordChanged) || has(Confirmation::SignalChanged);
    // An interface may stay until the next page; gone then, with a record, it is gone.
    let survives = back == Some(false) && (gone || stored);
    if survives {
        choice.confirmed_by.push(Confirmation::SurvivesReload);
    }
    let took = (gone && stored) || survives;
    choice.status = if took { ChoiceStatus::Observed } else { ChoiceStatus::Unconfirmed };
    choice.reason = (!took).then(|| {
        match (gone, back) {
            (true, Some(true)) => "the choice left no record, and the interface was back after the reload",
            (true, _) => "the interface went away, but the choice left no record and nobody could look after a reload",
            (false, _) if stored => "a record changed, yet the interface stays",
            (false, _) => "the interface stays, and no record changed",
        }
        .to_owned()
    });
}

#[cfg(test)]
mod tests {
    use super::{Confirmation, conclude};
    use crate::evidence::{Choice, ChoiceStatus};

    fn concluded(proofs: &[Confirmation], back: Option<bool>) -> Choice {
        let unmade = super::super::not_made(ChoiceStatus::Unconfirmed, String::new());
        let mut choice = Choice { reason: None, confirmed_by: proofs.to_vec(), ..unmade };
        conclude(&mut choice, back);
        choice
    }

    #[test]
    fn a_banner_that_only_goes_away_and_comes_back_confirms_nothing() {
        let choice = concluded(&[Confirmation::BannerGone], Some(true));
        assert_eq!(choice.status, ChoiceStatus::Unconfirmed);
        assert!(choice.reason.is_some_and(|reason| reason.contains("back after the reload")));
    }

    #[test]
    fn a_banner_that_stays_away_confirms_the_choice() {
        let choice = concluded(&[Confirmation::BannerGone], Some(false));
        assert_eq!(choice.status, ChoiceStatus::Observed);
        assert!(choice.confirmed_by.contains(&Confirmation::SurvivesReload));
    }

    #[test]
    fn a_banner_that_never_went_is_not_confirmed_by_its_absence_after_a_reload_alone() {
        assert_eq!(concluded(&[], Some(false)).status, ChoiceStatus::Unconfirmed);
    }

    #[test]
    fn gone_with_a_record_is_confirmed_even_if_it_comes_back() {
        let proofs = [Confirmation::BannerGone, Confirmation::RecordChanged];
        assert_eq!(concluded(&proofs, Some(true)).status, ChoiceStatus::Observed);
        assert_eq!(concluded(&proofs, None).status, ChoiceStatus::Observed);
    }

    #[test]
    fn a_record_alone_with_the_banner_in_place_is_not_enough() {
        assert_eq!(concluded(&[Confirmation::RecordChanged], Some(true)).status, ChoiceStatus::Unconfirmed);
    }
}
