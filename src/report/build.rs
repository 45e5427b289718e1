//! Evidence, facts and results to a report.

use std::collections::BTreeMap;

use crate::engine::{Failure, Judgement, Outcome, RuleResult};
use crate::evidence::{Control, Evidence, Format, ReachOutcome, Reached, Run, SignedIn, State, Visit};
use crate::facts::{BannerFacts, Contact, Facts, IdentifierLike, ItemKind, LayerAbout, StateFacts, StoredItem};
use crate::knowledge::{Knowledge, KnowledgeUsed, LegalBook};
use crate::messages::{Language, Messages};

use super::form::{
    BannerForm, FindingForm, Identifier, ItemForm, LawForm, LayerForm, PlatformForm, ProfileUsed, REPORT_NAME,
    REPORT_VERSION, Report, RequestForm, ResultForm, RunForm, StateForm, TargetForm, ToolForm, UnknownWord, UsedForm,
};
use super::{gaps, signals, unread};

/// The hashes of what was judged with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// `sha256:…` over rules and profile.
    pub rules: String,
    /// `sha256:…` over all knowledge.
    pub knowledge: String,
    /// What it was made of.
    pub used: Vec<KnowledgeUsed>,
}

impl Digests {
    /// Those of rules with this digest and of this knowledge.
    pub fn of(rules: &str, knowledge: &Knowledge) -> Self {
        Self { rules: rules.to_owned(), knowledge: knowledge.digest.clone(), used: knowledge.used.clone() }
    }
}

/// What evidence was judged with.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The profiles.
    pub profiles: &'a [ProfileUsed],
    /// Titles and addresses of provisions.
    pub legal: &'a LegalBook,
    /// Hashes.
    pub digests: &'a Digests,
    /// In which language is told; that of the rules too.
    pub language: Language,
}

/// Builds the report of one target.
pub fn build(evidence: &Evidence, facts: &Facts, judgement: &Judgement, basis: Basis<'_>) -> Report {
    let m = Messages::of(basis.language);
    let gaps = gaps::gaps(evidence, facts, basis.profiles, m);
    let reached = reached(evidence, m);
    let run = &evidence.run;
    Report {
        format: Format { name: REPORT_NAME.to_owned(), version: REPORT_VERSION.to_owned() },
        language: basis.language,
        tool: ToolForm {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            gathered_by: run.tool_version.clone(),
            rules: basis.digests.rules.clone(),
            knowledge: basis.digests.knowledge.clone(),
            knowledge_used: basis.digests.used.iter().map(UsedForm::from).collect(),
            browser: run.browser.product.clone(),
            clock: run.clock,
        },
        profiles: basis.profiles.to_vec(),
        target: TargetForm {
            url: evidence.target.url.clone(),
            final_url: reached.final_url.clone(),
            title: reached.title.clone(),
            vantage: run.vantage.clone(),
            given: evidence.target.given.clone(),
            kind: evidence.target.kind,
            name: evidence.target.name.clone(),
        },
        declared_by_owner: declared(facts),
        run: RunForm {
            started: run.started.clone(),
            ended: run.ended.clone(),
            flavour: run.browser.flavour,
            user_agent: run.browser.user_agent.clone(),
            third_party_cookies: run.browser.third_party_cookies,
            viewport: run.viewport,
            locale: run.locale.clone(),
            time_zone: run.time_zone.clone(),
            masked: run.masked.clone(),
            visited_as: visited_as(run, m),
        },
        reached,
        complete: gaps.is_empty(),
        gaps,
        kept: evidence.kept.clone(),
        banner: banner(&facts.banner, m),
        states: facts.states.iter().map(|state| state_form(state, evidence.visit(&state.state), m)).collect(),
        items: facts.items.iter().filter(|item| item.kind != ItemKind::ServiceWorker).map(item).collect(),
        service_workers: facts.items.iter().filter(|item| item.kind == ItemKind::ServiceWorker).map(item).collect(),
        requests: facts.contacts.iter().map(request).collect(),
        signals: signals::signals(evidence, facts, m),
        results: judgement.results.iter().map(|one| result(one, m)).collect(),
        findings: findings(&judgement.results, basis.legal, m),
        exceptions: judgement.exceptions.clone(),
        baseline: None,
    }
}

/// As whom the site was visited, where not as anybody.
fn visited_as(run: &Run, m: Messages) -> Vec<String> {
    let device = run.device.map(|device| {
        let (width, height) = run.viewport;
        let key = if device.mobile { "site.mobile" } else { "site.desktop" };
        m.fill(key, &[("width", &width), ("height", &height), ("scale", &device.scale)])
    });
    let headers = run.headers.iter().map(|header| m.fill("site.header", &[("name", &header.name)]));
    let cookies = run.brought_cookies.iter().map(|name| m.fill("site.cookie", &[("name", name)]));
    let signed_in = (run.signed_in == SignedIn::User).then(|| m.say("site.signed-in").to_owned());
    device.into_iter().chain(headers).chain(cookies).chain(signed_in).collect()
}

/// How the site was reached in the visit in which nothing is chosen, else in the first one.
fn reached(evidence: &Evidence, m: Messages) -> Reached {
    let visit = evidence.visit(&State::None).or(evidence.visits.first());
    visit.map(|visit| visit.reached.clone()).unwrap_or_else(|| Reached {
        outcome: ReachOutcome::Crashed,
        status: None,
        detail: m.say("gaps.no-state").to_owned(),
        final_url: None,
        title: None,
    })
}

fn declared(facts: &Facts) -> BTreeMap<String, String> {
    facts.declared_by_owner.declared().map(|(name, word)| (name.to_owned(), word.to_owned())).collect()
}

fn banner(facts: &BannerFacts, m: Messages) -> BannerForm {
    let platform = facts.platform.as_ref();
    let second_layer = facts.second_layer.as_ref();
    BannerForm {
        seen: facts.seen,
        reason: facts.reason.as_deref().map(|why| m.sentence(why)),
        kind: facts.kind,
        blocking: facts.blocking,
        platform: platform.map(|seen| PlatformForm {
            id: seen.id.clone(),
            name: seen.name.clone(),
            fell_back: seen.fell_back.as_deref().map(|why| m.sentence(why)),
        }),
        language: facts.language.clone(),
        placement: facts.placement.clone(),
        text: facts.text.clone(),
        rect: facts.rect,
        first_layer: layer(&facts.first_layer, &facts.about_first),
        second_layer: second_layer.map(|controls| layer(controls, &facts.about_second)),
    }
}

fn layer(controls: &[Control], about: &LayerAbout) -> LayerForm {
    LayerForm {
        controls: controls.to_vec(),
        controls_cut: about.cut,
        controls_cut_on: about.cut_on,
        text: about.text.clone(),
        rect: about.rect,
        picture: about.picture.clone(),
    }
}

fn state_form(facts: &StateFacts, visit: Option<&Visit>, m: Messages) -> StateForm {
    StateForm {
        state: facts.state.clone(),
        status: facts.status,
        reason: facts.reason.as_deref().map(|why| m.sentence(why)),
        steps: facts.steps,
        clicked: facts.clicked.clone(),
        confirmed_by: facts.confirmed_by.clone(),
        banner_on_return: facts.banner_on_return,
        dismissals: facts.dismissals.clone(),
        reopened_by: facts.reopened_by.clone(),
        incidents: facts.incidents.clone(),
        phases: visit.into_iter().flat_map(|visit| &visit.moments).map(|moment| moment.phase).collect(),
        unread: visit.map(unread::unread).unwrap_or_default(),
        pictures: visit.map(pictures).unwrap_or_default(),
    }
}

fn pictures(visit: &Visit) -> Vec<String> {
    let steps = visit.choice.iter().flat_map(|choice| &choice.steps);
    steps.filter_map(|step| step.picture.clone()).collect()
}

fn item(item: &StoredItem) -> ItemForm {
    ItemForm {
        kind: item.kind,
        name: item.name.clone(),
        domain: item.domain.clone(),
        path: item.path.clone(),
        party: item.party,
        purpose: item.purpose,
        purpose_kind: item.purpose_kind.clone(),
        known_by: item.known_by,
        vendor: item.vendor.clone(),
        known_from: item.known_from.clone(),
        identifier_like: match item.identifier_like {
            IdentifierLike::True => Identifier::Known(true),
            IdentifierLike::False => Identifier::Known(false),
            IdentifierLike::Unknown => Identifier::Not(UnknownWord::Unknown),
        },
        lifetime_days: item.lifetime_days,
        secure: item.secure,
        http_only: item.http_only,
        same_site: item.same_site.clone(),
        partitioned: item.partitioned,
        set_by: item.set_by.clone(),
        seen: item.seen.clone(),
    }
}

fn request(contact: &Contact) -> RequestForm {
    RequestForm {
        host: contact.host.clone(),
        url: contact.url.clone(),
        method: contact.method.clone(),
        kind: contact.kind.clone(),
        party: contact.party,
        vendor: contact.vendor.clone(),
        purpose: contact.purpose,
        url_kind: contact.url_kind.clone(),
        list_rule: contact.list_rule.clone(),
        list: contact.list.clone(),
        initiator: contact.initiator.clone(),
        countries: contact.countries.clone(),
        seen: contact.seen.clone(),
    }
}

fn result(result: &RuleResult, m: Messages) -> ResultForm {
    ResultForm {
        rule: result.rule.clone(),
        profiles: result.profiles.clone(),
        title: result.title.clone(),
        group: result.group.clone(),
        outcome: result.outcome,
        reason: result.reason.as_deref().map(|why| m.sentence(why)),
        looked_at: result.looked_at.clone(),
        verdict: result.verdict.filter(|_| result.outcome == Outcome::Failed),
        severity: result.severity,
        confidence: result.confidence,
    }
}

/// One finding a failure, worst first, then by rule and fingerprint.
fn findings(results: &[RuleResult], legal: &LegalBook, m: Messages) -> Vec<FindingForm> {
    let mut findings: Vec<FindingForm> = results
        .iter()
        .flat_map(|result| result.failures.iter().map(|failure| finding(result, failure, legal, m)))
        .collect();
    findings.sort_by(|a, b| {
        let key = |finding: &FindingForm| (finding.severity, finding.rule.clone(), finding.fingerprint.clone());
        key(a).cmp(&key(b))
    });
    findings
}

fn finding(result: &RuleResult, failure: &Failure, legal: &LegalBook, m: Messages) -> FindingForm {
    FindingForm {
        rule: result.rule.clone(),
        profiles: result.profiles.clone(),
        title: result.title.clone(),
        severity: failure.severity,
        confidence: result.confidence,
        verdict: failure.verdict,
        message: failure.message.clone(),
        remedy: result.remedy.clone(),
        law: result.law.iter().map(|id| law(id, legal)).collect(),
        state: failure.state.clone(),
        witnesses: failure.witnesses.clone(),
        fingerprint: failure.fingerprint.clone(),
        waived: failure.waived.clone(),
        softened: failure.softened.iter().map(|why| m.sentence(why)).collect(),
    }
}

/// The provision of that id. Rules are checked against the book when they are loaded; one that is missing here all
/// the same keeps its id as title.
fn law(id: &str, legal: &LegalBook) -> LawForm {
    match legal.get(id) {
        Some(provision) => LawForm {
            id: id.to_owned(),
            title: provision.title.clone(),
            url: provision.link.clone(),
            binding: provision.binding.clone(),
        },
        None => LawForm { id: id.to_owned(), title: id.to_owned(), url: String::new(), binding: String::new() },
    }
}
