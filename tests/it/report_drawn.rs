//! What the HTML report draws beside the document: pictures, the banner, ways through it, when items were there, the
//! course of states. Every drawing is bounded, says what it leaves out, and never shows what was not seen.

use std::collections::{BTreeMap, BTreeSet};

use consentinel::engine::Outcome;
use consentinel::evidence::{ChoiceStatus, Phase, Request, State, TargetKind};
use consentinel::facts::StoredItem;
use consentinel::report::*;

use crate::report_scene::{self as scene, Judged};
use crate::support::program::{bundle, consentinel, said};

fn look() -> Look {
    Look { width: None, paint: Paint::Off, persona: Persona::Auditor }
}

const PICTURE: &str = "screenshots/none-arrival-banner.png";

fn html(judged: &Judged, files: &BTreeMap<String, Vec<u8>>) -> String {
    let exhibits = [Exhibits::of(&judged.evidence, &judged.facts, files)];
    let reports = [judged.report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    print(Format::Html, &Run { exhibits: &exhibits, ..Run::of(&reports, &exit) }, look())
}

/// A picture whose pixels are noise: it cannot be made small by packing.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let mut byte = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let pixels: Vec<u8> = (0..width * height * 3).map(|_| byte()).collect();
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    png
}

fn with_picture(png: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([(PICTURE.to_owned(), png)])
}

#[test]
fn a_picture_stands_in_the_file_once_and_is_shown_where_it_is_meant() {
    let text = html(&scene::leaky(), &with_picture(noise(120, 40)));
    assert_eq!(text.matches("data:image/png;base64,").count(), 1);
    assert!(text.contains("<use href=\"#r0p0\"/>") && text.contains("id=\"r0p0\""));
    assert!(!text.contains("no picture here"));
}

#[test]
fn what_is_not_shown_is_said_with_why() {
    let without = html(&scene::leaky(), &BTreeMap::new());
    assert!(!without.contains("data:image"));
    assert!(without.contains("no picture here, the bundle does not hold it"), "{without}");
    let broken = html(&scene::leaky(), &with_picture(b"<script>alert(1)</script>".to_vec()));
    assert!(broken.contains("no picture here, it cannot be shown") && !broken.contains("data:image"));
    let reports = [scene::leaky().report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let alone = render(Format::Html, &reports, &exit, look());
    assert!(alone.contains("no picture here, it stands in the bundle") && alone.contains(PICTURE));
    assert!(alone.contains("consentinel show timeline BUNDLE"), "the course of the states is said to be missing");
    assert!(alone.contains("report.json has them") && alone.contains("not at hand here"));
}

#[test]
fn large_pictures_are_made_smaller_and_hopeless_ones_left_out() {
    let small = html(&scene::leaky(), &with_picture(noise(400, 300)));
    assert!(small.contains("viewBox=\"0 0 400 300\""), "it keeps its place on the page");
    assert!(small.len() < 600_000, "{}", small.len());
    let hopeless = html(&scene::leaky(), &with_picture(noise(1600, 1200)));
    assert!(hopeless.contains("it is too large") && hopeless.len() < 600_000, "{}", hopeless.len());
}

#[test]
fn a_run_over_many_sites_can_leave_pictures_out() {
    let judged = scene::leaky();
    let exhibits = Exhibits::of(&judged.evidence, &judged.facts, &with_picture(noise(120, 40)));
    assert!(exhibits.weight() > 1000);
    let light = exhibits.without_pictures();
    assert_eq!(light.weight(), 0);
    let reports = [judged.report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let run = Run { exhibits: &[light], ..Run::of(&reports, &exit) };
    let text = print(Format::Html, &run, look());
    assert!(text.contains("no picture here, left out, for this file holds many sites"));
}

#[test]
fn both_layers_and_the_ways_through_them_are_drawn() {
    let text = html(&scene::leaky(), &BTreeMap::new());
    for words in ["First layer drawn to scale", "Second layer drawn to scale", "To accept", "To refuse", "2 steps"] {
        assert!(text.contains(words), "{words}");
    }
    let refuse = text.split("To refuse").nth(1).unwrap().split("</ol>").next().unwrap();
    assert!(refuse.contains("Settings") && refuse.contains("Reject all"), "{refuse}");
}

#[test]
fn a_way_that_is_not_there_is_drawn_as_such() {
    let mut judged = scene::leaky();
    let reject = judged.facts.states.iter_mut().find(|one| one.state == State::Reject).unwrap();
    (reject.status, reject.steps) = (ChoiceStatus::NotOffered, None);
    reject.clicked.clear();
    let text = html(&judged, &BTreeMap::new());
    let refuse = text.split("To refuse").nth(1).unwrap().split("</ol>").next().unwrap();
    assert!(refuse.contains("not offered") && refuse.contains("steps not known"), "{refuse}");
    assert!(text.contains("No way to do so was offered."));
}

/// The cell of an item in one state.
fn cell(seen: &[Phase]) -> String {
    let mut judged = scene::leaky();
    let item = judged.facts.items.remove(0);
    judged.evidence = crate::support::evidence::leaky();
    judged.facts.items =
        vec![StoredItem { name: "probe".to_owned(), seen: [(State::Accept, seen.to_vec())].into(), ..item }];
    let text = html(&judged, &BTreeMap::new());
    let row = text.split("<tr").find(|row| row.contains("<code>probe</code>") && row.contains("data-kind")).unwrap();
    row.split("<td").last().unwrap().to_owned()
}

#[test]
fn an_item_is_told_as_set_and_gone_by_the_phases_that_were_recorded() {
    use Phase::{AfterChoice, Arrival, Return};
    for (seen, told) in [
        (vec![Arrival, AfterChoice, Return], "■■■</i> throughout"),
        (vec![AfterChoice, Return], "□■■</i> set after the choice"),
        (vec![Arrival], "■□□</i> set at arrival, gone after the choice"),
        (vec![AfterChoice], "□■□</i> set after the choice, gone after the reload"),
        (vec![Arrival, Return], "■□■</i> set at arrival, with a gap"),
        (vec![], ">·</td>"),
    ] {
        let cell = cell(&seen);
        assert!(cell.contains(told), "{seen:?}: {cell}");
    }
}

#[test]
fn a_state_that_was_not_lived_through_denies_nothing() {
    let mut judged = scene::leaky();
    for state in judged.facts.states.iter_mut().filter(|one| one.state == State::Accept) {
        state.status = ChoiceStatus::Failed;
    }
    for contact in &mut judged.facts.contacts {
        contact.seen.remove(&State::Accept);
    }
    let text = html(&judged, &BTreeMap::new());
    let received = text.split(">Who received data").last().unwrap().split("</section>").next().unwrap();
    assert!(received.contains("not looked at"), "{received}");
    assert!(text.contains("This could not be tried."));
}

/// Drawings do not grow with what happened, and the list of a state is bounded and says so.
#[test]
fn ten_thousand_requests_make_no_larger_drawing() {
    let mut judged = scene::leaky();
    let visit = &mut judged.evidence.visits[0];
    let requests = visit.requests.ok_mut().unwrap();
    let one = requests.iter().find(|request| !request.url.contains("shop.example")).unwrap().clone();
    for number in 0..10_000 {
        requests.push(Request { at_ms: f64::from(number), ..one.clone() });
    }
    let text = html(&judged, &BTreeMap::new());
    let course = text.split("class=\"course\"").nth(1).unwrap();
    assert!(course.split("</svg>").next().unwrap().len() < 20_000);
    assert!(text.contains("that tell most. All: consentinel show timeline BUNDLE"));
    assert!(text.len() < 400_000, "{}", text.len());
}

#[test]
fn what_a_page_wrote_is_never_a_link() {
    let mut judged = scene::leaky();
    for contact in &mut judged.facts.contacts {
        contact.url = "javascript:alert(1)".to_owned();
        contact.host = "https://evil.example/\" onclick=\"x".to_owned();
    }
    judged.facts.banner.first_layer[0].text = "https://evil.example/".to_owned();
    judged.evidence.target.url = "https://evil.example/".to_owned();
    let text = html(&judged, &BTreeMap::new());
    for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(link.starts_with('#') || link.starts_with("https://eur-lex.europa.eu/"), "{link}");
    }
}

#[test]
fn only_what_is_missing_is_told_as_missing() {
    let plain = |judged: &Judged| {
        let text = html(judged, &BTreeMap::new());
        text.split("<dt>not determined</dt><dd>").nth(1).unwrap().split("</dd>").next().unwrap().to_owned()
    };
    let mut whole = scene::clean();
    for result in &mut whole.judgement.results {
        result.outcome = Outcome::Passed;
    }
    assert_eq!(plain(&whole), "Everything that the rules needed could be determined.");
    whole.judgement.results[0].outcome = Outcome::CantTell;
    let undecided = plain(&whole);
    assert!(undecided.contains("Not decided: 1 rule. That") && !undecided.contains("Not observed"), "{undecided}");
    let mut down = scene::down();
    let both = plain(&down);
    assert!(both.contains("Not decided: ") && both.contains("Not observed: "), "{both}");
    down.judgement.results.clear();
    let unobserved = plain(&down);
    assert!(unobserved.contains("Not observed: ") && !unobserved.contains("Not decided"), "{unobserved}");
}

#[test]
fn rules_in_the_table_lead_to_their_first_card() {
    let text = html(&scene::leaky(), &BTreeMap::new());
    let rules: BTreeSet<&str> = text
        .split("<a href=\"#r0-")
        .skip(1)
        .filter_map(|rest| rest.split_once("\"><code>"))
        .map(|(id, _)| id)
        .collect();
    assert!(rules.len() > 1, "{rules:?}");
    for rule in rules {
        assert_eq!(text.matches(&format!("<article id=\"r0-{rule}\" class=\"card")).count(), 1, "{rule}");
    }
}

#[test]
fn what_many_findings_show_is_drawn_once_and_led_to_afterwards() {
    let mut judged = scene::leaky();
    let arrival = "screenshots/none-arrival.png";
    for visit in &mut judged.evidence.visits {
        visit.moments.iter_mut().for_each(|moment| moment.screenshot = Some(arrival.to_owned()));
    }
    let text = html(&judged, &BTreeMap::from([(arrival.to_owned(), noise(120, 90))]));
    let figure = text.split("<div class=\"beside\">\n<figure id=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(text.matches(&format!("<figure id=\"{figure}\"")).count(), 1);
    assert!(text.contains(&format!("<p class=\"again\"><a href=\"#{figure}\">")), "{figure} is not led to");
}

#[test]
fn several_sites_stand_in_an_overview_and_one_does_not() {
    let print = |reports: &[Report]| {
        let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
        render(Format::Html, reports, &exit, look())
    };
    let (one, other) = (scene::leaky().report(), scene::clean().report());
    assert!(!print(std::slice::from_ref(&one)).contains("class=\"overview\""));
    let both = print(&[one, other]);
    let overview = both.split("class=\"overview\"").nth(1).unwrap().split("</section>").next().unwrap();
    for place in ["r0", "r1"] {
        assert!(overview.contains(&format!("<a href=\"#{place}\">")), "{overview}");
        assert_eq!(both.matches(&format!("<article id=\"{place}\"")).count(), 1);
    }
    assert_eq!(overview.matches("<ul class=\"tally\">").count(), 2, "{overview}");
}

#[test]
fn a_local_site_is_called_by_its_path_in_every_format() {
    let mut judged = scene::leaky();
    let target = &mut judged.evidence.target;
    (target.kind, target.given, target.url) =
        (TargetKind::Folder, "./dist".to_owned(), "http://127.0.0.1:41234/".to_owned());
    let reports = [judged.report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    for (word, format) in Format::ALL {
        // They carry the address as data, for programs.
        if matches!(format, Format::Json | Format::Csv) {
            continue;
        }
        let text = render(format, &reports, &exit, look());
        let told: Vec<&str> =
            text.lines().filter(|line| line.contains("127.0.0.1:41234") && !line.contains("\"url\"")).collect();
        assert!(told.is_empty(), "{word}: {told:#?}");
        assert!(text.contains("./dist"), "{word}");
    }
}

/// What evidence shows is taken from it where a format draws, whichever way that is asked for.
#[test]
fn evaluate_draws_what_the_evidence_shows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let bundle = bundle("leaky");
    let evaluate = |words: &[&str]| said(consentinel().args(["evaluate", &bundle]).args(words)).1;
    let printed = evaluate(&["--format", "html"]);
    evaluate(&["--write", &format!("html={}", file.display())]);
    for page in [printed, std::fs::read_to_string(&file).unwrap()] {
        assert!(page.contains("<svg class=\"course\"") && !page.contains("not at hand here"), "nothing is drawn");
    }
}
