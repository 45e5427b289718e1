//! How things are drawn: colours, and of a control what it stands on, its border, the style of its text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a control is drawn, and whether one must scroll for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Drawn {
    /// What it stands on, if one colour.
    pub around: Option<Colour>,
    /// Width of its widest border, CSS pixels, 0 for none; `None` where shadows or pictures may draw one.
    pub border_px: Option<f64>,
    /// Colour of that border as drawn.
    pub border: Option<Colour>,
    /// The style of its text.
    pub text: TextStyle,
    /// Whether it is seen only after a scroll, of the page or within the interface.
    pub after_scroll: bool,
}

/// The style of a text beyond its size, weight and colour.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TextStyle {
    /// Font families as the style lists them.
    pub family: String,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether it is underlined.
    pub underlined: bool,
    /// Whether the style turns it into capitals.
    pub capitals: bool,
}

/// A colour, 0 to 255 each, opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Colour {
    /// Contrast ratio of WCAG 2, 1 to 21, rounded to two places.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
        (ratio * 100.0).round() / 100.0
    }

    /// Relative luminance of WCAG 2, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    const BLACK: Colour = Colour { r: 0, g: 0, b: 0 };
    const WHITE: Colour = Colour { r: 255, g: 255, b: 255 };

    #[test]
    fn contrast_of_black_and_white_is_21_and_of_equals_is_1() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.001);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 0.001);
        let grey = Colour { r: 119, g: 119, b: 119 };
        assert!((grey.contrast(WHITE) - 4.48).abs() < 0.01, "WCAG's own example");
    }
}
