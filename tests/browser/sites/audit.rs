//! One browser and everything that judges, for the audits of a test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consentinel::browser::ClockChoice;
use consentinel::browser::chrome::{Chrome, Flavour, ThirdParty};
use consentinel::engine::Outcome;
use consentinel::evidence::{Evidence, State, Target, TargetKind, ThirdPartyCookies, Vantage};
use consentinel::facts::SiteFacts;
use consentinel::gather::{self, Budgets, Plan, Screenshots};
use consentinel::knowledge::lists::{self, ListKind, ListUsed};
use consentinel::knowledge::{Knowledge, SourceText};
use consentinel::messages::Language;
use consentinel::policy::{ActiveRule, Policy};
use consentinel::report::{self, Basis, Digests, ProfileUsed, Report};
use consentinel::{engine, facts};
use serde::Deserialize;

use crate::fixtures::server::Fixtures;
use crate::support::start;

/// What came of one audit.
pub struct Audited {
    pub evidence: Evidence,
    pub report: Report,
    /// Rules that failed of those that the profile leaves out, judged as they are written.
    pub failing_beyond: BTreeSet<String>,
}

/// What a user of the program sets for a site.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// `--profile`; without one the usual profile judges.
    #[serde(default)]
    pub profile: Option<String>,
    /// `--country`.
    #[serde(default)]
    pub country: Option<String>,
    /// `--site-fact`, by name.
    #[serde(default)]
    pub site_facts: BTreeMap<String, String>,
    /// Lines of a filter list that the user took in.
    #[serde(default)]
    pub filters: Vec<String>,
}

/// One browser and everything that judges.
pub struct Auditor {
    chrome: Chrome,
    knowledge: Knowledge,
    policy: Arc<Policy>,
    /// Policies by their profile, each read once.
    policies: Mutex<BTreeMap<String, Arc<Policy>>>,
    pub plan: Plan,
    _profiles: tempfile::TempDir,
}

impl Auditor {
    /// Starts the browser. `host_rules` send the trackers' names to the server of the sites.
    pub async fn start(flavour: Flavour, host_rules: String) -> Self {
        Self::trusting(flavour, host_rules, Vec::new()).await
    }

    /// Starts the browser for the fixture sites, those over TLS included.
    pub async fn on(flavour: Flavour, fixtures: &Fixtures) -> Self {
        Self::trusting(flavour, fixtures.host_rules(), vec![fixtures.trusted_key().to_owned()]).await
    }

    async fn trusting(flavour: Flavour, host_rules: String, trusted_keys: Vec<String>) -> Self {
        let profiles = tempfile::tempdir().unwrap();
        let mut launch = start::launch(flavour, profiles.path());
        launch.host_rules = Some(host_rules);
        launch.trusted_keys = trusted_keys;
        let chrome = Chrome::start(&launch).await.unwrap();
        let texts = rules();
        let knowledge = Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"));
        let policy = load(&texts, "eu-gdpr", &knowledge);
        let mut plan = plan();
        plan.third_party = match chrome.third_party_cookies().await.unwrap() {
            ThirdParty::Kept => ThirdPartyCookies::Allowed,
            ThirdParty::Refused => ThirdPartyCookies::Blocked,
        };
        Self { chrome, knowledge, policy, policies: Mutex::default(), plan, _profiles: profiles }
    }

    /// The same, judging under a profile that is handed in.
    pub fn under(mut self, id: &str, profile: SourceText) -> Self {
        let mut texts = rules();
        texts.push(profile);
        self.policy = load(&texts, id, &self.knowledge);
        self
    }

    /// Lives through all states of the plan and judges what was seen.
    pub async fn audit(&self, url: &str) -> Audited {
        self.audit_in(url, &self.plan.states).await
    }

    /// The same in these states.
    pub async fn audit_in(&self, url: &str, states: &[State]) -> Audited {
        self.audit_under(&Settings::default(), url, states).await
    }

    /// The same with what a user sets.
    pub async fn audit_under(&self, settings: &Settings, url: &str, states: &[State]) -> Audited {
        let target = Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None };
        let plan = Plan { states: states.to_vec(), ..self.plan.clone() };
        let evidence = gather::conduct(&self.chrome, target, &plan, &self.knowledge).await.evidence;
        let report = self.judge(&evidence, settings);
        let beyond = self.judged(&evidence, settings, &self.beyond(settings)).results;
        let failing = beyond.into_iter().filter(|result| result.outcome == Outcome::Failed);
        Audited { evidence, report, failing_beyond: failing.map(|result| result.rule).collect() }
    }

    /// Judges what was seen, with what a user sets.
    pub fn judge(&self, evidence: &Evidence, settings: &Settings) -> Report {
        self.judged(evidence, settings, &self.policy(settings))
    }

    fn judged(&self, evidence: &Evidence, settings: &Settings, policy: &Policy) -> Report {
        let mut evidence = evidence.clone();
        if let Some(country) = &settings.country {
            evidence.run.vantage = Vantage { country: Some(country.clone()), how: "setting".to_owned() };
        }
        let mut declared = SiteFacts::default();
        for (name, word) in &settings.site_facts {
            declared.declare(name, word).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
        let knowledge = self.knowing(&settings.filters);
        let facts = facts::derive(&evidence, &knowledge).with(&declared);
        let judgement = engine::judge(policy, &facts.view);
        let profiles = ProfileUsed::all(policy, &evidence);
        let digests = Digests::of(&policy.digest, &knowledge);
        let basis = Basis { profiles: &profiles, legal: &knowledge.legal, digests: &digests, language: Language::En };
        report::build(&evidence, &facts, &judgement, basis)
    }

    fn policy(&self, settings: &Settings) -> Arc<Policy> {
        settings.profile.as_deref().map_or_else(|| Arc::clone(&self.policy), |id| self.policy_of(id))
    }

    /// The rules that the profile leaves out, as they are written.
    fn beyond(&self, settings: &Settings) -> Policy {
        let mut policy = Policy::clone(&self.policy(settings));
        policy.rules = std::mem::take(&mut policy.off).into_iter().map(ActiveRule::with_defaults).collect();
        policy
    }

    fn policy_of(&self, profile: &str) -> Arc<Policy> {
        let mut policies = self.policies.lock().unwrap();
        Arc::clone(policies.entry(profile.to_owned()).or_insert_with(|| load(&rules(), profile, &self.knowledge)))
    }

    /// What is known, with a filter list of these lines.
    fn knowing(&self, filters: &[String]) -> Knowledge {
        let mut knowledge = self.knowledge.clone();
        if !filters.is_empty() {
            let text = SourceText { path: "easyprivacy.txt".to_owned(), text: filters.join("\n") };
            let read = lists::read(ListKind::EasyPrivacy, "easyprivacy", &text, &knowledge.declarations).unwrap();
            let (name, kind) = ("easyprivacy".to_owned(), ListKind::EasyPrivacy);
            let (digest, date) = (format!("sha256:{}", "0".repeat(64)), "2026-01-01".to_owned());
            knowledge.take_in(read, ListUsed { name, kind, digest, date });
        }
        knowledge
    }

    /// Ends the browser.
    pub async fn close(self) {
        self.chrome.close().await;
    }
}

fn load(texts: &[SourceText], profile: &str, knowledge: &Knowledge) -> Arc<Policy> {
    let policy = Policy::load(texts, &[profile], None, &knowledge.legal);
    Arc::new(policy.unwrap_or_else(|errors| panic!("{errors:?}")))
}

fn plan() -> Plan {
    Plan {
        states: vec![State::None, State::NoneAgain, State::Reject, State::RejectAgain, State::Accept],
        jobs: 4,
        budgets: Budgets::default(),
        visit_deadline: Duration::from_secs(60),
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        guise: consentinel::browser::Guise::default(),
        clock: ClockChoice::Virtual,
        vantage: Vantage { country: None, how: "unknown".to_owned() },
        conditions: consentinel::gather::Conditions {
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Default::default()
        },
        third_party: ThirdPartyCookies::Unknown,
        // Nothing here is judged by the day.
        now: || "2026-01-01T00:00:00Z".to_owned(),
        screenshots: Screenshots::Skipped,
        pages: None,
    }
}

/// Every text below `rules/`, paths as the program's own.
fn rules() -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                texts.push(SourceText { path, text });
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}
