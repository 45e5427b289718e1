//! How long it takes to load all knowledge, which every run begins with, and to look something up. Compare the figures
//! of one run with each other: machines differ, and so do their days.

#![allow(missing_docs, clippy::expect_used)] // criterion's macros write undocumented functions

use std::fs;
use std::hint::black_box;
use std::path::Path;

use consentinel::knowledge::{CookieQuery, ItemShape, Knowledge, KnowledgeFiles};
use consentinel::yaml::SourceText;
use criterion::{Criterion, criterion_group, criterion_main};

fn texts() -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    for folder in ["cmps", "cookies", "trackers", "owners", "phrases", "legal", "declarations"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.expect("an entry below rules/ can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a text below rules/ is UTF-8");
            texts.push(SourceText { path: format!("{folder}/{name}"), text });
        }
    }
    texts
}

/// Aim: built-in knowledge in less than 20 ms.
fn load_built_in(criterion: &mut Criterion) {
    let bytes = KnowledgeFiles::read(&texts()).expect("it loads").to_bytes().expect("it can be kept");
    let own = [SourceText { path: "cookies/own-shop.yaml".to_owned(), text: OWN.to_owned() }];
    let mut group = criterion.benchmark_group("load built-in");
    let read = |bytes: &[u8]| KnowledgeFiles::from_bytes(bytes).expect("it was kept");
    group.bench_function("files", |bench| bench.iter(|| read(black_box(&bytes))));
    group.bench_function("everything", |bench| bench.iter(|| Knowledge::from(read(black_box(&bytes)))));
    group.bench_function("everything, and a vendor of the user's", |bench| {
        bench.iter(|| Knowledge::beside(read(black_box(&bytes)), black_box(&own)).expect("it goes together"));
    });
    group.finish();
}

/// A vendor of the user's.
const OWN: &str = "vendor: own-shop\nname: Own Shop\nsources: [our shop]\ndate: '2026-11-26'\ncookies:\n\
    \x20 - {names: [own_shop_basket], place: cookie, purpose: necessary, kind: cart, party: first, lifetime: session, \
    identifies: false, summary: Keeps the basket.}\n";

/// What the build script does once, and what the program did at each start.
fn load_from_yaml(criterion: &mut Criterion) {
    let all = texts();
    let mut group = criterion.benchmark_group("load from YAML");
    group.sample_size(10);
    for folder in ["cmps", "cookies", "trackers", "owners", "phrases", "legal", "declarations", ""] {
        let part: Vec<SourceText> = all.iter().filter(|text| text.path.starts_with(folder)).cloned().collect();
        let name = if folder.is_empty() { "everything" } else { folder };
        group.bench_function(name, |bench| bench.iter(|| Knowledge::load(black_box(&part)).expect("it loads")));
    }
    group.finish();
}

/// Cookies of every kind of answer. Aim: a million of them in less than 2 s, with reading and printing.
fn look_up_a_million(criterion: &mut Criterion) {
    let knowledge = Knowledge::load(&texts()).expect("it loads");
    let asked = [
        ("_ga", "shop.example", None),
        ("_ga_ABC123", "shop.example", Some("www.googletagmanager.com")),
        ("IDE", "doubleclick.net", None),
        ("PHPSESSID", "www.shop.example", None),
        ("some_own_name", "shop.example", Some("www.shop.example")),
        ("uid", "cdn.tracker.example", None),
        ("session", "adnxs.com", None),
        ("wp-settings-12", "shop.example", None),
    ];
    let query = |(name, domain, setter)| CookieQuery {
        name,
        domain,
        site: "www.shop.example",
        setter,
        shape: ItemShape::default(),
    };
    let mut group = criterion.benchmark_group("a million");
    group.sample_size(10);
    group.bench_function("cookies", |bench| {
        bench.iter(|| {
            for one in asked.iter().cycle().take(1_000_000) {
                black_box(knowledge.cookies.look_up(black_box(&query(*one))));
            }
        });
    });
    group.finish();
}

fn look_up(criterion: &mut Criterion) {
    let knowledge = Knowledge::load(&texts()).expect("it loads");
    let mut group = criterion.benchmark_group("look-up");
    for (what, name, domain, setter) in [
        ("cookie by setter", "_ga_ABC123", "shop.example", Some("www.googletagmanager.com")),
        ("cookie by domain", "IDE", "doubleclick.net", None),
        ("cookie unknown", "some_own_name", "shop.example", Some("www.shop.example")),
    ] {
        let query = CookieQuery { name, domain, site: "www.shop.example", setter, shape: ItemShape::default() };
        group.bench_function(what, |bench| bench.iter(|| knowledge.cookies.look_up(black_box(&query))));
    }
    for (what, url) in [
        ("address of an endpoint", "https://region1.google-analytics.com/g/collect?v=2&tid=G-1"),
        ("address unknown", "https://www.shop.example/assets/app.js?v=3"),
    ] {
        group.bench_function(what, |bench| bench.iter(|| knowledge.trackers.look_up(black_box(url))));
    }
    group.finish();
}

criterion_group!(benches, load_built_in, load_from_yaml, look_up, look_up_a_million);
criterion_main!(benches);
