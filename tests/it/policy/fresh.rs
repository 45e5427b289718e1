//! Invariant 10: what is generated from the rules and the types is fresh. `CONSENTINEL_BLESS=1` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use consentinel::policy::{Standings, pages};

use crate::support::policy::{legal, texts};

#[allow(clippy::disallowed_methods, reason = "the switch to write generated files anew is an environment variable")]
fn is_blessing() -> bool {
    std::env::var_os("CONSENTINEL_BLESS").is_some()
}

/// Holds that a file below the repository says `fresh`.
fn holds(path: &str, fresh: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if is_blessing() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, fresh).unwrap();
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == fresh, "{path} is stale: run `CONSENTINEL_BLESS=1 cargo nextest run fresh` and look at the diff");
}

#[test]
fn invariant_10_the_pages_on_rules_profiles_and_provisions() {
    let legal = legal();
    let standings = Standings::load(&texts(), &legal).unwrap();
    let pages = pages(&standings, &legal);
    assert!(pages.len() > standings.rules().count(), "a page a rule, and the others");
    for page in &pages {
        holds(&format!("docs/{}", page.path), &page.text);
    }
    let known: BTreeSet<&str> = pages.iter().filter_map(|page| page.path.strip_prefix("rules/")).collect();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if is_blessing() && !known.contains(name) {
            fs::remove_file(&path).unwrap();
        }
        assert!(known.contains(name) || !path.exists(), "{} is the page of no rule", path.display());
    }
}

/// Links of the pages lead to pages and headings that are there.
#[test]
fn links_of_the_pages_lead_somewhere() {
    let legal = legal();
    let pages = pages(&Standings::load(&texts(), &legal).unwrap(), &legal);
    let mut followed = 0;
    for page in &pages {
        for link in page.text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            if link.starts_with("https://") {
                continue;
            }
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = match (file.strip_prefix("../"), page.path.strip_prefix("rules/")) {
                _ if file.is_empty() => page.path.clone(),
                (Some(above), _) => above.to_owned(),
                (None, Some(_)) => format!("rules/{file}"),
                (None, None) => file.to_owned(),
            };
            let target = pages.iter().find(|page| page.path == path);
            let target = target.unwrap_or_else(|| panic!("{}: {link} leads nowhere", page.path));
            assert!(anchor.is_empty() || target.text.contains(&format!("\n## {anchor}\n")), "{}: {link}", page.path);
        }
    }
    assert!(followed > 200, "only {followed} links were followed");
}

#[test]
fn invariant_10_the_schemas_for_editors() {
    for (name, schema) in consentinel::cli::schemas() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        holds(&format!("rules/schema/{name}"), &text);
    }
}
