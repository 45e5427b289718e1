//! Contrast of a text as it is drawn, where styles cannot tell what lies behind it.
//!
//! The text's colour comes from its style. What lies behind it comes from the picture: each line of text is cut into
//! stretches about as wide as a letter. Glyphs and their soft edges cover less than half of a stretch, so the pixels
//! that differ most from the text's colour are background; of these the one nearest to the text's colour counts. The
//! stretch with the least contrast decides. Where the colour of the text itself cannot be told, nothing is.

use super::raster::Raster;
use crate::evidence::{Colour, Rect};

/// Share of a stretch that glyphs with their soft edges may cover.
const COVERED_AT_MOST: f64 = 0.55;
/// Fewer pixels than these tell nothing.
const FEWEST_PIXELS: usize = 12;
/// How near pixels must be to the text's colour, as a share of how far the background is, to be taken for glyphs.
const GLYPH: f64 = 0.5;
/// Distance below which two colours look alike.
const ALIKE: f64 = 12.0;

/// What styles tell of a control's text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ink {
    /// Boxes of its lines of text, in the main viewport.
    pub lines: Vec<Rect>,
    /// Its colour and how opaque it is, 0 to 1; `None` if more than its colour decides, as with the opacity of a box.
    pub colour: Option<(Colour, f64)>,
    /// Font size.
    pub font_px: f64,
}

/// What was told from pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    /// The text's colour as drawn at the worst stretch.
    pub colour: Colour,
    /// The background at the worst stretch.
    pub background: Colour,
    /// Their contrast.
    pub contrast: f64,
}

/// The contrast of the text on the picture at the stretch that is hardest to read; `None` if it cannot be told.
pub fn told(raster: &Raster, ink: &Ink) -> Option<Told> {
    let (colour, alpha) = ink.colour.filter(|(_, alpha)| *alpha >= 0.1)?;
    let drawn = |background: Colour| mixed(colour, background, alpha);
    let mut worst: Option<Told> = None;
    for line in &ink.lines {
        if !raster.holds(*line) {
            return None;
        }
        for stretch in stretches(&raster.columns(*line), ink.font_px) {
            let Some(background) = behind(&stretch, drawn) else { continue };
            let colour = drawn(background);
            let contrast = colour.contrast(background);
            if worst.is_none_or(|worst| contrast < worst.contrast) {
                worst = Some(Told { colour, background, contrast });
            }
        }
    }
    worst
}

/// Whether the picture shows `background` behind the text, as the styles say; `None` if the picture does not show
/// the text.
pub fn agrees(raster: &Raster, ink: &Ink, background: Colour) -> Option<bool> {
    let lines: Vec<_> = ink.lines.iter().filter(|line| raster.holds(**line)).collect();
    let pixels: Vec<Colour> = lines.iter().flat_map(|line| raster.columns(**line)).flatten().collect();
    if pixels.len() < FEWEST_PIXELS {
        return None;
    }
    let alike = pixels.iter().filter(|pixel| distance(**pixel, background) <= ALIKE).count();
    Some(alike * 5 >= pixels.len() * 2)
}

/// Pixels of one stretch after the other.
fn stretches(columns: &[Vec<Colour>], font_px: f64) -> Vec<Vec<Colour>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let width = font_px.clamp(8.0, 60.0) as usize;
    // The last one takes what is left over, so that none is too narrow to tell anything.
    let count = (columns.len() / width).max(1);
    let end = |at: usize| if at + 1 == count { columns.len() } else { (at + 1) * width };
    (0..count).map(|at| columns.get(at * width..end(at)).unwrap_or_default().concat()).collect()
}

/// The background of a stretch; `None` if no glyph is drawn in it, or too little is there to tell.
fn behind(pixels: &[Colour], drawn: impl Fn(Colour) -> Colour) -> Option<Colour> {
    if pixels.len() < FEWEST_PIXELS {
        return None;
    }
    // The colour as drawn hangs on the background, and the background is what is far from it: one round suffices.
    let first = drawn(median(pixels)?);
    let mut far: Vec<(f64, Colour)> = pixels.iter().map(|pixel| (distance(*pixel, first), *pixel)).collect();
    far.sort_by(|a, b| a.0.total_cmp(&b.0));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
    let from = (far.len() as f64 * COVERED_AT_MOST) as usize;
    let (nearest, _) = *far.first()?;
    let (reach, _) = *far.last()?;
    let background: Vec<Colour> =
        far.get(from..from + (far.len() / 10).max(1))?.iter().map(|(_, pixel)| *pixel).collect();
    // Letters leave gaps: between words there is nothing to read.
    let glyphs = reach <= ALIKE || nearest <= reach * GLYPH;
    if glyphs { median(&background) } else { None }
}

/// The middle of each part.
fn median(pixels: &[Colour]) -> Option<Colour> {
    let middle = |part: fn(&Colour) -> u8| {
        let mut parts: Vec<u8> = pixels.iter().map(part).collect();
        parts.sort_unstable();
        parts.get(parts.len() / 2).copied()
    };
    Some(Colour { r: middle(|pixel| pixel.r)?, g: middle(|pixel| pixel.g)?, b: middle(|pixel| pixel.b)? })
}

fn mixed(top: Colour, below: Colour, alpha: f64) -> Colour {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of two bytes")]
    let mix = |top: u8, below: u8| (f64::from(top) * alpha + f64::from(below) * (1.0 - alpha)).round() as u8;
    Colour { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b) }
}

fn distance(a: Colour, b: Colour) -> f64 {
    let part = |a: u8, b: u8| (f64::from(a) - f64::from(b)).powi(2);
    (part(a.r, b.r) + part(a.g, b.g) + part(a.b, b.b)).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::raster::Raster;
    use super::{Ink, agrees, distance, told};
    use crate::evidence::{Colour, Rect};

    const LINE: Rect = Rect { x: 20.0, y: 20.0, width: 160.0, height: 18.0 };
    const WHITE: Colour = Colour { r: 255, g: 255, b: 255 };
    const BLACK: Colour = Colour { r: 0, g: 0, b: 0 };

    fn ink(colour: Colour, alpha: f64) -> Ink {
        Ink { lines: vec![LINE], colour: Some((colour, alpha)), font_px: 16.0 }
    }

    /// A line of upright strokes two pixels wide with soft edges, as letters have them: three of ten columns.
    fn written(text: Colour, behind: impl Fn(u32) -> Colour) -> Raster {
        let mut raster = Raster::plain(200, 60, [0, 0, 0]);
        for x in 0..200_u32 {
            for y in 0..60_u32 {
                let inside = (20..180).contains(&x) && (22..35).contains(&y);
                let share = match x % 10 {
                    3 | 4 if inside => 1.0,
                    2 | 5 if inside => 0.4,
                    _ => 0.0,
                };
                raster.set(x, y, super::mixed(text, behind(x), share));
            }
        }
        raster
    }

    fn colours() -> impl Strategy<Value = Colour> {
        any::<[u8; 3]>().prop_map(|[r, g, b]| Colour { r, g, b })
    }

    fn between(a: Colour, b: Colour, x: u32) -> Colour {
        super::mixed(b, a, f64::from(x) / 199.0)
    }

    proptest! {
        #[test]
        fn over_one_colour_it_is_the_contrast_of_the_two(text in colours(), behind in colours()) {
            prop_assume!(distance(text, behind) > 40.0);
            let told = told(&written(text, |_| behind), &ink(text, 1.0)).unwrap();
            prop_assert_eq!((told.colour, told.background), (text, behind));
            prop_assert!((told.contrast - text.contrast(behind)).abs() < 0.001);
        }

        #[test]
        fn over_a_gradient_it_is_the_worst_stretch(from in colours(), to in colours()) {
            let text = WHITE;
            let worst = (20..180).map(|x| text.contrast(between(from, to, x))).fold(f64::MAX, f64::min);
            let best = (20..180).map(|x| text.contrast(between(from, to, x))).fold(0.0, f64::max);
            let told = told(&written(text, |x| between(from, to, x)), &ink(text, 1.0));
            // Where nothing can be told, nothing is; what is told is near the worst, and never the best of two.
            if let Some(told) = told {
                prop_assert!(told.contrast <= worst * 1.25 + 0.15, "{} told, {worst} to {best}", told.contrast);
                prop_assert!(told.contrast >= worst * 0.8 - 0.15, "{} told, {worst} to {best}", told.contrast);
            }
        }

        #[test]
        fn nothing_that_is_on_the_picture_is_beyond_the_bounds(noise in prop::collection::vec(colours(), 64), text in colours()) {
            let pick = |x: u32| noise[(x as usize * 7) % noise.len()];
            if let Some(told) = told(&written(text, pick), &ink(text, 1.0)) {
                prop_assert!((1.0..=21.0).contains(&told.contrast));
            }
        }
    }

    #[test]
    fn a_thin_colour_is_told_as_it_is_drawn() {
        let half = super::mixed(WHITE, BLACK, 0.5);
        let told = told(&written(half, |_| BLACK), &ink(WHITE, 0.5)).unwrap();
        assert_eq!((told.colour, told.background), (half, BLACK));
    }

    #[test]
    fn a_text_that_is_as_its_background_has_no_contrast() {
        let told = told(&written(WHITE, |_| WHITE), &ink(WHITE, 1.0)).unwrap();
        assert!((told.contrast - 1.0).abs() < 0.001);
    }

    #[test]
    fn nothing_is_told_of_what_is_not_on_the_picture_or_has_no_colour() {
        let raster = written(BLACK, |_| WHITE);
        let away = Ink { lines: vec![Rect { y: 55.0, ..LINE }], ..ink(BLACK, 1.0) };
        assert_eq!(told(&raster, &away), None);
        assert_eq!(told(&raster, &Ink { colour: None, ..ink(BLACK, 1.0) }), None);
        assert_eq!(told(&raster, &ink(BLACK, 0.0)), None, "cut out of its background");
        assert_eq!(told(&raster, &Ink { lines: Vec::new(), ..ink(BLACK, 1.0) }), None);
        let blank = Raster::plain(200, 60, [255, 255, 255]);
        assert_eq!(told(&blank, &ink(BLACK, 1.0)), None, "nothing is written there");
    }

    #[test]
    fn styles_are_believed_where_the_picture_shows_what_they_say() {
        let raster = written(BLACK, |_| WHITE);
        assert_eq!(agrees(&raster, &ink(BLACK, 1.0), WHITE), Some(true));
        assert_eq!(agrees(&raster, &ink(BLACK, 1.0), Colour { r: 200, g: 0, b: 0 }), Some(false));
        let away = Ink { lines: vec![Rect { y: 550.0, ..LINE }], ..ink(BLACK, 1.0) };
        assert_eq!(agrees(&raster, &away, WHITE), None);
    }
}
