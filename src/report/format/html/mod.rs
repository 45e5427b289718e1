//! The same content as one HTML file that loads nothing: style and script stand in it and are allowed by their digests
//! alone, so that nothing a page wrote could act even if it became markup. Beside the document it draws: pictures from the
//! bundle, the banner, the ways through it, the course of each state. Every drawing has its data in words beside it.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the page |
//! | `sections.rs` | the sections of a report and their order |
//! | `block.rs` | paragraphs, lists of pairs, tables |
//! | `card.rs` | findings with pictures |
//! | `witnesses.rs` | what findings point at: controls, items, states |
//! | `gallery.rs` | pictures, each once, with marks over them |
//! | `anatomy.rs` | the layers of the banner, drawn |
//! | `paths.rs` | the ways through the banner |
//! | `items.rs` | cookies and storage, a column a state |
//! | `course.rs` | the course of each state |
//! | `leaf.rs` | pages of other documents |
//! | `markup.rs` | spans, and texts that are no markup |
//! | `style.css`, `script.js` | how it looks; filters of long tables, without which everything can still be read |

mod anatomy;
mod block;
mod card;
mod course;
mod gallery;
mod items;
mod leaf;
mod markup;
mod paths;
mod sections;
mod witnesses;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use self::markup::printed;
use self::sections::Sections;
use crate::messages::Messages;
use crate::report::document::Block;
use crate::report::exhibits::Exhibits;
use crate::report::form::Report;
use crate::report::persona::Persona;
use crate::report::run::Run;
pub(in crate::report) use leaf::{Leaf, leaf};
pub(in crate::report) use markup::escaped;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// What the script says: names of attributes, keys of texts.
const WORDS: [(&str, &str); 6] = [
    ("filter", "html.filter"),
    ("any", "html.any"),
    ("purpose", "html.purpose"),
    ("party", "html.party"),
    ("kind", "html.kind"),
    ("state", "html.state"),
];

/// The reports below each other, and how the run ends.
pub(super) fn render(run: &Run<'_>, persona: Persona) -> String {
    let Run { reports, exhibits, exit, .. } = *run;
    let nothing = Exhibits::default();
    let sites: Vec<Sections> = reports
        .iter()
        .enumerate()
        .map(|(number, report)| sections::of_report(report, exhibits.get(number).unwrap_or(&nothing), number, persona))
        .collect();
    let m = reports.first().map(Report::messages).unwrap_or_default();
    let title = match reports {
        [one] => m.fill("html.title", &[("url", &one.target.called())]),
        several => m.fill("html.title-several", &[("count", &several.len())]),
    };
    let sites = Sites { all: &sites, overview: overview(&title, &sites) };
    page(m, &title, &sites, &format!("<p class=\"exit\"><strong>{}</strong></p>\n", printed(&exit.because)))
}

/// Blocks alone.
pub(super) fn blocks(blocks: &[Block]) -> String {
    let sites = Sites { all: &[sections::of_blocks(blocks)], overview: String::new() };
    page(Messages::default(), "What a bundle holds", &sites, "")
}

/// Each site, and what is said of all of them.
struct Sites<'a> {
    all: &'a [Sections],
    overview: String,
}

/// What came of each site, with the way to it; nothing where there is but one.
fn overview(title: &str, sites: &[Sections]) -> String {
    let entry = |(number, site): (usize, &Sections)| {
        let (place, name) = (place(number), escaped(&site.name));
        format!("<li><a href=\"#{place}\"><code>{name}</code></a>\n{}</li>\n", site.tally)
    };
    if sites.len() < 2 {
        return String::new();
    }
    let entries: String = sites.iter().enumerate().map(entry).collect();
    format!(
        "<section class=\"overview\" aria-label=\"{title}\">\n<ul>\n{entries}</ul>\n</section>\n",
        title = printed(title)
    )
}

/// Where the report of a site begins.
fn place(report: usize) -> String {
    format!("r{report}")
}

/// Where the contents of a site are headed by its name.
fn name(report: usize) -> String {
    format!("r{report}n")
}

fn page(m: Messages, title: &str, sites: &Sites<'_>, end: &str) -> String {
    let each = |part: fn(usize, &Sections) -> String| -> String {
        sites.all.iter().enumerate().map(|(number, site)| part(number, site)).collect()
    };
    let overview = &sites.overview;
    let (contents, articles) = (each(contents), each(article));
    let words = WORDS.map(|(name, key)| format!(" data-{name}=\"{}\"", printed(m.say(key)))).concat();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n{}</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">{}</a>\n\
         <nav aria-label=\"{}\">\n{contents}</nav>\n\
         <main id=\"content\"{words}>\n{overview}{articles}{end}</main>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        m.language().tag(),
        head(title, &[STYLE]),
        m.say("html.skip"),
        m.say("html.contents")
    )
}

/// What stands in the head of every page, each style and the script allowed by its digest alone.
fn head(title: &str, styles: &[&str]) -> String {
    let allowed = styles.iter().map(|style| format!("'{}'", digest(style))).collect::<Vec<_>>().join(" ");
    let styles: String = styles.iter().map(|style| format!("<style>{style}</style>\n")).collect();
    format!(
        "<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {allowed}; \
         script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n{styles}",
        digest(SCRIPT),
        printed(title)
    )
}

/// What a policy of contents allows by: `sha256-…`.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The headings of one report, each leading to its section.
fn contents(report: usize, site: &Sections) -> String {
    let entries = site.all.iter().enumerate().map(|(number, section)| {
        let words = heading(&section.heading, section.count);
        format!("<li><a href=\"#{}\">{words}</a></li>\n", anchor(report, number))
    });
    let name = if site.name.is_empty() {
        String::new()
    } else {
        format!("<p id=\"{}\"><a href=\"#{}\">{}</a></p>\n", name(report), place(report), escaped(&site.name))
    };
    format!("{name}<ul>\n{}</ul>\n", entries.collect::<String>())
}

fn anchor(report: usize, section: usize) -> String {
    format!("r{report}s{section}")
}

/// The words of a heading, with the number of things in its section.
fn heading(words: &str, count: Option<usize>) -> String {
    let count = count.map(|count| format!(" <span class=\"count\">{count}</span>")).unwrap_or_default();
    format!("{}{count}", escaped(words))
}

/// One report: what stands before the first heading, then a section a heading, then the pictures.
fn article(report: usize, site: &Sections) -> String {
    let mut out = format!("<article id=\"{}\" class=\"report\">\n<header>\n{}</header>\n", place(report), site.head);
    for (number, section) in site.all.iter().enumerate() {
        let anchor = anchor(report, number);
        // Sections of several sites have the same headings: each is told with its site.
        let site = if site.name.is_empty() { String::new() } else { format!("{} ", name(report)) };
        out.push_str(&format!(
            "<section aria-labelledby=\"{site}{anchor}\">\n<h2 id=\"{anchor}\">{}</h2>\n{}</section>\n",
            heading(&section.heading, section.count),
            section.body
        ));
    }
    out.push_str(&site.store);
    out.push_str("</article>\n");
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
