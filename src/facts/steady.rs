//! Identities that stay the same from run to run: what a name, host or path holds of chance or of the time is left out.
//!
//! Whether a part of a name is chance is seen, not guessed: every visit has a profile of its own, so a name that was
//! drawn anew stands in one visit alone, with others of its form beside it in other visits. A measurement id in the name
//! of a cookie stands in all of them and stays.

use std::collections::{BTreeMap, BTreeSet};

use super::entropy::{IDENTIFYING_BITS, tokens};
use super::token::word_count;
use super::value::Collection;
use crate::evidence::State;

/// Collections whose identities hold names that a page draws. Those of requests are not among them: hosts drawn at
/// random may be of several recipients, and whether one was contacted in another state must not be told by another.
const NAMED: [&str; 3] = ["cookie", "refused-cookie", "storage"];

/// What stands for a part that is left out.
const LEFT_OUT: &str = "*";

/// How long before the start of a run a moment in time may lie that counts as drawn in it, and how long after, seconds.
const AROUND: std::ops::RangeInclusive<i64> = -600..=3_600;

/// Whether a token is a moment of the run: seconds, milliseconds or microseconds since 1970. `started` is the start of
/// the run in seconds; 0 where it is not known, and then nothing is one.
pub fn is_moment(token: &str, started: i64) -> bool {
    if started == 0 || !token.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let unit = match token.len() {
        10 => 1,
        13 => 1_000,
        16 => 1_000_000,
        _ => return false,
    };
    token.parse::<i64>().is_ok_and(|time| AROUND.contains(&(time / unit - started)))
}

/// Gives every item of the named collections its steady identity.
pub fn settle(all: &mut BTreeMap<(&'static str, State), Collection>, started: i64) {
    for name in NAMED {
        let raw: Vec<(State, String)> = all
            .iter()
            .filter(|((collection, _), _)| *collection == name)
            .filter_map(|((_, state), found)| Some((state.clone(), found.as_ref().ok()?)))
            .flat_map(|(state, found)| found.items.iter().map(move |item| (state.clone(), item.identity.clone())))
            .collect();
        let steady = steady(&raw, started);
        if steady.is_empty() {
            continue;
        }
        for ((collection, _), found) in all.iter_mut() {
            if let (true, Ok(found)) = (*collection == name, found) {
                // Several of one form in one visit stay several.
                let mut used: BTreeMap<&str, usize> = BTreeMap::new();
                for item in &mut found.items {
                    let Some(identity) = steady.get(&item.identity) else { continue };
                    let count = used.entry(identity).or_default();
                    *count += 1;
                    item.identity = if *count == 1 { identity.clone() } else { format!("{identity} {count}") };
                }
            }
        }
    }
}

/// The steady form of those identities that have one of their own. `raw` holds each with the state that it was seen in.
fn steady(raw: &[(State, String)], started: i64) -> BTreeMap<String, String> {
    let mut seen: BTreeMap<&str, BTreeSet<&State>> = BTreeMap::new();
    for (state, identity) in raw {
        seen.entry(identity).or_default().insert(state);
    }
    let mut forms: BTreeMap<Vec<Part<'_>>, Vec<(&str, &BTreeSet<&State>)>> = BTreeMap::new();
    for (identity, states) in &seen {
        let form = parts(identity).into_iter().map(|part| part.form(started)).collect();
        forms.entry(form).or_default().push((identity, states));
    }
    let mut steady = BTreeMap::new();
    for members in forms.values() {
        let alone = members.len() > 1 && members.iter().all(|(_, states)| states.len() == 1);
        let mut varying = if alone { varying(members.iter().map(|(one, _)| *one)) } else { BTreeSet::new() };
        if !members.iter().all(|(one, _)| is_rich(one, &varying, started)) {
            varying.clear();
        }
        for (identity, _) in members {
            let told: String = parts(identity)
                .iter()
                .enumerate()
                .map(|(place, part)| part.told(varying.contains(&place), started))
                .collect();
            if told != *identity {
                steady.insert((*identity).to_owned(), told);
            }
        }
    }
    steady
}

/// Whether there is enough in what varies that is no word to single out a visitor.
fn is_rich(identity: &str, varying: &BTreeSet<usize>, started: i64) -> bool {
    let parts = parts(identity);
    let texts: Vec<&str> = varying.iter().filter_map(|place| Some(parts.get(*place)?.told(false, 0))).collect();
    tokens(&texts.join(" ")).wordless_bits(started) >= IDENTIFYING_BITS
}

/// The places at which identities of one form differ.
fn varying<'a>(identities: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let all: Vec<Vec<Part<'_>>> = identities.map(parts).collect();
    let Some((first, others)) = all.split_first() else { return BTreeSet::new() };
    (0..first.len()).filter(|place| others.iter().any(|other| other.get(*place) != first.get(*place))).collect()
}

/// A piece of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    /// Letters and digits.
    Token(&'a str),
    /// What stands between two of them.
    Between(&'a str),
    /// Something that is no word, whichever.
    Any,
}

impl<'a> Part<'a> {
    /// The part as far as it is the same for all of one form.
    fn form(self, started: i64) -> Self {
        match self {
            Part::Token(token) if is_moment(token, started) || word_count(token).is_none() => Part::Any,
            other => other,
        }
    }

    /// As the steady identity has it.
    fn told(self, varies: bool, started: i64) -> &'a str {
        match self {
            Part::Token(token) if varies || is_moment(token, started) => LEFT_OUT,
            Part::Token(text) | Part::Between(text) => text,
            Part::Any => LEFT_OUT,
        }
    }
}

fn parts(identity: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = identity;
    while let Some(first) = rest.chars().next() {
        let is_token = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != is_token).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(if is_token { Part::Token(part) } else { Part::Between(part) });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_795_514_400;

    fn all(seen: &[(State, &str)]) -> BTreeMap<String, String> {
        let raw: Vec<(State, String)> = seen.iter().map(|(state, one)| (state.clone(), (*one).to_owned())).collect();
        steady(&raw, AT)
    }

    #[test]
    fn a_name_that_each_profile_draws_is_one() {
        let told = all(&[
            (State::None, "cookie sess_3f2a9c1e77b24c1f .shop.example"),
            (State::NoneAgain, "cookie sess_b81d0f6a2c9e4e71 .shop.example"),
        ]);
        let names: BTreeSet<&String> = told.values().collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["cookie sess_* .shop.example"]);
        let told = all(&[
            (State::None, "storage u-3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f shop.example"),
            (State::Reject, "storage u-b81d0f6a-2c9e-4e71-8a40-9f8e7d6c5b4a shop.example"),
        ]);
        assert!(told.values().all(|one| one == "storage u-*-*-*-*-* shop.example"), "{told:?}");
    }

    #[test]
    fn what_every_profile_has_stays_and_so_does_what_is_short() {
        for seen in [
            [(State::None, "cookie _ga_AB12CD34EF x"), (State::NoneAgain, "cookie _ga_AB12CD34EF x")],
            [(State::None, "cookie step_1 x"), (State::Reject, "cookie step_2 x")],
            [(State::None, "cookie basket x"), (State::Reject, "cookie choice x")],
            [
                (State::None, "cookie a1 b81d0f6a2c9e4e71.example"),
                (State::Reject, "cookie b2 b81d0f6a2c9e4e71.example"),
            ],
        ] {
            assert_eq!(all(&seen), BTreeMap::new());
        }
        // Two measurement ids, each in both profiles.
        let two = ["cookie _ga_AB12CD34EF x", "cookie _ga_ZY98XW76VU x"];
        let seen: Vec<(State, &str)> =
            [State::None, State::NoneAgain].into_iter().flat_map(|state| two.map(|one| (state.clone(), one))).collect();
        assert_eq!(all(&seen), BTreeMap::new());
    }

    #[test]
    fn moments_of_the_run_are_left_out_and_others_stay() {
        assert_eq!(all(&[(State::None, "cookie t_1795514412345 x")])["cookie t_1795514412345 x"], "cookie t_* x");
        assert_eq!(all(&[(State::None, "cookie t_1795414412 x")]), BTreeMap::new());
        assert!(is_moment("1795514412", AT) && !is_moment("1795514412", 0) && !is_moment("17955144123", AT));
    }

    #[test]
    fn several_of_one_form_in_one_visit_stay_several() {
        use crate::facts::{Collected, Item};
        let item =
            |identity: &str| Item { facts: BTreeMap::new(), evidence: String::new(), identity: identity.to_owned() };
        let visit = |names: [&str; 2]| Ok(Collected::complete(names.map(item).to_vec()));
        let mut view = BTreeMap::from([
            (("cookie", State::None), visit(["cookie u_3f2a9c1e77b24c1f x", "cookie u_a81d0f6a2c9e4e72 x"])),
            (("cookie", State::NoneAgain), visit(["cookie u_b81d0f6a2c9e4e71 x", "cookie u_c0ffee129ab44d53 x"])),
        ]);
        settle(&mut view, AT);
        for found in view.values() {
            let names: Vec<&str> = found.as_ref().unwrap().items.iter().map(|item| item.identity.as_str()).collect();
            assert_eq!(names, ["cookie u_* x", "cookie u_* x 2"]);
        }
    }
}
