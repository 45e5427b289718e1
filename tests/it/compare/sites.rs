//! Which runs are of one site: never silently, where names or addresses are not the same.

use consentinel::compare::{Kept, against, differences, history, pick};
use consentinel::engine::Outcome;
use consentinel::evidence::TargetKind;
use consentinel::report::*;

use crate::report_scene as scene;

/// The leaky shop as a folder that was served.
fn folder(given: &str, port: u16) -> Report {
    let mut report = scene::leaky().report();
    report.target.kind = TargetKind::Folder;
    report.target.url = format!("http://127.0.0.1:{port}/");
    report.target.given = given.to_owned();
    report
}

fn at(url: &str) -> Report {
    let mut report = scene::leaky().report();
    report.target.url = url.to_owned();
    report
}

fn titled(url: &str, title: &str) -> Report {
    let mut report = at(url);
    report.target.title = Some(title.to_owned());
    report
}

fn named(name: &str, mut report: Report) -> Report {
    report.target.name = Some(name.to_owned());
    report
}

/// The same without any finding: every rule passed.
fn mended(mut report: Report) -> Report {
    report.findings.clear();
    report.results.iter_mut().for_each(|result| result.outcome = Outcome::Passed);
    report
}

fn told(then: &Report, now: &Report) -> Vec<DifferenceKind> {
    differences(then, now).iter().map(|one| one.what).collect()
}

/// Whether something is fixed, and how many are not known.
fn fixed(then: &Report, now: Report) -> (bool, bool) {
    let form = against("x", BaselineKind::Report, Some(then), &mended(now));
    (!form.fixed.is_empty(), form.not_known.iter().any(|one| one.reason.contains("another address")))
}

#[test]
fn addresses_that_are_not_the_same_are_told_and_fix_nothing() {
    let apart = [
        (folder("shop/dist", 1), folder("blog/dist", 2)),
        (folder("../old/dist", 1), folder("./new/dist", 1)),
        (folder(".", 1), folder("/builds/shop", 1)),
        (named("shop", folder("dist", 1)), named("blog", folder("dist", 2))),
        (named("desktop", at("https://shop.example/")), named("phone", at("https://shop.example/"))),
        (at("https://staging.shop.example/"), at("https://www.shop.example/")),
        (at("https://shop.example/a"), at("https://shop.example/b")),
        (titled("http://127.0.0.1:3000/", "Shop"), titled("http://127.0.0.1:4000/", "Blog")),
    ];
    for (then, now) in apart {
        let places = format!("{:?} {:?}", then.target, now.target);
        assert_eq!(told(&then, &now), [DifferenceKind::Address], "{places}");
        assert_eq!(fixed(&then, now), (false, true), "{places}");
    }
    let mut page = folder("shop/dist", 1);
    page.target.url.push_str("cart");
    assert_eq!(told(&folder("shop/dist", 1), &page), [DifferenceKind::Address]);
    assert_eq!(fixed(&folder("shop/dist", 1), page), (false, true), "another page of the folder");
}

#[test]
fn one_site_may_lie_elsewhere_and_that_is_told() {
    let moved = [
        (folder("./public", 1), folder("/builds/shop/public", 2)),
        (folder("C:\\shop\\public", 1), folder("public", 2)),
        (at("http://shop.example/"), at("https://shop.example/")),
        (named("shop", folder("a", 1)), named("shop", folder("b", 1))),
    ];
    for (then, now) in moved {
        let places = format!("{:?} {:?}", then.target, now.target);
        assert_eq!(told(&then, &now), [DifferenceKind::Address], "{places}");
        assert_eq!(fixed(&then, now), (true, false), "{places}");
    }
    let same = [
        (folder("public", 1), folder("./public/", 2)),
        (at("http://localhost:3000/shop/"), at("http://localhost:4711/shop")),
        (titled("http://localhost:3000/", "Shop"), titled("http://localhost:4711/", "Shop ")),
        (titled("https://shop.example/", "Shop"), titled("https://shop.example/", "Shop, on sale")),
    ];
    for (then, now) in same {
        let places = format!("{:?} {:?}", then.target, now.target);
        assert_eq!(told(&then, &now), [], "{places}");
        assert_eq!(fixed(&then, now), (true, false), "{places}");
    }
}

#[test]
fn the_folder_whose_path_ends_alike_is_the_baseline() {
    let (shop, blog) = (folder("shop/dist", 1), folder("blog/dist", 2));
    assert_eq!(pick(&[&shop, &blog], &folder("/builds/x/blog/dist", 3)), Some(1));
    assert_eq!(pick(&[&shop, &blog], &folder("/builds/x/news/dist", 3)), None);
}

#[test]
fn a_history_puts_together_what_has_one_name_or_one_address() {
    let kept = |mut report: Report, day: &str| {
        report.run.started = format!("2026-11-{day}T08:00:00Z");
        Kept { given: day.to_owned(), kind: BaselineKind::Report, report }
    };
    let all = [
        kept(folder("shop/dist", 1), "01"),
        kept(mended(folder("blog/dist", 2)), "02"),
        kept(folder("./shop/dist/", 3), "03"),
        kept(at("http://localhost:3000/"), "01"),
        kept(mended(at("http://localhost:4000")), "02"),
        kept(at("http://localhost:3000"), "03"),
        kept(named("shop", at("http://localhost:3000/")), "01"),
        kept(named("shop", mended(at("http://localhost:5000/"))), "02"),
        kept(named("phone", at("https://shop.example/")), "01"),
        kept(named("desktop", at("https://shop.example/")), "01"),
    ];
    let found = history(&all, Vec::new());
    let sites: Vec<(&str, usize)> = found.sites.iter().map(|one| (one.site.as_str(), one.runs.len())).collect();
    let wanted = [
        ("blog/dist", 1),
        ("http://localhost:3000", 2),
        ("http://localhost:4000", 1),
        ("./shop/dist", 2),
        ("desktop (https://shop.example/)", 1),
        ("phone (https://shop.example/)", 1),
        ("shop (http://localhost:5000/)", 2),
    ];
    assert_eq!(sites, wanted);
    let since = found.sites.iter().flat_map(|site| &site.runs).filter_map(|run| run.since.as_ref());
    let fixed: Vec<usize> = since.map(|since| since.fixed).collect();
    assert_eq!(fixed.iter().filter(|fixed| **fixed > 0).count(), 1, "that of the one name: {fixed:?}");
}
