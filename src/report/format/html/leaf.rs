//! Pages of other documents than reports, in the same style and under the same policy of contents.

use std::collections::BTreeMap;

use super::block::block;
use super::markup::escaped;
use super::{SCRIPT, STYLE, head, heading};
use crate::messages::Messages;
use crate::report::document::Block;

/// A part of a page.
pub(in crate::report) enum Leaf<'a> {
    /// A section begins.
    Heading(&'a Block),
    /// Words and tables.
    Block(&'a Block),
    /// Markup of our own in which every foreign text is escaped.
    Markup(String),
}

/// The page: what stands before the first heading, then a section a heading. `style` comes beside that of reports.
pub(in crate::report) fn leaf(title: &str, leaves: &[Leaf<'_>], style: &str) -> String {
    let (mut contents, mut body) = (String::new(), String::new());
    let mut labels = Labels::default();
    let mut section = 0;
    for leaf in leaves {
        match leaf {
            Leaf::Heading(Block::Heading(words, count)) => {
                labels.section.clone_from(&escaped(words));
                let words = heading(words, *count);
                contents.push_str(&format!("<li><a href=\"#s{section}\">{words}</a></li>\n"));
                body.push_str(if section == 0 { "</header>\n" } else { "</section>\n" });
                body.push_str(&format!(
                    "<section aria-labelledby=\"s{section}\">\n<h2 id=\"s{section}\">{words}</h2>\n"
                ));
                section += 1;
            }
            Leaf::Block(table @ Block::Table(_)) => {
                body.push_str(&labels.told_apart(block(table, Messages::default())));
            }
            Leaf::Heading(other) | Leaf::Block(other) => body.push_str(&block(other, Messages::default())),
            Leaf::Markup(markup) => body.push_str(markup),
        }
    }
    body.push_str(if section == 0 { "</header>\n" } else { "</section>\n" });
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n{}</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">To the content</a>\n\
         <nav aria-label=\"Contents\">\n<ul>\n{contents}</ul>\n</nav>\n\
         <main id=\"content\" data-filter=\"Filter\" data-any=\"any\">\n<article>\n<header>\n{body}</article>\n</main>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        head(title, &[STYLE, style])
    )
}

/// Labels of the regions of a page: tables of several sections, and of several sites, have the same heads.
#[derive(Default)]
struct Labels {
    /// The words of the section.
    section: String,
    /// How often each label was given.
    given: BTreeMap<String, usize>,
}

impl Labels {
    /// The markup of a table with a label that no other has: that of its section before its own, and a number.
    fn told_apart(&mut self, markup: String) -> String {
        const LABEL: &str = "aria-label=\"";
        let parts = markup.split_once(LABEL).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
        let Some((before, (own, after))) = parts else { return markup };
        let label = format!("{}: {own}", self.section);
        let count = self.given.entry(label.clone()).or_default();
        *count += 1;
        let number = if *count > 1 { format!(" ({count})") } else { String::new() };
        format!("{before}{LABEL}{label}{number}\"{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Span, Table};

    #[test]
    fn no_two_tables_have_one_label() {
        let heading = |words: &str| Block::Heading(words.to_owned(), None);
        let mut table = Table::new(&["what"], "");
        table.rows = vec![vec![vec![vec![Span::words("x")]]]];
        let (one, other, table) = (heading("Findings <b>"), heading("Controls"), Block::Table(table));
        let order = [&one, &table, &other, &table, &one, &table];
        let leaves = order.map(|block| match block {
            Block::Heading(..) => Leaf::Heading(block),
            _ => Leaf::Block(block),
        });
        let page = leaf("title", &leaves, "");
        let labels: Vec<&str> = page
            .match_indices("aria-label=\"")
            .filter_map(|(at, label)| page[at + label.len()..].split('"').next())
            .collect();
        assert_eq!(
            labels,
            [
                "Contents",
                "Findings &lt;b&gt;: Table: what",
                "Controls: Table: what",
                "Findings &lt;b&gt;: Table: what (2)"
            ]
        );
    }
}
