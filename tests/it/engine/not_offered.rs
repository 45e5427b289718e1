//! States whose choice the interface does not offer: passed over where others are left, and never taken for a look.

use consentinel::engine::{Outcome, RuleResult, evaluate};
use consentinel::evidence::State;
use consentinel::facts::{Collected, Fact, View};

use super::views::{collection, cookie, empty, single};
use crate::support::policy::{cookie_rule, load, shown};

/// Judges the rule over cookies with `states` in place of its own.
fn judge(states: [&str; 2], view: &View) -> RuleResult {
    let [one, other] = states;
    let rule = cookie_rule("", "")
        .replace("states: [none, reject]", &format!("states: [{one}, {other}]"))
        .replace("      reject: {", &format!("      {other}: {{"))
        .replace("      none: {", &format!("      {one}: {{"));
    let policy = load(&[("own", &rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    evaluate(&policy, view).remove(0)
}

const CHOICES: [(&str, State); 3] =
    [("reject", State::Reject), ("reject-again", State::RejectAgain), ("accept", State::Accept)];

#[test]
fn a_choice_that_is_not_offered_is_passed_over_whatever_it_is() {
    for (name, state) in CHOICES {
        let mut view = empty();
        collection(&mut view, "cookie", State::None, Ok(Collected::complete(vec![])));
        collection(&mut view, "cookie", state, Err("the choice could not be made".to_owned()));
        assert_eq!(judge(["none", name], &view).outcome, Outcome::CantTell, "{name}");
        single(&mut view, &format!("{name}.status"), Fact::text("not-offered"));
        assert_eq!(judge(["none", name], &view).outcome, Outcome::Passed, "{name}");
    }
}

#[test]
fn where_none_of_the_choices_is_offered_there_was_nothing_to_look_at() {
    let mut view = empty();
    single(&mut view, "reject.status", Fact::text("not-offered"));
    single(&mut view, "accept.status", Fact::text("not-offered"));
    let result = judge(["reject", "accept"], &view);
    assert_eq!((result.outcome, result.looked_at), (Outcome::Inapplicable, None), "that is no pass");
    assert_eq!(result.reason.as_deref(), Some("the interface offers none of the choices whose effect it looks at"));
    collection(&mut view, "cookie", State::Accept, Ok(Collected::complete(vec![cookie("a", "analytics", 400.0)])));
    single(&mut view, "accept.status", Fact::text("observed"));
    assert_eq!(judge(["reject", "accept"], &view).outcome, Outcome::Failed);
}

#[test]
fn a_rule_over_one_choice_alone_cannot_tell_where_that_is_not_offered() {
    let rule = cookie_rule("", "")
        .replace("states: [none, reject]", "states: [reject]")
        .replace("      none: {", "      reject: {")
        .replace("      reject: { cookie: [] }\n", "");
    let policy = load(&[("own", &rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    let mut view = empty();
    single(&mut view, "reject.status", Fact::text("not-offered"));
    collection(&mut view, "cookie", State::Reject, Err("the choice was not made".to_owned()));
    assert_eq!(evaluate(&policy, &view)[0].outcome, Outcome::CantTell);
}
