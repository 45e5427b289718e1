//! The values of items in pairs of fresh profiles that were treated alike: those in which nothing was chosen, and those
//! in which everything was refused.

use std::collections::BTreeMap;

use super::identifier::InProfile;
use crate::evidence::State;

/// The values of every item of one profile, and what to say of an item that is not among them.
pub type Profile<'a, K> = (BTreeMap<K, InProfile<'a>>, InProfile<'a>);

/// Two fresh profiles that were treated alike.
#[derive(Debug)]
struct Pair<'a, K> {
    one: Profile<'a, K>,
    other: Profile<'a, K>,
}

impl<'a, K: Ord> Pair<'a, K> {
    fn of(&self, key: &K) -> [&InProfile<'a>; 2] {
        [&self.one, &self.other].map(|(values, missing)| values.get(key).unwrap_or(missing))
    }
}

/// All profiles whose values are compared.
#[derive(Debug)]
pub struct Profiles<'a, K> {
    untouched: Pair<'a, K>,
    refused: Pair<'a, K>,
}

impl<'a, K: Ord> Profiles<'a, K> {
    /// The states of these profiles.
    pub const STATES: [State; 4] = [State::None, State::NoneAgain, State::Reject, State::RejectAgain];

    /// Reads them by `read`.
    pub fn of(read: impl Fn(&State) -> Profile<'a, K>) -> Self {
        let pair = |one, other| Pair { one: read(&one), other: read(&other) };
        let [one, other, refused, refused_again] = Self::STATES;
        Self { untouched: pair(one, other), refused: pair(refused, refused_again) }
    }

    /// An item in the two profiles in which nothing was chosen.
    pub fn untouched(&self, key: &K) -> [&InProfile<'a>; 2] {
        self.untouched.of(key)
    }

    /// An item in the two profiles by which it is judged in a state. What comes with a refusal alone is in none in which
    /// nothing was chosen, and in each in which all was refused.
    pub fn compared(&self, state: &State, key: &K) -> [&InProfile<'a>; 2] {
        let untouched = self.untouched.of(key);
        let refuses = matches!(state, State::Reject | State::RejectAgain);
        let comes_with_choice = untouched.iter().all(|profile| **profile == InProfile::NotThere);
        if refuses && comes_with_choice { self.refused.of(key) } else { untouched }
    }

    /// The first value of an item in a profile other than that of this state.
    pub fn elsewhere(&self, state: &State, key: &K) -> Option<&'a str> {
        let [one, other] = self.compared(state, key);
        let is_one = matches!(state, State::None | State::Reject);
        if is_one { other.first() } else { one.first() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profiles(told: [(&'static str, InProfile<'static>); 4]) -> Profiles<'static, &'static str> {
        Profiles::of(|state| {
            let at = Profiles::<&str>::STATES.iter().position(|known| known == state).unwrap();
            let (key, profile) = told[at].clone();
            (BTreeMap::from([(key, profile)]), InProfile::NotThere)
        })
    }

    fn there(value: &'static str) -> InProfile<'static> {
        InProfile::There { first: value, later: Ok(Some(value)) }
    }

    #[test]
    fn what_comes_with_a_refusal_alone_is_compared_between_two_refusals() {
        let all = profiles([("x", there("1")), ("x", there("2")), ("vid", there("a")), ("vid", there("b"))]);
        assert_eq!(all.compared(&State::Reject, &"vid"), [&there("a"), &there("b")]);
        assert_eq!(all.elsewhere(&State::Reject, &"vid"), Some("b"));
        assert_eq!(all.elsewhere(&State::RejectAgain, &"vid"), Some("a"));
        let absent = [&InProfile::NotThere, &InProfile::NotThere];
        assert_eq!(all.compared(&State::Accept, &"vid"), absent, "nobody agreed twice");
        assert_eq!(all.untouched(&"vid"), absent);
    }

    #[test]
    fn what_is_there_without_a_choice_is_compared_there() {
        let unseen = InProfile::NotSeen("it did not load".to_owned());
        let all = profiles([("vid", there("1")), ("vid", there("2")), ("vid", there("a")), ("vid", there("b"))]);
        assert_eq!(all.compared(&State::Reject, &"vid"), [&there("1"), &there("2")]);
        assert_eq!(all.elsewhere(&State::None, &"vid"), Some("2"));
        assert_eq!(all.elsewhere(&State::Accept, &"vid"), Some("1"));
        let all = profiles([("vid", unseen.clone()), ("x", there("2")), ("vid", there("a")), ("vid", there("b"))]);
        assert_eq!(all.compared(&State::Reject, &"vid"), [&unseen, &InProfile::NotThere], "it may have been there");
    }
}
