//! How a cookie fared over a visit: when it came, whether its value or its end changed, whether it went.

use std::collections::BTreeMap;

use super::described::optional;
use super::lifetime;
use super::lived::{Lived, phase_word};
use super::party::{host_of, tidy_host};
use super::presence::{Sighting, flag};
use super::set_cookie;
use super::setter::{Askers, set_by};
use super::value::Fact;
use crate::evidence::{Cookie, Moment, Phase};

const DAY_SECONDS: f64 = 86_400.0;
/// The longest that the browser keeps a cookie, days.
const BROWSER_KEEPS: f64 = 400.0;
/// A cookie whose end moved by less was not written anew, seconds: clocks are read at different times.
const SAME_END: f64 = 0.5;

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
    /// The phase of the first write that was seen, if there was one.
    pub written: Result<Option<Phase>, String>,
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
        facts.insert("sliding", flag(self.ever(end_moved)));
        facts.insert("changed", flag(self.ever(|one, later| one.value != later.value)));
        facts.insert(
            "first-set-phase",
            self.first_phase().map_or_else(Fact::Unknown, |phase| Fact::text(phase_word(phase))),
        );
        let gone = self.gone();
        facts.insert("removed", flag(gone.clone().map(|gone| gone.is_some())));
        let phase = |gone: Option<Phase>| optional(gone.map(phase_word));
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
        let written = self.written.as_ref().ok().copied().flatten();
        let first = seen.into_iter().chain(written).min().ok_or("it was not seen")?;
        if first != Phase::Arrival {
            self.written.clone()?;
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
        let (writes, started) = match (self.lived.visit.cookie_writes.as_result(), self.whole(), self.started) {
            (Ok(writes), Ok(()), Ok(started)) => (writes, *started),
            (Err(why), ..) => return Fact::Unknown(why.to_owned()),
            (_, Err(why), _) => return Fact::Unknown(why),
            (.., Err(why)) => return Fact::Unknown(why.clone()),
        };
        let requests = self.lived.visit.requests.as_result();
        let requests = match requests {
            Ok(requests) => requests,
            Err(why) => return Fact::Unknown(format!("requests were not recorded: {why}")),
        };
        let Some(cookie) = self.sightings.first().map(|sighting| sighting.item) else { return Fact::absent() };
        let deletes = writes.iter().filter(|write| write.blocked.is_none() && write.phase <= phase).filter(|write| {
            set_cookie::parse(&write.raw).is_some_and(|line| {
                let host = host_of(&write.url).unwrap_or_default();
                let domain = line.domain.clone().unwrap_or(host);
                line.name == cookie.name
                    && tidy_host(&domain) == tidy_host(&cookie.domain)
                    && line.deletes(lifetime::moment_of(write.date.as_deref(), started))
            })
        });
        let last = deletes.max_by_key(|write| write.seq);
        optional(last.and_then(|write| set_by(write, &Askers::of(requests)).url).as_deref())
    }
}

fn end_moved(one: &Cookie, later: &Cookie) -> bool {
    matches!((one.expires, later.expires), (Some(one), Some(later)) if later - one > SAME_END)
}
