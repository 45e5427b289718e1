//! Invariants 4 and 7: less evidence never looks better, and every failure has a witness.

use std::collections::{BTreeMap, BTreeSet};

use consentinel::engine::{Outcome, RuleResult, evaluate};
use consentinel::evidence::State;
use consentinel::facts::catalogue::{COLLECTIONS, CollectionDefinition, SINGLES};
use consentinel::facts::{Collected, Fact, Item, Kind, View};
use consentinel::policy::{ActiveRule, Example, Judges, Policy, Verdict};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::policy::{built_in, cookie_rule, load, site_rule};

const STATES: [State; 5] = [State::None, State::NoneAgain, State::Reject, State::RejectAgain, State::Accept];

/// The built-in rules, and a few that use what these do not.
fn policy() -> Policy {
    let mut policy = built_in("strict");
    policy.rules.extend(policy.off.clone().into_iter().map(ActiveRule::with_defaults));
    let own = [
        cookie_rule("id: own", "id: at-most").replace("demand: none", "demand: { at-most: 0 }"),
        cookie_rule("id: own", "id: every").replace("demand: none", "demand: { every: { secure: true } }"),
        cookie_rule("id: own", "id: elsewhere").replace(
            "purpose: { in: $purposes }",
            "purpose: { in: $purposes }\n  not: { present-in: [reject, accept] }",
        ),
        site_rule("id: own", "id: compare").replace(
            "tracking.any: true }\nmessage",
            "any: [{ compare: { left: accept.steps, right: reject.steps, by: ratio, below: 0.5 } }, { compare: { left: \
             reject.steps, right: accept.steps, by: difference, above: 0 } }] }\nmessage",
        ),
    ];
    let named: Vec<(&str, &str)> =
        ["at-most", "every", "elsewhere", "compare"].into_iter().zip(own.iter().map(String::as_str)).collect();
    policy.rules.extend(load(&named, None).unwrap().rules);
    policy
}

/// Numbers from a seed: what is not given in an example is filled in from these, so that failures are common.
struct Seed(u64);

impl Seed {
    fn next(&mut self, below: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((word ^ (word >> 31)) % below as u64).unwrap()
    }

    fn fact(&mut self, kind: Kind) -> Fact {
        match self.next(12) {
            0 => Fact::Unknown("it was not seen".to_owned()),
            1 => Fact::absent(),
            _ => match kind {
                Kind::Flag => Fact::flag(self.next(2) == 0),
                Kind::Number => Fact::number([0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 14.0, 400.0, 800.0][self.next(9)]),
                Kind::Text => Fact::text(["session", "a", "b", "button"][self.next(4)]),
                Kind::Word(words) => Fact::text(words[self.next(words.len())]),
            },
        }
    }

    fn items(&mut self, collection: &'static CollectionDefinition) -> Vec<Item> {
        (0..self.next(4)).map(|_| self.item(collection, BTreeMap::new())).collect()
    }

    fn item(&mut self, collection: &'static CollectionDefinition, given: BTreeMap<&'static str, Fact>) -> Item {
        let mut facts = given;
        for fact in collection.facts {
            facts.entry(fact.name).or_insert_with(|| self.fact(fact.kind));
        }
        let number = self.next(3);
        Item {
            facts,
            evidence: format!("/{}/{number}", collection.name),
            identity: format!("{} {number}", collection.name),
            is_counted: number == 0,
        }
    }

    fn collected(&mut self, collection: &'static CollectionDefinition) -> Result<Collected, String> {
        match self.next(8) {
            0 => Err("it was not gathered".to_owned()),
            1 => Ok(Collected::partial(self.items(collection), "a phase ended at the deadline")),
            _ => Ok(Collected::complete(self.items(collection))),
        }
    }
}

/// A full view around an example of a rule, or around nothing.
fn view(policy: &Policy, rule: &Index, example: Option<&Index>, seed: u64) -> View {
    let rule = &rule.get(&policy.rules).rule;
    filled(example.map(|example| example.get(&rule.examples)), seed)
}

fn filled(example: Option<&Example>, seed: u64) -> View {
    let mut seed = Seed(seed);
    let mut view = View { day: "2026-11-25".to_owned(), ..View::default() };
    if let Some(example) = example {
        for (name, fact) in &example.site {
            view.singles.insert(name, (fact.clone(), format!("/{name}")));
        }
        view.collections.clone_from(&example.collections);
    }
    for fact in SINGLES.iter() {
        view.singles.entry(fact.name).or_insert_with(|| (seed.fact(fact.kind), format!("/{}", fact.name)));
    }
    for collection in COLLECTIONS {
        for state in STATES {
            let found = view.collections.remove(&(collection.name, state.clone()));
            let found = match found {
                Some(Ok(Collected { items, complete })) => {
                    let items = items.into_iter().map(|item| {
                        let Item { identity, evidence, facts, is_counted } = item;
                        Item { identity, evidence, is_counted, ..seed.item(collection, facts) }
                    });
                    Ok(Collected { items: items.collect(), complete })
                }
                Some(Err(why)) => Err(why),
                None => seed.collected(collection),
            };
            view.collections.insert((collection.name, state), found);
        }
    }
    // Nothing was lived through in a state whose choice is not offered: derivations hold to that.
    for (state, status) in [(State::Reject, "reject.status"), (State::Accept, "accept.status")] {
        if view.singles.get(status).is_some_and(|(fact, _)| *fact == Fact::text("not-offered")) {
            for collection in COLLECTIONS.iter().filter(|collection| collection.name != "control") {
                view.collections.insert((collection.name, state.clone()), Err("not offered".to_owned()));
            }
        }
    }
    view
}

/// One way to know less.
#[derive(Debug, Clone)]
enum Loss {
    Single(Index),
    ItemFact(Index, Index, Index),
    Collection(Index),
    Completeness(Index),
    Item(Index, Index),
}

fn loss() -> impl Strategy<Value = Loss> {
    let index = any::<Index>;
    prop_oneof![
        3 => index().prop_map(Loss::Single),
        3 => (index(), index(), index()).prop_map(|(at, item, fact)| Loss::ItemFact(at, item, fact)),
        1 => index().prop_map(Loss::Collection),
        1 => index().prop_map(Loss::Completeness),
        1 => (index(), index()).prop_map(|(at, item)| Loss::Item(at, item)),
    ]
}

fn at<'v>(view: &'v mut View, index: &Index) -> &'v mut Result<Collected, String> {
    let index = index.index(view.collections.len());
    view.collections.values_mut().nth(index).expect("a collection of the view")
}

fn lose(view: &mut View, loss: &Loss) {
    match loss {
        Loss::Single(index) => {
            let names: Vec<&str> = view.singles.keys().copied().collect();
            let fact = view.singles.get_mut(index.get(&names)).expect("a name of the view");
            fact.0 = Fact::Unknown("it was lost".to_owned());
        }
        Loss::ItemFact(index, item, fact) => {
            if let Ok(found) = at(view, index)
                && !found.items.is_empty()
            {
                let item = item.index(found.items.len());
                let facts = &mut found.items[item].facts;
                let fact = fact.index(facts.len());
                if let Some(known) = facts.values_mut().nth(fact) {
                    *known = Fact::Unknown("it was lost".to_owned());
                }
            }
        }
        Loss::Collection(index) => *at(view, index) = Err("it was lost".to_owned()),
        Loss::Completeness(index) => {
            if let Ok(found) = at(view, index) {
                found.complete = Err("the rest was lost".to_owned());
            }
        }
        Loss::Item(index, item) => {
            if let Ok(found) = at(view, index)
                && !found.items.is_empty()
            {
                found.items.remove(item.index(found.items.len()));
                found.complete = Err("an item was lost".to_owned());
            }
        }
    }
}

/// Whether the rule wants to see things in two fresh profiles.
fn repeats(policy: &Policy, id: &str) -> bool {
    let active = policy.rules.iter().find(|active| active.rule.id == id).expect("the rule was judged");
    match &active.rule.judges {
        Judges::Items(items) => !items.repeated_in.is_empty(),
        Judges::Site(site) => site.repeated_if.is_some(),
    }
}

fn strongest(result: &RuleResult) -> Vec<(&str, consentinel::policy::Severity, consentinel::policy::Verdict)> {
    result.failures.iter().map(|failure| (failure.fingerprint.as_str(), failure.severity, failure.verdict)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invariant_4_less_evidence_never_looks_better(
        rule in any::<Index>(),
        example in proptest::option::weighted(0.8, any::<Index>()),
        seed in any::<u64>(),
        losses in proptest::collection::vec(loss(), 1..12),
    ) {
        let policy = shared();
        let before_view = view(policy, &rule, example.as_ref(), seed);
        let mut after_view = before_view.clone();
        for loss in &losses {
            lose(&mut after_view, loss);
        }
        let before = evaluate(policy, &before_view);
        let after = evaluate(policy, &after_view);
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(&before.rule, &after.rule);
            // Where two profiles disagreed and one of them is lost, what the other shows is an indication again.
            let disputed = repeats(policy, &before.rule) && before.outcome != Outcome::Passed;
            let stays = after.outcome == before.outcome || after.outcome == Outcome::CantTell;
            prop_assert!(
                stays || disputed && before.outcome == Outcome::CantTell && after.outcome == Outcome::Failed,
                "{}: {} became {} ({:?})", before.rule, before.outcome, after.outcome, after.reason
            );
            for (fingerprint, severity, verdict) in strongest(after) {
                let known = strongest(before).into_iter().find(|(known, _, _)| *known == fingerprint);
                let Some((_, was_severity, was_verdict)) = known else {
                    if disputed && verdict > Verdict::Finding && before.reason.is_some() {
                        continue;
                    }
                    return Err(TestCaseError::fail(format!("{}: a failure out of nothing", after.rule)));
                };
                prop_assert!(severity >= was_severity && verdict >= was_verdict, "{}: a stronger word", after.rule);
            }
        }
    }

    #[test]
    fn invariant_7_every_failure_has_witnesses(
        rule in any::<Index>(),
        example in proptest::option::weighted(0.8, any::<Index>()),
        seed in any::<u64>(),
    ) {
        let policy = shared();
        for result in evaluate(policy, &view(policy, &rule, example.as_ref(), seed)) {
            prop_assert_eq!(result.outcome == Outcome::Failed, !result.failures.is_empty(), "{}", &result.rule);
            prop_assert_eq!(result.verdict.is_some(), result.outcome == Outcome::Failed);
            let needs_reason = matches!(result.outcome, Outcome::CantTell | Outcome::Inapplicable);
            prop_assert!(!needs_reason || result.reason.as_deref().is_some_and(|why| !why.is_empty()), "{}", &result.rule);
            for failure in &result.failures {
                prop_assert!(!failure.witnesses.is_empty(), "{} fails without a witness", &result.rule);
                for witness in &failure.witnesses {
                    prop_assert!(witness.evidence.starts_with('/') && !witness.values.is_empty());
                }
            }
        }
    }
}

fn shared() -> &'static Policy {
    static POLICY: std::sync::OnceLock<Policy> = std::sync::OnceLock::new();
    POLICY.get_or_init(policy)
}

/// The properties above would hold of views on which nothing ever happens.
#[test]
fn the_views_of_these_tests_show_every_outcome_of_every_rule() {
    const WANTED: [Outcome; 3] = [Outcome::Failed, Outcome::Passed, Outcome::CantTell];
    for active in &shared().rules {
        let policy = Policy { rules: vec![active.clone()], ..shared().clone() };
        let mut seen: BTreeSet<Outcome> = BTreeSet::new();
        let mut views =
            (0..80).flat_map(|seed| active.rule.examples.iter().map(move |example| filled(Some(example), seed)));
        while let Some(view) = (!WANTED.iter().all(|outcome| seen.contains(outcome))).then(|| views.next()).flatten() {
            seen.insert(evaluate(&policy, &view)[0].outcome);
        }
        for outcome in WANTED {
            assert!(seen.contains(&outcome), "{} never {outcome}", active.rule.id);
        }
    }
}
