//! Reading: what was written comes back, and what was changed, is missing or is newer is never believed.

use std::fs;
use std::path::{Path, PathBuf};

use consentinel::bundle::{self, BundleError, Difference};
use consentinel::evidence::*;
use proptest::prelude::*;

/// A small evidence with one visit, numbers that are awkward in decimal and text that is awkward in JSON.
pub fn sample() -> Evidence {
    Evidence {
        format: Format::current(),
        run: Run {
            started: "2026-03-01T10:00:00Z".to_owned(),
            ended: "2026-03-01T10:00:03Z".to_owned(),
            tool_version: "0.1.0".to_owned(),
            rules: None,
            knowledge: None,
            headers: Vec::new(),
            brought_cookies: Vec::new(),
            signed_in: consentinel::evidence::SignedIn::Nobody,
            device: None,
            proxy: None,
            system: None,
            browser: BrowserAbout {
                product: "Chromium 156.0.8078.108".to_owned(),
                flavour: BrowserFlavour::Scripted,
                user_agent: "Mozilla/5.0".to_owned(),
                arguments: vec!["--user-data-dir=<profile>".to_owned()],
                sandbox: true,
                third_party_cookies: ThirdPartyCookies::Allowed,
            },
            clock: Clock::Virtual,
            viewport: (1280, 900),
            locale: "en-GB".to_owned(),
            time_zone: None,
            masked: vec!["navigator.webdriver".to_owned()],
            vantage: Vantage { country: None, how: "unknown".to_owned() },
        },
        target: Target {
            given: "https://shop.example".to_owned(),
            url: "https://shop.example/".to_owned(),
            kind: TargetKind::Url,
            name: None,
        },
        visits: vec![visit()],
        names: None,
        places: None,
        kept: Kept::default(),
    }
}

fn visit() -> Visit {
    Visit {
        state: State::Partial("analytics".to_owned()),
        reached: Reached {
            outcome: ReachOutcome::Loaded,
            status: Some(200),
            detail: "loaded".to_owned(),
            final_url: Some("https://shop.example/".to_owned()),
            title: Some("Shop \u{1f36a} \u{202e}\"quoted\"".to_owned()),
        },
        moments: vec![Moment {
            phase: Phase::Arrival,
            ended: PhaseEnd::BudgetSpent,
            page_ms: 12_000,
            at_ms: 0.1 + 0.2,
            url: "https://shop.example/".to_owned(),
            search: Gathered::Failed("the frame went away".to_owned()),
            cookies: Gathered::Ok(vec![Cookie {
                name: "_ga\u{0}\u{1b}[31m".to_owned(),
                value: "GA1.1.1\u{85}".to_owned(),
                domain: ".shop.example".to_owned(),
                path: "/".to_owned(),
                expires: Some(1_803_888_000.123_456),
                http_only: false,
                secure: true,
                same_site: Some(SameSite::Lax),
                partition_key: None,
                size: 11,
                partition_cross_site: None,
                priority: None,
                source_scheme: None,
                source_port: None,
            }]),
            storage: Gathered::Ok(Vec::new()),
            storage_unread: Vec::new(),
            policy_links: Gathered::Ok(Vec::new()),
            signals: Gathered::Ok(Signals::default()),
            screenshot: Some("screenshots/none-arrival.png".to_owned()),
            page: None,
            words: None,
        }],
        choice: None,
        second_layer: None,
        keyboard: None,
        spoken: None,
        policy_pages: None,
        policy_texts: None,
        requests: Gathered::Ok(Vec::new()),
        cookie_writes: Gathered::Failed("no hook".to_owned()),
        storage_writes: Gathered::Ok(Vec::new()),
        started: None,
        appearance: None,
        probe_calls: None,
        defeats: Vec::new(),
        revival: None,
        declaration: None,
        log: vec![LogEntry { at_ms: 1.5, what: "navigate".to_owned(), detail: "to the page\nand on".to_owned() }],
        incidents: Vec::new(),
        cut_short: None,
    }
}

/// A written bundle and the folder that keeps it alive.
fn written() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    let files = [("screenshots/none-arrival.png".to_owned(), vec![1, 2, 3])].into();
    bundle::write(&Gatherings { evidence: sample(), files }, &dir).unwrap();
    (root, dir)
}

/// The version of the evidence as it stands in its file.
fn current() -> String {
    format!("\"{FORMAT_VERSION}\"")
}

/// Rewrites one file of the bundle and lists it in the manifest as if it had always been so.
fn forge(dir: &Path, name: &str, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(dir.join(name)).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    fs::write(dir.join(name), &changed).unwrap();
    let manifest: bundle::Manifest =
        serde_json::from_str(&fs::read_to_string(dir.join("manifest.json")).unwrap()).unwrap();
    let files = manifest.files.into_iter().map(|mut file| {
        if file.path == name {
            file.size = changed.len() as u64;
            file.sha256 = sha256(changed.as_bytes());
        }
        file
    });
    let head: serde_json::Value = serde_json::from_str(&changed).unwrap();
    let evidence = serde_json::from_value(head["format"].clone()).unwrap_or(manifest.evidence);
    let manifest = bundle::Manifest::new(evidence, manifest.kept, files.collect());
    fs::write(dir.join("manifest.json"), manifest.sealed().unwrap()).unwrap();
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_was_written_comes_back() {
    let (_root, dir) = written();
    assert_eq!(bundle::read(&dir).unwrap(), sample());
    assert_eq!(bundle::verify(&dir).unwrap(), []);
}

#[test]
fn the_manifest_can_be_checked_with_sha256sum() {
    let (_root, dir) = written();
    let manifest: bundle::Manifest =
        serde_json::from_str(&fs::read_to_string(dir.join("manifest.json")).unwrap()).unwrap();
    let mut lines = String::new();
    for file in &manifest.files {
        assert_eq!(file.sha256, sha256(&fs::read(dir.join(&file.path)).unwrap()));
        lines.push_str(&format!("{}  {}\n", file.sha256, file.path));
    }
    assert_eq!(manifest.sha256, sha256(lines.as_bytes()));
}

#[test]
fn a_missing_file_is_named() {
    let (_root, dir) = written();
    fs::remove_file(dir.join("screenshots/none-arrival.png")).unwrap();
    let missing = Difference::Missing("screenshots/none-arrival.png".to_owned());
    assert_eq!(bundle::verify(&dir).unwrap(), [missing]);
    let refused = bundle::read(&dir).unwrap_err().to_string();
    assert!(refused.contains("screenshots/none-arrival.png: missing"), "{refused}");
}

#[test]
fn a_file_beside_the_evidence_is_tolerated_but_named() {
    let (_root, dir) = written();
    fs::create_dir(dir.join("notes")).unwrap();
    fs::write(dir.join("notes/mine.txt"), "look at this").unwrap();
    assert_eq!(bundle::verify(&dir).unwrap(), [Difference::Unlisted("notes/mine.txt".to_owned())]);
    assert_eq!(bundle::read(&dir).unwrap(), sample());
}

#[test]
fn a_shortened_list_is_found() {
    let (_root, dir) = written();
    let path = dir.join("manifest.json");
    let mut manifest: bundle::Manifest = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    manifest.files.retain(|file| !file.path.ends_with(".png"));
    fs::write(&path, serde_json::to_string(&manifest).unwrap()).unwrap();
    assert!(bundle::verify(&dir).unwrap().contains(&Difference::Manifest));
    assert!(matches!(bundle::read(&dir), Err(BundleError::Differs { .. })));
}

#[test]
fn newer_formats_are_refused_with_what_to_do() {
    for version in ["1.99", "2.0"] {
        let (_root, dir) = written();
        forge(&dir, "evidence.json", |text| text.replacen(&current(), &format!("\"{version}\""), 1));
        let refused = bundle::read(&dir).unwrap_err();
        assert!(matches!(refused, BundleError::Newer { .. }), "{refused}");
        assert!(refused.to_string().contains("update Consentinel"), "{refused}");
    }
    let (_root, dir) = written();
    let manifest = fs::read_to_string(dir.join("manifest.json")).unwrap();
    fs::write(dir.join("manifest.json"), manifest.replacen("\"1.1\"", "\"1.7\"", 1)).unwrap();
    assert!(matches!(bundle::read(&dir), Err(BundleError::Newer { .. })));
}

#[test]
fn foreign_and_older_major_formats_are_refused() {
    for (from, to) in [("\"consentinel.evidence\"", "\"har\""), (&current(), "\"0.9\""), (&current(), "\"one\"")] {
        let (_root, dir) = written();
        forge(&dir, "evidence.json", |text| text.replacen(from, to, 1));
        let refused = bundle::read(&dir).unwrap_err();
        assert!(matches!(refused, BundleError::Foreign { .. }), "{refused}");
    }
}

/// What each minor step added may be missing in what was written before it.
#[test]
fn bundles_of_every_older_version_are_read() {
    let later = |owner: &serde_json::Value| -> serde_json::Value {
        let mut older = owner.clone();
        for field in ["started", "probe_calls", "defeats", "revival", "declaration", "incidents"] {
            older["visits"][0].as_object_mut().unwrap().remove(field);
        }
        let moment = older["visits"][0]["moments"][0].as_object_mut().unwrap();
        moment.remove("page");
        for field in ["partition_cross_site", "priority", "source_scheme", "source_port"] {
            moment["cookies"]["ok"][0].as_object_mut().unwrap().remove(field);
        }
        for field in ["rules", "knowledge", "headers", "proxy", "system"] {
            older["run"].as_object_mut().unwrap().remove(field);
        }
        older
    };
    for version in ["1.0", "1.1", "1.2", FORMAT_VERSION] {
        let (_root, dir) = written();
        let whole: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(dir.join("evidence.json")).unwrap()).unwrap();
        let mut older = later(&whole);
        older["format"]["version"] = version.into();
        forge(&dir, "evidence.json", |_| older.to_string());
        let mut read = bundle::read(&dir).unwrap_or_else(|error| panic!("{version}: {error}"));
        assert_eq!(read.format.version, version);
        read.format = Format::current();
        assert_eq!(read, sample(), "{version}");
        assert_eq!(bundle::verify(&dir).unwrap(), []);
    }
}

#[test]
fn fields_of_an_unknown_minor_step_are_passed_over() {
    let (_root, dir) = written();
    forge(&dir, "evidence.json", |text| text.replacen("\"run\": {", "\"weather\": \"fine\",\n  \"run\": {", 1));
    assert_eq!(bundle::read(&dir).unwrap(), sample());
}

#[test]
fn what_is_not_a_bundle_is_called_so() {
    let root = tempfile::tempdir().unwrap();
    let nowhere = bundle::read(&root.path().join("nowhere")).unwrap_err();
    assert!(matches!(nowhere, BundleError::NotABundle { .. }), "{nowhere}");
    assert!(matches!(bundle::read(root.path()), Err(BundleError::NotABundle { .. })));
    let file = root.path().join("evidence.json");
    fs::write(&file, "{}").unwrap();
    assert!(matches!(bundle::read(&file), Err(BundleError::NotAFolder { .. })));
    for text in ["", "{", "[]", "{\"format\":1}", "\u{0}"] {
        fs::write(root.path().join("manifest.json"), text).unwrap();
        let refused = bundle::read(root.path()).unwrap_err();
        assert!(matches!(refused, BundleError::Malformed { .. }), "{text}: {refused}");
        assert!(refused.to_string().contains("manifest.json"), "{refused}");
    }
}

/// Whether `verify` and `read` say that something is wrong.
fn is_found(dir: &Path) -> bool {
    verify_finds(dir) && bundle::read(dir).is_err()
}

fn verify_finds(dir: &Path) -> bool {
    bundle::verify(dir).map_or(true, |differences| differences.iter().any(|one| !one.is_tolerable()))
}

#[test]
fn a_seal_of_another_length_is_a_difference() {
    let (_root, dir) = written();
    let path = dir.join("manifest.json");
    let whole: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for seal in ["", "0", "\u{1f36a}", &"0".repeat(63), &"0".repeat(65)] {
        let mut manifest = whole.clone();
        manifest["seal"] = seal.into();
        fs::write(&path, serde_json::to_string_pretty(&manifest).unwrap() + "\n").unwrap();
        assert_eq!(bundle::verify(&dir).unwrap(), [Difference::Manifest], "{seal:?}");
        assert!(bundle::read(&dir).is_err());
    }
}

/// A manifest that is whole in itself and lists `path` besides.
fn listing(dir: &Path, path: &str) {
    let at = dir.join("manifest.json");
    let mut manifest: bundle::Manifest = serde_json::from_slice(&fs::read(&at).unwrap()).unwrap();
    let mut entry = manifest.files[0].clone();
    entry.path = path.to_owned();
    (entry.size, entry.sha256) = (3, sha256(&[1, 2, 3]));
    manifest.files.push(entry);
    let manifest = bundle::Manifest::new(manifest.evidence, manifest.kept, manifest.files);
    fs::write(at, manifest.sealed().unwrap()).unwrap();
}

#[cfg(unix)]
#[test]
fn nothing_outside_a_bundle_is_opened_and_nothing_that_never_ends() {
    let (root, dir) = written();
    fs::write(root.path().join("secret"), [1, 2, 3]).unwrap();
    let manifest = fs::read(dir.join("manifest.json")).unwrap();
    std::os::unix::fs::symlink("../secret", dir.join("link")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", dir.join("zero")).unwrap();
    std::os::unix::fs::symlink("..", dir.join("up")).unwrap();
    let pipe = dir.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let outside = root.path().join("secret").display().to_string();
    for path in ["../secret", &outside, "/dev/zero", "link", "zero", "up/secret", "pipe", "screenshots", "a/../link"] {
        listing(&dir, path);
        let found = bundle::verify(&dir).unwrap();
        assert!(
            found.iter().any(|one| matches!(one, Difference::Unreadable(named, _) if named == path)),
            "{path}: {found:?}"
        );
        assert!(bundle::read(&dir).is_err(), "{path}");
        fs::write(dir.join("manifest.json"), &manifest).unwrap();
    }
    fs::remove_file(dir.join("manifest.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", dir.join("manifest.json")).unwrap();
    assert!(matches!(bundle::verify(&dir), Err(BundleError::NotABundle { .. })));
}

/// Evidence that no manifest vouches for is not read.
#[test]
fn evidence_that_is_not_listed_is_not_believed() {
    let (_root, dir) = written();
    let at = dir.join("manifest.json");
    let mut manifest: bundle::Manifest = serde_json::from_slice(&fs::read(&at).unwrap()).unwrap();
    manifest.files.retain(|file| file.path != "evidence.json");
    let manifest = bundle::Manifest::new(manifest.evidence, manifest.kept, manifest.files);
    fs::write(at, manifest.sealed().unwrap()).unwrap();
    assert!(is_found(&dir));
}

/// No bit of a manifest is without meaning: not of its white space, not of its versions, not of its seal.
#[test]
fn every_flipped_bit_of_a_manifest_is_found() {
    let (_root, dir) = written();
    let (_old_root, old) = written();
    let mut unsealed: bundle::Manifest = serde_json::from_slice(&fs::read(old.join("manifest.json")).unwrap()).unwrap();
    (unsealed.format.version, unsealed.seal) = ("1.0".to_owned(), None);
    fs::write(old.join("manifest.json"), serde_json::to_string_pretty(&unsealed).unwrap() + "\n").unwrap();
    for dir in [dir.as_path(), old.as_path()] {
        assert_eq!(bundle::verify(dir).unwrap(), []);
        assert_eq!(bundle::read(dir).unwrap(), sample());
        let path = dir.join("manifest.json");
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                fs::write(&path, &flipped).unwrap();
                assert!(verify_finds(dir), "bit {bit} of byte {at} of {}: {}", path.display(), bytes[at] as char);
            }
        }
        fs::write(&path, &bytes).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// One flipped bit anywhere in any file is found.
    #[test]
    fn a_flipped_bit_is_found(file in 0_usize..4, place in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let (_root, dir) = written();
        let name = ["evidence.json", "log.ndjson", "screenshots/none-arrival.png", "manifest.json"][file];
        let mut bytes = fs::read(dir.join(name)).unwrap();
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(dir.join(name), &bytes).unwrap();
        prop_assert!(is_found(&dir), "bit {bit} of byte {at} of {name}");
    }

    /// Every number comes back to the last bit: the judgement of a read bundle is that of the live run.
    #[test]
    fn numbers_come_back_to_the_last_bit(at_ms in prop::num::f64::NORMAL | prop::num::f64::ZERO) {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("bundle");
        let mut evidence = sample();
        evidence.visits[0].moments[0].at_ms = at_ms;
        bundle::write(&Gatherings { evidence: evidence.clone(), files: [].into() }, &dir).unwrap();
        let back = bundle::read(&dir).unwrap().visits[0].moments[0].at_ms;
        prop_assert_eq!(back.to_bits(), at_ms.to_bits());
    }
}
