//! What the configuration says and cannot be: refused where it stands, before a browser starts, and by `config show`.

use std::path::Path;

use crate::configuration::{folder_with, run};
use crate::support::schema::faults;

/// What `config show` says, and what `audit` says before it starts a browser that is not there.
fn asked(folder: &Path) -> Vec<(i32, String)> {
    let mut asked = vec![vec!["config", "show"]];
    if cfg!(feature = "chrome") {
        asked.push(vec!["audit", "https://other.example", "--chrome", "/no/such/chrome"]);
    }
    let told = asked.iter().map(|words| run(folder, words));
    told.map(|(code, _, err)| (code, err)).collect()
}

#[test]
fn what_cannot_be_is_refused_where_it_stands_before_a_browser_starts() {
    for (text, place, says) in [
        ("defaults:\n  time-zone: Europe/Belrin\n", "2:14", "did you mean `Europe/Berlin`"),
        ("sites:\n  - url: https://a.example\n    expect: {platform: mooove}\n", "3:24", "did you mean `moove`"),
        ("sites:\n  - url: 12\n", "2:10", "not a host"),
        ("defaults:\n  proxy: nope\n", "2:10", "proxy:3128"),
        ("defaults:\n  states: []\n", "2:11", "leave the key out"),
        ("defaults:\n  states: [none, nome]\n", "2:18", "did you mean `none`"),
        ("defaults:\n  pages: [/a, /b, a]\n", "2:19", "named twice"),
        ("defaults:\n  profiles: [eu-gdpr, typo]\n", "2:23", "unknown profile `typo`"),
        ("sites:\n  - {url: 'https://a.example', profiles: eu-gdrp}\n", "2:42", "did you mean `eu-gdpr`"),
        ("defaults:\n  profiles: []\n", "2:13", "leave the key out"),
        ("sites:\n  - url: https://a.example\n    inventory: mine.csv\n", "3:16", "there is no file mine.csv"),
        ("defaults:\n  exceptions-file: mine.yaml\n", "2:20", "there is no file mine.yaml"),
        ("rules: [mine]\n", "1:9", "there is no folder mine"),
        ("exceptions:\n  - {rule: reject-absent, by: me}\n", "2:", "reason"),
    ] {
        for (code, err) in asked(folder_with(text).path()) {
            assert_eq!(code, 2, "{text}: {err}");
            for part in [&format!("consentinel.yaml:{place}"), says, "^"] {
                assert!(err.contains(part), "`{part}` is missing for {text}: {err}");
            }
            assert!(err.matches("known:").count() <= 1, "{err}");
        }
    }
}

#[test]
fn what_is_named_and_not_there_is_told_at_once() {
    let folder = folder_with(
        "defaults: {exceptions-file: a.yaml}\nsites:\n  - {name: a, url: 'https://a.example', inventory: b.csv}\n\
         \x20 - {name: b, url: 'https://b.example', inventory: c.csv}\n",
    );
    let (code, _, err) = run(folder.path(), &["config", "show"]);
    assert!(code == 2 && ["a.yaml", "b.csv", "c.csv"].iter().all(|name| err.contains(name)), "{err}");
}

#[test]
fn what_is_there_and_what_a_flag_replaces_is_not_refused() {
    let folder = folder_with(
        "defaults:\n  time-zone: Etc/GMT+3\n  proxy: squid:3128\n  pages: [/a, /b]\n  profiles: strict\n\
         \x20 inventory: mine.csv\n  exceptions-file: mine.yaml\nsites:\n  - {url: '127.0.0.1:12', expect: {platform: moove}}\n",
    );
    let csv = "name,purpose\nbasket,necessary\n";
    std::fs::write(folder.path().join("mine.csv"), csv).unwrap();
    std::fs::write(folder.path().join("mine.yaml"), "exceptions: []\n").unwrap();
    for (code, err) in asked(folder.path()) {
        assert!(code == 0 || code == 4, "only the browser is missing: {code} {err}");
    }

    let folder = folder_with("defaults: {profiles: [typo], exceptions-file: gone.yaml}\n");
    std::fs::write(folder.path().join("mine.yaml"), "exceptions: []\n").unwrap();
    let (code, _, err) = run(folder.path(), &["config", "show", "--profile", "strict", "--exceptions", "mine.yaml"]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(folder.path(), &["config", "show", "--profile", "strict"]);
    assert!(code == 2 && err.contains("gone.yaml") && !err.contains("typo`"), "{err}");
}

#[test]
#[cfg(feature = "chrome")]
fn words_of_the_command_line_are_refused_alike() {
    let folder = tempfile::tempdir().unwrap();
    for (words, says) in [
        (vec!["--time-zone", "Mars/X"], "--time-zone"),
        (vec!["--proxy", "nope"], "--proxy"),
        (vec!["--page", "/a", "--page", "/a"], "--page: the page `/a` is named twice"),
    ] {
        let all = [&["audit", "https://a.example", "--chrome", "/no/such/chrome"], words.as_slice()].concat();
        let (code, _, err) = run(folder.path(), &all);
        assert!(code == 2 && err.contains(says), "{words:?}: {code} {err}");
    }
}

/// Exceptions and lists are read by other readers than settings; editors are told of them by the same schema.
#[test]
fn exceptions_and_lists_are_refused_by_editors_and_by_the_program_alike() {
    let schemas: std::collections::BTreeMap<_, _> = consentinel::cli::schemas().into_iter().collect();
    let schema = schemas["configuration.json"].clone().to_value();
    let editors = |text: &str| faults(&schema, &serde_yaml::from_str(text).unwrap()).is_empty();
    let show = ["config", "show"];
    let whole =
        "exceptions: [{rule: reject-absent, reason: known, by: me, until: 2999-01-31, where: {interface.open: true}}]";
    for text in ["exceptions: []", "exceptions: [{rule: reject-absent, reason: known, by: me}]"] {
        let (code, _, err) = run(folder_with(text).path(), &show);
        assert!(code == 0 && editors(text), "{text}: {err}");
    }
    assert!(editors(whole), "what failures are told by is left to the program");
    for text in [
        "exceptions: [{rule: reject-absent, by: me}]",
        "exceptions: [{rule: reject-absent, reason: ' ', by: me}]",
        "exceptions: [{rule: reject-absent, reason: known}]",
        "exceptions: [{rule: reject-absent, reason: known, by: me, until: tomorrow}]",
        "exceptions: [{rule: reject-absent, reason: known, by: me, untill: 2999-01-31}]",
        "exceptions: {rule: reject-absent}",
    ] {
        let (code, _, err) = run(folder_with(text).path(), &show);
        assert!(code == 2 && err.contains("consentinel.yaml:1:") && !editors(text), "{text}: {code} {err}");
    }
    for text in [
        "lists: [{from: easyprivcy, url: 'https://a.example'}]",
        "lists: [{from: easyprivacy, url: a.example}]",
        "lists: [{from: easyprivacy}]",
        "lists: [{form: easyprivacy, url: 'https://a.example'}]",
    ] {
        let words = ["knowledge", "update", "--config", "consentinel.yaml"];
        let (code, _, err) = run(folder_with(text).path(), &words);
        assert!(code == 2 && err.contains("consentinel.yaml:1:") && !editors(text), "{text}: {code} {err}");
    }
    assert!(editors("lists: [{from: easyprivacy, url: 'https://a.example', name: mine}]"));
}
