//! How large a bundle is, and how long it takes to write, read, verify, redact, derive and judge one: of an ordinary
//! site (60 cookies and 250 requests in each of four states), and with cookies and requests by the thousands. Sizes and the peak of memory are printed beside the times.

#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stderr)] // a bench, with criterion's macros

#[path = "../tests/it/support/mod.rs"]
#[allow(dead_code)] // shared with the tests, which use the rest
mod support;

use std::collections::BTreeMap;
use std::hint::black_box;

use consentinel::evidence::{Evidence, Gathered, Gatherings, Phase, PicturesRedacted, SentCookie};
use consentinel::knowledge::Knowledge;
use consentinel::{bundle, engine, facts, redact};
use criterion::{Criterion, criterion_group, criterion_main};

use support::evidence::{SHOP, honest_scene};
use support::policy;
use support::scene::{Scene, cookie};

/// Name, cookies and requests of each of four states.
const SITES: [(&str, u64, u64); 5] = [
    ("10 cookies", 10, 40),
    ("ordinary, 60 cookies", 60, 250),
    ("1000 cookies", 1_000, 300),
    ("10000 cookies", 10_000, 300),
    ("100000 requests", 60, 25_000),
];

fn busy(cookies: u64, requests: u64) -> Evidence {
    let mut scene: Scene = honest_scene();
    for (state_number, state) in (0_u64..).zip(scene.states()) {
        for number in 0..cookies {
            let drawn = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(state_number as u32);
            let (name, value) = (format!("c{number}"), format!("{drawn:016x}"));
            let raw = format!("{name}={value}; Domain=shop.example; Path=/; Max-Age=31536000; Secure");
            scene = scene.header_write(&state, Phase::Arrival, SHOP, &raw);
            scene = scene.cookie(&state, Phase::Arrival, &cookie(&name, &value, ".shop.example"));
        }
        for number in 0..requests {
            let (host, version) = (number % 20, number * 0x1234_5678_9abc);
            let url = format!("https://h{host}.cdn.example/a/{number}.js?v={version:012x}&page=home");
            scene = scene.request(&state, Phase::Arrival, &url, "script");
        }
        // The site is sent its own cookies with what it is asked, fifty of them at most as a browser's header bears.
        for number in 0..requests / 5 {
            scene = scene.request(&state, Phase::Arrival, &format!("https://shop.example/p/{number}"), "fetch");
            let Gathered::Ok(all) = &mut scene.visit(&state).requests else { continue };
            let Some(last) = all.last_mut() else { continue };
            last.cookies_sent.extend((0..cookies.min(50)).map(sent));
        }
    }
    scene.done()
}

fn sent(number: u64) -> SentCookie {
    let (domain, path) = (Some(".shop.example".to_owned()), Some("/".to_owned()));
    SentCookie { name: format!("c{number}"), domain, path, partition_key: None }
}

/// The most memory that this process ever had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn bundles(criterion: &mut Criterion) {
    let texts = policy::texts();
    let knowledge = Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"));
    let rules = policy::built_in("eu-gdpr");
    for (name, cookies, requests) in SITES {
        let gatherings = Gatherings { evidence: busy(cookies, requests), files: BTreeMap::new() };
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("bundle");
        let written = bundle::write(&gatherings, &dir).unwrap();
        let mut group = criterion.benchmark_group(format!("bundle/{name}"));
        group.sample_size(10);
        group.bench_function("write", |bencher| bencher.iter(|| bundle::write(black_box(&gatherings), &dir).unwrap()));
        group.bench_function("verify", |bencher| bencher.iter(|| bundle::verify(black_box(&dir)).unwrap()));
        group.bench_function("read", |bencher| bencher.iter(|| bundle::read(black_box(&dir)).unwrap()));
        let evidence = bundle::read(&dir).unwrap();
        group.bench_function("derive", |bencher| bencher.iter(|| facts::derive(black_box(&evidence), &knowledge)));
        let derived = facts::derive(&evidence, &knowledge);
        group.bench_function("judge", |bencher| bencher.iter(|| engine::judge(&rules, black_box(&derived.view))));
        let salt = [7; redact::SALT_BYTES];
        let redacted = |gatherings| redact::redact(gatherings, &salt, PicturesRedacted::LeftOut).unwrap();
        group.bench_function("redact", |bencher| bencher.iter(|| redacted(black_box(&gatherings))));
        group.finish();
        eprintln!("bundle/{name}: {} bytes on disk; peak of memory so far {}", written.bytes, peak());
    }
}

criterion_group!(benches, bundles);
criterion_main!(benches);
