//! How a cookie fared over a visit: when it came, whether its value or its end changed, whether it went.

use std::collections::BTreeMap;

use super::cookie_writes::OwnWrites;
use super::described::optional;
use super::lifetime;
use super::lived::Lived;
use super::party::{host_of, tidy_host};
use super::presence::{Sighting, flag};
use super::set_cookie;
use super::setter::{Askers, set_by};
use super::sliding;
use super::value::Fact;
use crate::evidence::{Cookie, Moment, Phase, Visit};

const DAY_SECONDS: f64 = 86_400.0;
/// The longest that the browser keeps a cookie, days.
const BROWSER_KEEPS: f64 = 400.0;

/// One cookie over one visit.
#[derive(Debug)]
pub struct Course<'c, 'a> {
    /// The visit.
    pub lived: &'c Lived<'a>,
    /// Every time that it was in the jar.
    pub sightings: &'c [Sighting<'a, Cookie>],
    /// Start of the run, seconds since 1970.
    pub started: &'c Result<i64, String>,
    /// The lifetime in days that it asked for; `None` for the session.
    pub requested: Result<Option<f64>, String>,
    /// The writes of it that were seen.
    pub writes: &'c OwnWrites<'c>,
    /// The deletions of the visit.
    pub deletions: &'c Result<Deletions, String>,
    /// Why writes of it may have been missed, if so.
    pub unseen: Result<(), String>,
}

/// All writes of one visit that delete a cookie, by its name.
#[derive(Debug, Default)]
pub struct Deletions {
    by_name: BTreeMap<String, Vec<Deletion>>,
}

/// A write that deletes a cookie.
#[derive(Debug)]
struct Deletion {
    seq: u64,
    phase: Phase,
    /// Its domain, or the host that wrote.
    domain: String,
    /// Script, or answer that carried the header.
    by: Option<String>,
}

impl Deletions {
    /// Reads the writes of one visit; `started` is the start of the run.
    ///
    /// # Errors
    /// Why they are not known, fit to print.
    pub fn read(visit: &Visit, started: &Result<i64, String>) -> Result<Self, String> {
        let writes = visit.cookie_writes.as_result()?;
        let started = *started.as_ref().map_err(Clone::clone)?;
        visit.requests.as_result().map_err(|why| format!("requests were not recorded: {why}"))?;
        let (mut deletions, nobody) = (Self::default(), Askers::default());
        for write in writes.iter().filter(|write| write.blocked.is_none()) {
            let Some(line) = set_cookie::parse(&write.raw) else { continue };
            if line.deletes(lifetime::moment_of(write.date.as_deref(), started)) {
                let domain = line.domain.clone().or_else(|| host_of(&write.url)).unwrap_or_default();
                let by = set_by(write, &nobody).url;
                let deletion = Deletion { seq: write.seq, phase: write.phase, domain: tidy_host(&domain), by };
                deletions.by_name.entry(line.name).or_default().push(deletion);
            }
        }
        Ok(deletions)
    }

    /// The last deletion of a cookie in a phase or before it.
    fn last(&self, cookie: &Cookie, phase: Phase) -> Option<&Deletion> {
        let named = self.by_name.get(&cookie.name).map(Vec::as_slice).unwrap_or_default();
        let domain = tidy_host(&cookie.domain);
        named.iter().filter(|one| one.phase <= phase && one.domain == domain).max_by_key(|one| one.seq)
    }
}

impl Course<'_, '_> {
    /// Adds what rules may ask of it.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>) {
        let number = |days: Result<Option<f64>, String>| match days {
            Ok(days) => days.map_or_else(Fact::absent, Fact::number),
            Err(why) => Fact::Unknown(why),
        };
        facts.insert("stored-days", number(self.stored_days()));
        facts.insert("capped", flag(self.capped()));
        facts.insert("sliding", flag(sliding::slides(self.writes, self.sightings, self.whole())));
        facts.insert("changed", flag(self.ever(|one, later| one.value != later.value)));
        facts
            .insert("first-set-phase", self.first_phase().map_or_else(Fact::Unknown, |phase| Fact::text(phase.word())));
        let gone = self.gone();
        facts.insert("removed", flag(gone.clone().map(|gone| gone.is_some())));
        let phase = |gone: Option<Phase>| optional(gone.map(Phase::word));
        let whole = gone.clone().and_then(|gone| self.whole().map(|()| gone));
        facts.insert("removed-phase", whole.map_or_else(Fact::Unknown, phase));
        facts.insert("removed-by", self.removed_by(gone));
    }

    fn whole(&self) -> Result<(), String> {
        self.lived.saw_everything(|moment| {
            moment.cookies.as_result().map(|_| ()).map_err(|why| format!("the jar was not read: {why}"))
        })
    }

    /// Days from the record in which it was seen last to its end as the jar has it.
    fn stored_days(&self) -> Result<Option<f64>, String> {
        let Some(last) = self.sightings.last() else { return Ok(None) };
        let Some(expires) = last.item.expires else { return Ok(None) };
        self.whole()?;
        let visit = self.lived.visit;
        let began = match visit.started.as_deref().and_then(lifetime::seconds_of) {
            Some(began) => began,
            None => self.started.clone()?,
        };
        let at = visit.moments.get(last.moment).map_or(0.0, |moment| moment.at_ms / 1000.0);
        Ok(Some((expires - began as f64 - at) / DAY_SECONDS))
    }

    /// Whether it asked for longer than the browser keeps any.
    fn capped(&self) -> Result<bool, String> {
        Ok(self.requested.clone()?.is_some_and(|days| days > BROWSER_KEEPS))
    }

    /// Whether two sightings differ. That none did is known only if the jar was read every time.
    fn ever(&self, differ: impl Fn(&Cookie, &Cookie) -> bool) -> Result<bool, String> {
        let pairs = self.sightings.iter().zip(self.sightings.iter().skip(1));
        if pairs.into_iter().any(|(one, later)| differ(one.item, later.item)) {
            return Ok(true);
        }
        self.whole().map(|()| false)
    }

    fn first_phase(&self) -> Result<Phase, String> {
        let seen = self.sightings.first().map(|sighting| sighting.phase);
        let written = self.writes.first_phase();
        let first = seen.into_iter().chain(written.clone().ok().flatten()).min().ok_or("it was not seen")?;
        if first != Phase::Arrival {
            written?;
            self.whole()?;
        }
        Ok(first)
    }

    /// The phase in which it was found gone after it had been there.
    fn gone(&self) -> Result<Option<Phase>, String> {
        let Some(first) = self.sightings.first() else { return Ok(None) };
        let there = |at: usize| self.sightings.iter().any(|sighting| sighting.moment == at);
        let later = self.lived.visit.moments.iter().enumerate().filter(|(at, _)| *at > first.moment);
        let mut read = later.filter(|(_, moment): &(usize, &Moment)| moment.cookies.ok().is_some());
        match read.find(|(at, _)| !there(*at)) {
            Some((_, moment)) => Ok(Some(moment.phase)),
            None => self.whole().map(|()| None),
        }
    }

    /// Who was seen deleting it.
    fn removed_by(&self, gone: Result<Option<Phase>, String>) -> Fact {
        let phase = match gone {
            Ok(Some(phase)) => phase,
            Ok(None) => return Fact::absent(),
            Err(why) => return Fact::Unknown(why),
        };
        let known = self.deletions.as_ref().map_err(Clone::clone).and_then(|known| self.whole().map(|()| known));
        let (known, cookie) = match (known, self.sightings.first()) {
            (Err(why), _) => return Fact::Unknown(why),
            (Ok(_), None) => return Fact::absent(),
            (Ok(known), Some(first)) => (known, first.item),
        };
        match (known.last(cookie, phase), &self.unseen) {
            (Some(deletion), _) => optional(deletion.by.as_deref()),
            (None, Err(why)) => Fact::Unknown(why.clone()),
            (None, Ok(())) => Fact::absent(),
        }
    }
}
