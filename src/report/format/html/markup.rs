//! Spans to markup. Every text is escaped here, and nowhere else is one written.

use crate::report::clean::clean;
use crate::report::document::{Cell, Kind, Line, Span, Tone};
use crate::report::words::word;

/// A text that is no markup, within an element or an attribute in double quotes.
pub(in crate::report) fn escaped(text: &str) -> String {
    if !text.contains(['<', '>', '&', '"', '\'']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A text that a page may have written, cleaned and no markup.
pub(super) fn printed(text: &str) -> String {
    escaped(&clean(text))
}

/// Spans with a space between each two.
pub(super) fn line(line: &Line) -> String {
    line.iter().filter(|span| !span.text.is_empty()).map(span).collect::<Vec<_>>().join(" ")
}

/// Lines below each other.
pub(super) fn cell(cell: &Cell) -> String {
    match cell.as_slice() {
        [one] => line(one),
        several => several.iter().map(|one| format!("<div>{}</div>", line(one))).collect(),
    }
}

/// One span.
pub(super) fn span(span: &Span) -> String {
    let bare = match span.tone.signs() {
        ("", _) => None,
        (before, after) => span.text.strip_prefix(before).and_then(|text| text.strip_suffix(after)),
    };
    let text = escaped(bare.unwrap_or(&span.text));
    let text = match &span.kind {
        Kind::Words => text,
        // Long names and addresses may break anywhere rather than widen a table.
        Kind::Code => format!("<code>{text}</code>"),
        Kind::Link(url) if is_web(url) => format!("<a href=\"{}\">{text}</a>", escaped(url)),
        Kind::Link(_) => text,
        Kind::Within(place) => format!("<a href=\"#{}\"><code>{text}</code></a>", escaped(place)),
    };
    let text = toned(text, span.tone);
    match &span.language {
        Some(language) => format!("<span lang=\"{}\">{text}</span>", escaped(language)),
        None => text,
    }
}

fn toned(text: String, tone: Tone) -> String {
    match tone {
        Tone::Plain => text,
        Tone::Strong => format!("<strong>{text}</strong>"),
        Tone::Quiet => format!("<span class=\"quiet\">{text}</span>"),
        Tone::Doubt => format!("<span class=\"doubt\">{text}</span>"),
        Tone::Removed => format!("<del>{text}</del>"),
        Tone::Added => format!("<ins>{text}</ins>"),
        Tone::Severity(severity) => format!("<strong class=\"severity {}\">{text}</strong>", word(&severity)),
    }
}

/// Rules of a user's own may name any address; only those of the web are followed.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let link = |url: &str| line(&vec![Span::new("Art. 5", Tone::Plain, Kind::Link(url.to_owned()))]);
        assert_eq!(link("https://law.example/5\"x"), "<a href=\"https://law.example/5&quot;x\">Art. 5</a>");
        assert_eq!(link("javascript:alert(1)"), "Art. 5");
        assert_eq!(link("data:text/html,x"), "Art. 5");
        assert_eq!(link(" https://x"), "Art. 5");
    }

    proptest! {
        #[test]
        fn no_text_becomes_markup(text in any::<String>()) {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
        }
    }
}
