//! `consentinel policy list`, `show`, `new` and `test`, and what `explain` tells of profiles.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Exit code, standard output, standard error.
fn policy(words: &[&str]) -> (i32, String, String) {
    run(&[&["policy"], words].concat())
}

fn run(words: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1");
    let output = command.args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The line of a table that begins with this word.
fn row<'t>(table: &'t str, word: &str) -> &'t str {
    let row = table.lines().find(|line| line.split_whitespace().next() == Some(word));
    row.unwrap_or_else(|| panic!("no row {word}: {table}"))
}

#[test]
fn every_rule_is_listed_once_with_its_profiles() {
    let (code, out, err) = policy(&["list"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("PRIOR-CONSENT"), "{out}");
    assert!(row(&out, "a11y-contrast").contains("a11y"), "{out}");
    let rules = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/checks")).unwrap();
    let files = rules.flat_map(|group| fs::read_dir(group.unwrap().path()).unwrap()).count();
    assert!(out.contains(&format!("{files} rules with their own severities")), "{files}: {out}");
    let (code, of_a11y, err) = policy(&["list", "--profile", "a11y"]);
    assert_eq!(code, 0, "{err}");
    assert!(of_a11y.contains("a11y-contrast") && !of_a11y.contains("policy-page-missing"), "{of_a11y}");
    let (code, _, err) = policy(&["list", "--profile", "a11z"]);
    assert!(code == 2 && err.contains("`a11y`"), "{err}");
    for width in ["80", "120"] {
        let (_, out, _) = policy(&["list", "--width", width]);
        let limit: usize = width.parse().unwrap();
        let table = out.lines().take_while(|line| !line.contains("with their own severities"));
        assert!(table.clone().count() > 30 && table.clone().all(|line| line.chars().count() <= limit), "{out}");
    }
}

#[test]
fn a_profile_is_shown_as_it_is_in_force_with_who_says_so() {
    let (code, out, err) = policy(&["show", "strict"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Starts from eu-gdpr."), "{out}");
    let lifetime = row(&out, "cookie-lifetime-over-limit");
    assert!(lifetime.contains("high [strict]") && lifetime.contains("indication [strict]"), "{lifetime}");
    assert!(out.contains("[strict]") && !row(&out, "banner-missing").contains('['), "{out}");
    let (_, out, _) = policy(&["show", "eu-gdpr"]);
    assert!(out.contains("a11y-contrast [eu-gdpr]"), "{out}");
}

#[test]
fn a_rule_is_shown_under_every_profile() {
    let (code, out, err) = policy(&["show", "cookie-lifetime-over-limit"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("checks/lifetime/cookie-lifetime-over-limit.yaml"), "{out}");
    assert!(row(&out, "eu-gdpr").contains("low [eu-gdpr]") && row(&out, "a11y").contains("off [a11y]"), "{out}");
    let (code, _, err) = policy(&["show", "cookie-lifetime-over-limits"]);
    assert!(code == 2 && err.contains("cookie-lifetime-over-limit"), "{err}");
    let (_, told, _) = run(&["explain", "cookie-lifetime-over-limit"]);
    assert!(told.contains("Under which profiles") && told.contains("low, at most info: be, "), "{told}");
    assert!(told.contains("strict sets $max-days"), "{told}");
}

#[test]
fn a_new_rule_is_refused_until_it_is_filled_in_and_then_runs() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let (code, out, err) = policy(&["new", "our-rule", "--group", "ours", "--rules", dir]);
    assert_eq!(code, 0, "{err}");
    let path = folder.path().join("checks/ours/our-rule.yaml");
    assert!(out.contains("checks/ours/our-rule.yaml"), "{out}");
    let (code, _, err) = policy(&["check", "--rules", dir]);
    assert!(code == 2 && err.contains("cites at least one provision") && err.contains("our-rule.yaml"), "{err}");
    let skeleton = fs::read_to_string(&path).unwrap();
    fs::write(&path, skeleton.replace("law: []", "law: [eprivacy-5-3]")).unwrap();
    let (code, out, err) = policy(&["check", "--rules", dir]);
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, err) = policy(&["test", "our-rule", "--rules", dir]);
    assert!(code == 0 && out.starts_with("1 rules, 3 examples"), "{out}{err}");
}

#[test]
fn a_new_rule_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let path = folder.path().join("checks/ours/our-rule.yaml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "ours").unwrap();
    let (code, _, err) = policy(&["new", "our-rule", "--group", "ours", "--rules", dir]);
    assert!(code == 2 && err.contains("nothing was written"), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "ours");
    let (code, _, err) = policy(&["new", "reject-absent", "--group", "ours", "--rules", dir]);
    assert!(code == 2 && err.contains("checks/reject-parity/reject-absent.yaml"), "{err}");
    for (id, group) in [("../our-rule", "ours"), ("Our", "ours"), ("other-rule", "../ours")] {
        let (code, _, err) = policy(&["new", id, "--group", group, "--rules", dir]);
        assert!(code == 2 && err.contains("small letters"), "{err}");
    }
    assert_eq!(fs::read_dir(folder.path().join("checks")).unwrap().count(), 1);
}
