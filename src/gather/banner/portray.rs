//! An interface in the words of the evidence: boxes in the main viewport, colours, contrast, placement.

use super::super::album::Ink;
use super::look::{RawControl, RawDrawn, Why};
use super::roles::Reading;
use super::survey::{SeenFrame, Survey, deeper};
use super::weigh::{Sight, Weighed};
use crate::evidence::{
    Colour, ContrastBy, Control, Drawn, FramePlace, Interface, Means, Placement, PlatformSeen, Role, Saw, Shadow,
    TextStyle,
};

/// From this share of the viewport on, the page behind cannot be used.
const COVERED: f64 = 0.85;

/// The interface with what is needed to act on it.
pub(super) fn sight(weighed: &Weighed<'_>, frame: &SeenFrame, survey: &Survey, platforms: &[PlatformSeen]) -> Sight {
    let candidate = weighed.candidate;
    let corner = frame.corner();
    let controls: Vec<Control> =
        weighed.controls.iter().map(|(control, reading)| portray(control, reading, corner)).collect();
    let language = weighed.text.language.clone().or_else(|| {
        let spoken = weighed.controls.iter().filter(|(_, reading)| reading.role != Role::Other);
        spoken.filter_map(|(_, reading)| reading.language.clone()).next()
    });
    let around = frame.owner.as_ref().map_or(Shadow::None, |owner| owner.shadow);
    let shadow = deeper(candidate.shadow, around);
    let interface = Interface {
        means: weighed.means.clone(),
        saw: saw(weighed, frame, survey),
        platform: platform(weighed, frame, platforms),
        placement: Placement {
            frame: frame.place,
            shadow,
            late_ms: late(weighed, frame, survey),
            after_scroll: false,
            after_gate: false,
        },
        frame_url: frame.frame.url.clone(),
        selector: candidate.selector.clone(),
        blocking: blocking(weighed, frame, survey),
        language,
        text: candidate.text.clone(),
        phrases: weighed.text.phrases.clone(),
        rect: candidate.rect.moved(corner),
        background: candidate.background.map(colour),
        opacity: candidate.opacity,
        controls,
        controls_cut: 0,
        controls_cut_on: 0,
        picture: None,
    };
    let share = if frame.place == FramePlace::Main { candidate.share } else { framed_share(frame, survey) };
    Sight {
        interface,
        frame: frame.frame.id.clone(),
        root: candidate.at,
        ids: weighed.controls.iter().map(|(control, _)| control.id).collect(),
        share,
        inks: weighed.controls.iter().map(|(control, _)| ink(control, corner)).collect(),
        picture: None,
    }
}

/// Page time between navigation and first sight: when something of it was drawn on top for the first time, and, in a
/// frame, when the frame was.
fn late(weighed: &Weighed<'_>, frame: &SeenFrame, survey: &Survey) -> Option<u64> {
    let began = survey.frames.first()?.look.began?;
    let mut since = weighed.candidate.since?;
    if frame.place != FramePlace::Main {
        since = since.max(frame.owner.as_ref()?.since?);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
    let late = (since - began).max(0.0).round() as u64;
    Some(late)
}

/// What styles tell of a control's text, for who reads pixels.
fn ink(control: &RawControl, corner: (f64, f64)) -> Ink {
    Ink {
        lines: control.lines.iter().map(|line| line.moved(corner)).collect(),
        colour: control.ink.map(|[r, g, b, alpha]| (colour([r, g, b]), alpha)),
        font_px: control.font,
    }
}

/// What each means saw: the roots of platforms, what lifts the box and takes the page away, the sentences.
fn saw(weighed: &Weighed<'_>, frame: &SeenFrame, survey: &Survey) -> Vec<Saw> {
    let candidate = weighed.candidate;
    let mut all = Vec::new();
    let mut add = |by, what: String| all.push(Saw { by, what });
    for root in frame.look.roots.iter().filter(|root| root.at == Some(candidate.at)) {
        add(Means::Platform, format!("root {} of {}", root.selector, root.id));
    }
    let lifts = candidate.why.iter().chain(frame.owner.iter().flat_map(|owner| &owner.why));
    let words: std::collections::BTreeSet<&str> = lifts.filter_map(|why| why.word()).collect();
    for word in words {
        add(Means::Structure, word.to_owned());
    }
    if weighed.means.contains(&Means::Structure) {
        let main = survey.frames.first().map(|main| &main.look);
        if candidate.share > 0.0 {
            add(Means::Structure, format!("on top in {:.0} % of its window", candidate.share * 100.0));
        }
        if main.is_some_and(|main| main.locked) {
            add(Means::Structure, "the page does not scroll".to_owned());
        }
        if main.is_some_and(|main| main.inert_words > 0.0) {
            add(Means::Structure, "the page is inert".to_owned());
        }
    }
    for phrase in &weighed.text.phrases {
        add(Means::Text, phrase.clone());
    }
    all
}

/// Who made it: the platform whose root holds it or stands in it, else the only one that the page has.
fn platform(weighed: &Weighed<'_>, frame: &SeenFrame, platforms: &[PlatformSeen]) -> Option<PlatformSeen> {
    let candidate = weighed.candidate;
    let around = |at: u64| {
        let held = candidate.at <= at && at < candidate.end;
        let root = frame.look.candidates.iter().find(|other| other.at == at);
        held || root.is_some_and(|root| root.holds(candidate))
    };
    let rooted = frame.look.roots.iter().filter(|root| root.at.is_some_and(around));
    let claimed = frame.look.claims.iter().filter(|claim| candidate.controls.contains(&claim.control));
    let named = rooted.map(|root| &root.id).chain(claimed.map(|claim| &claim.platform));
    for id in named {
        if let Some(platform) = platforms.iter().find(|platform| platform.id == *id) {
            return Some(platform.clone());
        }
    }
    match platforms {
        [only] if !weighed.means.is_empty() => Some(only.clone()),
        _ => None,
    }
}

fn blocking(weighed: &Weighed<'_>, frame: &SeenFrame, survey: &Survey) -> bool {
    let modal = weighed.candidate.modal() || frame.owner.as_ref().is_some_and(|owner| owner.why.contains(&Why::Modal));
    let Some(main) = survey.frames.first().map(|main| &main.look) else { return modal };
    let share = if frame.place == FramePlace::Main { weighed.candidate.share } else { framed_share(frame, survey) };
    let covered = share + main.curtained;
    let own = if frame.place == FramePlace::Main { weighed.candidate.length } else { 0.0 };
    let inert = main.inert_words > 0.0 && main.inert_words >= (main.words - own) * 0.5;
    modal || inert || covered >= COVERED || (main.locked && covered >= 0.3)
}

/// Share of the main viewport that the frame fills.
fn framed_share(frame: &SeenFrame, survey: &Survey) -> f64 {
    let (Some(main), Some((x, y)), Some((width, height))) =
        (survey.frames.first(), frame.frame.offset, frame.frame.size)
    else {
        return 0.0;
    };
    let view = main.look.view;
    let visible = |from: f64, length: f64, most: f64| ((from + length).min(most) - from.max(0.0)).max(0.0);
    let area = visible(x, width, view.width) * visible(y, height, view.height);
    area / (view.width * view.height).max(1.0)
}

fn portray(control: &RawControl, reading: &Reading, corner: (f64, f64)) -> Control {
    let colour = control.colour.map(colour);
    let background = control.background.map(self::colour);
    let text = control.text.clone();
    // What has no text has no contrast of text.
    let contrast =
        colour.zip(background).filter(|_| !text.is_empty()).map(|(text, background)| text.contrast(background));
    Control {
        role: reading.role,
        decided_by: reading.decided_by.clone(),
        name: (control.name != text && !control.name.is_empty()).then(|| control.name.clone()),
        text,
        tag: control.tag.clone(),
        selector: control.selector.clone(),
        href: control.href.clone(),
        rect: control.rect.moved(corner),
        visible: control.hidden.is_none(),
        hidden_because: control.hidden.clone(),
        inline: control.inline,
        font_px: control.font,
        font_weight: weight(control.weight),
        colour,
        background,
        contrast,
        contrast_by: contrast.map(|_| ContrastBy::Styles),
        checked: control.checked,
        mixed: control.mixed,
        disabled: control.disabled,
        purpose: reading.purpose.clone(),
        kind: reading.ground,
        vendor: reading.vendor,
        drawn: control.drawn.as_ref().map(drawn),
    }
}

fn drawn(raw: &RawDrawn) -> Drawn {
    Drawn {
        around: raw.around.map(colour),
        border_px: raw.border_px,
        border: raw.border.map(colour),
        text: TextStyle {
            family: raw.family.clone(),
            italic: raw.italic,
            underlined: raw.underlined,
            capitals: raw.capitals,
        },
        after_scroll: raw.after_scroll,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range before")]
fn colour(parts: [f64; 3]) -> Colour {
    let [r, g, b] = parts.map(|part| part.clamp(0.0, 255.0).round() as u8);
    Colour { r, g, b }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range before")]
fn weight(weight: f64) -> u16 {
    weight.clamp(1.0, 1000.0).round() as u16
}
