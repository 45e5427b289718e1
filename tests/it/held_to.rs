//! To what a run is held: the settings of its own site, one threshold, the baseline of the file; and nothing of it is lost.

use std::path::Path;

use consentinel::bundle;
use consentinel::evidence::TargetKind;

use crate::configuration::{folder_with, run};
use crate::support::program;

/// The evidence of a frozen bundle under a name and an address, as a bundle in `folder`.
fn named(folder: &Path, name: &str, url: &str, kind: TargetKind) -> String {
    let mut gathered = bundle::read_whole(Path::new(&program::bundle("leaky"))).unwrap();
    let target = &mut gathered.evidence.target;
    (target.name, target.url, target.kind) = (Some(name.to_owned()), url.to_owned(), kind);
    let place = folder.join("evidence").join(name);
    bundle::write(&gathered, &place).unwrap();
    place.display().to_string()
}

#[test]
fn what_is_set_for_a_site_holds_for_its_own_evidence_and_not_for_others_of_its_name() {
    let folder = folder_with(
        "sites:\n  - {name: shop, url: 'https://shop.example/de', exceptions-file: known.yaml, expect: {platform: moove}}\n\
         \x20 - {name: local, folder: public, exceptions-file: known.yaml}\n\
         \x20 - {name: served, url: 'http://localhost:3000', exceptions-file: known.yaml}\n",
    );
    let known = "exceptions:\n  - {rule: pre-consent-tracking-cookie, reason: known, by: me, until: 2999-01-01}\n";
    std::fs::write(folder.path().join("known.yaml"), known).unwrap();
    for (name, url, kind, is_its_own) in [
        ("shop", "https://shop.example/", TargetKind::Url, true),
        ("shop/cart", "https://shop.example/cart", TargetKind::Url, true),
        ("shop", "https://other.example/", TargetKind::Url, false),
        ("shop", "https://www.shop.example/", TargetKind::Url, false),
        ("shop", "http://shop.example/", TargetKind::Url, false),
        ("shop", "http://127.0.0.1:4711/", TargetKind::Folder, false),
        ("local", "http://127.0.0.1:4711/", TargetKind::Folder, true),
        ("local", "http://127.0.0.1:4711/", TargetKind::File, false),
        ("served", "http://localhost:4711/", TargetKind::Url, true),
    ] {
        let bundle = named(folder.path(), name, url, kind);
        let (_, out, err) = run(folder.path(), &["evaluate", &bundle, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}: {err}"));
        let waived = report["findings"].as_array().unwrap().iter().any(|finding| finding["waived"].is_object());
        let expected = report["gaps"].to_string().contains("moove");
        assert_eq!(waived, is_its_own, "{name} {url}");
        assert_eq!(expected, is_its_own && name.starts_with("shop"), "{name} {url}");
        let told = err.contains("does not hold for it") && err.contains("consentinel.yaml:") && err.contains(url);
        assert_eq!(told, !is_its_own, "{name} {url}: {err}");
        std::fs::remove_dir_all(folder.path().join("evidence")).unwrap();
    }
}

/// Profiles of one site may name another threshold than those of the run.
#[test]
fn the_threshold_that_is_shown_is_that_by_which_is_judged() {
    for (text, level, from) in [
        ("sites:\n  - {name: a, url: 'https://a.example', profiles: strict}\n", "medium", "profile strict"),
        ("defaults: {profiles: strict}\n", "medium", "profile strict"),
        ("sites:\n  - {name: a, url: 'https://a.example'}\n", "high", "default"),
        (
            "fail-on: critical\nsites:\n  - {name: a, url: 'https://a.example', profiles: strict}\n",
            "critical",
            "consentinel.yaml:1",
        ),
    ] {
        let folder = folder_with(text);
        let (_, shown, err) = run(folder.path(), &["config", "show"]);
        assert!(shown.contains(&format!("fail-on: {level}  # {from}\n")), "{text}: {shown}{err}");
        let (_, out, err) = run(folder.path(), &["evaluate", &program::bundle("honest")]);
        let end = out.trim_end().lines().last().unwrap_or_default();
        assert!(end.contains(&format!("at or above {level}")), "{text}: {end}{err}");
    }
}

#[test]
fn the_file_names_the_baseline_unless_the_command_line_says_another() {
    let leaky = program::bundle("leaky");
    let folder = folder_with("fail-on: high\nbaseline: kept/before.json\n");
    let evaluate = |words: &[&str]| run(folder.path(), &[&["evaluate", &leaky], words].concat());
    // Where there is none yet it is told how the first one is made, and so it is made.
    let (code, _, err) = evaluate(&[]);
    assert_eq!(code, 2, "{err}");
    for part in ["consentinel.yaml:2", "kept/before.json", "--no-baseline --write json=kept/before.json"] {
        assert!(err.contains(part), "`{part}` is missing: {err}");
    }
    let (code, out, err) = evaluate(&["--no-baseline", "--write", "json=kept/before.json"]);
    assert!(code == 1 && !out.contains("since the baseline"), "{out}{err}");
    let (code, out, err) = evaluate(&[]);
    assert!(code == 0 && out.contains("nothing new at or above high since the baseline"), "{out}{err}");
    let (code, _, err) = evaluate(&["--baseline", &program::bundle("honest")]);
    assert_eq!(code, 1, "{err}");
    let (code, _, err) = evaluate(&["--baseline", "none.json"]);
    assert!(code == 2 && err.contains("--baseline none.json") && err.contains("audit --write json=none.json"), "{err}");
    // A path of the file is taken from its folder.
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    let (code, _, err) = run(&below, &["evaluate", &leaky, "--config", "../consentinel.yaml"]);
    assert_eq!(code, 0, "{err}");
    let shown = |words: &[&str]| run(folder.path(), &[&["config", "show"], words].concat()).1;
    assert!(shown(&[]).contains("baseline: kept/before.json  # consentinel.yaml:2"), "{}", shown(&[]));
    assert!(shown(&["--baseline", "b.json"]).contains("baseline: b.json  # --baseline"));
    assert!(!shown(&["--no-baseline"]).contains("baseline"));
}

#[test]
fn nothing_is_written_over_what_the_run_reads() {
    let leaky = program::bundle("leaky");
    let folder = folder_with("sites:\n  - {name: a, url: 'https://a.example', exceptions-file: a.yaml}\n");
    let folder = folder.path();
    std::fs::write(folder.join("a.yaml"), "exceptions: []\n").unwrap();
    std::fs::write(folder.join("own.txt"), "{{ exit.code }}\n").unwrap();
    let (code, _, err) = run(folder, &["evaluate", &leaky, "--write", "json=base.json", "-o", "kept"]);
    assert_eq!(code, 1, "{err}");
    let bundle = folder.join("kept/shop.example/bundle");
    std::fs::create_dir(&bundle).unwrap();
    for entry in std::fs::read_dir(&leaky).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), bundle.join(entry.file_name())).unwrap();
    }
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let names = ["base.json", "consentinel.yaml", "a.yaml", "own.txt", "kept/shop.example/report.json"];
    let before = names.map(bytes);
    for (words, what) in [
        (vec!["--baseline", "base.json", "--write", "json=./base.json"], "the baseline (base.json)"),
        (vec!["--baseline", "kept", "--write", "json=kept/shop.example/report.json"], "the baseline"),
        (vec!["--baseline", "kept", "--write", "json=kept/shop.example/bundle/x.json"], "the baseline"),
        (vec!["--write", "sarif=kept/../consentinel.yaml"], "the configuration (consentinel.yaml)"),
        (vec!["--write", "json=a.yaml"], "the exceptions (a.yaml)"),
        (vec!["--write", "template:own.txt=own.txt"], "the template (own.txt)"),
    ] {
        let (code, out, err) = run(folder, &[&["evaluate", &leaky], words.as_slice()].concat());
        assert!(code == 2 && out.is_empty(), "{words:?}: {code} {out}");
        assert!(err.contains(what) && err.contains("name another file"), "{words:?}: {err}");
    }
    assert_eq!(names.map(bytes), before);
    let beside = ["--baseline", "base.json", "--write", "json=next.json", "--write", "sarif=kept/next.sarif"];
    let (code, _, err) = run(folder, &[&["evaluate", &leaky][..], &beside].concat());
    assert_eq!(code, 0, "{err}");
}
