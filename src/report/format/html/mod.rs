//! The same content as one HTML file that loads nothing: style and script stand in it and are allowed by their digests
//! alone, so that nothing a page wrote could act even if it became markup.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the page, its sections |
//! | `block.rs` | paragraphs, tables and cards |
//! | `markup.rs` | spans, and texts that are no markup |
//! | `style.css`, `script.js` | how it looks; the filter of long tables, without which everything can still be read |

mod block;
mod markup;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::document::{Block, document};
use crate::report::exit::ExitVerdict;
use crate::report::form::Report;
use crate::report::persona::Persona;
use markup::escaped;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The reports below each other, and how the run ends.
pub(super) fn render(reports: &[Report], exit: &ExitVerdict, persona: Persona) -> String {
    let documents: Vec<Vec<Block>> = reports.iter().map(|report| document(report, persona)).collect();
    let m = reports.first().map(Report::messages).unwrap_or_default();
    let title = match reports {
        [one] => m.fill("html.title", &[("url", &clean(&one.target.url))]),
        several => m.fill("html.title-several", &[("count", &several.len())]),
    };
    page(m, &title, &documents, &format!("<p class=\"exit\"><strong>{}</strong></p>\n", escaped(&exit.because)))
}

/// Blocks alone.
pub(super) fn blocks(blocks: &[Block]) -> String {
    page(Messages::default(), "What a bundle holds", &[blocks.to_vec()], "")
}

fn page(m: Messages, title: &str, documents: &[Vec<Block>], end: &str) -> String {
    let each = |part: fn(Messages, usize, &[Block]) -> String| -> String {
        documents.iter().enumerate().map(|(number, document)| part(m, number, document)).collect()
    };
    let (contents, articles) = (each(contents), each(article));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n{}</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">{}</a>\n\
         <nav aria-label=\"{}\">\n{contents}</nav>\n\
         <main id=\"content\">\n{articles}{end}</main>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        m.language().tag(),
        head(title),
        m.say("html.skip"),
        m.say("html.contents")
    )
}

fn head(title: &str) -> String {
    format!(
        "<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; script-src '{}'; \
         img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n",
        digest(STYLE),
        digest(SCRIPT),
        escaped(title)
    )
}

/// What a policy of contents allows by: `sha256-…`.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The headings of one report, each leading to its section.
fn contents(_: Messages, report: usize, document: &[Block]) -> String {
    let headings = document.iter().filter_map(|block| match block {
        Block::Heading(words, count) => Some((words, count)),
        _ => None,
    });
    let entries = headings.enumerate().map(|(section, (words, count))| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", anchor(report, section), block::heading(words, *count))
    });
    format!("<ul>\n{}</ul>\n", entries.collect::<String>())
}

fn anchor(report: usize, section: usize) -> String {
    format!("r{report}s{section}")
}

/// One report: what stands before the first heading, then a section a heading.
fn article(m: Messages, number: usize, document: &[Block]) -> String {
    let mut out = String::from("<article>\n<header>\n");
    let mut section = 0;
    for block in document {
        let Block::Heading(words, count) = block else {
            out.push_str(&block::block(block, m));
            continue;
        };
        out.push_str(if section == 0 { "</header>\n" } else { "</section>\n" });
        let anchor = anchor(number, section);
        out.push_str(&format!(
            "<section aria-labelledby=\"{anchor}\">\n<h2 id=\"{anchor}\">{}</h2>\n",
            block::heading(words, *count)
        ));
        section += 1;
    }
    out.push_str(if section == 0 { "</header>\n</article>\n" } else { "</section>\n</article>\n" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_style_nor_script_can_end_its_element() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--"), "{text}");
        }
    }
}
