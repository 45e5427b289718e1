//! What the facts say of each small site.

use consentinel::evidence::State;
use consentinel::facts::{Fact, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;

fn single(evidence: &consentinel::evidence::Evidence, name: &str) -> Fact {
    derive(evidence, &knowledge::small()).view.singles[name].0.clone()
}

#[test]
fn an_interface_that_returns_after_an_unrecorded_refusal_is_known_to_return() {
    let evidence = scene::prompts_again();
    assert_eq!(single(&evidence, "reject.status"), Fact::text("unconfirmed"));
    assert_eq!(single(&evidence, "reject.banner-on-return"), Fact::flag(true));
    assert_eq!(single(&evidence, "reject.recorded"), Fact::flag(false));
    let view = derive(&evidence, &knowledge::small()).view;
    assert!(view.collections[&("cookie", State::Reject)].is_err());
}
