//! `consentinel collect`: visit, keep the evidence, judge nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use url::Url;

use super::arguments::{CollectArguments, VisitingArguments};
use super::configuration::{self, Aim, Configuration, Setting, Settings};
use super::exit::{Exit, Trouble};
use super::geo::GeoDatabase;
use super::keeping::{self, Keeping};
use super::progress::{Course, Progress};
use super::session::{self, Reach, Session};
use super::so_far::SoFar;
use super::texts::Texts;
use super::{conditions, knowledge, name_servers, output, plan, target};
use crate::bundle;
use crate::evidence::{ChoiceStatus, Evidence, Gatherings, PhaseEnd, ReachOutcome};
use crate::gather::{NameAsker, Plan};
use crate::knowledge::Knowledge;
use crate::policy::texts_digest;

/// Runs the command.
///
/// # Errors
/// Whatever ends it early.
pub fn run(words: CollectArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(words.config.as_deref())?;
    let aims = configuration::aims(configuration.as_ref(), &words.targets, &configuration::visiting(&words.visiting)?)?;
    configuration::unmeant(configuration.as_ref(), &aims).iter().for_each(|said| output::complain(said));
    let common = configuration::common(configuration.as_ref());
    let texts = Texts::load(&rules(&words.rules, &common))?;
    let digest = texts_digest(&texts.policy());
    let plans = plans(&words.visiting, &aims, &digest)?;
    let mut knowledge = texts.knowledge()?;
    knowledge::add(&mut knowledge, &words.imported)?;
    let keeping = Keeping::of(&words.keeping)?;
    let output = output(words.output.as_deref(), &common);
    let progress = Progress::of(&words.progress, aims.len(), plan::named(&plans));
    let outcome = session::run(async {
        let mut exit = Exit::Clean;
        let mut gathering = Gathering::start(&words.visiting, &aims, keeping, &output, &progress).await?;
        for (aim, plan) in aims.iter().zip(plans) {
            match gathering.gather(aim, plan, &knowledge).await {
                Ok(kept) => {
                    let told = format!("{}  {}", kept.folder.display(), outcome(&kept.gathered.evidence));
                    progress.aside(|| output::say(&told));
                    exit = exit.worst(reached(&kept.gathered.evidence));
                    exit = kept.unsealed.iter().fold(exit, |exit, trouble| {
                        progress.trouble(Some(&aim.given), trouble);
                        exit.worst(trouble.exit)
                    });
                }
                Err(trouble) => {
                    progress.trouble(Some(&aim.given), &trouble);
                    exit = exit.worst(trouble.exit);
                }
            }
        }
        gathering.close().await;
        progress.end(exit);
        Ok(exit)
    });
    progress.over(outcome)
}

/// How each is to be visited: all that can be wrong with it is wrong before a browser starts.
///
/// # Errors
/// The first that cannot be.
pub fn plans(words: &VisitingArguments, aims: &[Aim], rules: &str) -> Result<Vec<Plan>, Trouble> {
    aims.iter().map(|aim| plan::plan(words, &aim.settings, rules.to_owned())).collect()
}

/// The folder for what is found.
pub fn output(word: Option<&Path>, common: &Settings) -> PathBuf {
    word.map_or_else(|| common.one(Setting::Output).unwrap_or_default().into(), Path::to_owned)
}

/// The folders with more rules and knowledge.
fn rules(words: &[PathBuf], common: &Settings) -> Vec<PathBuf> {
    if words.is_empty() { common.many(Setting::Rules).iter().map(PathBuf::from).collect() } else { words.to_vec() }
}

/// The evidence of one target, as it was read back from its bundle.
pub struct Kept {
    /// The site's own folder.
    pub folder: PathBuf,
    /// The evidence and the files that it points at.
    pub gathered: Gatherings,
    /// Why it is not signed or stamped as it was to be.
    pub unsealed: Option<Trouble>,
}

/// A browser, and where bundles go.
pub struct Gathering<'a> {
    words: &'a VisitingArguments,
    session: Session,
    reach: Reach,
    names: Option<NameAsker>,
    geo: Option<GeoDatabase>,
    keeping: Keeping,
    output: &'a Path,
    progress: &'a Progress,
}

impl<'a> Gathering<'a> {
    /// Starts the browser for the first of these.
    ///
    /// # Errors
    /// A folder that cannot be written, a name server that cannot be asked, or no usable browser.
    pub async fn start(
        words: &'a VisitingArguments,
        aims: &[Aim],
        keeping: Keeping,
        output: &'a Path,
        progress: &'a Progress,
    ) -> Result<Self, Trouble> {
        std::fs::create_dir_all(output).map_err(|why| {
            let place = output.display();
            Trouble::incomplete(format!(
                "--output {place}: {why}. Nothing was visited; choose a folder that can be written."
            ))
        })?;
        let proxies: BTreeSet<String> = aims.iter().filter_map(|aim| conditions::proxy_set(&aim.settings)).collect();
        let names = name_servers::asker(words, proxies)?;
        let geo = words.geo_database.as_deref().map(GeoDatabase::open).transpose().map_err(Trouble::usage)?;
        let reach = aims.first().map(|aim| Reach::of(&aim.settings)).unwrap_or_default();
        let session = started(words, &reach, progress).await?;
        Ok(Self { words, session, reach, names, geo, keeping, output, progress })
    }

    /// Visits one target, writes its bundle, and reads it back: what is judged is what was kept.
    ///
    /// # Errors
    /// A target that cannot be, a bundle that cannot be written, or no browser left.
    pub async fn gather(&mut self, aim: &Aim, mut plan: Plan, knowledge: &Knowledge) -> Result<Kept, Trouble> {
        let course = Course::begin(self.progress, &aim.given, plan.states.len());
        self.reach_as(&Reach::of(&aim.settings)).await?;
        let served = target::open(aim).await?;
        let own = Url::parse(&served.target.url).map(|url| url.origin().ascii_serialization());
        plan.guise.brought.origin = own.unwrap_or_default();
        let folder = self.output.join(bundle::site_folder(&served.target));
        let target = served.target.clone();
        let so_far = SoFar::new(&folder, &self.keeping, &plan, knowledge, target);
        let mut gatherings = self.session.visit(served.target, &plan, knowledge, &so_far, &course).await?;
        if let Some(names) = &self.names {
            gatherings.evidence.names = Some(names.ask(&gatherings.evidence).await);
        }
        gatherings.evidence.places = self.geo.as_ref().map(|geo| geo.places(&gatherings.evidence));
        drop(served.server);
        let place = folder.join("bundle");
        let gatherings = self.progress.aside(|| self.keeping.shape(gatherings, &plan.guise.brought))?;
        let kept = bundle::write(&gatherings, &place).and_then(|_| bundle::read_whole(&place));
        let gathered =
            kept.map_err(|why| Trouble::incomplete(format!("{}: the evidence could not be kept: {why}", aim.given)))?;
        so_far.forget();
        course.kept(&folder, &gathered.evidence);
        // A bundle that could not be signed or stamped is there all the same, and judged.
        let unsealed = tokio::task::block_in_place(|| self.keeping.seal(&place)).err();
        Ok(Kept { folder, gathered, unsealed })
    }

    /// Another browser, where this one reaches the network by other ways.
    async fn reach_as(&mut self, reach: &Reach) -> Result<(), Trouble> {
        if self.reach == *reach {
            return Ok(());
        }
        let fresh = started(self.words, reach, self.progress).await?;
        std::mem::replace(&mut self.session, fresh).close().await;
        self.reach = reach.clone();
        Ok(())
    }

    /// Ends the browser.
    pub async fn close(self) {
        self.session.close().await;
    }
}

/// A browser that was started and told of.
async fn started(words: &VisitingArguments, reach: &Reach, progress: &Progress) -> Result<Session, Trouble> {
    let began = Instant::now();
    let session = Session::start(&words.browser, reach).await?;
    session.introduce(progress, began);
    Ok(session)
}

fn reached(evidence: &Evidence) -> Exit {
    let loaded = evidence.visits.iter().all(|visit| visit.reached.outcome == ReachOutcome::Loaded);
    let whole = evidence.visits.iter().all(|visit| {
        let chosen = visit.choice.as_ref().map(|choice| choice.status);
        let ended = visit.moments.iter().all(|moment| moment.ended == PhaseEnd::BudgetSpent);
        let kept = visit.moments.iter().all(|moment| moment.cookies.ok().is_some() && moment.search.ok().is_some());
        let open = matches!(chosen, Some(ChoiceStatus::Failed | ChoiceStatus::Unconfirmed));
        visit.cut_short.is_none() && !open && ended && kept
    });
    if loaded && whole && !evidence.visits.is_empty() { Exit::Clean } else { Exit::Incomplete }
}

fn outcome(evidence: &Evidence) -> String {
    let words = evidence.visits.iter().map(|visit| match visit.reached.outcome {
        ReachOutcome::Loaded => format!("{}: loaded", visit.state),
        _ => format!("{}: {}", visit.state, visit.reached.detail),
    });
    words.chain(keeping::kept_words(&evidence.kept)).collect::<Vec<_>>().join("; ")
}
