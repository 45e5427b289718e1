//! Names of the site's own that lead to trackers by CNAME.

use consentinel::evidence::{Alias, Evidence, Gathered, Names, OwnHost, Phase, State};
use consentinel::facts::{Fact, Item, derive};
use consentinel::knowledge::{Knowledge, SourceText};

use crate::support::evidence::SHOP;
use crate::support::scene::{Scene, cookie};

const COLLECT: &str = "https://metrics.shop.example/b/ss?x=1";

fn knowledge() -> Knowledge {
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
             \x20   lifetime: 1 year\n    identifies: true\n    summary: Tells visitors apart.\n",
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

fn asked(hosts: &[(&str, Gathered<Vec<&str>>)]) -> Evidence {
    let alias = |name: &&str| Alias { name: (*name).to_owned() };
    let host = |(host, aliases): &(&str, Gathered<Vec<&str>>)| OwnHost {
        host: (*host).to_owned(),
        aliases: match aliases {
            Gathered::Ok(names) => Gathered::Ok(names.iter().map(alias).collect()),
            Gathered::Failed(why) => Gathered::Failed(why.clone()),
        },
    };
    let names = Names { asked: "system".to_owned(), hosts: hosts.iter().map(host).collect(), left_out: 0 };
    Evidence { names: Some(names), ..scene() }
}

fn item(evidence: &Evidence, collection: &'static str, key: &str, value: &str) -> Item {
    let facts = derive(evidence, &knowledge());
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
        ("cdn.shop.example", Gathered::Ok(Vec::new())),
        ("metrics.shop.example", Gathered::Ok(vec!["shop.edge.example", "shop.measure.test"])),
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
    let evidence = asked(&[
        ("cdn.shop.example", Gathered::Ok(Vec::new())),
        ("metrics.shop.example", Gathered::Failed("no server answered in time".to_owned())),
    ]);
    let [cname, vendor, purpose, _] = request(&evidence, "metrics.shop.example");
    for fact in [cname, vendor, purpose] {
        assert!(matches!(&fact, Fact::Unknown(why) if why.contains("metrics.shop.example: no server")), "{fact:?}");
    }
    assert!(matches!(&known_by(&evidence)[0], Fact::Unknown(why) if why.contains("no server answered")));
    assert_eq!(request(&evidence, "cdn.shop.example")[0], Fact::absent());
}

#[test]
fn names_that_lead_to_nobody_known_or_stay_at_the_site_are_no_trackers() {
    for aliases in [vec!["origin.shop.example"], vec!["shop.hosting.test"], vec!["measure.test.hosting.test"]] {
        let evidence = asked(&[("metrics.shop.example", Gathered::Ok(aliases.clone()))]);
        let [cname, vendor, purpose, _] = request(&evidence, "metrics.shop.example");
        assert_eq!([cname, vendor, purpose], [Fact::absent(), Fact::absent(), Fact::text("unknown")], "{aliases:?}");
        assert_eq!(known_by(&evidence)[0], Fact::text("name"), "{aliases:?}");
    }
}
