//! A judged site put together by hand, so that reports are tested apart from facts and rules.

use std::collections::BTreeMap;

use consentinel::engine::{ExceptionStatus, ExceptionUse, Failure, Judgement, Outcome, RuleResult, Waiver};
use consentinel::evidence::*;
use consentinel::facts::*;
use consentinel::knowledge::{KnowledgeUsed, KnownBy, LegalBook, Purpose};
use consentinel::messages::Language;
use consentinel::policy::{Confidence, ProfileKind, Severity, Speaks, Verdict};
use consentinel::report::{self, Basis, Digests, ProfileUsed, Report};
use consentinel::yaml::SourceText;

use crate::support::evidence as scene;

/// Everything that a report is built from.
#[derive(Debug, Clone)]
pub struct Judged {
    pub evidence: Evidence,
    pub facts: Facts,
    pub judgement: Judgement,
}

impl Judged {
    /// Its report, judged by a profile that the tests invent.
    pub fn report(&self) -> Report {
        self.report_by(&[profile()])
    }

    /// Its report, judged by these profiles.
    pub fn report_by(&self, profiles: &[ProfileUsed]) -> Report {
        let (legal, digests) = (legal(), digests());
        let basis = Basis { profiles, legal: &legal, digests: &digests, language: Language::En };
        report::build(&self.evidence, &self.facts, &self.judgement, basis)
    }
}

pub fn profile() -> ProfileUsed {
    ProfileUsed {
        id: "eu-gdpr".to_owned(),
        title: "European Union, common ground".to_owned(),
        date: "2026-11-01".to_owned(),
        kind: ProfileKind::Law,
        countries: Vec::new(),
        speaks: Speaks::Anywhere,
    }
}

pub fn digests() -> Digests {
    let part = |name: &str, kind: &str, digest: &str, date: &str| KnowledgeUsed {
        name: name.to_owned(),
        kind: kind.to_owned(),
        digest: format!("sha256:{}", digest.repeat(32)),
        date: date.to_owned(),
    };
    Digests {
        rules: format!("sha256:{}", "1a".repeat(32)),
        knowledge: format!("sha256:{}", "2b".repeat(32)),
        used: vec![
            part("built-in", "rules", "3c", "2026-11-01"),
            part("our-cookies", "cookie-inventory", "4d", "2026-10-15"),
        ],
    }
}

pub fn declared() -> SiteFacts {
    let mut declared = SiteFacts::default();
    declared.declare("audience", "general").unwrap();
    declared
}

pub fn legal() -> LegalBook {
    let text = "id: eprivacy-5-3\ninstrument: Directive 2002/58/EC\narticle: Art. 5(3)\nyear: 2002\n\
                title: ePrivacy Directive 2002/58/EC, Article 5(3)\n\
                link: https://eur-lex.europa.eu/eli/dir/2002/58/oj\nbinding: law\n\
                about: Storing on a device needs consent unless strictly necessary.\ndate: \"2026-11-01\"\n";
    LegalBook::load(&[SourceText { path: "legal/eprivacy-5-3.yaml".to_owned(), text: text.to_owned() }]).unwrap()
}

/// A shop that measures before any choice and after refusal, with everything that a report can show.
pub fn leaky() -> Judged {
    let evidence = scene::leaky();
    let facts = Facts {
        records: std::collections::BTreeMap::new(),
        banner: banner(),
        states: vec![
            state(State::None, &[]),
            state(State::NoneAgain, &[]),
            state(State::Reject, &["Settings", "Reject all"]),
            state(State::Accept, &["Accept all"]),
        ],
        items: vec![ga(), uid(), visitor()],
        contacts: contacts(),
        leaks: Vec::new(),
        declared_by_owner: declared(),
        view: View::default(),
    };
    Judged { evidence, facts, judgement: Judgement { results: results(), exceptions: exceptions() } }
}

/// A site on which nothing failed and nothing is missing.
pub fn clean() -> Judged {
    let evidence = scene::honest();
    let mut facts = leaky().facts;
    facts.items.clear();
    facts.contacts.clear();
    let passed = |rule: &str| RuleResult { outcome: Outcome::Passed, failures: Vec::new(), ..result(rule, vec![]) };
    let results = vec![passed("pre-consent-tracking-cookie"), passed("reject-absent")];
    Judged { evidence, facts, judgement: Judgement { results, exceptions: Vec::new() } }
}

/// A site that nobody could reach: every rule that looks cannot tell.
pub fn down() -> Judged {
    let evidence = scene::unreachable();
    let why = "the site was not reached: net::ERR_CONNECTION_REFUSED";
    let states = evidence.visits.iter().map(|visit| StateFacts {
        status: ChoiceStatus::Failed,
        reason: Some(why.to_owned()),
        ..state(visit.state.clone(), &[])
    });
    let facts = Facts {
        banner: BannerFacts { seen: Seen::Unknown, reason: Some(why.to_owned()), ..BannerFacts::default() },
        states: states.collect(),
        ..Facts::default()
    };
    let cant_tell = |rule: &str| RuleResult {
        outcome: Outcome::CantTell,
        reason: Some(why.to_owned()),
        verdict: None,
        failures: Vec::new(),
        ..result(rule, vec![])
    };
    let results = vec![cant_tell("banner-missing"), cant_tell("pre-consent-tracking-cookie")];
    Judged { evidence, facts, judgement: Judgement { results, exceptions: Vec::new() } }
}

fn banner() -> BannerFacts {
    let mut reject = crate::support::scene::button(Role::Reject, "Continue without accepting");
    reject.contrast = Some(2.6);
    reject.font_px = 12.5;
    let accept = crate::support::scene::button(Role::Accept, "Accept all");
    let mut close = crate::support::scene::button(Role::Close, "×");
    close.visible = false;
    close.hidden_because = Some("covered".to_owned());
    BannerFacts {
        seen: Seen::Yes,
        reason: None,
        kind: BannerKind::AcceptRejectSettings,
        blocking: true,
        platform: Some(PlatformSeen {
            id: "onetrust".to_owned(),
            name: "OneTrust".to_owned(),
            by: vec!["global OneTrust".to_owned()],
            fell_back: None,
        }),
        language: Some("en".to_owned()),
        placement: Some(Placement {
            frame: FramePlace::CrossOrigin,
            shadow: Shadow::Closed,
            late_ms: Some(5_000),
            after_scroll: true,
            after_gate: false,
        }),
        text: "We value your privacy. We and our 842 partners store and access information on your device.".to_owned(),
        rect: Some(Rect { x: 0.0, y: 700.0, width: 1280.0, height: 200.0 }),
        first_layer: vec![accept, reject, close],
        second_layer: Some(vec![
            crate::support::scene::toggle("necessary", true, true),
            crate::support::scene::toggle("analytics", true, false),
        ]),
        about_first: LayerAbout {
            picture: Some("screenshots/none-arrival-banner.png".to_owned()),
            ..LayerAbout::default()
        },
        about_second: LayerAbout { cut: 802, cut_on: 401, ..LayerAbout::default() },
    }
}

fn state(state: State, clicked: &[&str]) -> StateFacts {
    let chosen = !clicked.is_empty();
    StateFacts {
        state,
        status: ChoiceStatus::Observed,
        reason: None,
        steps: chosen.then_some(clicked.len() as u32),
        clicked: clicked.iter().map(|text| (*text).to_owned()).collect(),
        confirmed_by: if chosen { vec![Confirmation::BannerGone, Confirmation::RecordChanged] } else { Vec::new() },
        banner_on_return: Some(!chosen),
        dismissals: Vec::new(),
        reopened_by: None,
        incidents: Vec::new(),
    }
}

fn seen(parts: &[(State, &[Phase])]) -> BTreeMap<State, Vec<Phase>> {
    parts.iter().map(|(state, phases)| (state.clone(), phases.to_vec())).collect()
}

const ALWAYS: &[Phase] = &[Phase::Arrival, Phase::AfterChoice, Phase::Return];

fn ga() -> StoredItem {
    StoredItem {
        kind: ItemKind::Cookie,
        name: "_ga".to_owned(),
        domain: ".shop.example".to_owned(),
        path: Some("/".to_owned()),
        party: Party::First,
        purpose: Purpose::Analytics,
        known_by: KnownBy::NameAndDomain,
        purpose_kind: Some("measurement".to_owned()),
        vendor: Some("Google Analytics".to_owned()),
        known_from: None,
        identifier_like: IdentifierLike::True,
        lifetime_days: Some(400.0),
        secure: Some(true),
        http_only: Some(false),
        same_site: None,
        partitioned: false,
        set_by: SetBy { how: SetHow::Script, url: Some(scene::GTAG.to_owned()), line: Some(7), initiator: None },
        seen: seen(&[
            (State::None, &[Phase::Arrival, Phase::Return]),
            (State::NoneAgain, &[Phase::Arrival, Phase::Return]),
            (State::Reject, &[Phase::Return]),
            (State::Accept, ALWAYS),
        ]),
    }
}

fn uid() -> StoredItem {
    StoredItem {
        name: "a_rather_long_name_of_a_cookie_that_nobody_described_anywhere_in_the_world".to_owned(),
        domain: "tracker.example".to_owned(),
        party: Party::Third,
        purpose: Purpose::Unknown,
        known_by: KnownBy::Unknown,
        purpose_kind: None,
        vendor: None,
        known_from: None,
        lifetime_days: None,
        set_by: SetBy { how: SetHow::Unknown, url: None, line: None, initiator: None },
        seen: seen(&[(State::None, &[Phase::Arrival])]),
        ..ga()
    }
}

fn visitor() -> StoredItem {
    StoredItem {
        kind: ItemKind::LocalStorage,
        name: "同意クッキー|`x`<b>\u{1b}[31m\u{202e}".to_owned(),
        domain: "shop.example".to_owned(),
        path: None,
        purpose: Purpose::Necessary,
        known_by: KnownBy::Pattern,
        vendor: None,
        known_from: None,
        identifier_like: IdentifierLike::Unknown,
        lifetime_days: None,
        secure: None,
        http_only: None,
        set_by: SetBy { how: SetHow::Script, url: None, line: None, initiator: None },
        seen: seen(&[(State::Accept, &[Phase::AfterChoice])]),
        ..ga()
    }
}

fn contacts() -> Vec<Contact> {
    let collect = Contact {
        host: "www.google-analytics.com".to_owned(),
        url: "https://www.google-analytics.com/g/collect".to_owned(),
        method: "POST".to_owned(),
        kind: "ping".to_owned(),
        party: Party::Third,
        vendor: Some("Google".to_owned()),
        purpose: Purpose::Analytics,
        url_kind: Some("endpoint".to_owned()),
        countries: Default::default(),
        list_rule: Some("google-analytics.com".to_owned()),
        list: None,
        initiator: Some(scene::GTAG.to_owned()),
        seen: seen(&[(State::None, &[Phase::Arrival]), (State::Accept, &[Phase::AfterChoice])]),
    };
    let font = Contact {
        host: "fonts.cdn.example".to_owned(),
        url: "https://fonts.cdn.example/a.woff2".to_owned(),
        method: "GET".to_owned(),
        kind: "font".to_owned(),
        vendor: None,
        purpose: Purpose::Unknown,
        url_kind: None,
        countries: Default::default(),
        list_rule: None,
        list: None,
        ..collect.clone()
    };
    vec![font, collect]
}

/// Rules of the scene belong to the groups of the real ones.
fn group(rule: &str) -> &'static str {
    if rule.contains("after-reject") { "respect" } else { "prior-consent" }
}

fn result(rule: &str, failures: Vec<Failure>) -> RuleResult {
    RuleResult {
        rule: rule.to_owned(),
        profiles: vec!["eu-gdpr".to_owned()],
        title: format!("The title of {rule}"),
        group: group(rule).to_owned(),
        outcome: Outcome::Failed,
        reason: None,
        looked_at: None,
        severity: Severity::Critical,
        confidence: Confidence::High,
        verdict: failures.iter().map(|failure| failure.verdict).min(),
        law: vec!["eprivacy-5-3".to_owned()],
        remedy: "Load the tag only after the visitor agreed; check the stored choice first.".to_owned(),
        failures,
    }
}

/// One failure.
pub fn failure(severity: Severity, verdict: Verdict, message: &str, fingerprint: &str) -> Failure {
    Failure {
        state: Some(State::None),
        message: message.to_owned(),
        severity,
        verdict,
        softened: Vec::new(),
        witnesses: vec![Witness {
            evidence: "/visits/0/moments/0/cookies/ok/0".to_owned(),
            values: BTreeMap::from([("name".to_owned(), "_ga".into())]),
        }],
        fingerprint: fingerprint.to_owned(),
        waived: None,
    }
}

fn results() -> Vec<RuleResult> {
    use Severity::{Critical, High, Low};
    let waiver = Waiver {
        reason: "the tag is being replaced".to_owned(),
        by: "web team".to_owned(),
        until: Some("2026-12-31".to_owned()),
    };
    let first = failure(
        Critical,
        Verdict::Finding,
        "_ga (analytics, Google Analytics) was stored before any choice by https://www.googletagmanager.com/gtag/js",
        "0123456789abcdef",
    );
    let second = failure(Critical, Verdict::Finding, "_gid was stored before any choice", "1123456789abcdef");
    let size = Failure {
        state: None,
        softened: vec!["The profile allows no more than an indication for sizes.".to_owned()],
        ..failure(High, Verdict::Indication, "accept is 2.3 times larger than reject (tool threshold 2)", "22ab")
    };
    let unknown =
        failure(Low, Verdict::Review, "an identifier that nobody described was stored: uid", "3333456789abcdef");
    let secure = Failure {
        waived: Some(waiver),
        ..failure(Severity::Medium, Verdict::Finding, "_ga lacks the attribute Secure", "4443456789abcdef")
    };
    vec![
        RuleResult { severity: Severity::Medium, ..result("cookie-not-secure", vec![secure]) },
        RuleResult {
            outcome: Outcome::Inapplicable,
            reason: Some("there is no close control".to_owned()),
            ..result("dismiss-counts-as-consent", vec![])
        },
        RuleResult {
            outcome: Outcome::CantTell,
            reason: Some("the second layer could not be opened".to_owned()),
            ..result("preticked-consent", vec![])
        },
        result("pre-consent-tracking-cookie", vec![second, first]),
        RuleResult { severity: Low, ..result("pre-consent-unclassified-identifier", vec![unknown]) },
        RuleResult { severity: High, ..result("prominence-size", vec![size]) },
        RuleResult { outcome: Outcome::Passed, ..result("reject-absent", vec![]) },
        RuleResult { outcome: Outcome::Passed, ..result("reprompt-after-reject", vec![]) },
    ]
}

fn exceptions() -> Vec<ExceptionUse> {
    let waiver = |reason: &str| Waiver { reason: reason.to_owned(), by: "web team".to_owned(), until: None };
    let entry = |rule: &str, at: &str, status, waived| ExceptionUse {
        rule: rule.to_owned(),
        at: at.to_owned(),
        waiver: waiver("the tag is being replaced"),
        status,
        waived,
    };
    vec![
        entry("cookie-not-secure", "exceptions.yaml:3", ExceptionStatus::Used, 1),
        entry("reject-absent", "exceptions.yaml:9", ExceptionStatus::Unused, 0),
    ]
}
