//! Names of the site's own that lead to trackers by CNAME.

use consentinel::evidence::{Alias, Evidence, Gathered, Header, Names, OwnHost, Phase, State};
use consentinel::facts::{Collected, Fact, Item, derive};
use consentinel::knowledge::lists::{ListKind, ListUsed, read};
use consentinel::knowledge::{Knowledge, SourceText};

use crate::support::evidence::SHOP;
use crate::support::scene::{Scene, cookie};

const COLLECT: &str = "https://metrics.shop.example/b/ss?x=1";

/// A tracker, its cookie, and a cookie of the site's own.
pub(super) fn knowledge() -> Knowledge {
    let text = |path: &str, text: &str| SourceText { path: path.to_owned(), text: text.to_owned() };
    let texts = [
        text(
            "trackers/measure.yaml",
            "vendor: measure\nname: Measure\nowner: Measure Inc.\npurpose: analytics\nsources: [a page]\n\
             date: '2026-11-26'\nhosts:\n  - { host: measure.test, what: endpoint }\n",
        ),
        text(
            "cookies/measure.yaml",
            "vendor: measure\nname: Measure\nsources: [a page]\ndate: '2026-11-26'\nhosts: [measure.test]\ncookies:\n\
             \x20 - names: [ms_id]\n    place: cookie\n    purpose: analytics\n    kind: measurement\n    party: first\n\
             \x20   lifetime: 1 year\n    identifies: true\n    summary: Tells visitors apart.\n\
             \x20 - names: [both]\n    place: cookie\n    purpose: analytics\n    kind: measurement\n    party: first\n\
             \x20   lifetime: 1 year\n    identifies: true\n    summary: Tells visitors apart.\n    common: true\n",
        ),
        text(
            "cookies/shopware-kind.yaml",
            "vendor: shopware-kind\nname: Shopware of a kind\nsources: [a page]\ndate: '2026-11-26'\nhosts: []\ncookies:\n\
             \x20 - names: [SHOPSESSION, both]\n    place: cookie\n    purpose: necessary\n    kind: session\n\
             \x20   party: first\n    lifetime: session\n    identifies: true\n    summary: The session.\n    set-by: site\n",
        ),
    ];
    Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

fn scene() -> Evidence {
    let set = "ms_id=3f2a9c1e77b24c1f; Domain=shop.example; Path=/; Max-Age=31536000";
    Scene::of(SHOP)
        .request(&State::None, Phase::Arrival, COLLECT, "image")
        .request(&State::None, Phase::Arrival, "https://cdn.shop.example/app.js", "script")
        .header_write(&State::None, Phase::Arrival, COLLECT, set)
        .cookie(&State::None, Phase::Arrival, &cookie("ms_id", "3f2a9c1e77b24c1f", ".shop.example"))
        .done()
}

/// A shop in two profiles that hands an identifier of its own to its name for a tracker, and an alias of its own.
pub(super) fn cloaked() -> Evidence {
    let hosts = [
        ("cdn.shop.example", ["shop.hosting.test"].as_slice(), None),
        ("metrics.shop.example", ["shop.edge.example", "shop.measure.test"].as_slice(), None),
    ];
    asked_in(telling("vid", ".shop.example", COLLECT), &hosts)
}

/// A shop whose cookie holds another identifier in each of two profiles, and that asks `url` with it.
fn telling(name: &str, domain: &str, url: &str) -> Evidence {
    let mut scene = Scene::of(SHOP);
    for (state, id) in [(State::None, "3f2a9c1e77b24c1f"), (State::NoneAgain, "9b81d0c47aa6e352")] {
        scene = scene
            .cookie(&state, Phase::Arrival, &cookie(name, id, domain))
            .cookie(&state, Phase::Return, &cookie(name, id, domain))
            .request(&state, Phase::Arrival, "https://cdn.shop.example/app.js", "script")
            .request(&state, Phase::Arrival, &format!("{url}&v={id}"), "image")
            .request(&state, Phase::Return, &format!("{url}&v={id}"), "image");
    }
    for visit in &mut scene.evidence.visits {
        if let Gathered::Ok(requests) = &mut visit.requests {
            let accept = Header { name: "accept".to_owned(), value: "*/*".to_owned() };
            requests.iter_mut().for_each(|request| request.wire.sent.push(accept.clone()));
        }
    }
    scene.done()
}

fn leaks(evidence: &Evidence) -> Collected {
    derive(evidence, &knowledge()).view.collections[&("leak", State::None)].clone().unwrap()
}

/// A host with its aliases and why they may not be all.
type Told<'t> = (&'t str, &'t [&'t str], Option<&'t str>);

const SILENT: Option<&str> = Some("no server answered in time");

fn asked(hosts: &[Told<'_>]) -> Evidence {
    asked_in(scene(), hosts)
}

fn asked_in(evidence: Evidence, hosts: &[Told<'_>]) -> Evidence {
    let host = |(host, aliases, cut_short): &Told<'_>| OwnHost {
        host: (*host).to_owned(),
        aliases: aliases.iter().map(|name| Alias { name: (*name).to_owned() }).collect(),
        cut_short: cut_short.map(str::to_owned),
    };
    let names = Names { asked: "system".to_owned(), hosts: hosts.iter().map(host).collect(), left_out: 0 };
    Evidence { names: Some(names), ..evidence }
}

fn item(evidence: &Evidence, collection: &'static str, key: &str, value: &str) -> Item {
    item_by(&knowledge(), evidence, collection, key, value)
}

fn item_by(knowledge: &Knowledge, evidence: &Evidence, collection: &'static str, key: &str, value: &str) -> Item {
    let facts = derive(evidence, knowledge);
    let items = facts.view.collections[&(collection, State::None)].as_ref().unwrap();
    items.items.iter().find(|item| item.facts[key] == Fact::text(value)).unwrap().clone()
}

fn request(evidence: &Evidence, host: &str) -> [Fact; 4] {
    let item = item(evidence, "request", "host", host);
    ["cname", "vendor", "purpose", "party"].map(|name| item.facts[name].clone())
}

fn known_by(evidence: &Evidence) -> [Fact; 2] {
    let item = item(evidence, "cookie", "name", "ms_id");
    ["known-by", "purpose"].map(|name| item.facts[name].clone())
}

#[test]
fn a_name_that_leads_to_a_tracker_is_the_trackers_and_first_party() {
    let evidence = asked(&[
        ("cdn.shop.example", &[], None),
        ("metrics.shop.example", &["shop.edge.example", "shop.measure.test"], None),
    ]);
    let expected = ["shop.measure.test", "Measure", "analytics", "first"].map(Fact::text);
    assert_eq!(request(&evidence, "metrics.shop.example"), expected);
    let own = [Fact::absent(), Fact::absent(), Fact::text("unknown"), Fact::text("first")];
    assert_eq!(request(&evidence, "cdn.shop.example"), own);
    assert_eq!(known_by(&evidence), ["name-and-setter", "analytics"].map(Fact::text));
    let contacts = derive(&evidence, &knowledge()).contacts;
    let contact = contacts.iter().find(|contact| contact.host == "metrics.shop.example").unwrap();
    assert_eq!(contact.list_rule.as_deref(), Some("measure.test (CNAME of metrics.shop.example)"));
    assert_eq!(contact.url_kind.as_deref(), Some("endpoint"));
}

#[test]
fn without_name_servers_nobody_knows_and_nothing_else_changes() {
    let [cname, vendor, purpose, _] = request(&scene(), "metrics.shop.example");
    assert!(matches!(cname, Fact::Unknown(why) if why.contains("--dns")));
    assert_eq!([vendor, purpose], [Fact::absent(), Fact::text("unknown")]);
    assert_eq!(known_by(&scene()), ["name", "analytics"].map(Fact::text));
}

#[test]
fn a_host_that_was_asked_in_vain_is_unknown_and_not_innocent() {
    let evidence = asked(&[("cdn.shop.example", &[], None), ("metrics.shop.example", &["shop.edge.example"], SILENT)]);
    let [cname, vendor, purpose, _] = request(&evidence, "metrics.shop.example");
    for fact in [cname, vendor, purpose] {
        assert!(matches!(&fact, Fact::Unknown(why) if why.contains("metrics.shop.example: no server")), "{fact:?}");
    }
    assert_eq!(request(&evidence, "cdn.shop.example")[0], Fact::absent());
}

#[test]
fn what_was_told_before_a_question_failed_stays_known() {
    let evidence = asked(&[("metrics.shop.example", &["shop.measure.test", "eu.measure.test"], SILENT)]);
    let expected = ["shop.measure.test", "Measure", "analytics", "first"].map(Fact::text);
    assert_eq!(request(&evidence, "metrics.shop.example"), expected);
}

#[test]
fn of_a_cookie_is_told_that_its_setters_host_was_asked_in_vain() {
    let own = "https://id.shop.example/login";
    let evidence = Scene::of(SHOP)
        .request(&State::None, Phase::Arrival, own, "fetch")
        .header_write(&State::None, Phase::Arrival, own, "SHOPSESSION=3f2a9c1e77b24c1f; Domain=shop.example; Path=/")
        .cookie(&State::None, Phase::Arrival, &cookie("SHOPSESSION", "3f2a9c1e77b24c1f", ".shop.example"))
        .header_write(&State::None, Phase::Arrival, own, "both=3f2a9c1e77b24c1f; Domain=shop.example; Path=/")
        .cookie(&State::None, Phase::Arrival, &cookie("both", "3f2a9c1e77b24c1f", ".shop.example"))
        .done();
    let evidence = asked_in(evidence, &[("id.shop.example", &[], SILENT)]);
    let facts = |name: &str| item(&evidence, "cookie", "name", name).facts;
    let (session, both) = (facts("SHOPSESSION"), facts("both"));
    let why = "who stands behind the host that set it is not known: id.shop.example: no server answered in time";
    let unknown = Fact::Unknown(why.to_owned());
    assert_eq!(session["known-by"], unknown);
    assert_eq!(session["purpose"], Fact::text("necessary"), "whoever set it, it is that");
    assert_eq!(session["vendor"], Fact::text("Shopware of a kind"));
    assert_eq!([&both["known-by"], &both["purpose"], &both["vendor"]], [&unknown; 3], "a vendor would say otherwise");
}

/// Knowledge with a list of the user's that names the site's own host.
fn listed() -> Knowledge {
    let mut knowledge = knowledge();
    let text = SourceText { path: "own".into(), text: "||metrics.shop.example^\n||cdn.shop.example^\n".into() };
    let list = read(ListKind::EasyPrivacy, "own", &text, &knowledge.declarations).unwrap();
    let (name, digest, date) = ("own".into(), "sha256:0".into(), "2026-11-26".into());
    knowledge.take_in(list, ListUsed { name, kind: ListKind::EasyPrivacy, digest, date });
    knowledge
}

#[test]
fn a_tracker_behind_a_name_speaks_before_a_list_that_names_it() {
    let evidence = asked(&[("cdn.shop.example", &[], SILENT), ("metrics.shop.example", &["shop.measure.test"], None)]);
    let facts = |host: &str| item_by(&listed(), &evidence, "request", "host", host).facts;
    let metrics = facts("metrics.shop.example");
    let told = ["url-kind", "vendor", "purpose", "cname"].map(|name| metrics[name].clone());
    assert_eq!(told, ["endpoint", "Measure", "analytics", "shop.measure.test"].map(Fact::text));
    let contacts = derive(&evidence, &listed()).contacts;
    let contact = contacts.iter().find(|contact| contact.host == "metrics.shop.example").unwrap();
    assert_eq!(contact.list.as_deref(), Some("own"));
    assert_eq!(contact.list_rule.as_deref(), Some("own, line 1: ||metrics.shop.example^"));
    for name in ["url-kind", "vendor", "purpose"] {
        let fact = &facts("cdn.shop.example")[name];
        assert!(matches!(fact, Fact::Unknown(why) if why.contains("no server answered")), "{name}: {fact:?}");
    }
    let innocent = asked(&[("cdn.shop.example", &["shop.hosting.test"], None)]);
    let cdn = item_by(&listed(), &innocent, "request", "host", "cdn.shop.example").facts;
    assert_eq!([&cdn["purpose"], &cdn["url-kind"]], [&Fact::text("analytics"), &Fact::text("library")]);
    let unasked = item_by(&listed(), &scene(), "request", "host", "metrics.shop.example").facts;
    assert_eq!([&unasked["purpose"], &unasked["url-kind"]], [&Fact::text("analytics"), &Fact::text("other")]);
    assert_eq!(unasked["listed"], Fact::text("own, line 1: ||metrics.shop.example^"));
    assert_eq!(metrics["listed"], Fact::absent(), "built-in knowledge knows it too");
    let vain = facts("cdn.shop.example");
    assert!(matches!(&vain["listed"], Fact::Unknown(why) if why.contains("no server answered")), "{vain:?}");
}

#[test]
fn names_that_lead_to_nobody_known_or_stay_at_the_site_are_no_trackers() {
    for aliases in [vec!["origin.shop.example"], vec!["shop.hosting.test"], vec!["measure.test.hosting.test"]] {
        let evidence = asked(&[("metrics.shop.example", aliases.as_slice(), None)]);
        let [cname, vendor, purpose, _] = request(&evidence, "metrics.shop.example");
        assert_eq!([cname, vendor, purpose], [Fact::absent(), Fact::absent(), Fact::text("unknown")], "{aliases:?}");
        assert_eq!(known_by(&evidence)[0], Fact::text("name"), "{aliases:?}");
    }
}

const EDGE: Told<'_> = ("cdn.shop.example", &[], None);

#[test]
fn an_identifier_of_the_sites_own_that_a_cloaked_tracker_is_sent_left() {
    let leaks = leaks(&cloaked());
    let [leak] = leaks.items.as_slice() else { panic!("{:?}", leaks.items) };
    assert_eq!(leak.identity, "leak cookie vid shop.example to metrics.shop.example query raw");
    for (name, fact) in [
        ("vendor", Fact::text("Measure")),
        ("owner", Fact::text("Measure Inc.")),
        ("host-party", Fact::text("first")),
        ("same-owner", Fact::flag(false)),
        ("requests", Fact::number(2.0)),
    ] {
        assert_eq!(leak.facts[name], fact, "{name}");
    }
    assert_eq!(leaks.complete, Ok(()));
}

#[test]
fn what_stays_with_its_party_is_no_leak_whatever_the_name() {
    let metrics: Told<'_> = ("metrics.shop.example", &["shop.measure.test"], None);
    let own: Told<'_> = ("metrics.shop.example", &["origin.shop.example"], None);
    let hosting: Told<'_> = ("metrics.shop.example", &["shop.hosting.test"], None);
    for (domain, told) in [("measure.test", metrics), ("shop.example", own), ("shop.example", hosting)] {
        let leaks = leaks(&asked_in(telling("vid", domain, COLLECT), &[EDGE, told]));
        assert_eq!(leaks.items.len(), 0, "{domain} {told:?}");
        assert_eq!(leaks.complete, Ok(()), "{domain} {told:?}");
    }
    let unasked = leaks(&telling("vid", ".shop.example", COLLECT));
    assert_eq!((unasked.items.len(), unasked.complete), (0, Ok(())));
}

#[test]
fn a_value_that_a_cloaked_tracker_made_for_itself_is_its_own() {
    let metrics: Told<'_> = ("metrics.shop.example", &["shop.measure.test"], None);
    let mut evidence = asked_in(telling("vid", ".shop.example", COLLECT), &[EDGE, metrics]);
    for moment in evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments) {
        moment.cookies = Gathered::Ok(Vec::new());
    }
    assert_eq!(leaks(&evidence).items.len(), 0);
}

#[test]
fn who_was_asked_in_vain_may_have_been_sent_it() {
    let leaks =
        leaks(&asked_in(telling("vid", ".shop.example", COLLECT), &[EDGE, ("metrics.shop.example", &[], SILENT)]));
    assert_eq!(leaks.items.len(), 0);
    let why = leaks.complete.unwrap_err();
    assert!(why.contains("vid") && why.contains("no server answered in time"), "{why}");
}

#[test]
fn the_vendors_own_site_does_not_excuse_the_hosts_that_it_hands_out() {
    let text = "vendor: measure\nname: Measure\nowner: Measure Inc.\npurpose: analytics\nsources: [a page]\n\
                date: '2026-11-26'\nhosts:\n  - { host: measure.test, what: other }\ncname:\n  - { host: measure.test }\n";
    let text = SourceText { path: "trackers/measure.yaml".to_owned(), text: text.to_owned() };
    let knowledge = Knowledge::load(&[text]).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let facts = item_by(&knowledge, &cloaked(), "request", "host", "metrics.shop.example").facts;
    assert_eq!([&facts["purpose"], &facts["url-kind"]], [&Fact::text("analytics"), &Fact::text("endpoint")]);
}
