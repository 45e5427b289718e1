//! Identities that stay the same from run to run: what a name, host or path holds of chance or of the time is left out.
//!
//! Whether a part of a name is chance is seen, not guessed: every visit has a profile of its own, so what was drawn anew
//! stands in one visit alone, with others of its form beside it in other visits. A measurement id in the name of a cookie
//! stands in all of them and stays.
//!
//! What else was seen changes no identity: it follows from the name itself and from those that become the same as it.
//! These cannot be told apart; whoever judges them counts them.

use std::collections::{BTreeMap, BTreeSet};

use super::entropy::{IDENTIFYING_BITS, tokens};
use super::token::word_count;
use super::value::{Collection, Item};
use crate::evidence::State;

/// Collections whose identities hold names that a page draws. Those of requests are not among them: hosts drawn at
/// random may be of several recipients, and whether one was contacted in another state must not be told by another.
const NAMED: [&str; 4] = ["cookie", "refused-cookie", "storage", "leak"];

/// The collection whose identities name a recipient behind what left; the recipient stays as it is.
const SENT: &str = "leak";

/// What stands for a part that is left out.
const LEFT_OUT: &str = "*";

/// The fewest characters of a token that belongs to a longer one beside it, as in a UUID; `v1` and the number of a site
/// do not.
const SHORTEST: usize = 4;

/// How many characters the groups of a UUID have.
const UUID: [usize; 5] = [8, 4, 4, 4, 12];

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

/// All collections by their name and state.
type Collections = BTreeMap<(&'static str, State), Collection>;

/// Gives every item of the named collections its steady identity.
pub fn settle(all: &mut Collections, started: i64) {
    let seen = NAMED.map(|name| (name, seen(all, name)));
    let names = seen.each_ref().map(|(collection, seen)| (*collection, read(collection, seen, started)));
    let steady = Steady::of(names.iter().flat_map(|(_, names)| names));
    let told = names.each_ref().map(|(collection, names)| (*collection, steady.told(names)));
    for ((collection, _), found) in all.iter_mut() {
        let told = told.iter().find(|(name, _)| name == collection);
        if let (Some((_, told)), Ok(found)) = (told, found) {
            settle_visit(&mut found.items, told);
        }
    }
}

/// The identities of a collection with the states that they were seen in.
fn seen(all: &Collections, name: &str) -> Vec<(State, String)> {
    let of = all.iter().filter(|((collection, _), _)| *collection == name);
    let found = of.filter_map(|((_, state), found)| Some((state, found.as_ref().ok()?)));
    found.flat_map(|(state, found)| found.items.iter().map(|item| (state.clone(), item.identity.clone()))).collect()
}

fn read<'a>(collection: &str, seen: &'a [(State, String)], started: i64) -> Vec<Named<'a>> {
    seen.iter().map(|(state, identity)| Named::read(collection, state, identity, started)).collect()
}

/// Items of one visit get their steady identities.
fn settle_visit(items: &mut [Item], told: &BTreeMap<&str, Told>) {
    for item in items {
        let Some(told) = told.get(item.identity.as_str()) else { continue };
        item.is_counted = matches!(told, Told::Drawn(_));
        let (Told::Drawn(identity) | Told::AsItIs(identity)) = told;
        item.identity.clone_from(identity);
    }
}

/// A name as it was seen in a state.
#[derive(Debug)]
struct Named<'a> {
    state: &'a State,
    identity: &'a str,
    parts: Vec<Part<'a>>,
    /// What follows the name, and stays.
    rest: &'a str,
}

impl<'a> Named<'a> {
    fn read(collection: &str, state: &'a State, identity: &'a str, started: i64) -> Self {
        let length = if collection == SENT { identity.rfind(" to ") } else { None };
        let (name, rest) = identity.split_at(length.unwrap_or(identity.len()));
        Self { state, identity, parts: parts(name, started), rest }
    }

    /// The identity without some of its parts. A star that the site wrote is none of ours.
    fn spelled(&self, is_left_out: impl Fn(Part<'_>) -> bool) -> String {
        let mut told = String::with_capacity(self.identity.len());
        for part in &self.parts {
            match *part {
                part if is_left_out(part) => told.push_str(LEFT_OUT),
                Part::Rich(text) | Part::Moment(text) | Part::Plain(text) => told.push_str(text),
                Part::Between(text) => told.push_str(&text.replace('\\', "\\\\").replace('*', "\\*")),
            }
        }
        told.push_str(self.rest);
        told
    }
}

/// A steady identity.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// Something is left out of it, so that several may share it.
    Drawn(String),
    /// Nothing is left out.
    AsItIs(String),
}

/// Which parts of names stand in one visit alone, of all names of a run.
struct Steady<'a> {
    visits: BTreeMap<&'a str, BTreeSet<&'a State>>,
}

impl<'a> Steady<'a> {
    fn of(names: impl Iterator<Item = &'a Named<'a>>) -> Self {
        let mut visits: BTreeMap<&str, BTreeSet<&State>> = BTreeMap::new();
        for name in names {
            for part in &name.parts {
                if let Part::Rich(text) = part {
                    visits.entry(text).or_default().insert(name.state);
                }
            }
        }
        Self { visits }
    }

    /// The steady forms of the names of one collection.
    fn told<'n>(&self, names: &[Named<'n>]) -> BTreeMap<&'n str, Told> {
        let is_left_out = |part: Part<'_>| self.is_of_one_visit(part) || part.is_moment();
        let left_out: Vec<String> = names.iter().map(|name| name.spelled(is_left_out)).collect();
        let mut seen: BTreeMap<&str, BTreeSet<&State>> = BTreeMap::new();
        for (name, text) in names.iter().zip(&left_out) {
            seen.entry(text).or_default().insert(name.state);
        }
        let one = |(name, text): (&Named<'n>, &String)| {
            let is_repeated = seen.get(text.as_str()).is_some_and(|states| states.len() > 1);
            let told = if is_repeated { text.clone() } else { name.spelled(|part| part.is_moment()) };
            let told = if told == name.spelled(|_| false) { Told::AsItIs(told) } else { Told::Drawn(told) };
            (name.identity, told)
        };
        names.iter().zip(&left_out).map(one).collect()
    }

    fn is_of_one_visit(&self, part: Part<'_>) -> bool {
        matches!(part, Part::Rich(text) if self.visits.get(text).is_some_and(|states| states.len() == 1))
    }
}

/// A piece of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    /// Letters and digits, or several such that belong together, with enough that is no word to single out a visitor.
    Rich(&'a str),
    /// A moment of the run.
    Moment(&'a str),
    /// Other letters and digits.
    Plain(&'a str),
    /// What stands between two of them.
    Between(&'a str),
}

impl Part<'_> {
    fn is_moment(self) -> bool {
        matches!(self, Part::Moment(_))
    }
}

fn parts(identity: &str, started: i64) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = identity;
    while let Some(first) = rest.chars().next() {
        let is_token = first.is_alphanumeric();
        let end = if is_token { token_end(rest) } else { rest.find(char::is_alphanumeric).unwrap_or(rest.len()) };
        let (part, after) = rest.split_at(end);
        parts.push(match part {
            part if !is_token => Part::Between(part),
            part if is_moment(part, started) => Part::Moment(part),
            part if is_rich(part, started) => Part::Rich(part),
            part => Part::Plain(part),
        });
        rest = after;
    }
    parts
}

fn is_rich(token: &str, started: i64) -> bool {
    token.len() >= SHORTEST && word_count(token).is_none() && tokens(token).wordless_bits(started) >= IDENTIFYING_BITS
}

/// Where the token ends that a text starts with. A UUID is one, and so are tokens that are no words and not enough alone,
/// joined by one sign.
fn token_end(text: &str) -> usize {
    let run = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    if let Some(end) = uuid_end(text) {
        return end;
    }
    let is_drawn = |token: &str| token.len() >= SHORTEST && word_count(token).is_none() && !is_rich(token, 0);
    let mut end = run(text);
    if !text.get(..end).is_some_and(is_drawn) {
        return end;
    }
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(['-', '_', '.', ':'])) {
        let next = run(rest);
        if !rest.get(..next).is_some_and(is_drawn) || uuid_end(rest).is_some() {
            break;
        }
        end += 1 + next;
    }
    end
}

fn uuid_end(text: &str) -> Option<usize> {
    let end = UUID.iter().sum::<usize>() + UUID.len() - 1;
    let (uuid, after) = (text.get(..end)?, text.get(end..)?);
    let mut groups = uuid.split('-');
    let fits = UUID.iter().all(|length| {
        groups.next().is_some_and(|group| group.len() == *length && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    (fits && !after.starts_with(char::is_alphanumeric)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AT: i64 = 1_795_514_400;

    /// The identities that names of a collection get, and whether something is left out of each.
    fn all<'a>(collection: &str, seen: &[(State, &'a str)]) -> BTreeMap<&'a str, (String, bool)> {
        let names: Vec<Named<'_>> = seen.iter().map(|(state, one)| Named::read(collection, state, one, AT)).collect();
        let told = Steady::of(names.iter()).told(&names);
        let of = |one: &str| match told.get(one).unwrap() {
            Told::Drawn(identity) => (identity.clone(), true),
            Told::AsItIs(identity) => (identity.clone(), false),
        };
        seen.iter().map(|(_, one)| (*one, of(one))).collect()
    }

    fn cookies<'a>(seen: &[(State, &'a str)]) -> BTreeMap<&'a str, (String, bool)> {
        all("cookie", seen)
    }

    fn stays(seen: &[(State, &str)]) -> bool {
        cookies(seen).iter().all(|(raw, (told, is_drawn))| raw == told && !is_drawn)
    }

    #[test]
    fn a_name_that_each_profile_draws_is_one() {
        for (one, other, told) in [
            ("sess_3f2a9c1e77b24c1f", "sess_b81d0f6a2c9e4e71", "sess_*"),
            ("u-3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f", "u-b81d0f6a-2c9e-face-8a40-9f8e7d6c5b4a", "u-*"),
            ("v1.3f2a_9c1e_77b2", "v1.b81d_0f6a_2c9e", "v1.*"),
        ] {
            let found = cookies(&[(State::None, one), (State::NoneAgain, other)]);
            assert!(found.values().all(|found| *found == (told.to_owned(), true)), "{found:?}");
        }
    }

    #[test]
    fn what_every_profile_has_stays_and_so_does_what_is_short() {
        for seen in [
            [(State::None, "_ga_AB12CD34EF x"), (State::NoneAgain, "_ga_AB12CD34EF x")],
            [(State::None, "step_1 x"), (State::Reject, "step_2 x")],
            [(State::None, "basket x"), (State::Reject, "choice x")],
            [(State::None, "a1 b81d0f6a2c9e4e71.example"), (State::Reject, "b2 b81d0f6a2c9e4e71.example")],
            // Two of one visit say nothing of another visit, and neither does one alone.
            [(State::Accept, "_ga_AB12CD34EF x"), (State::Accept, "_ga_ZY98XW76VU x")],
            [(State::None, "sess_3f2a9c1e77b24c1f a"), (State::NoneAgain, "sess_b81d0f6a2c9e4e71 b")],
        ] {
            assert!(stays(&seen), "{seen:?}");
        }
        let two = ["_ga_AB12CD34EF x", "_ga_ZY98XW76VU x"];
        let seen: Vec<(State, &str)> =
            [State::None, State::NoneAgain].into_iter().flat_map(|state| two.map(|one| (state.clone(), one))).collect();
        assert!(stays(&seen), "each in both profiles");
        let found = cookies(&[
            (State::None, "_ga_AB12CD34EF_3f2a9c1e77b24c1f x"),
            (State::NoneAgain, "_ga_AB12CD34EF_b81d0f6a2c9e4e71 x"),
        ]);
        assert!(found.values().all(|(told, _)| told == "_ga_AB12CD34EF_* x"), "{found:?}");
    }

    #[test]
    fn moments_of_the_run_are_left_out_and_others_stay() {
        assert_eq!(cookies(&[(State::None, "t_1795514412345 x")])["t_1795514412345 x"], ("t_* x".to_owned(), true));
        assert!(stays(&[(State::None, "t_1795414412 x")]));
        assert!(is_moment("1795514412", AT) && !is_moment("1795514412", 0) && !is_moment("17955144123", AT));
    }

    #[test]
    fn a_star_that_the_site_wrote_is_none_of_ours() {
        let found = cookies(&[
            (State::None, "sess_* x"),
            (State::None, "sess_\\* x"),
            (State::None, "sess_3f2a9c1e77b24c1f x"),
            (State::NoneAgain, "sess_b81d0f6a2c9e4e71 x"),
        ]);
        let names: BTreeSet<&String> = found.values().map(|(told, _)| told).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["sess_* x", "sess_\\* x", "sess_\\\\\\* x"]);
        assert_eq!(found["sess_* x"], ("sess_\\* x".to_owned(), false));
    }

    #[test]
    fn who_received_something_stays_whatever_the_name_of_the_host() {
        let leak = |name: &str, host: &str| format!("leak cookie {name} shop.example to {host} query raw");
        let one = leak("u_3f2a9c1e77b24c1f", "t.example");
        let other = leak("u_b81d0f6a2c9e4e71", "t.example");
        let found = all("leak", &[(State::None, &one), (State::NoneAgain, &other)]);
        assert!(found.values().all(|(told, _)| *told == leak("u_*", "t.example")), "{found:?}");
        let (one, other) = (leak("uid", "a3f2a9c1e77b24c1f.example"), leak("uid", "bb81d0f6a2c9e4e71.example"));
        let found = all("leak", &[(State::None, &one), (State::NoneAgain, &other)]);
        assert!(found.iter().all(|(raw, (told, is_drawn))| raw == told && !is_drawn), "{found:?}");
    }

    proptest! {
        #[test]
        fn what_else_was_seen_changes_none(others in prop::collection::vec(
            (0_usize..4, "(sess|_ga|v|t|basket)_([a-f0-9]{1,16}|[0-9]{13}|\\*)(_v[1-3])? [xy]"), 0..12,
        )) {
            let states = [State::None, State::NoneAgain, State::Reject, State::Accept];
            let own = [
                (State::None, "sess_3f2a9c1e77b24c1f_v1 x"),
                (State::NoneAgain, "sess_b81d0f6a2c9e4e71_v1 x"),
                (State::None, "_ga_AB12CD34EF x"),
                (State::NoneAgain, "_ga_AB12CD34EF x"),
                (State::None, "basket x"),
                (State::None, "t_1795514412345 x"),
            ];
            let alone = cookies(&own);
            let more: Vec<(State, &str)> =
                others.iter().map(|(state, name)| (states[*state].clone(), name.as_str())).chain(own).collect();
            let among = cookies(&more);
            for (raw, told) in &alone {
                prop_assert_eq!(&among[raw], told);
            }
            for (raw, (told, is_drawn)) in &among {
                let sharing = among.iter().filter(|(_, other)| other.0 == *told);
                prop_assert!(*is_drawn || sharing.count() == 1, "{raw} shares {told}");
            }
        }
    }
}
