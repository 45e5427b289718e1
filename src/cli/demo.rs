//! `consentinel demo`: audits the built-in sites on loopback and shows what it found.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::arguments::DemoArguments;
use super::collect::{self, Gathering};
use super::configuration::{self, Aim};
use super::exit::{Exit, Trouble};
use super::judge::{Drawings, Judge};
use super::keeping::Keeping;
use super::progress::Progress;
use super::{output, plan, print, session, settings};
use crate::evidence::{Placement, Shadow, State};
use crate::facts::Seen;
use crate::gather::Plan;
use crate::policy::Severity;
use crate::report::{self, Expected, Look, Report, StateForm};
use crate::serve::{DemoSite, Server};

/// Runs the command. It ends with 0 if every site was read as it was built, and with 1 otherwise.
///
/// # Errors
/// Whatever ends it early.
pub fn run(mut words: DemoArguments) -> Result<Exit, Trouble> {
    let judge = Judge::built_in(words.lang)?;
    let settings = configuration::visiting(&words.visiting)?;
    // It begins as soon as it is known how many sites there are.
    let begun = OnceCell::new();
    let outcome = session::run(async {
        let demo = Server::demo()
            .await
            .map_err(|why| Trouble::incomplete(format!("the demo sites cannot be served: {why}")))?;
        words.visiting.browser.host_rules = Some(demo.host_rules());
        let sites = demo.sites();
        let addresses: Vec<String> = sites.iter().map(|site| site.url.clone()).collect();
        let aims = configuration::aims(None, &addresses, &settings)?;
        let plans = collect::plans(&words.visiting, &aims, &judge.rules)?;
        let progress = begun.get_or_init(|| Progress::of(&words.progress, sites.len(), plan::named(&plans)));
        progress.remark("Auditing the demo sites on loopback; nothing leaves this machine.");
        progress.judging_by(&judge);
        let audited = audit_all(&words, (&aims, plans), &judge, sites, progress).await?;
        progress.clear();
        let look = settings::printing_look(&words.printing);
        let mut amiss = Vec::new();
        for (site, report) in &audited {
            output::say(&card(site, report, look));
            amiss.extend(surprise(site, report));
        }
        output::say(&format!("Reports, bundles and screenshots are in {}.", words.output.display()));
        if amiss.is_empty() {
            output::say("Every site was read as it was built.");
            progress.end(Exit::Clean);
            return Ok(Exit::Clean);
        }
        output::complain(&format!("not as it was built: {}", amiss.join("; ")));
        progress.end(Exit::Findings);
        Ok(Exit::Findings)
    });
    match begun.get() {
        Some(progress) => progress.over(outcome),
        None => outcome,
    }
}

async fn audit_all<'a>(
    words: &DemoArguments,
    (aims, plans): (&[Aim], Vec<Plan>),
    judge: &Judge,
    sites: &'a [DemoSite],
    progress: &Progress,
) -> Result<Vec<(&'a DemoSite, Report)>, Trouble> {
    let mut gathering = Gathering::start(&words.visiting, aims, Keeping::default(), &words.output, progress).await?;
    let mut audited = Vec::new();
    for ((site, aim), plan) in sites.iter().zip(aims).zip(plans) {
        let kept = gathering.gather(aim, plan, &judge.knowledge).await?;
        let case = judge.case(&kept.gathered, &Expected::default(), Drawings::Wanted);
        print::keep(&case, judge, &[], &kept.folder)?;
        progress.judged(&site.url, &case.report);
        if words.full {
            let whole = print::rendered(&case, judge, words);
            progress.aside(|| output::say(&whole));
        }
        audited.push((site, case.report));
    }
    gathering.close().await;
    Ok(audited)
}

/// What one site is, and what was seen on it.
fn card(site: &DemoSite, report: &Report, look: Look) -> String {
    let mut card = format!("{}\n  {}\n", look.paint.heading(&format!("{}  {}", site.name, site.url)), site.about);
    let mut line = |name: &str, words: &str| {
        let _ = writeln!(card, "  {name:<10} {words}");
    };
    line("reached", &report.reached.detail);
    line("banner", &banner(report));
    let offered = |state: &&StateForm| state.phases.len() > 1 || !matches!(state.state, State::Dismiss | State::Save);
    for state in report.states.iter().filter(|state| state.state.chooses()).filter(offered) {
        line(&state.state.to_string(), &choice(state));
    }
    for (number, (severity, rule, count)) in tally(report).into_iter().enumerate() {
        let name = if number == 0 { "found" } else { "" };
        line(name, &format!("{} {rule}{}", look.paint.tag(&format!("{severity:<8}"), severity), times(count)));
    }
    if report.findings.is_empty() {
        line("found", if report.complete { "nothing" } else { "nothing can be said: the audit is incomplete" });
    }
    card
}

fn banner(report: &Report) -> String {
    let banner = &report.banner;
    let platform = banner.platform.as_ref().map(|platform| format!(", {}", platform.name)).unwrap_or_default();
    let place = banner.placement.as_ref().map(|place| format!(", {}", where_it_stands(place))).unwrap_or_default();
    match banner.seen {
        Seen::Yes => format!("{}{platform}{place}", report::spoken(&banner.kind)),
        Seen::No => "none".to_owned(),
        Seen::Unknown => format!("could not be determined: {}", banner.reason.as_deref().unwrap_or("no reason given")),
    }
}

fn where_it_stands(place: &Placement) -> String {
    let mut words = vec![format!("{} frame", report::spoken(&place.frame))];
    if place.shadow != Shadow::None {
        words.push(format!("{} shadow root", report::spoken(&place.shadow)));
    }
    if let Some(late) = place.late_ms.filter(|late| *late >= 1000) {
        words.push(format!("after {:.1} s", Duration::from_millis(late).as_secs_f64()));
    }
    words.join(", ")
}

fn choice(state: &StateForm) -> String {
    let proofs: Vec<String> = state.confirmed_by.iter().map(report::spoken).collect();
    match (state.steps, &state.reason) {
        (Some(steps), None) if !proofs.is_empty() => {
            format!(
                "{}, {steps} step{}: {}",
                report::spoken(&state.status),
                if steps == 1 { "" } else { "s" },
                proofs.join(", ")
            )
        }
        (_, Some(reason)) => format!("{}: {reason}", report::spoken(&state.status)),
        _ => report::spoken(&state.status),
    }
}

/// Rules that failed, worst first, with how many findings each has.
fn tally(report: &Report) -> Vec<(Severity, &str, usize)> {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry((finding.severity, finding.rule.as_str())).or_default() += 1;
    }
    counts.into_iter().map(|((severity, rule), count)| (severity, rule, count)).collect()
}

fn times(count: usize) -> String {
    if count == 1 { String::new() } else { format!(" ({count} times)") }
}

/// What was found and should not have been, or the other way round.
fn surprise(site: &DemoSite, report: &Report) -> Option<String> {
    // What is only to be known reproaches nobody.
    let told = report.findings.iter().filter(|finding| finding.severity != Severity::Info);
    let mut found: Vec<&str> = told.map(|finding| finding.rule.as_str()).collect();
    found.dedup();
    let missing: Vec<&str> = site.must_find.iter().copied().filter(|rule| !found.contains(rule)).collect();
    let strange: Vec<&str> = if site.must_find.is_empty() { found } else { Vec::new() };
    match (missing.is_empty(), strange.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("{}: {} not found", site.name, missing.join(", "))),
        (true, false) => Some(format!("{}: {} found on a site that is to stay silent", site.name, strange.join(", "))),
    }
}
