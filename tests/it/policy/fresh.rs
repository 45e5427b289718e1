//! Invariant 10: what is generated from the rules and the types is fresh. `CONSENTINEL_BLESS=1` writes it anew.

use std::fs;
use std::path::Path;

use consentinel::policy::{rules_page, schemas};

use crate::support::policy::{built_in, legal};

/// Holds that a file below the repository says `fresh`.
#[allow(clippy::disallowed_methods, reason = "the switch to write generated files anew is an environment variable")]
fn holds(path: &str, fresh: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("CONSENTINEL_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, fresh).unwrap();
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == fresh, "{path} is stale: run `CONSENTINEL_BLESS=1 cargo nextest run fresh` and look at the diff");
}

#[test]
fn invariant_10_the_page_on_the_rules() {
    holds("docs/rules.md", &rules_page(&built_in("eu-gdpr"), &legal()));
}

#[test]
fn invariant_10_the_schemas_for_editors() {
    for (name, schema) in schemas() {
        holds(&format!("rules/schema/{name}"), &schema);
    }
}
