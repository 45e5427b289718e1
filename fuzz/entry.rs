//! What is fuzzed: any bytes as each kind of text that a user may bring. Nothing may panic, and what is refused points into
//! the text. Shared by libFuzzer (`fuzz_targets/load.rs`) and by the test that runs with all others
//! (`tests/it/policy/mangled.rs`).

use std::sync::LazyLock;

use consentinel::knowledge::{Knowledge, LegalBook};
use consentinel::policy::{Policy, Standings};
use consentinel::yaml::{SourceError, SourceText};

/// Provisions that the built-in rules cite most, so that a rule that was changed elsewhere still passes this check.
static LEGAL: LazyLock<LegalBook> = LazyLock::new(|| {
    let provision = |id: &str| {
        let text = format!(
            "id: {id}\ninstrument: {id}\ntitle: {id}\nlink: https://law.example/{id}\nbinding: law\nabout: a sentence\ndate: '2026-11-26'\n"
        );
        SourceText { path: format!("legal/{id}.yaml"), text }
    };
    let all =
        ["eprivacy-5-3", "gdpr-4-11", "gdpr-6-1-a", "gdpr-7-1", "gdpr-7-3", "gdpr-32", "gdpr-12-1"].map(provision);
    LegalBook::load(&all).unwrap_or_default()
});

const PROFILE: &str = "id: plain\ntitle: Plain\ndate: '2026-11-26'\nabout: Every rule as it is written.\n";

/// Reads the bytes as a rule, as a profile, as exceptions, and as each kind of knowledge.
pub fn load(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let at = |path: &str| SourceText { path: path.to_owned(), text: text.clone() };
    let plain = || SourceText { path: "profiles/plain.yaml".to_owned(), text: PROFILE.to_owned() };
    for folder in ["checks/own/own.yaml", "profiles/own.yaml"] {
        told(&text, Policy::load(&[at(folder), plain()], &["plain"], None, &LEGAL).err());
        told(&text, Standings::load(&[at(folder), plain()], &LEGAL).err());
    }
    told(&text, Policy::load(&[plain()], &["plain"], Some(&at("exceptions.yaml")), &LEGAL).err());
    for kind in ["cmps", "cookies", "trackers", "owners", "phrases", "subjects", "legal", "declarations"] {
        told(&text, Knowledge::load(&[at(&format!("{kind}/own.yaml"))]).err());
    }
}

/// What is refused says why, and where within the text.
fn told(text: &str, errors: Option<Vec<SourceError>>) {
    let Some(errors) = errors else { return };
    let lines = text.split('\n').count() + 1;
    assert!(!errors.is_empty(), "refused without a reason");
    for error in errors {
        assert!(error.rendered.contains("error: "), "{}", error.rendered);
        assert!(
            usize::try_from(error.line).is_ok_and(|line| line <= lines),
            "line {} of {lines}: {}",
            error.line,
            error.rendered
        );
    }
}
