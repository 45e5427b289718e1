//! `consentinel demo`: audits the built-in sites on loopback and shows what it found.

use super::arguments::{DemoArguments, PrintingArguments};
use super::collect::Gathering;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::{output, print, session, settings};
use crate::gather::Plan;
use crate::report::Report;
use crate::serve::{DemoSite, Server};

/// Runs the command. It ends with 0 if every site was read as it was built, and with 1 otherwise.
///
/// # Errors
/// Whatever ends it early.
pub fn run(mut words: DemoArguments) -> Result<Exit, Trouble> {
    let judge = Judge::built_in()?;
    let plan = settings::plan(&words.visiting)?;
    session::run(async move {
        let demo = Server::demo()
            .await
            .map_err(|why| Trouble::incomplete(format!("the demo sites cannot be served: {why}")))?;
        words.visiting.browser.host_rules = Some(demo.host_rules());
        output::progress("Auditing the demo sites on loopback; nothing leaves this machine.\n");
        let audited = audit_all(&words, plan, &judge, demo.sites()).await?;
        let mut amiss = Vec::new();
        for (site, report) in &audited {
            output::say(&paragraph(site, report, &words.printing));
            amiss.extend(surprise(site, report));
        }
        output::say(&format!("Reports, bundles and screenshots are in {}.", words.output.display()));
        if amiss.is_empty() {
            output::say("Every site was read as it was built.");
            return Ok(Exit::Clean);
        }
        output::complain(&format!("not as it was built: {}", amiss.join("; ")));
        Ok(Exit::Findings)
    })
}

async fn audit_all<'a>(
    words: &DemoArguments,
    plan: Plan,
    judge: &Judge,
    sites: &'a [DemoSite],
) -> Result<Vec<(&'a DemoSite, Report)>, Trouble> {
    let mut gathering = Gathering::start(&words.visiting, plan, &words.output).await?;
    let mut audited = Vec::new();
    for site in sites {
        let kept = gathering.gather(&site.url, &judge.knowledge).await?;
        let report = judge.report(&kept.evidence);
        print::keep(&report, judge, &kept.folder)?;
        if words.full {
            output::say(&print::rendered(std::slice::from_ref(&report), judge, &words.printing));
        }
        audited.push((site, report));
    }
    gathering.close().await;
    Ok(audited)
}

/// What one site is, and what was seen on it.
fn paragraph(site: &DemoSite, report: &Report, printing: &PrintingArguments) -> String {
    let _ = printing;
    format!("{}  {}\n  {}\n", site.name, site.url, site.about)
}

/// What was found and should not have been, or the other way round.
fn surprise(site: &DemoSite, report: &Report) -> Option<String> {
    let mut found: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    found.dedup();
    let missing: Vec<&str> = site.must_find.iter().copied().filter(|rule| !found.contains(rule)).collect();
    let strange: Vec<&str> = if site.must_find.is_empty() { found } else { Vec::new() };
    match (missing.is_empty(), strange.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("{}: {} not found", site.name, missing.join(", "))),
        (true, false) => Some(format!("{}: {} found on a site that is to stay silent", site.name, strange.join(", "))),
    }
}
