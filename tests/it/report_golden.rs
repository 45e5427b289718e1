//! Frozen bundles, judged by the built-in rules and printed in every format.
//!
//! `tests/bundles/<name>/` holds evidence as it was once written: it is never written anew, so a change of the format
//! that cannot read it fails here. What comes of it stands in `reports/samples/<name>/`; `CONSENTINEL_BLESS=1` writes
//! that anew, and the difference is then read before it is committed. Digests are zeros there: they change with every
//! file under `rules/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use consentinel::bundle;
use consentinel::engine;
use consentinel::evidence::{Evidence, Gatherings};
use consentinel::facts;
use consentinel::knowledge::{Knowledge, KnowledgeUsed};
use consentinel::messages::Language;
use consentinel::policy::{Policy, Verdict};
use consentinel::report::*;
use consentinel::yaml::SourceText;

use crate::support::evidence as scene;

const PROFILE: &str = "eu-gdpr";
/// The bundle whose samples stand in every format; the others in those for people and in JSON.
const EVERY_FORMAT: &str = "leaky";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every YAML text below `rules/`, as the binary has them built in.
fn texts() -> Vec<SourceText> {
    let rules = root().join("rules");
    let mut folders = vec![rules.clone()];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let name = path.strip_prefix(&rules).unwrap().to_string_lossy().replace('\\', "/");
                texts.push(SourceText { path: name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

/// What everything here is judged with.
pub struct Judge {
    pub knowledge: Knowledge,
    policy: Policy,
    language: Language,
}

impl Judge {
    pub fn new() -> Self {
        let texts = texts();
        let knowledge = Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"));
        let policy =
            Policy::load(&texts, &[PROFILE], None, &knowledge.legal).unwrap_or_else(|errors| panic!("{errors:?}"));
        Self { knowledge, policy, language: Language::En }
    }

    /// The same in a language.
    pub fn speaking(language: Language) -> Self {
        let judge = Self::new();
        let policy = judge.policy.speaking(&texts(), language).unwrap_or_else(|errors| panic!("{errors:?}"));
        Self { policy, language, ..judge }
    }

    pub fn report(&self, evidence: &Evidence) -> Report {
        self.judged(evidence).0
    }

    /// The report, and what the evidence shows beside it. Frozen bundles hold no pictures.
    pub fn judged(&self, evidence: &Evidence) -> (Report, Exhibits) {
        let facts = facts::derive(evidence, &self.knowledge);
        let judgement = engine::judge(&self.policy, &facts.view);
        let profiles = ProfileUsed::all(&self.policy, evidence);
        let masked = format!("sha256:{}", "0".repeat(64));
        let digests = Digests {
            rules: masked.clone(),
            knowledge: masked.clone(),
            used: vec![KnowledgeUsed {
                name: "built-in".to_owned(),
                kind: "rules".to_owned(),
                digest: masked,
                date: "2026-11-01".to_owned(),
            }],
        };
        let basis =
            Basis { profiles: &profiles, legal: &self.knowledge.legal, digests: &digests, language: self.language };
        let exhibits = Exhibits::of(evidence, &facts, &BTreeMap::new());
        (build(evidence, &facts, &judgement, basis), exhibits)
    }
}

/// The frozen bundles by name. Scenes that have none yet are frozen now if asked for.
pub fn bundles() -> BTreeMap<String, Evidence> {
    let folder = root().join("tests/bundles");
    for (name, evidence) in scene::all() {
        let dir = folder.join(name);
        if is_blessing() && !dir.exists() {
            bundle::write(&Gatherings { evidence, files: BTreeMap::new() }, &dir).unwrap();
        }
    }
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let dir = entry.unwrap().path();
        let evidence = bundle::read(&dir).unwrap_or_else(|error| panic!("{error}"));
        found.insert(dir.file_name().unwrap().to_string_lossy().into_owned(), evidence);
    }
    found
}

#[allow(clippy::disallowed_methods)] // Tests are asked to write samples by the environment.
pub fn is_blessing() -> bool {
    std::env::var_os("CONSENTINEL_BLESS").is_some()
}

pub fn formats((report, exhibits): &(Report, Exhibits)) -> [(&'static str, String); 4] {
    let (reports, exhibits) = (std::slice::from_ref(report), std::slice::from_ref(exhibits));
    let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let look = |width| Look { width, paint: Paint::Off, persona: Persona::Auditor };
    let print = |format, width| render(format, reports, &exit, look(width));
    [
        ("report.json", print(Format::Json, None)),
        ("report.md", print(Format::Markdown, None)),
        (
            "report.html",
            consentinel::report::print(Format::Html, &Run { exhibits, ..Run::of(reports, &exit) }, look(None)),
        ),
        ("terminal.txt", print(Format::Terminal, Some(100))),
    ]
}

/// What one audit gives in every other format, by the names of files.
fn others(evidence: &Evidence, report: &Report) -> Vec<(String, String)> {
    let reports = std::slice::from_ref(report);
    let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let run = Run::of(reports, &exit);
    let look = Look { width: None, paint: Paint::Off, persona: Persona::Auditor };
    let mut files: Vec<(String, String)> = [
        ("report.sarif", Format::Sarif),
        ("report.github.sarif", Format::SarifGithub),
        ("junit.xml", Format::Junit),
        ("github.txt", Format::Github),
        ("github-summary.md", Format::GithubSummary),
        ("gitlab.json", Format::Gitlab),
    ]
    .map(|(name, format)| (name.to_owned(), print(format, &run, look)))
    .into();
    files.extend(csv_files(&run).map(|(name, text)| (format!("csv/{name}"), text)));
    let mut archive = bundle::har::Together::default();
    archive.add(evidence);
    files.push(("requests.har".to_owned(), serde_json::to_string_pretty(&archive.whole().unwrap()).unwrap()));
    let source = fs::read_to_string(root().join("docs/templates/findings.html")).unwrap();
    let template = Template::read("findings.html", move |_| Ok(Some(source.clone()))).unwrap();
    files.push(("template.html".to_owned(), template.render(&run).unwrap()));
    let (first, _) = wec::folders(evidence, report).swap_remove(0);
    files.extend(first.texts.into_iter().map(|(name, text)| (format!("wec/{}/{name}", first.name), text)));
    files
}

fn fresh(path: &Path, text: &str) -> Result<(), String> {
    if is_blessing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let stored = fs::read_to_string(path).unwrap_or_default();
    if stored == text {
        return Ok(());
    }
    let differs = text.lines().zip(stored.lines()).position(|(now, then)| now != then);
    let line = differs.unwrap_or_else(|| text.lines().count().min(stored.lines().count()));
    let pick = |text: &str| text.lines().nth(line).unwrap_or("(ends)").to_owned();
    Err(format!("{} line {}:\n  stored: {}\n  now:    {}", path.display(), line + 1, pick(&stored), pick(text)))
}

/// Invariants 9 and 10: the same bundle gives the same bytes, and the samples are what this version gives.
#[test]
fn invariant_9_samples_are_what_the_bundles_give() {
    let (judge, again) = (Judge::new(), Judge::new());
    let mut stale = Vec::new();
    for (name, evidence) in bundles() {
        let judged = judge.judged(&evidence);
        let printed = formats(&judged);
        assert_eq!(printed, formats(&again.judged(&evidence)), "{name}: a second judgement gives other bytes");
        for (file, text) in printed {
            stale.extend(fresh(&root().join("reports/samples").join(&name).join(file), &text).err());
        }
        if name == EVERY_FORMAT {
            let printed = others(&evidence, &judged.0);
            assert_eq!(printed, others(&evidence, &again.report(&evidence)), "{name}");
            for (file, text) in printed {
                stale.extend(fresh(&root().join("reports/samples").join(&name).join(file), &text).err());
            }
        }
    }
    assert!(
        stale.is_empty(),
        "stale; run once with CONSENTINEL_BLESS=1 and read the difference:\n{}",
        stale.join("\n")
    );
}

/// The fullest of the bundles in another language, to be read by those who speak it.
#[test]
fn invariant_10_a_sample_in_german_is_fresh() {
    let judged = Judge::speaking(Language::De).judged(&bundles()["leaky"]);
    let folder = root().join("reports/samples/leaky-german");
    let stale: Vec<String> =
        formats(&judged).into_iter().filter_map(|(file, text)| fresh(&folder.join(file), &text).err()).collect();
    assert!(stale.is_empty(), "stale; run once with CONSENTINEL_BLESS=1:\n{}", stale.join("\n"));
}

/// Invariant 7: every witness of every finding points to something in `evidence.json`.
#[test]
fn invariant_7_every_finding_points_into_the_evidence() {
    let judge = Judge::new();
    let mut witnesses = 0;
    for (name, evidence) in bundles() {
        let document = serde_json::to_value(&evidence).unwrap();
        for finding in judge.report(&evidence).findings {
            assert!(!finding.witnesses.is_empty(), "{name}: {} has no witness", finding.rule);
            for witness in &finding.witnesses {
                let pointed = document.pointer(&witness.evidence);
                assert!(pointed.is_some(), "{name}: {} points to {}, which is nothing", finding.rule, witness.evidence);
                witnesses += 1;
            }
        }
    }
    assert!(witnesses > 10, "only {witnesses} witnesses: the bundles do not try this");
}

/// Fingerprints tell findings of one site apart.
#[test]
fn no_two_findings_of_a_rule_share_a_fingerprint() {
    let judge = Judge::new();
    for (name, evidence) in bundles() {
        let findings = judge.report(&evidence).findings;
        let distinct: BTreeSet<_> = findings.iter().map(|finding| (&finding.rule, &finding.fingerprint)).collect();
        assert_eq!(distinct.len(), findings.len(), "{name}");
    }
}

#[test]
fn a_clean_bundle_stays_silent() {
    let judge = Judge::new();
    for name in ["honest", "plain"] {
        let report = judge.report(&bundles()[name]);
        let said: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| matches!(finding.verdict, Verdict::Finding | Verdict::Indication))
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(said.is_empty(), "{name}: {said:?}");
        assert!(report.complete, "{name}: {:?}", report.gaps);
        assert_eq!(verdict(&[report], DEFAULT_THRESHOLD, OnIncomplete::Fail).kind, ExitKind::Clean, "{name}");
    }
}

#[test]
fn bundles_with_a_fault_are_never_clean() {
    let judge = Judge::new();
    let expected = [
        ("leaky", ExitKind::Findings),
        ("refusal-ignored", ExitKind::Findings),
        ("refusal-not-offered", ExitKind::Findings),
        ("tracking-without-banner", ExitKind::Findings),
        ("unreachable", ExitKind::Incomplete),
        ("blind", ExitKind::Incomplete),
    ];
    let bundles = bundles();
    for (name, kind) in expected {
        let report = judge.report(&bundles[name]);
        let exit = verdict(&[report], DEFAULT_THRESHOLD, OnIncomplete::Fail);
        assert_eq!(exit.kind, kind, "{name}: {}", exit.because);
    }
}
