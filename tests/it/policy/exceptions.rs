//! Exceptions: how they are read and refused. What they waive is told in `engine/waived.rs`.

use insta::assert_snapshot;

use crate::support::policy::{cookie_rule, load, shown};

fn refused(words: &str) -> String {
    match load(&[("own", &cookie_rule("", ""))], Some(words)) {
        Ok(_) => panic!("this was not refused: {words}"),
        Err(errors) => shown(&errors),
    }
}

#[test]
fn an_exception_is_read_with_its_place() {
    let words = "# ours\nexceptions:\n  - rule: own\n    where: { cookie.name: a, domain: { in: [x.example, y.example] } }\n    \
                 reason: asked for\n    by: privacy@shop.example\n    until: 2027-01-31\n";
    let policy =
        load(&[("own", &cookie_rule("", ""))], Some(words)).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    let exception = &policy.exceptions[0];
    assert_eq!(exception.at, "exceptions.yaml:3");
    assert_eq!(exception.until.as_deref(), Some("2027-01-31"));
    assert!(exception.filter.is_some());
}

#[test]
fn invariant_11_exceptions_are_refused_with_a_caret() {
    let of = |what: &str| format!("exceptions:\n  - rule: own\n    reason: asked for\n    by: me\n    {what}\n");
    assert_snapshot!("exception_unknown_rule", refused(&of("").replace("own", "ovn")));
    assert_snapshot!("exception_unknown_fact", refused(&of("where: { cookie.nam: a }")));
    assert_snapshot!("exception_wrong_kind", refused(&of("where: { cookie.session: a }")));
    assert_snapshot!("exception_not_a_day", refused(&of("until: 31.01.2027")));
    assert_snapshot!("exception_no_such_day", refused(&of("until: 2027-02-30")));
    assert_snapshot!("exception_without_reason", refused("exceptions:\n  - rule: own\n    by: me\n"));
    assert_snapshot!("exception_with_empty_reason", refused(&of("").replace("asked for", "' '")));
}
