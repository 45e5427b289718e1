//! Whether the page offers to opt out of sale and sharing, and whether it shows that a browser's signal was honoured.

use std::collections::BTreeSet;

use super::banner::main_interface;
use super::lived::{Ground, Lived};
use super::pointer;
use super::presence::flag;
use super::spoken::page_words;
use super::view::Singles;
use crate::evidence::{Moment, PageWords, Phase, State};
use crate::knowledge::{Knowledge, Right, Subject, Vocabulary, same_tongue};

/// Adds `page.opt-out-linked` and `gpc.confirmed`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge) {
    let first = ground.all_loaded().next();
    let at = first.map_or(pointer::WHOLE.to_owned(), |lived| pointer::visit(lived.index));
    singles.insert("page.opt-out-linked", flag(linked(ground, knowledge)), at);
    singles.insert("gpc.confirmed", flag(confirmed(ground, knowledge)), ground.place(&State::Gpc));
}

/// The language of those to whom such signals must be confirmed.
const SIGNALS_SPEAK: &str = "en";
const LOOKED: [Phase; 2] = [Phase::Arrival, Phase::Return];

/// Whether a visible control of the page or its interface offers it where nothing is chosen.
fn linked(ground: &Ground<'_>, knowledge: &Knowledge) -> Result<bool, String> {
    let offers = |moment: &Moment| {
        let on_page = page_words(moment).is_ok_and(|words| !words.opt_outs.is_empty());
        let interface = moment.search.ok().and_then(main_interface).map(|(_, interface)| interface);
        let mut controls = interface.into_iter().flat_map(|interface| &interface.controls);
        let right = |words: &str| knowledge.phrases.button(words).right == Some(Right::DoNotSell);
        on_page || controls.any(|control| control.visible && right(control.words()))
    };
    if ground.all_loaded().flat_map(|lived| &lived.visit.moments).any(offers) {
        return Ok(true);
    }
    ground.every_visit_loaded()?;
    for state in [State::None, State::NoneAgain] {
        let lived = ground.loaded(&state)?;
        for phase in LOOKED {
            whole(page_words(lived.moment(phase)?.1)?)?;
        }
        lived.saw_all(&LOOKED, |moment| moment.search.as_result().map(|_| ()).map_err(str::to_owned))?;
    }
    Ok(false)
}

fn whole(words: &PageWords) -> Result<(), String> {
    if words.cut { Err("the words of the page were not read whole".to_owned()) } else { Ok(()) }
}

/// Whether a page that was sent the signal shows a line that says so and that nobody else is shown.
fn confirmed(ground: &Ground<'_>, knowledge: &Knowledge) -> Result<bool, String> {
    let gpc = ground.loaded(&State::Gpc)?;
    let vocabulary = knowledge.subjects.vocabulary(SIGNALS_SPEAK);
    let vocabulary = vocabulary.ok_or_else(|| "there are no words for signals".to_owned())?;
    let without: Result<BTreeSet<String>, String> =
        [State::None, State::NoneAgain].iter().try_fold(BTreeSet::new(), |mut lines, state| {
            lines.extend(shown(ground.loaded(state)?, vocabulary)?);
            Ok(lines)
        });
    let with = shown(gpc, vocabulary)?;
    if with.is_empty() {
        for phase in LOOKED {
            let words = page_words(gpc.moment(phase)?.1)?;
            whole(words)?;
            in_their_language(words)?;
        }
        return gpc
            .saw_all(&LOOKED, |moment| moment.search.as_result().map(|_| ()).map_err(str::to_owned))
            .map(|()| false);
    }
    let without = without?;
    let new = with.iter().any(|line| !without.contains(line));
    Ok(new)
}

/// A page in another language may say it in words that nobody listed.
fn in_their_language(words: &PageWords) -> Result<(), String> {
    let recognised = words.language.as_ref().map(|language| language.language.as_str());
    let language = recognised.or(words.declared_language.as_deref());
    match language.filter(|language| !same_tongue(language, SIGNALS_SPEAK)) {
        Some(language) => Err(format!("there are no words for such lines in the language of the page ({language})")),
        None => Ok(()),
    }
}

/// Lines that say that a signal or an opt-out took, of the page and its interfaces, in every phase that was looked at.
fn shown(lived: &Lived<'_>, vocabulary: &Vocabulary) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    for phase in LOOKED {
        let (_, moment) = lived.moment(phase)?;
        let mut lines: Vec<&str> = page_words(moment)?.signal_lines.iter().map(String::as_str).collect();
        let interfaces = moment.search.ok().into_iter().flat_map(|search| &search.found);
        lines.extend(interfaces.map(|interface| interface.text.as_str()));
        for line in lines {
            let read = vocabulary.read(line);
            for sentence in read.sentences() {
                let honoured = sentence.names(Subject::Signal).is_some() && sentence.names(Subject::Honoured).is_some();
                if honoured || sentence.names(Subject::OptedOut).is_some() {
                    found.insert(sentence.written().to_owned());
                }
            }
        }
    }
    Ok(found)
}
