//! What a control does: its words decide, a platform's selector helps, its shape comes last.
//!
//! Words of a refusal always win: a control that says "no" is never taken for an acceptance, whatever its class says.

use super::look::{Claim, RawControl, RawKind};
use crate::evidence::{Rect, Role, ToggleKind};
use crate::knowledge::{Intent, Knowledge};

/// What a control was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its role.
    pub role: Role,
    /// What decided.
    pub decided_by: String,
    /// Language of the phrase that decided.
    pub language: Option<String>,
    /// Purpose, for toggles.
    pub purpose: Option<String>,
    /// Legal ground, for toggles and for buttons that speak of one.
    pub ground: Option<ToggleKind>,
    /// Whether a toggle stands for one vendor.
    pub vendor: bool,
}

/// Reads a control. `claims` are the platform selectors that match it; `around` is the box that it stands in.
pub fn read(control: &RawControl, claims: &[&Claim], around: Option<&Rect>, knowledge: &Knowledge) -> Reading {
    let words = words(control, knowledge);
    // A button that stays pressed ("Allow all", "Deny all") chooses by its visible words; a switch only by its state.
    if control.toggle && !words.as_ref().is_some_and(|words| control.pressed && decisive(words.role)) {
        return toggle(control, knowledge);
    }
    let mut reading = button(control, words, claims, around, knowledge);
    reading.ground =
        ground_of(if control.text.is_empty() { &control.name } else { &control.text }, reading.role, knowledge);
    reading
}

/// Reads what is no toggle.
fn button(
    control: &RawControl,
    words: Option<Reading>,
    claims: &[&Claim],
    around: Option<&Rect>,
    knowledge: &Knowledge,
) -> Reading {
    let platform = claims.iter().find_map(|claim| Some((role_of(&claim.role)?, *claim)));
    match (words, platform) {
        (Some(words), Some((role, claim))) if words.role != role => {
            if yields(words.role, role) {
                by_platform(role, claim, words.language)
            } else {
                let decided_by =
                    format!("{}, against platform {} {}", words.decided_by, claim.platform, claim.selector);
                Reading { decided_by, ..words }
            }
        }
        (Some(words), _) => words,
        (None, Some((role, claim))) => by_platform(role, claim, None),
        (None, None) => by_shape(control, around, knowledge),
    }
}

/// What the visible text says; the accessible name only where the text says nothing.
fn words(control: &RawControl, knowledge: &Knowledge) -> Option<Reading> {
    [("", &control.text), ("name ", &control.name)].into_iter().filter(|(_, words)| !words.is_empty()).find_map(
        |(from, words)| {
            let reading = knowledge.phrases.button(words);
            let role = match reading.intent {
                Intent::Accept => Role::Accept,
                Intent::Reject => Role::Reject,
                Intent::Settings => Role::Settings,
                Intent::Save => Role::Save,
                Intent::Close => Role::Close,
                Intent::Acknowledge => Role::Acknowledge,
                Intent::Pay => Role::Pay,
                Intent::PolicyLink => Role::PolicyLink,
                Intent::Other => return None,
            };
            let phrase = reading.phrase.unwrap_or_else(|| words.clone());
            let decided_by = format!("{from}phrase `{phrase}`");
            Some(Reading { role, decided_by, language: reading.language, purpose: None, ground: None, vendor: false })
        },
    )
}

/// Roles that say something about the choice itself.
fn decisive(role: Role) -> bool {
    matches!(role, Role::Accept | Role::Reject | Role::Save | Role::Settings)
}

/// Whether words that say `words` give way to a platform's selector for `platform`.
fn yields(words: Role, platform: Role) -> bool {
    match platform {
        // "OK" and "close and continue" where the platform has its acceptance.
        Role::Accept => matches!(words, Role::Acknowledge | Role::Close),
        // "More information" where the platform opens its second layer.
        Role::Settings => matches!(words, Role::PolicyLink | Role::Acknowledge),
        _ => false,
    }
}

fn role_of(word: &str) -> Option<Role> {
    match word {
        "accept" => Some(Role::Accept),
        "reject" => Some(Role::Reject),
        "settings" => Some(Role::Settings),
        "save" => Some(Role::Save),
        "close" => Some(Role::Close),
        _ => None,
    }
}

fn by_platform(role: Role, claim: &Claim, language: Option<String>) -> Reading {
    let decided_by = format!("platform {} {}", claim.platform, claim.selector);
    Reading { role, decided_by, language, purpose: None, ground: None, vendor: false }
}

/// Longest words of a row that are read for a purpose: longer ones describe.
const LONGEST_ROW: usize = 120;
/// Beginnings of words for those who process data for a site, in the languages that most banners speak, folded.
const VENDORS: &[&str] = &[
    "vendor",
    "partner",
    "provider",
    "iab",
    "anbieter",
    "dienstleister",
    "fournisseur",
    "partenaire",
    "prestataire",
    "proveedor",
    "socio",
    "fornitor",
    "fornecedor",
    "parceir",
    "leverancier",
    "aanbieder",
    "leverandør",
    "leverantör",
    "toimittaj",
    "kumppan",
    "dostawc",
    "dodavatel",
    "dodávateľ",
    "szolgáltató",
    "beszállító",
    "furnizor",
    "доставчи",
    "партн",
    "постачальник",
    "поставщик",
    "συνεργάτ",
    "προμηθευτ",
    "satıcı",
    "ortak",
    "tarnija",
    "tiekėj",
    "piegādātāj",
    "dobavlja",
    "proveïdor",
];
/// Endings of the names of companies, folded.
const COMPANIES: &[&str] = &[
    "gmbh",
    "inc",
    "ltd",
    "llc",
    "ag",
    "bv",
    "sa",
    "sas",
    "srl",
    "spa",
    "ab",
    "as",
    "aps",
    "oy",
    "limited",
    "corp",
    "corporation",
    "kg",
    "plc",
    "pbc",
    "se",
];

fn toggle(control: &RawControl, knowledge: &Knowledge) -> Reading {
    let vendor = is_vendor(control, knowledge);
    let row: String = control.row.chars().take(LONGEST_ROW).collect();
    let near = || std::iter::once(&control.name).chain(&control.beside).chain([&row]);
    // Of a vendor, a row tells what it does with everything; of a purpose, what it is.
    let told = if vendor { None } else { near().find_map(|words| knowledge.phrases.purpose(words)) };
    let interest = |words: &String| knowledge.phrases.purpose(words).is_some_and(|told| told.legitimate_interest);
    let told_so = told.as_ref().is_some_and(|told| told.legitimate_interest);
    let purpose = told.as_ref().map(|told| told.purpose.clone());
    let ground = if told_so || control.beside.iter().chain([&control.name, &control.section]).any(interest) {
        Some(ToggleKind::LegitimateInterest)
    } else if purpose.as_deref() == Some("necessary") {
        None
    } else {
        Some(ToggleKind::Consent)
    };
    let decided_by = told.map_or_else(|| "shape".to_owned(), |told| format!("phrase `{}`", told.phrase));
    Reading { role: Role::Toggle, decided_by, language: None, purpose, ground, vendor }
}

/// A longer heading tells a story: "We and our partners use cookies for these purposes".
const LONGEST_HEADING: usize = 40;

/// Whether a toggle stands for one vendor: its name is that of a company, or is no purpose and stands under a short
/// heading that speaks of vendors. "All vendors" is a toggle of its own.
fn is_vendor(control: &RawControl, knowledge: &Knowledge) -> bool {
    let name = if control.name.is_empty() { &control.row } else { &control.name };
    let of_vendors = |words: &str| words_of(words).any(|word| VENDORS.iter().any(|vendor| word.starts_with(vendor)));
    let words: Vec<String> = words_of(name).collect();
    if words.is_empty() || of_vendors(name) {
        return false;
    }
    let company = words.len() > 1 && words.last().is_some_and(|word| COMPANIES.contains(&word.as_str()));
    let headed = control.section.chars().count() <= LONGEST_HEADING && of_vendors(&control.section);
    company || (headed && knowledge.phrases.purpose(name).is_none())
}

/// Words in lower case, without the dots of abbreviations.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.').map(|word| word.replace('.', "").to_lowercase());
    words.filter(|word| !word.is_empty())
}

/// Which legal ground the words of a button speak of: "Object to legitimate interest".
fn ground_of(words: &str, role: Role, knowledge: &Knowledge) -> Option<ToggleKind> {
    let chooses = matches!(role, Role::Accept | Role::Reject | Role::Other);
    let told = knowledge.phrases.purpose(words).filter(|_| chooses);
    told.filter(|told| told.legitimate_interest).map(|_| ToggleKind::LegitimateInterest)
}

/// A cross, or a small picture in the corner, closes; a link may still lead to a policy page.
fn by_shape(control: &RawControl, around: Option<&Rect>, knowledge: &Knowledge) -> Reading {
    let plain = |role, decided_by: String| Reading {
        role,
        decided_by,
        language: None,
        purpose: None,
        ground: None,
        vendor: false,
    };
    let label = if control.text.is_empty() { &control.name } else { &control.text };
    if matches!(label.trim(), "×" | "✕" | "✖" | "✗" | "⨯" | "╳" | "❌" | "x" | "X") {
        return plain(Role::Close, "shape".to_owned());
    }
    if let Some(href) = &control.href {
        let path = url::Url::parse(href).map(|url| url.path().to_owned()).unwrap_or_default();
        if let Some(by) = knowledge.phrases.policy_link(label, &path) {
            return plain(Role::PolicyLink, by);
        }
    }
    let small = control.rect.width <= 64.0 && control.rect.height <= 64.0;
    let corner = around.is_some_and(|around| {
        let (x, y) = control.rect.centre();
        x > around.x + around.width * 0.75 && y < around.y + around.height * 0.5
    });
    if label.is_empty() && small && corner && control.kind != RawKind::Box {
        return plain(Role::Close, "shape".to_owned());
    }
    plain(Role::Other, "nothing".to_owned())
}
