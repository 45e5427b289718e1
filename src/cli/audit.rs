//! `consentinel audit`: collect, evaluate, print.

use super::arguments::AuditArguments;
use super::collect::{self, Gathering};
use super::configuration::{self, Configuration};
use super::exit::{Exit, Trouble};
use super::judge::Drawings;
use super::judges::Judges;
use super::keeping::Keeping;
use super::outputs::Outputs;
use super::paper::Paper;
use super::print::Harvest;
use super::progress::Progress;
use super::{layout, output, plan, session};

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: AuditArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let configuration = configuration.as_ref();
    let aims = configuration::aims(configuration, &words.targets, &configuration::visiting(&words.visiting)?)?;
    configuration::unmeant(configuration, &aims).iter().for_each(|said| output::complain(said));
    let judges = Judges::load(&words.judging, configuration)?.held_against(&words.held)?;
    let plans = collect::plans(&words.visiting, &aims, &judges.run().rules)?;
    let keeping = Keeping::of(&words.keeping)?;
    let common = configuration::common(configuration);
    let forms = configuration::forms(&words.forms, &common)?;
    let mut outputs = Outputs::of(&forms, Paper::with(&words.visiting.browser), judges.inputs())?;
    let output = collect::output(words.output.as_deref(), &common);
    let progress = Progress::of(&words.progress, aims.len(), plan::named(&plans));
    let outcome = session::run(async {
        progress.judging_by(judges.run());
        let mut harvest = Harvest::new(&progress);
        let mut gathering = Gathering::start(&words.visiting, &aims, keeping, &output, &progress).await?;
        for (aim, plan) in aims.iter().zip(plans) {
            let knowledge = &judges.of(aim.name.as_deref()).knowledge;
            match gathering.gather(aim, plan, knowledge).await {
                Ok(kept) => {
                    let case = judges.case(&kept.gathered, Drawings::Wanted);
                    harvest.note(&aim.given, kept.unsealed.map_or(Ok(()), Err));
                    let (evidence, place) = (&kept.gathered.evidence, kept.folder.join("bundle"));
                    let laid = layout::keep(words.forms.layout, evidence, &case.report, &place, &kept.folder);
                    harvest.note(&aim.given, laid);
                    harvest.keep(&aim.given, &case, judges.run(), &kept.folder);
                    outputs.see(evidence);
                    let anchor = judges.anchor(&case.report, &kept.folder.join("report.json"));
                    harvest.take(&aim.given, case, anchor);
                }
                Err(trouble) => harvest.miss(&aim.given, &trouble),
            }
            if harvest.is_hopeless() {
                break;
            }
        }
        gathering.close().await;
        Ok(harvest.finish(judges.run(), &words.printing, &outputs))
    });
    progress.over(outcome)
}
