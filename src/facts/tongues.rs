//! In which language the page and its interface are written.

use std::collections::BTreeSet;

use super::banner::Banner;
use super::lived::Ground;
use super::pointer;
use super::presence::flag;
use super::spoken::{SURE, page_words};
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{PageWords, Phase, State};
use crate::knowledge::{same_tongue, tongue};

/// Adds `page.language`, `banner.language` and `banner.language-differs`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, banner: &Banner<'_>) {
    let (page, at) = page_language(ground);
    let interface = banner.interface();
    let own = interface.and_then(|interface| match interface {
        None => Ok(None),
        Some(interface) => match tongue(&interface.text).filter(|found| found.confidence >= SURE) {
            Some(found) => Ok(Some(found.language)),
            None => Err("the text of the interface is too short to tell its language surely".to_owned()),
        },
    });
    let differs = match (&own, &page) {
        (Ok(None), _) => Fact::absent(),
        (Err(why), _) | (_, Err(why)) => Fact::Unknown(why.clone()),
        (Ok(Some(own)), Ok(page)) => flag(differs(ground, own, page)),
    };
    singles.insert("page.language", page.map_or_else(Fact::Unknown, Fact::text), at);
    let own = own.map_or_else(Fact::Unknown, |own| own.map_or_else(Fact::absent, Fact::text));
    let interface = match &banner.found {
        Ok(Some(found)) => found.pointer.clone(),
        _ => banner.search.clone(),
    };
    singles.insert("banner.language", own, interface.clone());
    singles.insert("banner.language-differs", differs, interface);
}

/// Whether the languages differ; where the page says of itself that it is written in that of the interface, nobody knows.
fn differs(ground: &Ground<'_>, own: &str, page: &str) -> Result<bool, String> {
    if same_tongue(own, page) {
        return Ok(false);
    }
    let mut declared = arrivals(ground).filter_map(|(_, words)| words.ok()?.declared_language.as_deref());
    match declared.find(|declared| same_tongue(declared, own)) {
        Some(declared) => Err(format!("the page says of itself that it is written in {declared}")),
        None => Ok(true),
    }
}

/// What pages said at arrival where nothing was chosen, with pointers.
fn arrivals<'a>(ground: &'a Ground<'a>) -> impl Iterator<Item = (String, Result<&'a PageWords, String>)> + use<'a> {
    let unchosen = ground.all_loaded().filter(|lived| matches!(lived.state(), State::None | State::NoneAgain));
    unchosen.filter_map(|lived| {
        let (at, moment) = lived.moment(Phase::Arrival).ok()?;
        Some((pointer::in_moment(lived.index, at, "words"), page_words(moment)))
    })
}

/// The language of the page where nothing was chosen, if both fresh profiles agree.
fn page_language(ground: &Ground<'_>) -> (Result<String, String>, String) {
    let at = arrivals(ground).next().map_or(pointer::WHOLE.to_owned(), |(at, _)| at);
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut why = "the page was not seen where nothing is chosen".to_owned();
    for (_, words) in arrivals(ground) {
        match words.map(|words| words.language.as_ref().filter(|language| language.confidence >= SURE)) {
            Ok(Some(language)) => {
                found.insert(language.language.as_str());
            }
            Ok(None) => why = "the page has too little text to tell its language surely".to_owned(),
            Err(unread) => why = unread,
        }
    }
    let mut found = found.into_iter();
    let language = match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.to_owned()),
        (Some(one), Some(other)) => Err(format!("the page was written in {one} and in {other}")),
        (None, _) => Err(why),
    };
    (language, at)
}
