//! How long all rules take over an ordinary site, with 60 cookies, 300 requests and 40 storage items in each of four states;
//! and over 10,000 items. Aim: below 100 ms.

#![allow(missing_docs)] // criterion's macros write undocumented functions

use std::hint::black_box;

use consentinel::engine::judge;
use consentinel::evidence::State;
use consentinel::facts::catalogue::{COLLECTIONS, CollectionDefinition, SINGLES};
use consentinel::facts::{Collected, Fact, Item, Kind, View};
use criterion::{Criterion, criterion_group, criterion_main};

#[path = "../tests/it/support/policy.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
mod policy;

fn fact(kind: Kind, number: usize) -> Fact {
    match kind {
        Kind::Flag => Fact::flag(number.is_multiple_of(2)),
        Kind::Number => Fact::number(number as f64),
        Kind::Text => Fact::text(format!("text {number}")),
        Kind::Word(words) => Fact::text(words[number % words.len()]),
    }
}

fn items(collection: &CollectionDefinition, count: usize) -> Vec<Item> {
    (0..count)
        .map(|number| Item {
            facts: collection.facts.iter().map(|known| (known.name, fact(known.kind, number))).collect(),
            evidence: format!("/visits/0/{}/{number}", collection.name),
            identity: format!("{} {number}", collection.name),
            is_counted: false,
        })
        .collect()
}

/// So many cookies, requests and storage items a state.
fn view(cookies: usize, requests: usize, storage: usize) -> View {
    let mut view = View { day: "2026-11-25".to_owned(), ..View::default() };
    for known in SINGLES.iter() {
        view.singles.insert(known.name, (fact(known.kind, 0), format!("/{}", known.name)));
    }
    for status in ["reject.status", "accept.status"] {
        view.singles.insert(status, (Fact::text("observed"), format!("/{status}")));
    }
    for collection in COLLECTIONS {
        let count = match collection.name {
            "cookie" => cookies,
            "request" => requests,
            "storage" => storage,
            _ => 12,
        };
        for state in [State::None, State::NoneAgain, State::Reject, State::Accept] {
            view.collections.insert((collection.name, state), Ok(Collected::complete(items(collection, count))));
        }
    }
    view
}

fn bench(criterion: &mut Criterion) {
    let policy = policy::built_in("strict");
    for (name, view) in [("an ordinary site", view(60, 300, 40)), ("10000 items", view(1_000, 1_250, 200))] {
        let items: usize = view.collections.values().flatten().map(|found| found.items.len()).sum();
        let name = format!("judge all rules over {name} ({items} in all)");
        criterion.bench_function(&name, |bencher| bencher.iter(|| judge(black_box(&policy), black_box(&view))));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
