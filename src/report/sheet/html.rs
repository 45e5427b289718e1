//! A document as one page that loads nothing, in the style of reports.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Part, Picture, plot};
use crate::report::clean::clean;
use crate::report::document::Block;
use crate::report::format::html::{Leaf, escaped, leaf};

const STYLE: &str = include_str!("sheet.css");

pub(super) fn page(title: &str, parts: &[Part]) -> String {
    let mut leaves: Vec<Leaf<'_>> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        leaves.push(match part {
            Part::Block(block @ Block::Heading(..)) => Leaf::Heading(block),
            Part::Block(block) => Leaf::Block(block),
            Part::Beside(pictures) => Leaf::Markup(beside(pictures)),
            Part::Plot(curves) => Leaf::Markup(plot::svg(curves, number)),
        });
    }
    leaf(&clean(title), &leaves, STYLE)
}

fn beside(pictures: &[Picture]) -> String {
    let each: String = pictures.iter().map(picture).collect();
    format!("<div class=\"pair\">\n{each}</div>\n")
}

fn picture(picture: &Picture) -> String {
    let caption = escaped(&clean(&picture.caption));
    let shown = match &picture.png {
        // Only what is a picture is shown as one, whatever a bundle holds under its name.
        Some(png) if png.starts_with(b"\x89PNG\r\n\x1a\n") => {
            format!("<img src=\"data:image/png;base64,{}\" alt=\"{caption}\">", STANDARD.encode(png))
        }
        _ => "<p class=\"doubt\">There is no picture.</p>".to_owned(),
    };
    format!("<figure>{shown}<figcaption>{caption}</figcaption></figure>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_shown_as_pictures() {
        let of = |png: &[u8]| picture(&Picture { caption: "<b>\"then\"".to_owned(), png: Some(png.to_vec()) });
        assert!(of(b"\x89PNG\r\n\x1a\nrest").contains("data:image/png;base64,iVBOR"));
        assert!(!of(b"<svg onload=alert(1)>").contains("<img"));
        assert!(of(b"x").contains("&lt;b&gt;&quot;then&quot;"));
    }

    #[test]
    fn the_style_cannot_end_its_element() {
        assert!(!STYLE.contains("</") && !STYLE.contains("<!--"));
    }
}
