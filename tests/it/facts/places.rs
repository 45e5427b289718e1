//! The country of the address that answered a request.

use consentinel::evidence::{AddressPlace, Evidence, Gathered, Phase, Places, State};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::SHOP;
use crate::support::knowledge;
use crate::support::scene::Scene;

fn evidence(remote: Option<&str>) -> Evidence {
    let mut scene = Scene::of(SHOP).request(&State::None, Phase::Arrival, "https://far.test/x", "image");
    let Gathered::Ok(requests) = &mut scene.visit(&State::None).requests else { panic!("requests were recorded") };
    for request in requests.iter_mut().filter(|request| request.url == "https://far.test/x") {
        request.remote = remote.map(str::to_owned);
    }
    let place = |address: &str, country: Option<&str>| AddressPlace {
        address: address.to_owned(),
        country: country.map(str::to_owned),
    };
    let addresses =
        vec![place("198.51.100.1", None), place("2001:db8::1", Some("JP")), place("203.0.113.7", Some("US"))];
    let places = Places { database: "Own-Country, 2026-11-01".to_owned(), addresses };
    Evidence { places: Some(places), ..scene.done() }
}

fn country(evidence: &Evidence) -> Fact {
    let facts = derive(evidence, &knowledge::small());
    let requests = facts.view.collections[&("request", State::None)].as_ref().unwrap();
    let far = requests.items.iter().find(|item| item.facts["host"] == Fact::text("far.test")).unwrap();
    far.facts["country"].clone()
}

#[test]
fn public_addresses_have_a_country_and_ones_own_none() {
    assert_eq!(country(&evidence(Some("203.0.113.7:443"))), Fact::text("US"));
    assert_eq!(country(&evidence(Some("[2001:db8::1]:443"))), Fact::text("JP"));
    assert_eq!(country(&evidence(Some("127.0.0.1:8080"))), Fact::absent());
}

#[test]
fn what_was_not_looked_up_is_unknown_with_its_reason() {
    let whys = |evidence: Evidence, says: &str| match country(&evidence) {
        Fact::Unknown(why) => assert!(why.contains(says), "{why}"),
        known => panic!("{says}: {known:?}"),
    };
    whys(evidence(None), "was not seen");
    whys(evidence(Some("198.51.100.1:443")), "Own-Country, 2026-11-01) does not know");
    whys(evidence(Some("192.0.2.9:443")), "was not looked up");
    whys(Evidence { places: None, ..evidence(Some("203.0.113.7:443")) }, "--geo-database");
    let mut proxied = evidence(Some("203.0.113.7:443"));
    proxied.run.proxy = Some("https_proxy=http://proxy.example".to_owned());
    whys(proxied, "through a proxy");
}

#[test]
fn contacts_tell_the_countries_that_are_known_and_no_others() {
    let countries = |evidence: Evidence| {
        let contacts = derive(&evidence, &knowledge::small()).contacts;
        let far = contacts.into_iter().find(|contact| contact.host == "far.test").unwrap();
        far.countries.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(countries(evidence(Some("203.0.113.7:443"))), ["US"]);
    for silent in [None, Some("127.0.0.1:8080"), Some("198.51.100.1:443")] {
        assert_eq!(countries(evidence(silent)), [""; 0], "{silent:?}");
    }
}
