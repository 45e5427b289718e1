//! Cookies as they lay in the jar at the end of a visit, and those that were gone by then, with who wrote them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::at;
use super::known::Known;
use crate::evidence::{Cookie, CookieWrite, Place, Priority, SameSite, SourceScheme, Visit, WriteHow};
use crate::facts::{ItemKind, Party};

/// Every cookie of a visit, the last to be seen of each.
pub(super) fn cookies(visit: &Visit, known: &Known<'_>) -> Vec<Value> {
    let mut jar: BTreeMap<(&str, &str, &str), &Cookie> = BTreeMap::new();
    for cookie in visit.moments.iter().filter_map(|moment| moment.cookies.ok()).flatten() {
        jar.insert((&cookie.name, &cookie.domain, &cookie.path), cookie);
    }
    jar.into_values().map(|cookie| shown(visit, cookie, known)).collect()
}

/// That program writes domains without the dot that the browser puts before those of `Domain`.
pub(super) fn bare(domain: &str) -> &str {
    domain.trim_start_matches('.')
}

fn shown(visit: &Visit, cookie: &Cookie, known: &Known<'_>) -> Value {
    let party = known.party(ItemKind::Cookie, &cookie.name, &cookie.domain);
    let is_first_party = party.map(|party| party == Party::First);
    let mut shown = json!({
        "name": cookie.name,
        "value": cookie.value,
        "domain": bare(&cookie.domain),
        "path": cookie.path,
        "expires": cookie.expires.unwrap_or(-1.0),
        "size": cookie.size,
        "httpOnly": cookie.http_only,
        "secure": cookie.secure,
        "session": cookie.expires.is_none(),
        "firstPartyStorage": is_first_party,
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            shown[name] = value;
        }
    };
    add("sameSite", cookie.same_site.map(same_site));
    add("priority", cookie.priority.map(priority));
    add("sourceScheme", cookie.source_scheme.map(scheme));
    add("sourcePort", cookie.source_port.map(Value::from));
    add("partitionKey", cookie.partition_key.clone().map(Value::from));
    add("expiresUTC", cookie.expires.and_then(date));
    add("expiresDays", cookie.expires.and_then(|expires| days(visit, expires)));
    add("log", written(visit, cookie));
    shown
}

fn same_site(value: SameSite) -> Value {
    match value {
        SameSite::Strict => "Strict",
        SameSite::Lax => "Lax",
        SameSite::None => "None",
    }
    .into()
}

fn priority(value: Priority) -> Value {
    match value {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
    }
    .into()
}

fn scheme(value: SourceScheme) -> Value {
    match value {
        SourceScheme::Secure => "Secure",
        SourceScheme::NonSecure => "NonSecure",
        SourceScheme::Unset => "Unset",
    }
    .into()
}

#[expect(clippy::cast_possible_truncation, reason = "a date that does not fit is none")]
fn date(expires: f64) -> Option<Value> {
    let date = OffsetDateTime::from_unix_timestamp_nanos((expires * 1000.0) as i128 * 1_000_000).ok()?;
    date.format(&Rfc3339).ok().map(Value::from)
}

/// From the beginning of the visit, hundredths of a day.
#[expect(clippy::cast_precision_loss, reason = "seconds of our time fit")]
fn days(visit: &Visit, expires: f64) -> Option<Value> {
    let began = OffsetDateTime::parse(visit.started.as_deref()?, &Rfc3339).ok()?.unix_timestamp() as f64;
    Some(Value::from(((expires - began) / 864.0).round() / 100.0))
}

/// The last write that was seen and not refused.
fn written(visit: &Visit, cookie: &Cookie) -> Option<Value> {
    let writes = visit.cookie_writes.ok()?;
    let write = writes.iter().rev().find(|write| write.blocked.is_none() && names(write, &cookie.name))?;
    let (kind, calls) = match write.how {
        WriteHow::Http => {
            let source = format!("set in Set-Cookie HTTP response header for {}", write.url);
            ("Cookie.HTTP", vec![json!({ "fileName": write.url, "source": source })])
        }
        WriteHow::Script | WriteHow::CookieStore => ("Cookie.JS", stack(&write.stack)),
    };
    Some(json!({
        "stack": calls,
        "type": kind,
        "timestamp": write.at_ms.map_or(Value::Null, |at_ms| at(visit, at_ms)),
        "location": write.frame_url.as_deref().unwrap_or(&write.url),
    }))
}

fn names(write: &CookieWrite, name: &str) -> bool {
    let pair = write.raw.split(';').next().unwrap_or_default();
    pair.split_once('=').map_or(pair.trim().is_empty() && name.is_empty(), |(written, _)| written.trim() == name)
}

/// Calls, innermost first.
pub(super) fn stack(places: &[Place]) -> Vec<Value> {
    places.iter().map(call).collect()
}

fn call(place: &Place) -> Value {
    json!({
        "fileName": place.url,
        "lineNumber": place.line,
        "columnNumber": place.column,
    })
}
