//! Cookies of one state: what lay in the jar and when, who set it, how long it was asked to live and lives.

use super::{Ground, Listing, doubts};
use crate::evidence::{Cookie, Moment, SameSite};
use crate::facts::{Collected, Fact, Item, Value};

const HEADS: [&str; 8] = ["name", "domain and path", "value", "attributes", "lives", "purpose", "set by", "in the jar"];

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let state = ground.visit.state.clone();
    let (items, doubt) = match ground.facts.view.collections.get(&("cookie", state.clone())) {
        Some(Ok(Collected { items, complete })) => (items.as_slice(), complete.clone().err()),
        Some(Err(why)) => (&[][..], Some(why.clone())),
        None => (&[][..], Some("the state was not lived through".to_owned())),
    };
    let rows = items.iter().filter_map(|item| row(ground, item)).collect();
    Listing { state, heads: HEADS.to_vec(), rows, doubt: doubts(doubt) }
}

fn row(ground: &Ground<'_>, item: &Item) -> Option<Vec<String>> {
    let cookie = cookie_at(ground, &item.evidence)?;
    Some(vec![
        cookie.name.clone(),
        format!("{} {}", cookie.domain, cookie.path),
        ground.values.of(&cookie.value),
        attributes(cookie),
        lives(item),
        purpose(item),
        set_by(item),
        phases(ground, cookie),
    ])
}

/// The cookie that a pointer `/visits/<v>/moments/<m>/cookies/ok/<n>` names.
fn cookie_at<'a>(ground: &Ground<'a>, pointer: &str) -> Option<&'a Cookie> {
    let parts: Vec<&str> = pointer.split('/').collect();
    let ["", "visits", visit, "moments", moment, "cookies", "ok", at] = parts[..] else { return None };
    let moment =
        ground.evidence.visits.get(visit.parse::<usize>().ok()?)?.moments.get(moment.parse::<usize>().ok()?)?;
    moment.cookies.ok()?.get(at.parse::<usize>().ok()?)
}

fn attributes(cookie: &Cookie) -> String {
    let same_site = match cookie.same_site {
        Some(SameSite::Strict) => Some("SameSite=Strict"),
        Some(SameSite::Lax) => Some("SameSite=Lax"),
        Some(SameSite::None) => Some("SameSite=None"),
        None => None,
    };
    let named = [
        cookie.secure.then_some("Secure"),
        cookie.http_only.then_some("HttpOnly"),
        same_site,
        cookie.partition_key.as_ref().map(|_| "Partitioned"),
    ];
    named.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// As it was asked for, and as the browser keeps it where that is not the same.
fn lives(item: &Item) -> String {
    if let Some(Fact::Known(Value::Flag(true))) = item.facts.get("session") {
        return "session".to_owned();
    }
    let asked = told(item, "lifetime-days").map(|days| format!("{days} d"));
    let stored = told(item, "stored-days").map(|days| format!("{days} d"));
    match (asked, stored) {
        (Some(asked), Some(stored)) if asked != stored => format!("{asked} asked, {stored} kept"),
        (Some(days), _) => days,
        (None, Some(stored)) => format!("{stored} kept"),
        (None, None) => "not known".to_owned(),
    }
}

fn purpose(item: &Item) -> String {
    let purpose = told(item, "purpose").unwrap_or_default();
    match (told(item, "vendor"), told(item, "known-by")) {
        (Some(vendor), Some(how)) => format!("{purpose} ({vendor}, {how})"),
        _ => purpose,
    }
}

fn set_by(item: &Item) -> String {
    let how = told(item, "set-how").unwrap_or_else(|| "unknown".to_owned());
    let line = told(item, "setter-line").map(|line| format!(":{line}")).unwrap_or_default();
    match told(item, "setter") {
        Some(place) => format!("{how} {place}{line}"),
        None => how,
    }
}

/// The phases at whose end it lay in the jar, a `*` where its value was another than in the one before.
fn phases(ground: &Ground<'_>, cookie: &Cookie) -> String {
    let same = |other: &&Cookie| {
        (&other.name, &other.domain, &other.path, &other.partition_key)
            == (&cookie.name, &cookie.domain, &cookie.path, &cookie.partition_key)
    };
    let mut before: Option<&str> = None;
    let mut seen = Vec::new();
    for moment in &ground.visit.moments {
        let Some(there) = moment.cookies.ok().and_then(|jar| jar.iter().find(same)) else { continue };
        let changed = before.is_some_and(|before| before != there.value);
        seen.push(format!("{}{}", phase(moment), if changed { "*" } else { "" }));
        before = Some(&there.value);
    }
    seen.join(", ")
}

fn phase(moment: &Moment) -> String {
    crate::report::words::word(&moment.phase)
}

/// A fact as text, if it is known and there is one.
pub(super) fn told(item: &Item, name: &str) -> Option<String> {
    match item.facts.get(name)? {
        Fact::Known(Value::Text(text)) => Some(text.clone()),
        Fact::Known(Value::Number(number)) => Some(trimmed(*number)),
        Fact::Known(Value::Flag(flag)) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Fact::Known(Value::Absent) | Fact::Unknown(_) => None,
    }
}

/// A number with at most one digit behind the point, and none where it is whole.
fn trimmed(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
