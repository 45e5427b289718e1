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
