//! Writing: whole or not at all, with a clear word when it cannot be done.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use consentinel::bundle::{self, BundleError};
use consentinel::evidence::Gatherings;

use crate::bundle_read::sample;

fn gatherings() -> Gatherings {
    let files = BTreeMap::from([("screenshots/none-arrival.png".to_owned(), vec![0x89, b'P', b'N', b'G', 0, 1, 2])]);
    Gatherings { evidence: sample(), files }
}

/// Every file below `dir` with its bytes.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(dir).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_gatherings_give_the_same_bytes() {
    let root = tempfile::tempdir().unwrap();
    let first = bundle::write(&gatherings(), &root.path().join("a")).unwrap();
    let second = bundle::write(&gatherings(), &root.path().join("deep/er/b")).unwrap();
    assert_eq!(first.sha256, second.sha256);
    assert_eq!(tree(&first.dir), tree(&second.dir));
    assert_eq!(
        tree(&first.dir).keys().collect::<Vec<_>>(),
        ["evidence.json", "har/partial-analytics.har", "log.ndjson", "manifest.json", "screenshots/none-arrival.png"]
    );
    assert_eq!(first.bytes, tree(&first.dir).values().map(|bytes| bytes.len() as u64).sum::<u64>());
}

#[test]
fn an_earlier_bundle_is_replaced_whole_and_nothing_stays_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    bundle::write(&gatherings(), &dir).unwrap();
    let mut other = gatherings();
    other.files.clear();
    bundle::write(&other, &dir).unwrap();
    assert!(!dir.join("screenshots").exists(), "a file of the earlier bundle is still there");
    assert_eq!(bundle::verify(&dir).unwrap(), []);
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_with_other_things_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("thesis.tex"), "years of work").unwrap();
    let refused = bundle::write(&gatherings(), root.path()).unwrap_err();
    assert!(matches!(refused, BundleError::Occupied { .. }), "{refused}");
    assert!(refused.to_string().contains(&root.path().display().to_string()));
    assert_eq!(tree(root.path()).len(), 1);
}

#[test]
fn an_empty_folder_is_taken() {
    let root = tempfile::tempdir().unwrap();
    bundle::write(&gatherings(), root.path()).unwrap();
    assert_eq!(bundle::read(root.path()).unwrap(), sample());
}

#[test]
fn a_file_in_the_way_is_named() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("taken");
    fs::write(&file, "x").unwrap();
    for dir in [file.clone(), file.join("bundle"), file.join("deep/bundle")] {
        let refused = bundle::write(&gatherings(), &dir).unwrap_err();
        assert!(matches!(&refused, BundleError::NotAFolder { path } if *path == file), "{refused}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "x");
}

#[test]
fn names_that_leave_the_bundle_are_refused() {
    let root = tempfile::tempdir().unwrap();
    for name in ["../x", "/x", "a/../x", "./x", "a//b", "", "a\\b", "c:x", "evidence.json", "a\nb", "what?"] {
        let mut bad = gatherings();
        bad.files.insert(name.to_owned(), vec![1]);
        let refused = bundle::write(&bad, &root.path().join("bundle")).unwrap_err();
        assert!(matches!(refused, BundleError::Name { .. }), "{name}: {refused}");
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn evidence_that_json_cannot_hold_is_refused_when_it_is_written_not_when_it_is_read() {
    let root = tempfile::tempdir().unwrap();
    let mut bad = gatherings();
    bad.evidence.visits[0].moments[0].at_ms = f64::INFINITY;
    let refused = bundle::write(&bad, &root.path().join("bundle")).unwrap_err();
    assert!(matches!(refused, BundleError::Malformed { .. }), "{refused}");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn the_log_has_a_line_for_each_entry_with_its_state() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    bundle::write(&gatherings(), &dir).unwrap();
    let log = fs::read_to_string(dir.join("log.ndjson")).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = sample().visits.iter().map(|visit| visit.log.len()).sum::<usize>();
    assert_eq!(lines.len(), expected);
    assert!(expected > 0 && lines.iter().all(|line| line["state"].is_string() && line["what"].is_string()));
}

/// Real disks that are full or read-only: a small file system in a name space of its own. Where the kernel allows none,
/// these tests have nothing to try; what the errors are called is tested beside `error.rs` on every system.
#[cfg(target_os = "linux")]
mod real_disks {
    use std::process::Command;

    use super::*;

    const CHILD: &str = "CONSENTINEL_TEST_BUNDLE_DIR";

    /// Runs `in_the_child` in a name space in which `script` has prepared `$1`. `None` if none may be made here.
    fn in_name_space(root: &Path, script: &str) -> Option<String> {
        let allowed = Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success());
        if !allowed {
            return None;
        }
        let test = "bundle_disk::real_disks::in_the_child";
        let run = format!("set -e; {script}; exec \"$2\" --exact {test} --nocapture --ignored");
        let output = Command::new("unshare")
            .args(["-rm", "sh", "-c", &run, "sh"])
            .arg(root)
            .arg(std::env::current_exe().unwrap())
            .env(CHILD, root.join("bundle"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        Some(said)
    }

    #[test]
    #[ignore = "run by the tests below, in a name space of its own"]
    #[allow(clippy::disallowed_methods)] // The parent hands the folder over in the environment.
    fn in_the_child() {
        let dir = std::path::PathBuf::from(std::env::var_os(CHILD).expect("only as a child"));
        let before = dir.exists().then(|| tree(&dir));
        let mut big = gatherings();
        big.files.insert("screenshots/big.png".to_owned(), vec![7; 1 << 20]);
        let refused = bundle::write(&big, &dir).unwrap_err();
        assert_eq!(dir.exists().then(|| tree(&dir)), before, "the earlier bundle was touched");
        let beside = fs::read_dir(dir.parent().unwrap()).unwrap().count();
        assert_eq!(beside, usize::from(before.is_some()), "something half-written stays");
        println!("SAID {refused}");
    }

    #[test]
    fn a_full_disk_is_called_full_and_leaves_nothing_half_written() {
        let root = tempfile::tempdir().unwrap();
        if let Some(said) = in_name_space(root.path(), "mount -t tmpfs -o size=256k none \"$1\"") {
            assert!(said.contains("SAID no space left while writing") && said.contains("/bundle"), "{said}");
        }
    }

    #[test]
    fn a_full_disk_keeps_the_earlier_bundle() {
        let root = tempfile::tempdir().unwrap();
        let earlier = tempfile::tempdir().unwrap();
        bundle::write(&gatherings(), &earlier.path().join("bundle")).unwrap();
        let copy =
            format!("mount -t tmpfs -o size=256k none \"$1\"; cp -r '{}/bundle' \"$1\"", earlier.path().display());
        if let Some(said) = in_name_space(root.path(), &copy) {
            assert!(said.contains("SAID no space left while writing"), "{said}");
        }
    }

    #[test]
    fn a_read_only_disk_is_called_read_only() {
        let root = tempfile::tempdir().unwrap();
        if let Some(said) = in_name_space(root.path(), "mount -t tmpfs -o ro none \"$1\"") {
            assert!(said.contains("is on a read-only file system: choose another folder"), "{said}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nobody_may_write_is_named() {
    let refused = bundle::write(&gatherings(), Path::new("/proc/consentinel/bundle")).unwrap_err();
    assert!(refused.to_string().contains("/proc/consentinel/bundle"), "{refused}");
}
