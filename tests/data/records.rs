//! Names that say themselves that they keep a choice or guard against forgery: no row may be sure that they track.

use consentinel::knowledge::{CookieExample, Knowledge, Purpose};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// How words of such names begin or end.
const WORDS: [&str; 6] = ["ccpa", "consent", "csrf", "gdpr", "optout", "xsrf"];

/// One trial for all cookies.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let texts = texts.to_vec();
    vec![
        Trial::test("records::are-not-surely-tracking", move || are_not_tracking(&texts)),
        Trial::test("records::are-known-by-their-words", are_known_by_their_words),
    ]
}

fn are_not_tracking(texts: &[SourceText]) -> Result<(), Failed> {
    let knowledge = Knowledge::load(texts).map_err(|errors| Failed::from(errors[0].to_string()))?;
    let tracks =
        |example: &CookieExample| matches!(example.purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social);
    let wrong: Vec<String> = knowledge
        .cookies
        .examples()
        .iter()
        .filter(|example| tracks(example) && !example.contested && is_record(&example.name))
        .map(|example| format!("{}: `{}` is {:?}", example.entry, example.name, example.purpose))
        .collect();
    let help = "give it an entry of its own, `necessary`, or say in `contested` what is said of it";
    if wrong.is_empty() { Ok(()) } else { Err(format!("{}\n{help}", wrong.join("\n")).into()) }
}

fn are_known_by_their_words() -> Result<(), Failed> {
    for (name, record) in [
        ("csrftoken", true),
        ("tt_csrf_token", true),
        ("cjConsent", true),
        ("is_gdpr", true),
        ("TTDOptOutOfDataSale", true),
        ("__gpi_opt_out", true),
        ("site-opt-out", true),
        ("ELQOPTOUT", true),
        ("option_outer", false),
        ("_hjid", false),
    ] {
        if is_record(name) != record {
            return Err(format!("{name} was taken for the contrary").into());
        }
    }
    Ok(())
}

fn is_record(name: &str) -> bool {
    let name = parted(name).replace("_opt_out", "_optout").replace("opt_out_", "optout_");
    name.split('_').any(|word| WORDS.iter().any(|own| word.starts_with(own) || word.ends_with(own)))
}

/// The words of a name, small, with `_` around each: `_cj_consent_`.
fn parted(name: &str) -> String {
    let mut parted = String::from("_");
    let mut small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (small && letter.is_uppercase()) {
            parted.push('_');
        }
        if letter.is_alphanumeric() {
            parted.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase() || letter.is_numeric();
    }
    parted.push('_');
    parted
}
