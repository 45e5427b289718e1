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
    /// Legal ground, for toggles.
    pub ground: Option<ToggleKind>,
}

/// Reads a control. `claims` are the platform selectors that match it; `around` is the box that it stands in.
pub fn read(control: &RawControl, claims: &[&Claim], around: Option<&Rect>, knowledge: &Knowledge) -> Reading {
    let words = words(control, knowledge);
    // A button that stays pressed ("Allow all", "Deny all") chooses by its visible words; a switch only by its state.
    if control.toggle && !words.as_ref().is_some_and(|words| control.pressed && decisive(words.role)) {
        return toggle(control, knowledge);
    }
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
            Some(Reading { role, decided_by, language: reading.language, purpose: None, ground: None })
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
    Reading { role, decided_by, language, purpose: None, ground: None }
}

fn toggle(control: &RawControl, knowledge: &Knowledge) -> Reading {
    let purpose = knowledge.phrases.purpose(&control.name).or_else(|| {
        let row: String = control.row.chars().take(120).collect();
        knowledge.phrases.purpose(&row)
    });
    let interest = purpose.as_ref().is_some_and(|purpose| purpose.legitimate_interest);
    let ground = match &purpose {
        Some(_) if interest => Some(ToggleKind::LegitimateInterest),
        Some(purpose) if purpose.purpose == "necessary" => None,
        _ => Some(ToggleKind::Consent),
    };
    Reading {
        role: Role::Toggle,
        decided_by: purpose
            .as_ref()
            .map_or_else(|| "shape".to_owned(), |purpose| format!("phrase `{}`", purpose.phrase)),
        language: None,
        purpose: purpose.map(|purpose| purpose.purpose),
        ground,
    }
}

/// A cross, or a small picture in the corner, closes; a link may still lead to a policy page.
fn by_shape(control: &RawControl, around: Option<&Rect>, knowledge: &Knowledge) -> Reading {
    let plain = |role, decided_by: String| Reading { role, decided_by, language: None, purpose: None, ground: None };
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
