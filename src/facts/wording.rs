//! What the layers of the interface say: purposes, recipients, withdrawal, who is responsible, and how it is put.

use super::banner::Banner;
use super::lived::Ground;
use super::party::{is_address, is_loopback, registrable};
use super::presence::flag;
use super::spoken::{Spoken, founds_on_interest, holds_name, names, page_words};
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Control, Interface, Layer, Phase, Role, State};
use crate::knowledge::{Knowledge, Subject, SubjectSentence};

/// A text of a layer that is as long as this was cut.
const LONGEST_TEXT: usize = 4000;
/// A number counts partners if it stands at most so many words away from them.
const COUNT_REACH: usize = 5;

/// Adds `first-layer.*` and `second-layer.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge, banner: &Banner<'_>) {
    let at = match &banner.found {
        Ok(Some(found)) => found.pointer.clone(),
        _ => banner.search.clone(),
    };
    let interface = banner.interface();
    for (name, fact) in first_layer(ground, knowledge, &interface) {
        singles.insert(name, fact, at.clone());
    }
    let second = second_layer(ground, &interface);
    let at = ground.part(&State::NoneAgain, "second_layer");
    for (name, fact) in second_layer_facts(knowledge, &second) {
        singles.insert(name, fact, at.clone());
    }
}

/// Names and subjects of the first layer.
const OF_FIRST: &[(&str, Subject)] = &[
    ("first-layer.names-advertising", Subject::Advertising),
    ("first-layer.names-analytics", Subject::Analytics),
    ("first-layer.names-recipients", Subject::Recipients),
    ("first-layer.tells-withdrawal", Subject::Withdrawal),
    ("first-layer.speaks-as-we", Subject::We),
];
/// Names and subjects of the second layer.
const OF_SECOND: &[(&str, Subject)] = &[
    ("second-layer.names-recipients", Subject::Recipients),
    ("second-layer.tells-withdrawal", Subject::Withdrawal),
    ("second-layer.tells-duration", Subject::Duration),
];
/// Other facts of the first layer.
const OTHERS: [&str; 5] = [
    "first-layer.partner-count",
    "first-layer.lists-recipients",
    "first-layer.names-controller",
    "first-layer.interest-claim",
    "first-layer.benefit-words",
];

fn first_layer(
    ground: &Ground<'_>,
    knowledge: &Knowledge,
    interface: &Result<Option<&Interface>, String>,
) -> Vec<(&'static str, Fact)> {
    let all = || OF_FIRST.iter().map(|(name, _)| *name).chain(OTHERS);
    let interface = match interface {
        Ok(Some(interface)) => *interface,
        Ok(None) => return all().map(|name| (name, Fact::absent())).collect(),
        Err(why) => return all().map(|name| (name, Fact::Unknown(why.clone()))).collect(),
    };
    let spoken = read(knowledge, "the interface", &interface.text, interface.language.as_deref(), &interface.controls);
    let mut facts: Vec<(&'static str, Fact)> =
        OF_FIRST.iter().map(|(name, subject)| (*name, names(&spoken, *subject))).collect();
    let of = |make: &dyn Fn(&Spoken) -> Fact| match &spoken {
        Ok(spoken) => make(spoken),
        Err(why) => Fact::Unknown(why.clone()),
    };
    let lists = |spoken: &Spoken| flag(lists_recipients(knowledge, interface, spoken));
    facts.extend([
        ("first-layer.partner-count", of(&|spoken| partners(spoken))),
        ("first-layer.lists-recipients", of(&lists)),
        ("first-layer.names-controller", flag(names_controller(ground, interface))),
        ("first-layer.interest-claim", of(&|spoken| first_sentence(spoken, claims_interest))),
        ("first-layer.benefit-words", of(&|spoken| of_words(spoken, Subject::Benefit))),
    ]);
    facts
}

/// Reads a layer: its visible text, and the names of its visible controls.
fn read(
    knowledge: &Knowledge,
    what: &str,
    text: &str,
    language: Option<&str>,
    controls: &[Control],
) -> Result<Spoken, String> {
    let cut = text.chars().count() >= LONGEST_TEXT;
    let whole = if cut { Err(format!("the text of {what} was longer than what is kept")) } else { Ok(()) };
    let visible = controls.iter().filter(|control| control.visible);
    let named: Vec<&str> = visible.filter_map(|control| control.name.as_deref()).collect();
    Spoken::read(knowledge, what, &format!("{text}\n{}", named.join("\n")), language, whole)
}

/// The number that stands beside partners or vendors.
fn partners(spoken: &Spoken) -> Fact {
    match (spoken.text.number_near(Subject::Counted, COUNT_REACH), &spoken.whole) {
        (Some(number), _) => Fact::number(f64::from(number)),
        (None, Ok(())) => Fact::absent(),
        (None, Err(why)) => Fact::Unknown(why.clone()),
    }
}

/// Whether a visible control of the interface speaks of those who receive data, so that it may lead to their list.
fn lists_recipients(knowledge: &Knowledge, interface: &Interface, spoken: &Spoken) -> Result<bool, String> {
    let language = interface.language.as_deref();
    let choice = |role: Role| matches!(role, Role::Accept | Role::Reject | Role::Toggle | Role::Save);
    let leading = interface.controls.iter().filter(|control| control.visible && !choice(control.role));
    for control in leading {
        let words = Spoken::read(knowledge, "a control", control.words(), language, Ok(()));
        if words.is_ok_and(|words| words.text.names(Subject::Recipients).is_some()) {
            return Ok(true);
        }
    }
    spoken.whole.clone().map(|()| false)
}

/// Whether the text holds the name of the site or of who runs it: the label of its domain, or what the page calls itself.
fn names_controller(ground: &Ground<'_>, interface: &Interface) -> Result<bool, String> {
    let mut known: Vec<String> = Vec::new();
    let mut unread = None;
    for lived in ground.all_loaded() {
        let host = lived.page_host.as_str();
        if !is_loopback(host) && !is_address(host) {
            known.extend(registrable(host).split('.').next().map(str::to_owned));
        }
        match lived.moment(Phase::Arrival).and_then(|(_, moment)| page_words(moment)) {
            Ok(words) => known.extend(words.names.iter().cloned()),
            Err(why) => unread = Some(why),
        }
    }
    if known.iter().any(|name| holds_name(&interface.text, name)) {
        return Ok(true);
    }
    if interface.text.chars().count() >= LONGEST_TEXT {
        return Err("the text of the interface was longer than what is kept".to_owned());
    }
    match unread {
        Some(why) => Err(why),
        None if known.is_empty() => Err("what the site is called is not known".to_owned()),
        None => Ok(false),
    }
}

/// Whether a sentence founds cookies or advertising on a legitimate interest. What denies it or tells of the right to
/// object does not.
fn claims_interest(sentence: &SubjectSentence) -> bool {
    founds_on_interest(sentence, Subject::Advertising) || founds_on_interest(sentence, Subject::Cookies)
}

/// The first sentence that stands a test; absent if none does.
fn first_sentence(spoken: &Spoken, test: impl Fn(&SubjectSentence) -> bool) -> Fact {
    let found = spoken.text.sentences().iter().find(|sentence| test(sentence));
    match (found, &spoken.whole) {
        (Some(sentence), _) => Fact::text(shortened(sentence.written())),
        (None, Ok(())) => Fact::absent(),
        (None, Err(why)) => Fact::Unknown(why.clone()),
    }
}

fn shortened(sentence: &str) -> String {
    const LONGEST: usize = 200;
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    sentence.chars().take(LONGEST).chain(['…']).collect()
}

fn of_words(spoken: &Spoken, subject: Subject) -> Fact {
    match (spoken.text.names(subject), &spoken.whole) {
        (Some(words), _) => Fact::text(words),
        (None, Ok(())) => Fact::absent(),
        (None, Err(why)) => Fact::Unknown(why.clone()),
    }
}

/// The second layer that `none-again` opened; `Ok(None)` if the interface offers no settings.
///
/// # Errors
/// Why it is not known what stands there.
pub fn second_layer<'a>(
    ground: &Ground<'a>,
    interface: &Result<Option<&Interface>, String>,
) -> Result<Option<&'a Layer>, String> {
    let Some(interface) = interface.clone()? else { return Ok(None) };
    if !interface.controls.iter().any(|control| control.visible && control.role == Role::Settings) {
        return Ok(None);
    }
    match &ground.loaded(&State::NoneAgain)?.visit.second_layer {
        None => Err("the layer behind the settings was not opened".to_owned()),
        Some(layer) => {
            layer.as_result().map(Some).map_err(|why| format!("the layer behind the settings was not seen: {why}"))
        }
    }
}

fn second_layer_facts(knowledge: &Knowledge, second: &Result<Option<&Layer>, String>) -> Vec<(&'static str, Fact)> {
    let spoken = match second {
        Ok(Some(layer)) => read(knowledge, "the second layer", &layer.text, layer.language.as_deref(), &layer.controls),
        Ok(None) => return OF_SECOND.iter().map(|(name, _)| (*name, Fact::absent())).collect(),
        Err(why) => Err(why.clone()),
    };
    OF_SECOND.iter().map(|(name, subject)| (*name, names(&spoken, *subject))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::staged::knowledge::small;
    use crate::facts::staged::parts::{button, interface};
    use crate::facts::staged::scene::Scene;

    fn spoken(text: &str, whole: Result<(), String>) -> Spoken {
        Spoken::read(&small(), "a text", text, Some("en"), whole).unwrap()
    }

    fn lists(control: Control, whole: Result<(), String>) -> Result<bool, String> {
        let knowledge = small();
        lists_recipients(&knowledge, &interface(vec![control]), &spoken("This site uses cookies.", whole))
    }

    #[test]
    fn a_control_that_speaks_of_recipients_may_lead_to_their_list_if_it_can_be_seen_and_does_not_choose() {
        let link = button(Role::PolicyLink, "Our partners");
        assert_eq!(lists(link.clone(), Ok(())), Ok(true));
        assert_eq!(lists(Control { visible: false, ..link.clone() }, Ok(())), Ok(false));
        assert_eq!(lists(button(Role::PolicyLink, "Privacy"), Ok(())), Ok(false));
        for role in [Role::Accept, Role::Reject, Role::Save, Role::Toggle] {
            assert_eq!(lists(Control { role, ..link.clone() }, Ok(())), Ok(false), "{role:?}");
        }
        let cut = || Err("cut".to_owned());
        assert_eq!(lists(link, cut()), Ok(true));
        assert!(lists(button(Role::PolicyLink, "Privacy"), cut()).is_err());
    }

    /// Whether `text` names who runs the site at `url`, which calls itself so.
    fn named(url: &str, names: &[&str], text: &str) -> Result<bool, String> {
        let mut evidence = Scene::of(url).evidence;
        for moment in evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments) {
            let words = moment.words.as_mut().and_then(crate::evidence::Gathered::ok_mut);
            words.unwrap().names = names.iter().map(|name| (*name).to_owned()).collect();
        }
        let interface = Interface { text: text.to_owned(), ..interface(Vec::new()) };
        names_controller(&Ground::new(&evidence), &interface)
    }

    #[test]
    fn a_site_goes_by_its_domain_and_by_what_it_calls_itself() {
        const SHOP: &str = "https://www.bookworm.example/";
        assert_eq!(named(SHOP, &[], "Bookworm uses cookies."), Ok(true));
        assert_eq!(named(SHOP, &["Paper & Ink"], "Paper & Ink uses cookies."), Ok(true));
        assert_eq!(named(SHOP, &["Paper & Ink"], "We use cookies."), Ok(false));
    }

    #[test]
    fn an_address_or_a_name_of_this_machine_is_no_name_of_a_site() {
        assert_eq!(named("http://192.0.2.7/", &["Paper & Ink"], "We and 192 partners use cookies."), Ok(false));
        assert_eq!(named("http://localhost/", &["Paper & Ink"], "This localhost uses cookies."), Ok(false));
        assert!(named("http://192.0.2.7/", &[], "We use cookies.").is_err(), "nobody knows what it is called");
    }

    #[test]
    fn cookies_or_advertising_may_be_founded_on_an_interest() {
        let claims = |text: &str| spoken(text, Ok(())).says(claims_interest).unwrap();
        assert!(claims("We set cookies because of our legitimate interests."));
        assert!(claims("We show ads because of our legitimate interests."));
        assert!(!claims("We answer mails because of our legitimate interests."));
        assert!(!claims("We do not set cookies because of our legitimate interests."));
    }

    #[test]
    fn long_sentences_are_quoted_by_their_first_two_hundred_letters() {
        let letters = |count: usize| "\u{e9}".repeat(count);
        assert_eq!(shortened(&letters(200)), letters(200));
        assert_eq!(shortened(&letters(201)), format!("{}\u{2026}", letters(200)));
        assert_eq!(shortened("We use cookies."), "We use cookies.");
    }
}
