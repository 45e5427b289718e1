//! Calls to action: the visible controls of the first layer that agree, refuse or lead to the settings.

use std::collections::BTreeSet;

use super::controls::contrast;
use super::value::{Fact, Value};
use crate::evidence::{Control, Role, TextStyle};

/// The calls to action among `controls`; what is disabled calls nobody.
pub fn of(controls: &[Control]) -> Vec<&Control> {
    let calls = |control: &&Control| {
        let call = matches!(control.role, Role::Accept | Role::Reject | Role::Settings);
        call && control.visible && control.disabled != Some(true)
    };
    controls.iter().filter(calls).collect()
}

/// The least contrast of their texts; absent if there is none.
pub fn least_contrast(calls: &[&Control]) -> Fact {
    let mut least = None;
    for call in calls.iter().filter(|call| !call.text.is_empty()) {
        match contrast(call) {
            Fact::Known(Value::Number(contrast)) => {
                least = Some(least.map_or(contrast, |known: f64| known.min(contrast)));
            }
            unknown => return unknown,
        }
    }
    least.map_or_else(Fact::absent, Fact::number)
}

/// In how many styles their texts come: family, size to half a pixel, weight, slant, line and capitals; absent if
/// there is none.
pub fn treatments(calls: &[&Control]) -> Fact {
    let mut styles = BTreeSet::new();
    for call in calls.iter().filter(|call| !call.text.is_empty()) {
        let Some(drawn) = &call.drawn else {
            return Fact::Unknown("styles of texts were not gathered by an older version".to_owned());
        };
        if !call.font_px.is_finite() {
            return Fact::Unknown(format!("the font size of {:?} could not be measured", call.words()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a font size in half pixels")]
        let halves = (call.font_px * 2.0).round() as i64;
        styles.insert((halves, call.font_weight, style(&drawn.text)));
    }
    if styles.is_empty() { Fact::absent() } else { Fact::number(styles.len() as f64) }
}

fn style(text: &TextStyle) -> (&str, [bool; 3]) {
    (&text.family, [text.italic, text.underlined, text.capitals])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Drawn;
    use crate::facts::staged::parts::button;

    fn in_style(font_px: f64, text: TextStyle) -> Control {
        Control { font_px, drawn: Some(Drawn { text, ..Drawn::default() }), ..button(Role::Accept, "Accept") }
    }

    fn plain() -> TextStyle {
        TextStyle { family: "serif".to_owned(), ..TextStyle::default() }
    }

    fn treated(controls: &[Control]) -> Fact {
        treatments(&controls.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_what_can_be_seen_and_pressed_calls() {
        let controls = [
            button(Role::Accept, "Accept"),
            Control { visible: false, ..button(Role::Reject, "Hidden") },
            Control { disabled: Some(true), ..button(Role::Reject, "Disabled") },
            Control { disabled: Some(false), ..button(Role::Reject, "Reject") },
            button(Role::Settings, "Settings"),
            button(Role::PolicyLink, "Policy"),
            button(Role::Toggle, "Statistics"),
        ];
        let called: Vec<&str> = of(&controls).into_iter().map(|control| control.text.as_str()).collect();
        assert_eq!(called, ["Accept", "Reject", "Settings"]);
    }

    #[test]
    fn the_text_that_is_hardest_to_read_counts_and_what_has_no_text_does_not() {
        let with = |text: &str, contrast| Control { contrast, ..button(Role::Accept, text) };
        let (clear, faint, unknown) = (with("A", Some(7.0)), with("B", Some(3.0)), with("C", None));
        let (icon, dim_icon) = (with("", None), with("", Some(1.0)));
        assert_eq!(least_contrast(&[&clear, &faint, &icon, &dim_icon]), Fact::number(3.0));
        assert!(matches!(least_contrast(&[&clear, &unknown]), Fact::Unknown(_)));
        assert_eq!(least_contrast(&[&icon]), Fact::absent());
    }

    #[test]
    fn sizes_half_a_pixel_apart_are_other_styles_and_closer_ones_are_not() {
        let sized = |sizes: &[f64]| treated(&sizes.iter().map(|size| in_style(*size, plain())).collect::<Vec<_>>());
        assert_eq!(sized(&[16.0, 16.5, 17.0]), Fact::number(3.0));
        assert_eq!(sized(&[16.0, 16.1]), Fact::number(1.0));
        assert_eq!(sized(&[]), Fact::absent());
        assert!(matches!(sized(&[16.0, f64::NAN]), Fact::Unknown(_)));
    }

    #[test]
    fn family_slant_line_capitals_and_weight_each_make_a_style() {
        let one = in_style(16.0, plain());
        for other in [
            TextStyle { family: "cursive".to_owned(), ..plain() },
            TextStyle { italic: true, ..plain() },
            TextStyle { underlined: true, ..plain() },
            TextStyle { capitals: true, ..plain() },
        ] {
            assert_eq!(treated(&[one.clone(), in_style(16.0, other.clone())]), Fact::number(2.0), "{other:?}");
        }
        assert_eq!(treated(&[one.clone(), Control { font_weight: 700, ..one.clone() }]), Fact::number(2.0));
        assert_eq!(treated(&[one.clone(), one]), Fact::number(1.0));
    }
}
