//! One HTTP archive for a whole run.

use consentinel::bundle::har::Together;
use consentinel::evidence::Gathered;

use crate::support::evidence as scene;

#[test]
fn every_visit_of_every_target_is_in_it_under_its_own_pages() {
    let (leaky, honest) = (scene::leaky(), scene::honest());
    let mut together = Together::default();
    assert!(together.whole().is_none());
    together.add(&leaky);
    together.add(&honest);
    let har = together.whole().unwrap();
    let requests = [&leaky, &honest]
        .iter()
        .flat_map(|evidence| &evidence.visits)
        .filter_map(|visit| visit.requests.ok())
        .map(Vec::len)
        .sum::<usize>();
    assert!(requests > 0);
    assert_eq!(har.log.entries.len(), requests);
    let ids: std::collections::BTreeSet<&str> = har.log.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(ids.len(), har.log.pages.len(), "two pages share an id");
    assert!(har.log.entries.iter().all(|entry| ids.contains(entry.pageref.as_str())));
    assert!(ids.contains("1/none/arrival") && ids.contains("2/none/arrival"), "{ids:?}");
}

#[test]
fn a_visit_whose_requests_are_not_known_is_said_to_be_missing() {
    let mut leaky = scene::leaky();
    leaky.visits[0].requests = Gathered::Failed("the browser died".to_owned());
    let mut together = Together::default();
    together.add(&leaky);
    let comment = together.whole().unwrap().log.comment.unwrap();
    assert!(comment.contains("1/none: requests were not recorded: the browser died"), "{comment}");
}
