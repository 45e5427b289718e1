//! What of a person stands in clear in values and addresses: e-mail addresses.
//!
//! A visitor that nobody knows has none, so what is found is mostly the site's own; that, addresses of roles and
//! samples are left out. Telephone numbers are not looked for: nothing tells them from other numbers.

use super::entropy::percent_decoded;
use super::lived::Lived;
use super::party::{host_of, registrable, tidy_host};
use super::presence::Sightings;
use super::value::Fact;
use crate::evidence::{Cookie, Request};

/// Parts before the `@` that belong to a role and to no person.
const ROLES: &[&str] = &[
    "abuse",
    "admin",
    "administrator",
    "anfrage",
    "billing",
    "bonjour",
    "contact",
    "contacto",
    "contato",
    "datenschutz",
    "dpo",
    "editor",
    "feedback",
    "hallo",
    "hello",
    "help",
    "hi",
    "hostmaster",
    "info",
    "it",
    "jobs",
    "kontakt",
    "legal",
    "mail",
    "marketing",
    "media",
    "news",
    "newsletter",
    "no-reply",
    "noreply",
    "office",
    "orders",
    "post",
    "postmaster",
    "presse",
    "press",
    "privacy",
    "redaktion",
    "sales",
    "security",
    "service",
    "shop",
    "support",
    "team",
    "test",
    "user",
    "webmaster",
];
/// Domains under which nobody has an address: RFC 2606, RFC 6761.
const SAMPLES: &[&str] = &["example.com", "example.net", "example.org"];
/// Endings of the same kind.
const SAMPLE_ENDINGS: &[&str] = &["example", "test", "invalid", "localhost", "local"];
/// How often a value is taken out of percent encoding.
const MOST_DECODINGS: usize = 3;

/// Of a cookie, by all its values in one visit.
pub fn in_cookie(lived: &Lived<'_>, sightings: &Sightings<'_, Cookie>) -> Fact {
    if lived.redacted {
        return redacted();
    }
    let holds = |cookie: &Cookie| holds_address(&cookie.value, &[&lived.page_host, &tidy_host(&cookie.domain)]);
    if sightings.iter().any(|sighting| holds(sighting.item)) {
        return Fact::text("e-mail");
    }
    let read = lived.saw_everything(|moment| {
        moment.cookies.as_result().map(|_| ()).map_err(|why| format!("the jar was not read: {why}"))
    });
    read.map_or_else(Fact::Unknown, |()| Fact::absent())
}

/// Of the path and query of a request's address.
pub fn in_address(lived: &Lived<'_>, request: &Request) -> Fact {
    if lived.redacted {
        return redacted();
    }
    let host = host_of(&request.url).unwrap_or_default();
    let rest = request.url.split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or("");
    if holds_address(rest, &[&lived.page_host, &host]) { Fact::text("e-mail") } else { Fact::absent() }
}

fn redacted() -> Fact {
    Fact::Unknown("values were redacted, by which what they held is lost".to_owned())
}

/// Whether a text holds an e-mail address of a person that belongs to none of the hosts.
fn holds_address(text: &str, hosts: &[&str]) -> bool {
    let mut text = text.to_owned();
    for _ in 0..MOST_DECODINGS {
        let decoded = percent_decoded(&text);
        if decoded == text {
            break;
        }
        text = decoded;
    }
    text.match_indices('@').any(|(at, _)| is_persons(&text, at, hosts))
}

/// Whether the `@` at `at` stands in an e-mail address of a person.
fn is_persons(text: &str, at: usize, hosts: &[&str]) -> bool {
    let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
    let of_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let local = before.get(before.trim_end_matches(of_local).len()..).unwrap_or("").to_ascii_lowercase();
    let domain = after.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).next().unwrap_or("");
    let domain = tidy_host(domain);
    // `https://key@host/` is an address of the web.
    let of_the_web = before.strip_suffix(local.as_str()).unwrap_or(before).ends_with("//");
    let named = local.chars().any(|c| c.is_ascii_alphabetic());
    named && !of_the_web && !ROLES.contains(&local.as_str()) && takes_mail(&domain) && !is_one_of(&domain, hosts)
}

/// Whether people can have addresses there, as far as a name tells.
fn takes_mail(domain: &str) -> bool {
    let known = psl::domain(domain.as_bytes()).is_some_and(|found| found.suffix().is_known());
    let ending = domain.rsplit('.').next().unwrap_or("");
    known && !SAMPLES.contains(&registrable(domain)) && !SAMPLE_ENDINGS.contains(&ending)
}

fn is_one_of(domain: &str, hosts: &[&str]) -> bool {
    hosts.iter().any(|host| registrable(host) == registrable(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_are_seen() {
        for text in [
            "jane.roe@mail.de",
            "{\"user\":\"Jane.Roe+shop@gmail.com\",\"n\":1}",
            "em%3Djane%40web.de",
            "?e=jane%2540posteo.de&x=1",
            "/p/jane_roe@posteo.net/",
        ] {
            assert!(holds_address(text, &["shop.com"]), "{text}");
        }
    }

    #[test]
    fn what_is_nobodys_is_silent() {
        for text in [
            "",
            "@",
            "a@b",
            "jane@",
            "@jane.de",
            "support@vendor.com",
            "noreply@vendor.com",
            "jane@shop.com",
            "jane@mail.shop.com",
            "jane.roe@example.com",
            "jane@company.test",
            "hero@2x.png",
            "jquery@3.7.1.min.js",
            "https://0f9e8d7c6b5a@o450.ingest.sentry.io/1",
            "12345@web.de",
            "/@scope/pkg",
        ] {
            assert!(!holds_address(text, &["www.shop.com", "cdn.net"]), "{text}");
        }
    }
}
