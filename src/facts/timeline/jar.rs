//! What became of cookies: writes that were seen, and changes of the jar that no write explains.

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use super::{Event, EventKind, Placed, Timed, placed, who};
use crate::evidence::{Cookie, CookieWrite, Moment, Phase, Visit};
use crate::facts::lifetime;
use crate::facts::party::{host_of, tidy_host};
use crate::facts::pointer;
use crate::facts::set_cookie::{self, SetCookie};
use crate::facts::setter::{Askers, set_by};

/// What tells cookies apart as far as a line tells it: name and host.
type Named = (String, String);

/// Everything that became of cookies in one visit.
pub fn events(index: usize, visit: &Visit, clock: &Clock<'_>, asked: &Askers<'_>, started: &str) -> Vec<Placed> {
    let mut told = written(index, visit, clock, asked, lifetime::seconds_of(started).unwrap_or_default());
    told.extend(unexplained(index, visit));
    told
}

fn written(index: usize, visit: &Visit, clock: &Clock<'_>, asked: &Askers<'_>, started: i64) -> Vec<Placed> {
    let mut writes: Vec<(usize, &CookieWrite)> = visit.cookie_writes.ok().into_iter().flatten().enumerate().collect();
    writes.sort_by_key(|(_, write)| write.seq);
    let mut values: BTreeMap<Named, String> = BTreeMap::new();
    let mut told = Vec::new();
    for (at, write) in writes {
        let Some(line) = set_cookie::parse(&write.raw) else { continue };
        let host = host_of(&write.url).unwrap_or_default();
        let domain = line.domain.clone().unwrap_or(host);
        let now = lifetime::moment_of(write.date.as_deref(), started);
        let kind = kind_of(write, &line, now, &domain, &mut values);
        let (at_ms, timed) = clock.written(write.at_ms, write.seq, write.phase);
        let event = Event {
            at_ms,
            timed,
            phase: Some(write.phase),
            kind,
            what: words(write, &line, kind, now, &domain),
            by: who(&set_by(write, asked)),
            evidence: pointer::entry(index, "cookie_writes", at),
        };
        told.push(placed(write.seq, event));
    }
    told
}

fn kind_of(
    write: &CookieWrite,
    line: &SetCookie,
    now: i64,
    domain: &str,
    values: &mut BTreeMap<Named, String>,
) -> EventKind {
    let key = (line.name.clone(), tidy_host(domain));
    if write.blocked.is_some() {
        return EventKind::CookieRefused;
    }
    if line.deletes(now) {
        values.remove(&key);
        return EventKind::CookieRemoved;
    }
    match values.insert(key, line.value.clone()) {
        None => EventKind::CookieSet,
        Some(before) if before == line.value => EventKind::CookieRenewed,
        Some(_) => EventKind::CookieChanged,
    }
}

fn words(write: &CookieWrite, line: &SetCookie, kind: EventKind, now: i64, domain: &str) -> String {
    let name = format!("{} of {domain}", line.name);
    match (&write.blocked, kind) {
        (Some(blocked), _) => format!("{name}: {}", blocked.reasons.join(", ")),
        (None, EventKind::CookieRemoved) => name,
        (None, _) => match lifetime::requested_days(line, now) {
            Some(days) => format!("{name} for {} days", (days * 10.0).round() / 10.0),
            None => format!("{name} for the session"),
        },
    }
}

/// Differences between the jars of one moment and the next that no write of the phase explains.
fn unexplained(index: usize, visit: &Visit) -> Vec<Placed> {
    let mut names: BTreeSet<(Phase, String)> = BTreeSet::new();
    for write in visit.cookie_writes.ok().into_iter().flatten().filter(|write| write.blocked.is_none()) {
        names.extend(set_cookie::parse(&write.raw).map(|line| (write.phase, line.name)));
    }
    let jars = visit.moments.iter().enumerate().filter_map(|(at, moment)| Some((at, moment, moment.cookies.ok()?)));
    let mut before: Option<&Vec<Cookie>> = None;
    let mut told = Vec::new();
    for (at, moment, jar) in jars {
        let silent = |cookie: &&(usize, &Cookie)| !names.contains(&(moment.phase, cookie.1.name.clone()));
        let listed: Vec<(usize, &Cookie)> = jar.iter().enumerate().collect();
        let known = by_key(before.map(Vec::as_slice).unwrap_or_default());
        for (entry, cookie) in listed.iter().filter(silent) {
            let kind = match known.get(&key_of(cookie)) {
                None => EventKind::CookieSet,
                Some(old) if old.value != cookie.value => EventKind::CookieChanged,
                Some(_) => continue,
            };
            told.push(found(moment, kind, cookie, pointer::moment_entry(index, at, "cookies", *entry)));
        }
        let now = by_key(jar);
        for (_, cookie) in known.iter().filter(|(key, _)| !now.contains_key(*key)) {
            if !names.contains(&(moment.phase, cookie.name.clone())) {
                let place = pointer::in_moment(index, at, "cookies");
                told.push(found(moment, EventKind::CookieRemoved, cookie, place));
            }
        }
        before = Some(jar);
    }
    told
}

fn key_of(cookie: &Cookie) -> (&str, &str, &str, Option<&str>) {
    (&cookie.name, &cookie.domain, &cookie.path, cookie.partition_key.as_deref())
}

fn by_key(jar: &[Cookie]) -> BTreeMap<(&str, &str, &str, Option<&str>), &Cookie> {
    jar.iter().map(|cookie| (key_of(cookie), cookie)).collect()
}

fn found(moment: &Moment, kind: EventKind, cookie: &Cookie, evidence: String) -> Placed {
    let event = Event {
        at_ms: moment.at_ms,
        timed: Timed::NoLater,
        phase: Some(moment.phase),
        kind,
        what: format!("{} of {}", cookie.name, tidy_host(&cookie.domain)),
        by: None,
        evidence,
    };
    placed(u64::MAX, event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Gathered, State};
    use crate::facts::staged::parts::{cookie, visit};

    #[test]
    fn each_cookie_of_a_jar_is_followed_by_name_domain_path_and_partition() {
        let one = |value: &str| cookie("id", value, ".shop.example");
        let elsewhere = cookie("id", "other domain", ".news.example");
        let below = Cookie { path: "/cart".to_owned(), ..one("other path") };
        let partitioned = Cookie { partition_key: Some("https://news.example".to_owned()), ..one("other partition") };
        let (steady, gone, late) = (
            cookie("steady", "1", "shop.example"),
            cookie("gone", "1", "shop.example"),
            cookie("late", "1", "b.example"),
        );
        let mut visit = visit("https://shop.example/", State::None);
        let others = [elsewhere, below, partitioned, steady];
        let jar = |first: Vec<Cookie>| Gathered::Ok(first.into_iter().chain(others.clone()).collect());
        visit.moments[0].cookies = jar(vec![one("1"), gone]);
        visit.moments[1].cookies = jar(vec![one("2"), late]);
        let mut told: Vec<(Phase, EventKind, String)> = unexplained(0, &visit)
            .into_iter()
            .filter_map(|(_, event)| Some((event.phase?, event.kind, event.what)))
            .filter(|(phase, ..)| *phase == Phase::Return)
            .collect();
        told.sort_by(|one, other| one.2.cmp(&other.2));
        let told: Vec<(EventKind, &str)> = told.iter().map(|(_, kind, what)| (*kind, what.as_str())).collect();
        assert_eq!(
            told,
            [
                (EventKind::CookieRemoved, "gone of shop.example"),
                (EventKind::CookieChanged, "id of shop.example"),
                (EventKind::CookieSet, "late of b.example"),
            ]
        );
    }
}
