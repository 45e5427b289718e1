//! What is left of the page for whoever refuses, beside what whoever accepts is shown.

use url::Url;

use super::lived::{Ground, Lived};
use super::presence::flag;
use super::spoken::page_words;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{ChoiceStatus, Moment, PageWords, Phase, State};

/// A page with less text than this is not compared, characters.
const ENOUGH: u64 = 200;

/// Adds `wall.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let at = ground.place(&State::Reject);
    if [State::Accept, State::Reject].iter().any(|state| is_not_offered(ground, state)) {
        singles.insert("wall.text-share", Fact::absent(), at.clone());
        singles.insert("wall.led-away", Fact::absent(), at);
        return;
    }
    let (accept, reject) = (back(ground, &State::Accept), back(ground, &State::Reject));
    let both = match (&accept, &reject) {
        (Ok(accept), Ok(reject)) => Ok((*accept, *reject)),
        (Err(why), _) | (_, Err(why)) => Err(why.clone()),
    };
    let share = both.clone().and_then(|(accept, reject)| share(page_words(accept.1)?, page_words(reject.1)?));
    singles.insert("wall.text-share", share.map_or_else(Fact::Unknown, Fact::number), at.clone());
    singles.insert("wall.led-away", flag(both.map(|(accept, reject)| led_away(accept, reject))), at);
}

/// Whether a choice is known not to be offered: then there is no page after it.
fn is_not_offered(ground: &Ground<'_>, state: &State) -> bool {
    let lived = ground.loaded(state).ok();
    let status = lived.and_then(|lived| Some(lived.visit.choice.as_ref()?.status));
    status == Some(ChoiceStatus::NotOffered)
}

/// The page after a choice and a reload.
fn back<'a>(ground: &'a Ground<'a>, state: &State) -> Result<(&'a Lived<'a>, &'a Moment), String> {
    let lived = ground.loaded(state)?;
    lived.chosen.clone()?;
    Ok((lived, lived.moment(Phase::Return)?.1))
}

fn share(accept: &PageWords, reject: &PageWords) -> Result<f64, String> {
    if accept.cut || reject.cut {
        return Err("the text of the page was not read whole".to_owned());
    }
    if accept.length < ENOUGH {
        return Err("the page has too little text to be compared".to_owned());
    }
    Ok(reject.length as f64 / accept.length as f64)
}

/// Whether refusing led to another page than both the arrival and accepting did.
fn led_away(accept: (&Lived<'_>, &Moment), reject: (&Lived<'_>, &Moment)) -> bool {
    let place = |url: &str| Url::parse(url).ok().map(|url| (url.host_str().map(str::to_owned), url.path().to_owned()));
    let arrived = reject.0.visit.reached.final_url.as_deref().and_then(place);
    let (refused, accepted) = (place(&reject.1.url), place(&accept.1.url));
    refused.is_some() && arrived.is_some() && refused != arrived && refused != accepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::staged::parts::{moment, page_words};
    use crate::facts::staged::scene::Scene;

    fn long(length: u64) -> PageWords {
        PageWords { length, ..page_words() }
    }

    #[test]
    fn pages_are_compared_if_enough_was_read_and_all_of_it() {
        assert_eq!(share(&long(200), &long(50)), Ok(0.25));
        assert_eq!(share(&long(3000), &long(3000)), Ok(1.0));
        assert!(share(&long(199), &long(50)).is_err(), "too little to compare with");
        let cut = |length| PageWords { cut: true, ..long(length) };
        assert!(share(&cut(3000), &long(3000)).is_err());
        assert!(share(&long(3000), &cut(3000)).is_err());
    }

    #[test]
    fn refusing_leads_away_only_where_it_alone_ends_on_another_page() {
        const HOME: &str = "https://shop.example/";
        const SUBSCRIBE: &str = "https://shop.example/subscribe";
        let away = |arrived: Option<&str>, accepted: &str, refused: &str| {
            let mut evidence = Scene::of(HOME).evidence;
            for visit in &mut evidence.visits {
                visit.reached.final_url = arrived.map(str::to_owned);
            }
            let ground = Ground::new(&evidence);
            let lived = |state| ground.attempted(state).unwrap();
            let (yes, no) = (moment(accepted, Phase::Return), moment(refused, Phase::Return));
            led_away((lived(&State::Accept), &yes), (lived(&State::Reject), &no))
        };
        assert!(away(Some(HOME), HOME, SUBSCRIBE));
        assert!(away(Some(HOME), HOME, "https://news.example/"));
        assert!(!away(Some(HOME), HOME, HOME));
        assert!(!away(Some(HOME), HOME, "https://shop.example/?consent=no#top"), "the same page");
        assert!(!away(Some(HOME), SUBSCRIBE, SUBSCRIBE), "whoever accepts comes there too");
        assert!(!away(Some(HOME), SUBSCRIBE, HOME), "it was accepting that led away");
        assert!(!away(None, HOME, SUBSCRIBE), "where the visit arrived is not known");
        assert!(!away(Some(HOME), HOME, "about-nothing"), "where refusing led is not known");
    }
}
