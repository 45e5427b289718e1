//! `consentinel show`: what a bundle holds, nothing of it a visitor's value unless asked for.

use std::path::PathBuf;

use assert_cmd::Command;
use consentinel::bundle;
use consentinel::evidence::{AddressPlace, Alias, Evidence, Gathered, Names, OwnHost, Places, State};
use consentinel::facts;
use consentinel::report::show::{Part, Values, listings, print};
use consentinel::report::{Format, Look, Paint, Persona};

use crate::support::knowledge;

const PARTS: [Part; 5] = [Part::Cookies, Part::Storage, Part::Requests, Part::Signals, Part::Timeline];
const PLAIN: Look = Look { width: Some(100), paint: Paint::Off, persona: Persona::Auditor };

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bundles")
}

fn all() -> Vec<Evidence> {
    let folders = std::fs::read_dir(folder()).unwrap().flatten().map(|entry| entry.path());
    folders.map(|place| bundle::read(&place).unwrap()).collect()
}

fn shown(evidence: &Evidence, part: Part, values: Values, format: Format) -> String {
    let facts = facts::derive(evidence, &knowledge::small());
    print(&listings(part, evidence, &facts, &[], values), format, PLAIN)
}

#[test]
fn every_part_of_every_bundle_is_shown_in_every_format() {
    for evidence in all() {
        for part in PARTS {
            for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
                let text = shown(&evidence, part, Values::Cut, format);
                for visit in &evidence.visits {
                    assert!(
                        text.contains(&visit.state.to_string()),
                        "{part:?} {format:?}: {} is left out",
                        visit.state
                    );
                }
            }
        }
    }
}

#[test]
fn a_row_says_who_set_a_cookie_how_long_it_lives_and_when_it_was_there() {
    let evidence = bundle::read(&folder().join("leaky")).unwrap();
    let facts = facts::derive(&evidence, &knowledge::small());
    let [listing] = &listings(Part::Cookies, &evidence, &facts, &[State::Reject], Values::Cut)[..] else {
        panic!("one state was asked for")
    };
    let ga = listing.rows.iter().find(|row| row[0] == "_ga").unwrap();
    let cell = |head: &str| ga[listing.heads.iter().position(|one| *one == head).unwrap()].as_str();
    assert_eq!(cell("domain and path"), ".shop.example /");
    assert_eq!(cell("set by"), "script https://www.googletagmanager.com/gtag/js:7");
    assert_eq!(cell("in the jar"), "arrival, after-choice, return");
    assert!(cell("lives").starts_with("365 d"), "{ga:?}");
    assert_eq!(cell("value"), "GA1.… (27)");
}

#[test]
fn requests_say_where_names_lead_and_in_which_country_was_answered() {
    let mut evidence = bundle::read(&folder().join("leaky")).unwrap();
    let heads = |evidence: &Evidence| {
        let facts = facts::derive(evidence, &knowledge::small());
        listings(Part::Requests, evidence, &facts, &[State::Reject], Values::Cut).remove(0)
    };
    let plain = heads(&evidence);
    assert!(!plain.heads.contains(&"leads to") && !plain.heads.contains(&"country"));
    let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::Reject).unwrap();
    let Gathered::Ok(requests) = &mut visit.requests else { panic!("requests were recorded") };
    let own = ["https://cloak.shop.example/a", "https://open.shop.example/b", "https://own.shop.example/c"];
    let mut requests_of_ours = Vec::new();
    for (url, remote) in own.into_iter().zip(["203.0.113.7:443", "127.0.0.1:443", "198.51.100.1:443"]) {
        let mut request = requests[0].clone();
        (request.url, request.remote) = (url.to_owned(), Some(remote.to_owned()));
        requests_of_ours.push(request);
    }
    requests.splice(0..0, requests_of_ours);
    let host = |host: &str, aliases: &[&str], cut_short: Option<&str>| OwnHost {
        host: host.to_owned(),
        aliases: aliases.iter().map(|name| Alias { name: (*name).to_owned() }).collect(),
        cut_short: cut_short.map(str::to_owned),
    };
    let hosts = vec![
        host("cloak.shop.example", &["a.edge.test", "b.measure.test"], None),
        host("open.shop.example", &["a.edge.test"], Some("no server answered")),
        host("own.shop.example", &[], None),
    ];
    evidence.names = Some(Names { asked: "system".to_owned(), hosts, left_out: 0 });
    let place = AddressPlace { address: "203.0.113.7".to_owned(), country: Some("US".to_owned()) };
    evidence.places = Some(Places { database: "Own-Country".to_owned(), addresses: vec![place] });
    let listing = heads(&evidence);
    let cells = |row: usize| listing.rows[row][listing.heads.len() - 2..].to_vec();
    assert_eq!(listing.heads[listing.heads.len() - 2..], ["leads to", "country"]);
    assert_eq!(cells(0), ["a.edge.test > b.measure.test", "US"]);
    assert_eq!(cells(1), ["a.edge.test > not known (open.shop.example: no server answered)", "own network"]);
    assert_eq!(cells(2), ["no other name", "not known"]);
    assert_eq!(cells(3)[0], "", "who was not asked about");
}

#[test]
fn no_value_is_shown_whole_unless_it_is_asked_for() {
    let evidence = bundle::read(&folder().join("leaky")).unwrap();
    let moments = evidence.visits.iter().flat_map(|visit| &visit.moments);
    let values: Vec<String> = moments
        .flat_map(|moment| moment.cookies.ok().unwrap())
        .map(|cookie| cookie.value.clone())
        .filter(|value| value.chars().count() > 5)
        .collect();
    assert!(!values.is_empty());
    let text = |values| PARTS.map(|part| shown(&evidence, part, values, Format::Json)).concat();
    let (whole, cut) = (text(Values::Whole), text(Values::Cut));
    for value in values {
        assert!(whole.contains(&value), "{value} is not shown though it was asked for");
        assert!(!cut.contains(&value), "{value} is shown");
    }
}

#[test]
fn what_a_page_wrote_commands_no_terminal() {
    let mut evidence = bundle::read(&folder().join("leaky")).unwrap();
    let evil = "\u{1b}]0;owned\u{7}\u{202e}";
    for visit in &mut evidence.visits {
        for moment in &mut visit.moments {
            moment.cookies.ok_mut().unwrap().iter_mut().for_each(|cookie| cookie.path = evil.to_owned());
        }
        visit.requests.ok_mut().unwrap().iter_mut().for_each(|request| request.method = evil.to_owned());
        visit.log.iter_mut().for_each(|entry| entry.detail = evil.to_owned());
    }
    for part in PARTS {
        for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
            let text = shown(&evidence, part, Values::Whole, format);
            let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(format == Format::Json || !text.contains(acts), "{part:?} {format:?}: {text:?}");
            assert!(!text.contains('\u{1b}'), "{part:?} {format:?}: {text:?}");
        }
    }
}

#[test]
fn a_state_that_is_not_there_ends_with_2_and_says_which_are() {
    let place = folder().join("leaky");
    for (state, told) in [("browse", "this bundle does not hold it"), ("rejct", "did you mean `reject`")] {
        let mut command = Command::cargo_bin("consentinel").unwrap();
        let output = command.args(["show", place.to_str().unwrap(), "cookies", "--state", state]).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(told), "{err}");
    }
}
