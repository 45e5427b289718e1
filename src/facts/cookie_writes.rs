//! What the writes of one cookie tell of it: who set it, how long it was asked to live.

use std::collections::BTreeMap;

use super::described::optional;
use super::party::host_of;
use super::presence::Written;
use super::setter::{Write, Writes};
use super::site::SetBy;
use super::value::Fact;
use crate::evidence::{Cookie, Phase};

/// The writes of one cookie.
#[derive(Debug)]
pub struct OwnWrites<'w> {
    writes: Result<Vec<&'w Write>, &'w str>,
    /// Why others may have been missed, if so.
    unseen: Result<(), String>,
}

impl<'w> OwnWrites<'w> {
    /// Those of `cookie`, or why no writes were recorded; `unseen` says why some may have been missed.
    pub fn of(cookie: &Cookie, writes: &'w Result<Writes, &'w str>, unseen: Result<(), String>) -> Self {
        Self { writes: writes.as_ref().map(|writes| writes.of(cookie).collect()).map_err(|why| *why), unseen }
    }

    /// What was seen, or why it may not be all where nothing was seen.
    fn any(&self) -> Result<&[&'w Write], &str> {
        let writes = self.writes.as_ref().map_err(|why| *why)?;
        match &self.unseen {
            Err(why) if writes.is_empty() => Err(why),
            _ => Ok(writes),
        }
    }

    /// All of them in order.
    ///
    /// # Errors
    /// Why there may be others.
    pub fn all(&self) -> Result<&[&'w Write], String> {
        let writes = self.writes.as_ref().map_err(|why| (*why).to_owned())?;
        self.unseen.clone().map(|()| writes.as_slice())
    }

    /// Who wrote it first.
    pub fn set_by(&self) -> SetBy {
        self.writes.as_ref().ok().and_then(|writes| writes.first()).map_or_else(SetBy::nobody, |write| write.by.clone())
    }

    /// Host of who wrote it first.
    ///
    /// # Errors
    /// Why no writes were recorded.
    pub fn setter_host(&self) -> Result<Option<String>, &str> {
        let writes = self.any()?;
        Ok(writes.first().and_then(|write| write.by.url.as_deref()).and_then(host_of))
    }

    /// When writes of it were seen.
    ///
    /// # Errors
    /// Why no writes were recorded.
    pub fn written(&self) -> Result<Written, String> {
        let writes = self.any()?;
        let written = Written::of(writes.iter().map(|write| write.phase));
        if written != Written::AfterChoice {
            self.unseen.clone()?;
        }
        Ok(written)
    }

    /// The phase of the first write of it that was seen.
    ///
    /// # Errors
    /// Why no writes were recorded, or why an earlier one may have been missed.
    pub fn first_phase(&self) -> Result<Option<Phase>, String> {
        let writes = self.writes.as_ref().map_err(|why| (*why).to_owned())?;
        let first = writes.first().map(|write| write.phase);
        if first != Some(Phase::Arrival) {
            self.unseen.clone()?;
        }
        Ok(first)
    }

    /// The lifetime in days that the last write asked for; `Ok(None)` for session cookies.
    ///
    /// # Errors
    /// Why it is not known, fit to print.
    pub fn lifetime(&self, cookie: &Cookie) -> Result<Option<f64>, String> {
        if cookie.expires.is_none() {
            return Ok(None);
        }
        let writes = self.any()?;
        self.unseen.clone()?;
        let last = writes.last().ok_or("no write of it was seen, and the jar does not tell what was requested")?;
        let days =
            last.lifetime_days.ok_or("the write that was seen asked for a session cookie, the jar holds another")?;
        Ok(Some(days))
    }

    /// Adds the facts on lifetime and setter.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>, cookie: &Cookie, started: Result<&i64, &String>) {
        let lifetime = match (self.lifetime(cookie), started) {
            (Ok(None), _) => Fact::absent(),
            (Err(why), _) => Fact::Unknown(why),
            (Ok(Some(_)), Err(why)) => Fact::Unknown(why.clone()),
            (Ok(Some(days)), Ok(_)) => Fact::number(days),
        };
        facts.insert("lifetime-days", lifetime);
        let by = self.set_by();
        let known = |fact: Fact| match self.any() {
            Ok(_) => fact,
            Err(why) => Fact::Unknown(why.to_owned()),
        };
        facts.insert("set-how", known(Fact::text(by.how.word())));
        facts.insert("setter", known(optional(by.url.as_deref())));
        facts.insert("setter-line", known(by.line.map_or_else(Fact::absent, |line| Fact::number(f64::from(line)))));
    }
}
