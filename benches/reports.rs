//! How long all formats but PDF take over one audit with 10,000 items, as many requests and 2,000 findings,
//! all of them new, the HTTP archive of its requests included. Aim: below one second together.

#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::panic)] // criterion's macros write undocumented functions

#[path = "../tests/it/support/mod.rs"]
#[allow(dead_code)] // shared with the tests, which use the rest
mod support;

use std::hint::black_box;
use std::path::Path;

use consentinel::bundle::har::Together;
use consentinel::compare::against;
use consentinel::evidence::{Evidence, Phase};
use consentinel::report::{
    BaselineKind, DEFAULT_THRESHOLD, Format, Look, OnIncomplete, Paint, Persona, Report, Run, Template, csv_files,
    print, verdict,
};
use criterion::{Criterion, criterion_group, criterion_main};

use support::evidence::honest_scene;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TEMPLATE: &str = "{% for report in reports %}{% for finding in report.findings %}{{ finding.message }}\n\
                        {% endfor %}{% for item in report.items %}{{ item.name }}\n{% endfor %}{% endfor %}";

/// The golden audit, its items, requests and findings told over and over under other names.
fn large() -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples/leaky/report.json");
    let mut report: Report = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (items, requests, findings) = (report.items.clone(), report.requests.clone(), report.findings.clone());
    report.items = (0..10_000).map(|number| items[number % items.len()].clone()).collect();
    report.requests = (0..10_000).map(|number| requests[number % requests.len()].clone()).collect();
    report.findings = (0..2_000).map(|number| findings[number % findings.len()].clone()).collect();
    for (number, item) in report.items.iter_mut().enumerate() {
        item.name = format!("{}{number}", item.name);
    }
    for (number, request) in report.requests.iter_mut().enumerate() {
        request.host = format!("h{number}.{}", request.host);
        request.url = format!("{}/{number}", request.url);
    }
    for (number, finding) in report.findings.iter_mut().enumerate() {
        finding.fingerprint = format!("{number:016x}");
    }
    // A baseline in which all of them are new: each finding is looked up in it.
    report.baseline = Some(against("before.json", BaselineKind::Report, None, &report));
    report
}

/// Evidence with 10,000 requests, which an HTTP archive has one by one.
fn busy() -> Evidence {
    let mut scene = honest_scene();
    let states = scene.states();
    for number in 0..10_000 {
        let url = format!("https://h{}.cdn.example/a/{number}.js?page=home", number % 20);
        scene = scene.request(&states[number % states.len()], Phase::Arrival, &url, "script");
    }
    scene.done()
}

fn archive(evidence: &Evidence) -> String {
    let mut together = Together::default();
    together.add(evidence);
    serde_json::to_string(&together.whole()).unwrap()
}

fn bench(criterion: &mut Criterion) {
    let reports = [large()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let run = Run::of(&reports, &exit);
    let look = Look { width: Some(120), paint: Paint::Off, persona: Persona::Auditor };
    let evidence = busy();
    let template = Template::read("own.txt", |_| Ok(Some(TEMPLATE.to_owned()))).unwrap();
    let mut group = criterion.benchmark_group("reports");
    group.sample_size(10);
    for (name, format) in Format::ALL {
        group.bench_function(name, |bencher| bencher.iter(|| black_box(print(format, &run, look))));
    }
    group.bench_function("csv-tables", |bencher| bencher.iter(|| black_box(csv_files(&run))));
    group.bench_function("template", |bencher| bencher.iter(|| black_box(template.render(&run))));
    group.bench_function("har", |bencher| bencher.iter(|| black_box(archive(&evidence))));
    group.bench_function("all-together", |bencher| {
        bencher.iter(|| {
            for (_, format) in Format::ALL {
                black_box(print(format, &run, look));
            }
            black_box(csv_files(&run));
            black_box(archive(&evidence));
            black_box(template.render(&run))
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
