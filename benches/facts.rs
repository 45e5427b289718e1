//! How long deriving facts takes: an ordinary bundle (60 cookies, 300 requests, four states), and cookies by the
//! thousands.

#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::panic)] // criterion's macros write undocumented functions

#[path = "../tests/it/support/mod.rs"]
#[allow(dead_code)] // shared with the tests, which use the rest
mod support;

use std::hint::black_box;

use consentinel::evidence::{Evidence, Phase};
use consentinel::facts::derive;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

use support::evidence::{SHOP, honest_scene};
use support::knowledge;
use support::scene::{Scene, cookie};

/// A site that stores `cookies` cookies and sends `requests` requests in every state.
fn busy(cookies: u64, requests: u64) -> Evidence {
    let mut scene: Scene = honest_scene();
    for (state_number, state) in (0u64..).zip(scene.states()) {
        for number in 0..cookies {
            let value =
                format!("{:016x}", (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(state_number as u32));
            let name = format!("c{number}");
            let raw = format!("{name}={value}; Domain=shop.example; Path=/; Max-Age=31536000; Secure");
            scene = scene.header_write(&state, Phase::Arrival, SHOP, &raw);
            scene = scene.cookie(&state, Phase::Arrival, &cookie(&name, &value, ".shop.example"));
        }
        for number in 0..requests {
            let host = number % 20;
            let url =
                format!("https://h{host}.cdn.example/a/{number}.js?v={:012x}&page=home", number * 0x1234_5678_9abc);
            scene = scene.request(&state, Phase::Arrival, &url, "script");
        }
    }
    scene.done()
}

fn deriving(criterion: &mut Criterion) {
    let knowledge = knowledge::small();
    let ordinary = busy(60, 300);
    criterion.bench_function("derive/ordinary", |bencher| bencher.iter(|| derive(black_box(&ordinary), &knowledge)));
    let mut many = criterion.benchmark_group("derive/cookies");
    many.sample_size(10);
    for count in [1_000u64, 10_000] {
        let evidence = busy(count, 0);
        let id = BenchmarkId::from_parameter(count);
        many.bench_with_input(id, &evidence, |bencher, evidence| {
            bencher.iter(|| derive(black_box(evidence), &knowledge))
        });
    }
    many.finish();
}

criterion_group!(benches, deriving);
criterion_main!(benches);
