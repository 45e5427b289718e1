//! `consentinel audit`: collect, evaluate, print.

use super::arguments::AuditArguments;
use super::collect::Gathering;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::keeping::Keeping;
use super::outputs::Outputs;
use super::print::{self, Harvest};
use super::{anchor, plan, session};

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: AuditArguments) -> Result<Exit, Trouble> {
    let judge = Judge::load(&words.judging)?;
    let plan = plan::plan(&words.visiting, judge.rules.clone())?;
    let keeping = Keeping::of(&words.keeping)?;
    let outputs = Outputs::of(&words.forms)?;
    session::run(async move {
        let mut harvest = Harvest::new();
        let mut gathering = Gathering::start(&words.visiting, plan, keeping, &words.output).await?;
        for word in &words.targets {
            match gathering.gather(word, &judge.knowledge).await {
                Ok(kept) => {
                    let report = judge.report(&kept.evidence);
                    harvest.note(kept.unsealed.map_or(Ok(()), Err));
                    harvest.note(print::keep(&report, &judge, &kept.folder));
                    let anchor = anchor::of(&report, &kept.folder.join("report.json"));
                    harvest.take(report, anchor);
                }
                Err(trouble) => harvest.miss(word, &trouble),
            }
            if harvest.is_hopeless() {
                break;
            }
        }
        gathering.close().await;
        Ok(harvest.finish(&judge, &words.printing, &outputs))
    })
}
