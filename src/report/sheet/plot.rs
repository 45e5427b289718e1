//! Curves over time as SVG: axes with labels, a break in the line and an open ring where nothing is known, colours of the
//! page and dashes beside them. What it shows stands in a table too, and its description says so.

use std::fmt::Write as _;

use crate::report::clean::clean;
use crate::report::format::html::escaped;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
/// Room for the numbers on the left, for days below, for the names of curves above.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 34.0;
/// The most days that are written below.
const MOST_DAYS: usize = 6;

/// Several curves over the same moments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plot {
    /// What is shown.
    pub(crate) title: String,
    /// Moments: seconds since 1970, and how they are written.
    pub(crate) moments: Vec<(i64, String)>,
    /// The curves.
    pub(crate) curves: Vec<Curve>,
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// What is counted.
    pub(crate) name: String,
    /// One number a moment; `None` where it is not known.
    pub(crate) values: Vec<Option<usize>>,
}

/// The drawing. `number` tells plots of one page apart.
pub(super) fn svg(plot: &Plot, number: usize) -> String {
    let scale = Scale::of(plot);
    let mut body = String::new();
    scale.axes(plot, &mut body);
    for (place, curve) in plot.curves.iter().enumerate() {
        scale.curve(plot, curve, place, &mut body);
    }
    let title = escaped(&clean(&plot.title));
    format!(
        "<figure class=\"plot\">\n<div role=\"region\" tabindex=\"0\" aria-label=\"{title}\">\n<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"p{number}t p{number}d\">\n<title id=\"p{number}t\">{title}</title>\n\
         <desc id=\"p{number}d\">{}</desc>\n{body}</svg>\n</div>\n<figcaption>{title}. An open ring marks a run in which it is \
         not known.</figcaption>\n</figure>\n",
        escaped(&clean(&described(plot)))
    )
}

/// The first, last, least and greatest numbers in words.
fn described(plot: &Plot) -> String {
    let mut told = String::new();
    for curve in &plot.curves {
        let known: Vec<usize> = curve.values.iter().flatten().copied().collect();
        let unknown = curve.values.len() - known.len();
        let _ = match (known.first(), known.last(), known.iter().min(), known.iter().max()) {
            (Some(first), Some(last), Some(least), Some(most)) => {
                write!(told, "{}: first {first}, last {last}, between {least} and {most}", curve.name)
            }
            _ => write!(told, "{}: not known", curve.name),
        };
        let _ = if unknown > 0 { write!(told, ", not known in {unknown} runs. ") } else { write!(told, ". ") };
    }
    told.push_str("The table beside it has every number.");
    told
}

/// From moments and numbers to places.
struct Scale {
    first: i64,
    span: i64,
    most: usize,
}

impl Scale {
    fn of(plot: &Plot) -> Self {
        let times = || plot.moments.iter().map(|(time, _)| *time);
        let first = times().min().unwrap_or(0);
        let most = plot.curves.iter().flat_map(|curve| curve.values.iter().flatten()).max().copied().unwrap_or(0);
        let step = step(most);
        Self { first, span: times().max().unwrap_or(0) - first, most: most.div_ceil(step).max(1) * step }
    }

    fn x(&self, time: i64) -> f64 {
        let inner = WIDTH - LEFT - RIGHT;
        if self.span == 0 { LEFT + inner / 2.0 } else { LEFT + inner * (time - self.first) as f64 / self.span as f64 }
    }

    fn y(&self, value: usize) -> f64 {
        let inner = HEIGHT - TOP - BOTTOM;
        HEIGHT - BOTTOM - inner * value as f64 / self.most as f64
    }

    fn axes(&self, plot: &Plot, out: &mut String) {
        let step = step(self.most);
        let (right, floor) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
        for value in (0..=self.most).step_by(step) {
            let (y, class) = (self.y(value), if value == 0 { "axis" } else { "rule" });
            let _ = writeln!(
                out,
                "<line class=\"{class}\" x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>",
                LEFT - 8.0,
                y + 4.0
            );
        }
        let every = plot.moments.len().div_ceil(MOST_DAYS).max(1);
        let mut written = f64::MIN;
        for (time, words) in plot.moments.iter().step_by(every) {
            let x = self.x(*time);
            // Days that would lie on each other are left out; the table has them.
            if x - written < 76.0 {
                continue;
            }
            written = x;
            let at = x.clamp(LEFT + 20.0, right - 20.0);
            let _ = writeln!(
                out,
                "<line class=\"axis\" x1=\"{x:.1}\" y1=\"{floor}\" x2=\"{x:.1}\" y2=\"{:.1}\"/>\
                 <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                floor + 5.0,
                floor + 20.0,
                escaped(&clean(words))
            );
        }
    }

    fn curve(&self, plot: &Plot, curve: &Curve, place: usize, out: &mut String) {
        let (colour, dash) = (place % 5, place % 4);
        let points: Vec<(f64, Option<f64>)> = plot
            .moments
            .iter()
            .zip(&curve.values)
            .map(|((time, _), value)| (self.x(*time), value.map(|value| self.y(value))))
            .collect();
        for piece in points.split(|(_, y)| y.is_none()) {
            let line: Vec<String> =
                piece.iter().filter_map(|(x, y)| Some(format!("{x:.1},{:.1}", y.as_ref()?))).collect();
            if line.len() > 1 {
                let _ = writeln!(out, "<polyline class=\"curve c{colour} d{dash}\" points=\"{}\"/>", line.join(" "));
            }
        }
        for (x, y) in &points {
            let _ = match y {
                Some(y) => writeln!(out, "<circle class=\"dot c{colour}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>"),
                None => writeln!(out, "<circle class=\"hole\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"4\"/>", HEIGHT - BOTTOM),
            };
        }
        let x = LEFT + 170.0 * place as f64;
        let _ = writeln!(
            out,
            "<line class=\"curve c{colour} d{dash}\" x1=\"{x:.1}\" y1=\"14\" x2=\"{:.1}\" y2=\"14\"/>\
             <text x=\"{:.1}\" y=\"18\">{}</text>",
            x + 26.0,
            x + 32.0,
            escaped(&clean(&curve.name))
        );
    }
}

/// A round distance between the lines of a scale up to `most`, so that there are four or so.
fn step(most: usize) -> usize {
    let mut unit = 1;
    loop {
        for step in [1, 2, 5] {
            if most <= step * unit * 4 {
                return step * unit;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(values: Vec<Option<usize>>) -> Plot {
        let moments = (0..values.len()).map(|day| (day as i64 * 86_400, format!("day {day}"))).collect();
        let name = "<script>alert(1)</script>".to_owned();
        Plot { title: "\"></svg><b>".to_owned(), moments, curves: vec![Curve { name, values }] }
    }

    #[test]
    fn what_is_not_known_is_a_break_and_never_zero() {
        let drawn = svg(&plot(vec![Some(4), Some(2), None, Some(3), Some(0)]), 1);
        assert_eq!(drawn.matches("<polyline").count(), 2, "{drawn}");
        assert_eq!((drawn.matches("class=\"hole\"").count(), drawn.matches("class=\"dot").count()), (1, 4));
        assert!(drawn.contains("not known in 1 runs"));
        assert!(svg(&plot(vec![None]), 1).contains("not known."));
        assert_eq!(svg(&plot(vec![None, None]), 1).matches("<polyline").count(), 0);
    }

    #[test]
    fn names_are_no_markup_and_all_is_labelled() {
        let drawn = svg(&plot(vec![Some(1), Some(40)]), 3);
        assert!(!drawn.contains("<script") && !drawn.contains("<b>"), "{drawn}");
        assert!(drawn.contains("aria-labelledby=\"p3t p3d\"") && drawn.contains("<desc id=\"p3d\">"));
        assert!(drawn.contains("role=\"region\" tabindex=\"0\""), "a wide plot scrolls with the keyboard: {drawn}");
        assert!(!drawn.contains("style=") && !drawn.contains("NaN") && !drawn.contains("inf"));
    }

    #[test]
    fn steps_are_round_and_few() {
        for (most, expected) in [(0, 1), (4, 1), (5, 2), (9, 5), (21, 10), (81, 50), (1_000, 500)] {
            assert_eq!(step(most), expected, "{most}");
        }
        for most in 1..5_000_usize {
            assert!(most.div_ceil(step(most)) <= 4);
        }
    }
}
