//! The page of the catalogue is fresh.

use std::path::Path;

use consentinel::facts::catalogue;

#[test]
#[allow(clippy::disallowed_methods)] // the way to write a generated file anew
fn invariant_10_facts_page_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/facts.md");
    let expected = catalogue::page();
    if std::env::var("CONSENTINEL_BLESS").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &expected).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == expected,
        "docs/facts.md is stale: run CONSENTINEL_BLESS=1 cargo nextest run -E 'test(facts_page)' and commit it"
    );
}

#[test]
fn every_fact_stands_on_the_page() {
    let page = catalogue::page();
    for definition in catalogue::SINGLES.iter() {
        assert!(page.contains(&format!("| `{}` |", definition.name)), "{}", definition.name);
    }
    for collection in catalogue::COLLECTIONS {
        for definition in collection.facts {
            assert!(page.contains(&format!("| `{}.{}` |", collection.name, definition.name)), "{}", definition.name);
        }
    }
}
