//! A bundle to a report: policy, knowledge and threshold, loaded once and used for every target.

use std::path::{Path, PathBuf};

use super::arguments::JudgingArguments;
use super::baseline::{Baseline, Stored};
use super::configuration::{Configuration, Origin, Setting, Settings};
use super::exit::{Exit, Leaving, Trouble};
use super::knowledge;
use super::stock::Stock;
use super::texts::{self, Texts};
use crate::evidence::{Evidence, Gatherings};
use crate::facts::{Facts, SiteFacts};
use crate::knowledge::Knowledge;
use crate::messages::Language;
use crate::policy::{Heed, Policy, Standings};
use crate::report::{
    self, Basis, Digests, Exhibits, ExitVerdict, Expected, Mishap, OnIncomplete, ProfileUsed, Report, Threshold,
    Unjudged,
};
use crate::yaml::SourceText;
use crate::{engine, facts};

/// What came of one target.
pub struct Case {
    /// Its report.
    pub report: Report,
    /// What its evidence shows beside it.
    pub exhibits: Exhibits,
}

/// Whether anybody will see what evidence shows beside a report: it takes longer to make than the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawings {
    /// A format that draws is written.
    Wanted,
    /// None is.
    Spared,
}

/// Everything that judges.
pub struct Judge {
    /// What is known.
    pub knowledge: Knowledge,
    /// The rules, as the profile wants them.
    pub policy: Policy,
    /// Digest of all rules and profiles that there are, for the evidence.
    #[cfg_attr(not(feature = "chrome"), expect(dead_code, reason = "only gathering writes it down"))]
    pub rules: String,
    /// In which language reports are written.
    language: Language,
    site_facts: SiteFacts,
    threshold: Threshold,
    on_incomplete: OnIncomplete,
    leaving: Leaving,
    baseline: Option<Baseline>,
}

impl Judge {
    /// Loads and checks everything that `settings` name beside the stock, before any browser starts.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn load(
        words: &JudgingArguments,
        stock: &Stock,
        settings: &Settings,
        configuration: Option<&Configuration>,
    ) -> Result<Self, Trouble> {
        let profiles: Vec<&str> = settings.many(Setting::Profiles).iter().map(String::as_str).collect();
        let exceptions = exceptions(settings, configuration)?;
        let mut knowledge = stock.knowledge.clone();
        let policy = Policy::load(&stock.texts, &profiles, exceptions.as_ref(), &knowledge.legal);
        let policy = policy.map_err(|errors| texts::refused(&errors))?;
        let mut policy = speaking(policy, &stock.texts, words.lang)?;
        policy.heed = if words.any_vantage { Heed::AnyVantage } else { Heed::Vantage };
        if let Some(inventory) = settings.one(Setting::Inventory) {
            knowledge::take_in(&mut knowledge, Path::new(inventory))?;
        }
        let on_incomplete =
            if settings.is_on(Setting::AllowIncomplete) { OnIncomplete::Allow } else { OnIncomplete::Fail };
        let (rules, site_facts) = (stock.digest.clone(), stock.site_facts.clone());
        let said = settings.held(Setting::FailOn).filter(|held| held.from != Origin::Default);
        let said = said.and_then(|held| held.words.first()?.parse::<Threshold>().ok());
        let threshold = said.or_else(|| policy.fail_on().map(Threshold::from)).unwrap_or(report::DEFAULT_THRESHOLD);
        let leaving = if words.exit_zero { Leaving::WithZero } else { Leaving::AsItIs };
        let language = words.lang;
        let baseline = None;
        Ok(Self { knowledge, policy, rules, language, site_facts, threshold, on_incomplete, leaving, baseline })
    }

    /// The same, holding every report against this baseline.
    #[must_use]
    pub fn held_against(self, stored: &Stored) -> Self {
        let baseline = Some(Baseline::judged(stored, &self));
        Self { baseline, ..self }
    }

    /// From where on findings make the run fail.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// The same, with another threshold.
    pub fn fail_on(&mut self, threshold: Threshold) {
        self.threshold = threshold;
    }

    /// The built-in profile and nothing of the user's.
    ///
    /// # Errors
    /// Built-in rules that are refused: a broken build.
    #[cfg(feature = "chrome")]
    pub fn built_in(language: Language) -> Result<Self, Trouble> {
        let texts = Texts::default();
        let (knowledge, policy) = from(&texts, &["eu-gdpr"], None)?;
        let policy = speaking(policy, &texts.policy(), language)?;
        let (rules, threshold) = (crate::policy::texts_digest(&texts.policy()), report::DEFAULT_THRESHOLD);
        let (site_facts, on_incomplete, leaving) = (SiteFacts::default(), OnIncomplete::Fail, Leaving::AsItIs);
        Ok(Self { knowledge, policy, rules, language, site_facts, threshold, on_incomplete, leaving, baseline: None })
    }

    /// Judges the evidence of one target, holds it against what its owner expects and then against the baseline if there is
    /// one, for what was missed because another banner came is not mended; takes what it shows beside the report from the
    /// files of its bundle.
    pub fn case(&self, gathered: &Gatherings, expected: &Expected, drawings: Drawings) -> Case {
        let Gatherings { evidence, files } = gathered;
        let facts = self.facts(evidence);
        let mut report = self.report(evidence, &facts).held_against(expected);
        report.baseline = self.baseline.as_ref().map(|baseline| baseline.against(&report));
        let exhibits = match drawings {
            Drawings::Wanted => Exhibits::of(evidence, &facts, files),
            Drawings::Spared => Exhibits::default(),
        };
        Case { report, exhibits }
    }

    /// Judges the evidence of one target by itself.
    pub fn judged(&self, evidence: &Evidence) -> Report {
        self.report(evidence, &self.facts(evidence))
    }

    /// What the owner declares of the site.
    pub fn declared(&self) -> &SiteFacts {
        &self.site_facts
    }

    fn facts(&self, evidence: &Evidence) -> Facts {
        facts::derive(evidence, &self.knowledge).with(&self.site_facts)
    }

    fn report(&self, evidence: &Evidence, facts: &Facts) -> Report {
        let judgement = engine::judge(&self.policy, &facts.view);
        let profiles = ProfileUsed::all(&self.policy, evidence);
        let digests = Digests::of(&self.policy.digest, &self.knowledge);
        let basis =
            Basis { profiles: &profiles, legal: &self.knowledge.legal, digests: &digests, language: self.language };
        report::build(evidence, facts, &judgement, basis)
    }

    /// How a run with these reports ends, and why.
    pub fn verdict(&self, reports: &[Report]) -> ExitVerdict {
        self.ending(reports, &[], &[])
    }

    /// The same, where of some targets there is no report, or something went wrong beside judging.
    pub fn ending(&self, reports: &[Report], unjudged: &[Unjudged], mishaps: &[Mishap]) -> ExitVerdict {
        let verdict = self.found(reports);
        let verdict = unjudged.iter().fold(verdict, ExitVerdict::without);
        let verdict = mishaps.iter().fold(verdict, ExitVerdict::beside);
        match self.leaving {
            Leaving::AsItIs => verdict,
            Leaving::WithZero => verdict.excused(),
        }
    }

    /// What a run with these reports came to, whatever it leaves with.
    pub fn came_to(&self, reports: &[Report]) -> Exit {
        self.found(reports).kind.into()
    }

    fn found(&self, reports: &[Report]) -> ExitVerdict {
        report::verdict_in(self.language, reports, self.threshold, self.on_incomplete)
    }

    /// Whether the run leaves with what it came to.
    pub fn leaving(&self) -> Leaving {
        self.leaving
    }
}

/// Knowledge and policy from the built-in texts and the user's.
///
/// # Errors
/// Every text that is refused, with file, line and caret.
pub fn load(folders: &[PathBuf], profiles: &[&str], exceptions: Option<&Path>) -> Result<(Knowledge, Policy), Trouble> {
    from(&Texts::load(folders)?, profiles, exceptions)
}

/// Every rule under every profile, from the built-in texts and the user's; and what is known.
///
/// # Errors
/// Every text that is refused, with file, line and caret.
pub fn standings(folders: &[PathBuf]) -> Result<(Standings, Knowledge), Trouble> {
    let texts = Texts::load(folders)?;
    let knowledge = texts.knowledge()?;
    let standings = Standings::load(&texts.policy(), &knowledge.legal).map_err(|errors| texts::refused(&errors))?;
    Ok((standings, knowledge))
}

/// The exceptions: a file of their own, or those that stand in the configuration.
///
/// # Errors
/// A file that cannot be read, or both where the configuration says both.
fn exceptions(settings: &Settings, configuration: Option<&Configuration>) -> Result<Option<SourceText>, Trouble> {
    let inline = configuration.and_then(|file| file.exceptions.clone());
    let Some(held) = settings.held(Setting::Exceptions) else { return Ok(inline) };
    if let (Some(_), Origin::File(place)) = (&inline, &held.from) {
        return Err(Trouble::usage(format!(
            "{place}: exceptions stand in a file of their own and in the configuration too: keep one of them"
        )));
    }
    held.words.first().map(|path| texts::read(Path::new(path))).transpose()
}

/// The policy in the words of a language.
fn speaking(policy: Policy, texts: &[SourceText], language: Language) -> Result<Policy, Trouble> {
    policy.speaking(texts, language).map_err(|errors| texts::refused(&errors))
}

fn from(texts: &Texts, profiles: &[&str], exceptions: Option<&Path>) -> Result<(Knowledge, Policy), Trouble> {
    let exceptions = exceptions.map(texts::read).transpose()?;
    let knowledge = texts.knowledge()?;
    let policy = Policy::load(&texts.policy(), profiles, exceptions.as_ref(), &knowledge.legal)
        .map_err(|errors| texts::refused(&errors))?;
    Ok((knowledge, policy))
}
