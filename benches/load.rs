//! How long it takes to read and check all rules and profiles. Aim: below 20 ms.

#![allow(missing_docs)] // criterion's macros write undocumented functions

use std::hint::black_box;

use consentinel::policy::Policy;
use criterion::{Criterion, criterion_group, criterion_main};

#[path = "../tests/it/support/policy.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
mod policy;

fn bench(criterion: &mut Criterion) {
    let (texts, legal) = (policy::texts(), policy::legal());
    criterion.bench_function("load all rules", |bencher| {
        bencher.iter(|| Policy::load(black_box(&texts), &["eu-gdpr"], None, black_box(&legal)));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
