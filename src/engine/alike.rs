//! Things that fail and cannot be told apart: names that each visit draws anew, controls of the same words. How many there
//! are is known, so that many fail.

use super::condition::Place;

/// What failed under one identity as failures with names of their own. Each has one place a visit at most, and `weight`
/// says which comes first: the first of a visit is the worst of it. Whatever else failed is one failure at all its places.
pub(super) fn apart<'a, W: Ord>(
    identity: String,
    places: Vec<Place<'a>>,
    weight: impl Fn(&Place<'a>) -> W,
) -> Vec<(String, Vec<Place<'a>>)> {
    if places.iter().any(|place| !place.item.is_counted || place.item.identity != identity) {
        return vec![(identity, places)];
    }
    let mut visits: Vec<Vec<Place<'a>>> = Vec::new();
    for place in places {
        match visits.iter_mut().find(|visit| visit.iter().any(|other| other.state == place.state)) {
            Some(visit) => visit.push(place),
            None => visits.push(vec![place]),
        }
    }
    let mut failures: Vec<Vec<Place<'a>>> = Vec::new();
    for visit in &mut visits {
        visit.sort_by_key(&weight);
        for (at, place) in visit.drain(..).enumerate() {
            match failures.get_mut(at) {
                Some(failure) => failure.push(place),
                None => failures.push(vec![place]),
            }
        }
    }
    failures.into_iter().enumerate().map(|(at, places)| (numbered(&identity, at + 1), places)).collect()
}

/// No identity ends with a number sign and a number: hosts have none.
fn numbered(identity: &str, number: usize) -> String {
    if number == 1 { identity.to_owned() } else { format!("{identity} #{number}") }
}
