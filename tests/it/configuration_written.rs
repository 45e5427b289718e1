//! Formats and files that the configuration names, beside those of the command line.

use std::path::Path;

use crate::configuration::{folder_with, run};

/// A bundle to judge.
fn bundle() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/honest").display().to_string()
}

#[test]
fn files_of_the_command_line_stand_beside_those_of_the_file_format_by_format() {
    let folder = folder_with("write: {markdown: out/told.md, json: mine.json}\n");
    let there = |name: &str| folder.path().join(name).is_file();
    let more = ["--write", "json=theirs.json", "--write", "sarif=log.sarif"];
    let (code, _, err) = run(folder.path(), &[&["evaluate", &bundle()], &more[..]].concat());
    assert_eq!(code, 0, "{err}");
    for name in ["out/told.md", "theirs.json", "log.sarif"] {
        assert!(there(name), "{name}: {err}");
    }
    assert!(!there("mine.json"), "the flag took its place");

    let shown = |words: &[&str]| run(folder.path(), &[&["config", "show"], words].concat()).1;
    let told = "write: [\"markdown=out/told.md\", \"json=theirs.json\", \"sarif=log.sarif\"]  \
        # markdown consentinel.yaml:1, json --write, sarif --write\n";
    assert!(shown(&more).contains(told), "{}", shown(&more));
    let alone = "[\"json=mine.json\", \"markdown=out/told.md\"]  # consentinel.yaml:1\n";
    assert!(shown(&[]).contains(alone), "{}", shown(&[]));
    let all = ["--write", "json=a.json", "--write", "markdown=a.md"];
    assert!(shown(&all).contains("[\"json=a.json\", \"markdown=a.md\"]  # --write\n"), "{}", shown(&all));

    // Two formats in one file are refused, whoever names them.
    let (code, _, err) = run(folder.path(), &["evaluate", &bundle(), "--write", "html=out/told.md"]);
    assert!(code == 2 && err.contains("two formats go to"), "{code} {err}");
}

#[test]
fn what_is_waived_and_declared_is_shown_with_its_place() {
    let folder = folder_with(
        "sites:\n- url: https://shop.example\n  name: shop\nsite: {audience: children, exempt-measurement: yes}\n\
         exceptions:\n- rule: reject-absent\n  reason: agreed\n  by: us\n",
    );
    let shown = |words: &[&str]| run(folder.path(), &[&["config", "show"], words].concat());
    let (code, out, err) = shown(&["--site-fact", "audience=general"]);
    assert_eq!(code, 0, "{err}");
    let declared = "site: [\"audience=general\", \"exempt-measurement=yes\"]  \
        # audience --site-fact, exempt-measurement consentinel.yaml:4\n";
    assert!(out.contains(declared), "{out}");
    assert!(out.contains("\n  exceptions: [reject-absent]  # reject-absent consentinel.yaml:6\n"), "{out}");
    let (_, out, _) = shown(&["--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["sites"]["shop"]["exceptions"]["value"], serde_json::json!(["reject-absent"]));
    assert_eq!(told["run"]["site"]["value"][0], "audience=children");
    let (_, out, _) = run(tempfile::tempdir().unwrap().path(), &["config", "show"]);
    assert!(!out.contains("site:") && !out.contains("exceptions:"), "{out}");
}

#[test]
fn a_template_of_the_file_is_taken_from_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let conf = folder.path().join("conf");
    std::fs::create_dir(&conf).unwrap();
    std::fs::write(conf.join("own.txt"), "of the folder: {{ reports | length }}").unwrap();
    let text = "format: template:own.txt\nwrite: {'template:own.txt': made.txt, 'template:./own.txt': other.txt}\n";
    std::fs::write(conf.join("consentinel.yaml"), text).unwrap();
    let config = ["--config", "conf/consentinel.yaml"];
    let (code, out, err) = run(folder.path(), &[&["evaluate", &bundle()], &config[..]].concat());
    assert_eq!((code, out.trim()), (0, "of the folder: 1"), "{err}");
    for name in ["made.txt", "other.txt"] {
        assert_eq!(std::fs::read_to_string(conf.join(name)).unwrap().trim(), "of the folder: 1");
    }

    // Of the command line it is one from where one is, and it takes the place of the same one in the file.
    let words = ["--format", "template:conf/own.txt", "--write", "template:conf/own.txt=mine.txt"];
    std::fs::remove_file(conf.join("made.txt")).unwrap();
    let (code, out, err) = run(folder.path(), &[&["evaluate", &bundle()], &config[..], &words].concat());
    assert_eq!((code, out.trim()), (0, "of the folder: 1"), "{err}");
    assert!(folder.path().join("mine.txt").is_file() && !conf.join("made.txt").exists());
    let (code, _, err) = run(folder.path(), &["evaluate", &bundle(), "--format", "template:own.txt"]);
    assert!(code == 2 && err.contains("own.txt"), "{code} {err}");
}
