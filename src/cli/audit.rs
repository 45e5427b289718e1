//! `consentinel audit`: collect, evaluate, print.

use super::arguments::AuditArguments;
use super::collect::Gathering;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::{output, print, session, settings};

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: AuditArguments) -> Result<Exit, Trouble> {
    let judge = Judge::load(&words.judging)?;
    let plan = settings::plan(&words.visiting)?;
    session::run(async move {
        let mut exit = Exit::Clean;
        let mut printer = print::Printer::new(&words.printing);
        let mut gathering = Gathering::start(&words.visiting, plan, &words.output).await?;
        for word in &words.targets {
            let reported = match gathering.gather(word, &judge.knowledge).await {
                Ok(kept) => {
                    let report = judge.report(&kept.evidence);
                    print::keep(&report, &judge, &kept.folder).map(|()| report)
                }
                Err(trouble) => Err(trouble),
            };
            match reported {
                Ok(report) => {
                    exit = exit.worst(judge.exit(&report));
                    printer.print(report, &judge);
                }
                Err(trouble) => {
                    output::complain(&trouble.message);
                    exit = exit.worst(trouble.exit);
                    if trouble.exit == Exit::NoBrowser {
                        break;
                    }
                }
            }
        }
        printer.finish();
        gathering.close().await;
        Ok(exit)
    })
}
