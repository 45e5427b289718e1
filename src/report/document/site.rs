//! The site, what was reached, and under which conditions it was seen.

use std::fmt::Display;

use super::cut::{ADDRESS, REASON, cut};
use super::foreign;
use super::parts::{Block, Cell, Span};
use crate::evidence::{ReachOutcome, ThirdPartyCookies};
use crate::messages::Messages;
use crate::policy::{ProfileKind, Speaks};
use crate::report::clean::clean;
use crate::report::form::{ProfileUsed, Report, UsedForm};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    vec![Block::Heading(report.messages().say("site.heading").to_owned(), None), Block::Pairs(pairs(report))]
}

fn pairs(report: &Report) -> Vec<(String, Cell)> {
    let m = report.messages();
    let target = &report.target;
    let mut pairs = Vec::new();
    let mut add = |label: &'static str, line: Vec<Span>| pairs.push((m.say(label).to_owned(), vec![line]));
    add("site.asked-for", vec![Span::code(cut(&clean(&target.given), ADDRESS))]);
    add("site.reached", reached(report));
    if let Some(url) = target.final_url.as_deref().filter(|url| *url != target.url) {
        add("site.led-to", vec![Span::code(cut(&clean(url), ADDRESS))]);
    }
    pairs
        .push((m.say("site.judged-by").to_owned(), report.profiles.iter().map(|one| judged_by(one, report)).collect()));
    let mut add = |label: &'static str, line: Vec<Span>| pairs.push((m.say(label).to_owned(), vec![line]));
    if !report.declared_by_owner.is_empty() {
        let words = report.declared_by_owner.iter().map(|(name, word)| format!("{name}: {word}"));
        let words = words.collect::<Vec<_>>().join(", ");
        add("site.declared", vec![Span::words(m.say("site.by-owner")), Span::words(words).strong()]);
    }
    let vantage = &target.vantage;
    let from = match &vantage.country {
        Some(country) => m.fill("site.by", &[("country", country), ("how", &m.known(&vantage.how))]),
        None => m.say("site.unknown-country").to_owned(),
    };
    add("site.seen-from", vec![Span::words(from)]);
    add("site.time", vec![Span::words(time(&report.run.started, &report.run.ended, m))]);
    add("site.browser", vec![Span::words(browser(report))]);
    if !report.run.visited_as.is_empty() {
        let words = cut(&clean(&report.run.visited_as.join("; ")), REASON);
        add("site.visited-as", vec![Span::words(words)]);
    }
    if !report.run.masked.is_empty() {
        add("site.masked", vec![Span::words(report.run.masked.join(", ")).quiet()]);
    }
    add("site.tool", tool(report));
    let knowledge = report.tool.knowledge_used.iter().map(|part| used(part, m)).collect();
    pairs.push((m.say("site.knowledge").to_owned(), knowledge));
    pairs
}

/// A profile, and whether it speaks for what was seen.
fn judged_by(profile: &ProfileUsed, report: &Report) -> Vec<Span> {
    let country = report.target.vantage.country.as_deref().unwrap_or_default();
    let m = report.messages();
    let key = if profile.kind == ProfileKind::Own { "site.profile-of" } else { "site.profile-of-kind" };
    let of = m.fill(key, &[("day", &m.day(&profile.date)), ("kind", &m.word(&profile.kind))]);
    let mut line = vec![
        Span::words(m.say("site.profile")),
        Span::code(&profile.id).strong(),
        Span::words(of),
        Span::words(&profile.title),
    ];
    let doubt = match profile.speaks {
        Speaks::Anywhere | Speaks::Here | Speaks::Unknown => None,
        Speaks::Elsewhere => Some("site.elsewhere"),
        Speaks::ElsewhereAllowed => Some("site.elsewhere-allowed"),
    };
    line.extend(doubt.map(|key| Span::words(m.fill(key, &[("country", &country)])).doubt()));
    line
}

/// The version, and the digests of what it judged with.
fn tool(report: &Report) -> Vec<Span> {
    let tool = &report.tool;
    let m = report.messages();
    let key = if tool.gathered_by == tool.version { "site.version" } else { "site.version-gathered" };
    let version = m.fill(key, &[("version", &tool.version), ("gathered", &tool.gathered_by)]);
    [
        Span::words(version),
        Span::words(m.say("site.rules")),
        Span::code(short(&tool.rules)),
        Span::words(m.say("site.knowledge")),
        Span::code(short(&tool.knowledge)),
    ]
    .map(Span::quiet)
    .to_vec()
}

/// One part of the knowledge, its age and its digest.
fn used(part: &UsedForm, m: Messages) -> Vec<Span> {
    let key = if part.kind == "rules" || part.kind == part.name { "site.of" } else { "site.of-kind" };
    let filling: [(&str, &dyn Display); 3] =
        [("name", &clean(&part.name)), ("kind", &m.known(&part.kind)), ("day", &m.day(&part.date))];
    let about = m.fill(key, &filling);
    vec![Span::words(about).quiet(), Span::code(short(&part.digest)).quiet()]
}

fn reached(report: &Report) -> Vec<Span> {
    let reached = &report.reached;
    let status = reached.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
    let words = Span::words(format!("{}{status}", report.messages().word(&reached.outcome)));
    if reached.outcome == ReachOutcome::Loaded {
        return vec![words];
    }
    let detail = cut(&clean(&reached.detail), REASON);
    std::iter::once(words.doubt()).chain(foreign::words(&format!("({detail})"), report.messages())).collect()
}

/// `2026-11-24 10:00:00 to 10:00:03 UTC`, as far as the texts are what they should be.
fn time(started: &str, ended: &str, m: Messages) -> String {
    let parts = |text: &str| {
        let (day, clock) = text.trim_end_matches('Z').split_once('T')?;
        Some((m.day(day), clock.split('.').next().unwrap_or(clock).to_owned()))
    };
    match (parts(started), parts(ended)) {
        (Some((day, from)), Some((last, to))) if day == last && from == to => {
            m.fill("site.at", &[("day", &day), ("time", &from)])
        }
        (Some((day, from)), Some((last, to))) if day == last => {
            m.fill("site.from-to", &[("day", &day), ("from", &from), ("to", &to)])
        }
        (Some((day, from)), Some((last, to))) => {
            m.fill("site.from-to-days", &[("day", &day), ("from", &from), ("last", &last), ("to", &to)])
        }
        _ => m.fill("site.between", &[("from", &started), ("to", &ended)]),
    }
}

fn browser(report: &Report) -> String {
    let cookies = match report.run.third_party_cookies {
        ThirdPartyCookies::Allowed => "site.cookies-allowed",
        ThirdPartyCookies::Blocked => "site.cookies-blocked",
        ThirdPartyCookies::Unknown => "site.cookies-unknown",
    };
    let m = report.messages();
    let filling: [(&str, &dyn Display); 4] = [
        ("product", &report.tool.browser),
        ("flavour", &m.word(&report.run.flavour)),
        ("clock", &m.word(&report.tool.clock)),
        ("cookies", &m.say(cookies)),
    ];
    m.fill("site.browser-is", &filling)
}

/// The first digits of a digest; all of them stand in `report.json`.
fn short(digest: &str) -> String {
    digest.chars().take("sha256:".len() + 12).collect()
}
