//! How long it takes to load all knowledge, which every run begins with, and to look something up.

#![allow(missing_docs, clippy::expect_used)] // criterion's macros write undocumented functions

use std::fs;
use std::hint::black_box;
use std::path::Path;

use consentinel::knowledge::{CookieQuery, ItemShape, Knowledge};
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

fn load(criterion: &mut Criterion) {
    let all = texts();
    let mut group = criterion.benchmark_group("load");
    for folder in ["cmps", "cookies", "trackers", "owners", "phrases", "legal", "declarations", ""] {
        let part: Vec<SourceText> = all.iter().filter(|text| text.path.starts_with(folder)).cloned().collect();
        let name = if folder.is_empty() { "everything" } else { folder };
        group.bench_function(name, |bench| bench.iter(|| Knowledge::load(black_box(&part)).expect("it loads")));
    }
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

criterion_group!(benches, load, look_up);
criterion_main!(benches);
