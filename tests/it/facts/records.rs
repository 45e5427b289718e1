//! What a platform has stored where nothing was chosen.

use consentinel::evidence::{Gathered, Phase, PlatformSeen, State};
use consentinel::facts::{Fact, derive};
use consentinel::knowledge::{Knowledge, SourceText};

use crate::support::evidence as scene;
use crate::support::parts::cookie;

const PLATFORM: &str = r##"
id: asker
name: Asker
vendor: Asker Ltd
sources: ["https://asker.example/docs"]
date: "2026-11-26"
recognise:
  roots: ["#asker"]
record:
  - place: cookie
    name: asker
    accepted: ["all"]
    refused: ["none"]
    values:
      - { value: all, reads: accepted }
      - { value: none, reads: refused }
"##;

fn read(stored: &str, is_there: bool, lose: impl Fn(&mut consentinel::evidence::Moment)) -> Fact {
    let text = SourceText { path: "cmps/asker.yaml".to_owned(), text: PLATFORM.trim_start().to_owned() };
    let knowledge = Knowledge::load(&[text]).unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut evidence = scene::honest();
    let none = evidence.visits.iter_mut().find(|visit| visit.state == State::None).unwrap();
    for moment in &mut none.moments {
        let Gathered::Ok(search) = &mut moment.search else { panic!("no search") };
        let seen = PlatformSeen { id: "asker".to_owned(), name: "Asker".to_owned(), by: Vec::new(), fell_back: None };
        search.platforms = if is_there { vec![seen] } else { Vec::new() };
        let Gathered::Ok(cookies) = &mut moment.cookies else { panic!("no cookies") };
        if !stored.is_empty() {
            cookies.push(cookie("asker", stored, "shop.example"));
        }
        if moment.phase == Phase::Return {
            lose(moment);
        }
    }
    derive(&evidence, &knowledge).view.singles["platform.reads-before-choice"].0.clone()
}

#[test]
fn what_it_has_stored_is_read_as_its_file_says() {
    assert_eq!(read("all", true, |_| ()), Fact::text("accepted"));
    assert_eq!(read("none", true, |_| ()), Fact::text("refused"));
    assert_eq!(read("", true, |_| ()), Fact::absent());
    assert!(matches!(read("something", true, |_| ()), Fact::Unknown(_)));
}

#[test]
fn a_cookie_of_that_name_without_the_platform_is_none_of_its_own() {
    assert_eq!(read("all", false, |_| ()), Fact::absent());
}

#[test]
fn a_phase_that_was_not_read_may_hide_an_acceptance_and_undoes_none() {
    let unread = |moment: &mut consentinel::evidence::Moment| {
        moment.cookies = Gathered::Failed("the browser did not answer".to_owned());
    };
    assert_eq!(read("all", true, unread), Fact::text("accepted"));
    assert!(matches!(read("none", true, unread), Fact::Unknown(why) if why.contains("did not answer")));
    assert!(matches!(read("", true, unread), Fact::Unknown(why) if why.contains("did not answer")));
}
