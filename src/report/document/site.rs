//! The site, what was reached, and under which conditions it was seen.

use super::cut::{ADDRESS, REASON, cut};
use super::parts::{Block, Cell, Span};
use crate::evidence::{ReachOutcome, ThirdPartyCookies};
use crate::policy::{ProfileKind, Speaks};
use crate::report::clean::clean;
use crate::report::form::{ProfileUsed, Report, UsedForm};
use crate::report::words::{spoken, word};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    vec![Block::Heading("Site".to_owned(), None), Block::Pairs(pairs(report))]
}

fn pairs(report: &Report) -> Vec<(String, Cell)> {
    let target = &report.target;
    let mut pairs = Vec::new();
    let mut add = |label: &str, line: Vec<Span>| pairs.push((label.to_owned(), vec![line]));
    add("asked for", vec![Span::code(cut(&clean(&target.given), ADDRESS))]);
    add("reached", reached(report));
    if let Some(url) = target.final_url.as_deref().filter(|url| *url != target.url) {
        add("led to", vec![Span::code(cut(&clean(url), ADDRESS))]);
    }
    pairs.push(("judged by".to_owned(), report.profiles.iter().map(|one| judged_by(one, report)).collect()));
    let mut add = |label: &str, line: Vec<Span>| pairs.push((label.to_owned(), vec![line]));
    if !report.declared_by_owner.is_empty() {
        let words = report.declared_by_owner.iter().map(|(name, word)| format!("{name}: {word}"));
        let words = words.collect::<Vec<_>>().join(", ");
        add("declared", vec![Span::words("by the owner, not observed:"), Span::words(words).strong()]);
    }
    let vantage = &target.vantage;
    let from = match &vantage.country {
        Some(country) => format!("{country} (by {})", vantage.how),
        None => "unknown country, which may show other banners than those that a profile speaks for".to_owned(),
    };
    add("seen from", vec![Span::words(from)]);
    add("time", vec![Span::words(time(&report.run.started, &report.run.ended))]);
    add("browser", vec![Span::words(browser(report))]);
    if !report.run.masked.is_empty() {
        add("masked", vec![Span::words(report.run.masked.join(", ")).quiet()]);
    }
    add("tool", tool(report));
    pairs.push(("knowledge".to_owned(), report.tool.knowledge_used.iter().map(used).collect()));
    pairs
}

/// A profile, and whether it speaks for what was seen.
fn judged_by(profile: &ProfileUsed, report: &Report) -> Vec<Span> {
    let country = report.target.vantage.country.as_deref().unwrap_or_default();
    let kind = if profile.kind == ProfileKind::Own { String::new() } else { format!(" ({})", word(&profile.kind)) };
    let mut line = vec![
        Span::words("profile"),
        Span::code(&profile.id).strong(),
        Span::words(format!("of {}{kind}:", profile.date)),
        Span::words(&profile.title),
    ];
    line.extend(match profile.speaks {
        Speaks::Anywhere | Speaks::Here | Speaks::Unknown => None,
        Speaks::Elsewhere => Some(Span::words(format!("– not judged: it does not speak for {country}")).doubt()),
        Speaks::ElsewhereAllowed => {
            Some(Span::words(format!("– judged although it does not speak for {country}")).doubt())
        }
    });
    line
}

/// The version, and the digests of what it judged with.
fn tool(report: &Report) -> Vec<Span> {
    let tool = &report.tool;
    let version = if tool.gathered_by == tool.version {
        format!("consentinel {},", tool.version)
    } else {
        format!("consentinel {}, evidence gathered by {},", tool.version, tool.gathered_by)
    };
    [
        Span::words(version),
        Span::words("rules"),
        Span::code(short(&tool.rules)),
        Span::words("knowledge"),
        Span::code(short(&tool.knowledge)),
    ]
    .map(Span::quiet)
    .to_vec()
}

/// One part of the knowledge, its age and its digest.
fn used(part: &UsedForm) -> Vec<Span> {
    let kind = if part.kind == "rules" || part.kind == part.name { String::new() } else { format!(" ({})", part.kind) };
    let about = format!("{}{kind} of {},", clean(&part.name), part.date);
    vec![Span::words(about).quiet(), Span::code(short(&part.digest)).quiet()]
}

fn reached(report: &Report) -> Vec<Span> {
    let reached = &report.reached;
    let status = reached.status.map(|status| format!(", HTTP {status}")).unwrap_or_default();
    let words = Span::words(format!("{}{status}", spoken(&reached.outcome)));
    if reached.outcome == ReachOutcome::Loaded {
        return vec![words];
    }
    let detail = cut(&clean(&reached.detail), REASON);
    vec![words.doubt(), Span::words(format!("({detail})"))]
}

/// `2026-11-24 10:00:00 to 10:00:03 UTC`, as far as the texts are what they should be.
fn time(started: &str, ended: &str) -> String {
    let parts = |text: &str| {
        let (day, clock) = text.trim_end_matches('Z').split_once('T')?;
        Some((day.to_owned(), clock.split('.').next().unwrap_or(clock).to_owned()))
    };
    match (parts(started), parts(ended)) {
        (Some((day, from)), Some((last, to))) if day == last && from == to => format!("{day} {from} UTC"),
        (Some((day, from)), Some((last, to))) if day == last => format!("{day} {from} to {to} UTC"),
        (Some((day, from)), Some((last, to))) => format!("{day} {from} to {last} {to} UTC"),
        _ => format!("{started} to {ended}"),
    }
}

fn browser(report: &Report) -> String {
    let cookies = match report.run.third_party_cookies {
        ThirdPartyCookies::Allowed => "third-party cookies allowed",
        ThirdPartyCookies::Blocked => "third-party cookies refused by the browser",
        ThirdPartyCookies::Unknown => "not known whether third-party cookies could be stored",
    };
    format!(
        "{} ({}), {} clock, {cookies}",
        report.tool.browser,
        spoken(&report.run.flavour),
        spoken(&report.tool.clock)
    )
}

/// The first digits of a digest; all of them stand in `report.json`.
fn short(digest: &str) -> String {
    digest.chars().take("sha256:".len() + 12).collect()
}
