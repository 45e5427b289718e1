//! What only the owner of a site knows: declared in a file or on the command line, the same in every format.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn honest() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/honest")
}

/// Exit code, standard output, standard error of `evaluate` on a frozen bundle.
fn evaluated(words: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1");
    let output = command.arg("evaluate").arg(honest()).args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn report(words: &[&str]) -> Value {
    let (_, out, err) = evaluated(&[words, &["--format", "json"]].concat());
    serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}: {out}{err}"))
}

#[test]
fn what_the_owner_declares_stands_in_every_report_as_declared() {
    let words = ["--site-fact", "audience=children", "--site-fact", "exempt-measurement=no"];
    let declared = report(&words)["declared_by_owner"].clone();
    assert_eq!(declared, serde_json::json!({"audience": "children", "exempt-measurement": "no"}));
    for format in ["table", "markdown"] {
        let (_, out, _) = evaluated(&[&words[..], &["--format", format]].concat());
        assert!(out.contains("by the owner, not observed") && out.contains("audience: children"), "{out}");
        let (_, out, _) = evaluated(&["--format", format]);
        assert!(!out.contains("by the owner, not observed"), "nothing was declared: {out}");
    }
    assert_eq!(report(&[]).get("declared_by_owner"), None);
}

#[test]
fn a_file_says_the_same_as_the_command_line_which_has_the_last_word() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("consentinel.yaml");
    std::fs::write(&file, "site:\n  audience: children\n  exempt-measurement: false\n").unwrap();
    let file = file.to_str().unwrap();
    let by_file = report(&["--config", file]);
    assert_eq!(by_file, report(&["--site-fact", "exempt-measurement=no", "--site-fact", "audience=children"]));
    let declared = report(&["--config", file, "--site-fact", "audience=general"])["declared_by_owner"].clone();
    assert_eq!(declared, serde_json::json!({"audience": "general", "exempt-measurement": "no"}));
}

#[test]
fn invariant_11_a_typo_in_a_declaration_is_refused() {
    for (word, says) in [
        ("audiense=children", "did you mean `audience`"),
        ("audience=childen", "did you mean `children`"),
        ("audience", "NAME=WORD"),
    ] {
        let (code, _, err) = evaluated(&["--site-fact", word]);
        assert!(code == 2 && err.contains(says), "{word}: {code} {err}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("consentinel.yaml");
    std::fs::write(&file, "site:\n  audiense: children\n").unwrap();
    let (code, _, err) = evaluated(&["--config", file.to_str().unwrap()]);
    assert!(code == 2 && err.contains("consentinel.yaml:2:3") && err.contains("`audience`"), "{err}");
    let (code, _, err) = evaluated(&["--config", "/no/such/file.yaml"]);
    assert!(code == 2 && err.contains("/no/such/file.yaml"), "{err}");
}
