//! A bundle to a report: policy, knowledge and threshold, loaded once and used for every target.

use std::path::{Path, PathBuf};

use super::arguments::JudgingArguments;
use super::baseline::Baseline;
use super::exit::{Exit, Leaving, Trouble};
use super::texts::{self, Texts};
use super::{knowledge, site_facts};
use crate::evidence::Evidence;
use crate::facts::SiteFacts;
use crate::knowledge::Knowledge;
use crate::messages::Language;
use crate::policy::{Heed, Policy, Standings, texts_digest};
use crate::report::{self, Basis, Digests, ExitVerdict, OnIncomplete, ProfileUsed, Report, Threshold, Unjudged};
use crate::{engine, facts};

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
    /// Loads and checks everything, before any browser starts.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn load(words: &JudgingArguments) -> Result<Self, Trouble> {
        let site_facts = site_facts::declared(words)?;
        let texts = Texts::load(&words.rules)?;
        let profiles: Vec<&str> = words.profile.iter().map(String::as_str).collect();
        let (mut knowledge, mut policy) = from(&texts, &profiles, words.exceptions.as_deref())?;
        policy.heed = if words.any_vantage { Heed::AnyVantage } else { Heed::Vantage };
        knowledge::add(&mut knowledge, &words.imported)?;
        let on_incomplete = if words.allow_incomplete { OnIncomplete::Allow } else { OnIncomplete::Fail };
        let rules = texts_digest(&texts.policy());
        let threshold = words.fail_on.or_else(|| policy.fail_on().map(Threshold::from));
        let threshold = threshold.unwrap_or(report::DEFAULT_THRESHOLD);
        let leaving = if words.exit_zero { Leaving::WithZero } else { Leaving::AsItIs };
        let language = words.lang;
        let baseline = None;
        let mut judge =
            Self { knowledge, policy, rules, language, site_facts, threshold, on_incomplete, leaving, baseline };
        judge.baseline = words.baseline.as_deref().map(|given| Baseline::load(given, &judge)).transpose()?;
        Ok(judge)
    }

    /// The built-in profile and nothing of the user's.
    ///
    /// # Errors
    /// Built-in rules that are refused: a broken build.
    #[cfg(feature = "chrome")]
    pub fn built_in(language: Language) -> Result<Self, Trouble> {
        let texts = Texts::default();
        let (knowledge, policy) = from(&texts, &["eu-gdpr"], None)?;
        let (rules, threshold) = (texts_digest(&texts.policy()), report::DEFAULT_THRESHOLD);
        let (site_facts, on_incomplete, leaving) = (SiteFacts::default(), OnIncomplete::Fail, Leaving::AsItIs);
        Ok(Self { knowledge, policy, rules, language, site_facts, threshold, on_incomplete, leaving, baseline: None })
    }

    /// Judges the evidence of one target, and holds it against the baseline if there is one.
    pub fn report(&self, evidence: &Evidence) -> Report {
        let mut report = self.judged(evidence);
        report.baseline = self.baseline.as_ref().map(|baseline| baseline.against(&report));
        report
    }

    /// Judges the evidence of one target by itself.
    pub fn judged(&self, evidence: &Evidence) -> Report {
        let facts = facts::derive(evidence, &self.knowledge).with(&self.site_facts);
        let judgement = engine::judge(&self.policy, &facts.view);
        let profiles = ProfileUsed::all(&self.policy, evidence);
        let digests = Digests::of(&self.policy.digest, &self.knowledge);
        let basis =
            Basis { profiles: &profiles, legal: &self.knowledge.legal, digests: &digests, language: self.language };
        report::build(evidence, &facts, &judgement, basis)
    }

    /// How a run with these reports ends, and why.
    pub fn verdict(&self, reports: &[Report]) -> ExitVerdict {
        self.ending(reports, &[])
    }

    /// The same, where of some targets there is no report.
    pub fn ending(&self, reports: &[Report], unjudged: &[Unjudged]) -> ExitVerdict {
        let verdict = report::verdict(reports, self.threshold, self.on_incomplete);
        let verdict = unjudged.iter().fold(verdict, ExitVerdict::without);
        match self.leaving {
            Leaving::AsItIs => verdict,
            Leaving::WithZero => verdict.excused(),
        }
    }

    /// What a run with these reports came to, whatever it leaves with.
    pub fn came_to(&self, reports: &[Report]) -> Exit {
        report::verdict(reports, self.threshold, self.on_incomplete).kind.into()
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

fn from(texts: &Texts, profiles: &[&str], exceptions: Option<&Path>) -> Result<(Knowledge, Policy), Trouble> {
    let exceptions = exceptions.map(texts::read).transpose()?;
    let knowledge = texts.knowledge()?;
    let policy = Policy::load(&texts.policy(), profiles, exceptions.as_ref(), &knowledge.legal)
        .map_err(|errors| texts::refused(&errors))?;
    Ok((knowledge, policy))
}
