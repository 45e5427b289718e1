//! What the pages that inform on privacy or cookies say. That they leave something out is known only if all of them
//! were opened and read whole, in languages that have words.

use super::lived::Ground;
use super::presence::flag;
use super::spoken::{Spoken, founds_on_interest};
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{PolicyText, State};
use crate::knowledge::{Knowledge, Subject, SubjectSentence};

/// Words of a signal and of what becomes of it stand at most so many words apart: about 120 letters.
const SIGNAL_REACH: usize = 18;

/// What a policy is expected to tell: the fact, what is said where it lacks, and the subjects of which one must be named.
const ITEMS: &[(&str, &str, &[Subject])] = &[
    ("policy.names-controller", "who is responsible", &[Subject::Controller]),
    (
        "policy.names-purposes",
        "purposes",
        &[Subject::Advertising, Subject::Analytics, Subject::Functional, Subject::Personalisation, Subject::Social],
    ),
    ("policy.names-cookies", "cookies or similar technologies", &[Subject::Cookies]),
    ("policy.names-recipients", "recipients", &[Subject::Recipients]),
    ("policy.tells-duration", "durations", &[Subject::Duration]),
    ("policy.names-transfers", "transfers to other countries", &[Subject::Transfers]),
    ("policy.tells-withdrawal", "how to withdraw", &[Subject::Withdrawal]),
    ("policy.names-complaint", "the right to complain", &[Subject::Complaint]),
];

/// Adds `policy.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge) {
    let texts = texts(ground);
    let at = ground.part(&State::NoneAgain, "policy_texts");
    let read: Result<Vec<Result<Spoken, String>>, String> =
        texts.map(|texts| texts.iter().map(|text| spoken(knowledge, text)).collect());
    let named: Vec<Result<bool, String>> =
        ITEMS.iter().map(|(_, _, subjects)| any(&read, |spoken| spoken.names_one_of(subjects))).collect();
    for ((name, _, _), known) in ITEMS.iter().zip(&named) {
        singles.insert(name, flag(known.clone()), at.clone());
    }
    let (count, lacks) = summed(&named);
    singles.insert("policy.items-named", count, at.clone());
    singles.insert("policy.items-lacking", lacks, at.clone());
    for (name, test) in SENTENCES {
        singles.insert(name, flag(any(&read, |spoken| spoken.says(test))), at.clone());
    }
}

/// What a sentence says.
type Test = fn(&SubjectSentence) -> bool;

const SENTENCES: [(&str, Test); 3] = [
    ("policy.claims-interest", claims_interest),
    ("policy.dismisses-signals", dismisses_signals),
    ("policy.honours-signals", honours_signals),
];

/// A sentence founds cookies for advertising on a legitimate interest; neither denies it nor tells of rights.
fn claims_interest(sentence: &SubjectSentence) -> bool {
    founds_on_interest(sentence, Subject::Advertising) && founds_on_interest(sentence, Subject::Cookies)
}

fn dismisses_signals(sentence: &SubjectSentence) -> bool {
    sentence.near(Subject::Signal, Subject::Dismissal, SIGNAL_REACH)
}

fn honours_signals(sentence: &SubjectSentence) -> bool {
    let silent = |subject| sentence.names(subject).is_none();
    sentence.near(Subject::Signal, Subject::Honoured, SIGNAL_REACH)
        && silent(Subject::Dismissal)
        && silent(Subject::Denial)
}

/// The texts that were read, or why none was.
///
/// # Errors
/// Why there is none.
pub fn texts<'a>(ground: &Ground<'a>) -> Result<&'a [PolicyText], String> {
    match &ground.loaded(&State::NoneAgain)?.visit.policy_texts {
        None => Err("no page that informs on privacy or cookies was read".to_owned()),
        Some(texts) => match texts.as_result() {
            Ok(texts) if texts.is_empty() => Err("no page that informs on privacy or cookies was found".to_owned()),
            Ok(texts) => Ok(texts.as_slice()),
            Err(why) => Err(format!("pages that inform on privacy or cookies were not read: {why}")),
        },
    }
}

fn spoken(knowledge: &Knowledge, text: &PolicyText) -> Result<Spoken, String> {
    let url = &text.url;
    let words = text.text.as_result().map_err(|why| format!("{url} was not read: {why}"))?;
    let whole = if text.cut { Err(format!("{url} was not read whole")) } else { Ok(()) };
    if words.trim().is_empty() {
        return Err(format!("{url} shows no text"));
    }
    Spoken::read(knowledge, url, words, None, whole)
}

/// Whether something holds of one of the texts; that it holds of none is known only if each could be read.
fn any(
    read: &Result<Vec<Result<Spoken, String>>, String>,
    test: impl Fn(&Spoken) -> Result<bool, String>,
) -> Result<bool, String> {
    let read = read.as_ref().map_err(Clone::clone)?;
    let mut why = None;
    for spoken in read {
        match spoken.as_ref().map_err(Clone::clone).and_then(&test) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(unknown) => why = why.or(Some(unknown)),
        }
    }
    why.map_or(Ok(false), Err)
}

/// How many items are named, and which are not.
fn summed(named: &[Result<bool, String>]) -> (Fact, Fact) {
    if let Some(Err(why)) = named.iter().find(|known| known.is_err()) {
        return (Fact::Unknown(why.clone()), Fact::Unknown(why.clone()));
    }
    let lacking = ITEMS.iter().zip(named).filter(|(_, known)| **known == Ok(false)).map(|((_, label, _), _)| *label);
    let lacking: Vec<&str> = lacking.collect();
    let count = Fact::number((ITEMS.len() - lacking.len()) as f64);
    (count, if lacking.is_empty() { Fact::absent() } else { Fact::text(lacking.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_claims_an_interest_for_cookies_that_advertise_and_no_others() {
        let knowledge = crate::facts::staged::knowledge::small();
        let claims = |text: &str| {
            let read = Spoken::read(&knowledge, "a policy", text, Some("en"), Ok(()));
            read.unwrap().says(claims_interest).unwrap()
        };
        assert!(claims("We rely on our legitimate interests for advertising cookies."));
        assert!(!claims("We set cookies because of our legitimate interests."));
        assert!(!claims("We send marketing letters because of our legitimate interests."));
        assert!(!claims("We do not rely on our legitimate interests for advertising cookies."));
        assert!(!claims("We use advertising cookies with your consent."));
    }
}
