//! Where in a YAML text something stands, found by its path.

use std::ops::{ControlFlow, Range};

use serde_yaml::granit_parser::{Event, Parser};

/// Bytes of the value that a path names: `controls.accept[0]`, `` for the whole. A key with dots in it may be
/// reached by its position among the entries only through its parent. `None` if there is none or the text is not YAML.
pub fn locate(text: &str, path: &str) -> Option<Range<usize>> {
    find(text, path).map(|found| found.value)
}

/// Bytes of the key that a path ends with: `controls` in `controls:`.
pub fn locate_key(text: &str, path: &str) -> Option<Range<usize>> {
    find(text, path).and_then(|found| found.key)
}

/// Path and bytes of every value that is a text or number, as far as the text is YAML.
pub fn scalars(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let _ = each_node(text, &mut |node| {
        if node.is_scalar {
            found.push((node.path, node.value));
        }
        ControlFlow::Continue(())
    });
    found
}

/// A value with its place.
struct Node {
    path: String,
    key: Option<Range<usize>>,
    value: Range<usize>,
    is_scalar: bool,
}

/// What is open around the node that is read.
enum Open {
    /// A list, with the number of items so far.
    List(usize),
    /// A mapping, with the key whose value comes next.
    Map(Option<(String, Range<usize>)>),
}

fn find(text: &str, path: &str) -> Option<Node> {
    let wanted = path.trim_start_matches('.');
    each_node(text, &mut |node| if node.path == wanted { ControlFlow::Break(node) } else { ControlFlow::Continue(()) })
        .break_value()
}

/// Visits every value in its order, up to the first place that is no YAML.
fn each_node(text: &str, visit: &mut dyn FnMut(Node) -> ControlFlow<Node>) -> ControlFlow<Node> {
    let mut open: Vec<(Open, String)> = Vec::new();
    for next in Parser::new_from_str(text) {
        let Ok((event, span)) = next else { break };
        let Some(bytes) = span.byte_range() else { break };
        match &event {
            Event::Scalar(word, ..) => {
                if let Some((Open::Map(key @ None), _)) = open.last_mut() {
                    *key = Some((word.to_string(), bytes));
                    continue;
                }
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                continue;
            }
            Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {}
            _ => continue,
        }
        let (here, key) = step(&mut open);
        let is_scalar = matches!(event, Event::Scalar(..));
        visit(Node { path: here.clone(), key, value: bytes, is_scalar })?;
        match event {
            Event::SequenceStart(..) => open.push((Open::List(0), here)),
            Event::MappingStart(..) => open.push((Open::Map(None), here)),
            _ => {}
        }
    }
    ControlFlow::Continue(())
}

/// Path and key of the node that begins now; its parent moves on.
fn step(open: &mut [(Open, String)]) -> (String, Option<Range<usize>>) {
    match open.last_mut() {
        None => (String::new(), None),
        Some((Open::List(count), parent)) => {
            let here = format!("{parent}[{count}]");
            *count += 1;
            (here, None)
        }
        Some((Open::Map(key), parent)) => match key.take() {
            // A list or mapping as a key: nothing of ours has it.
            None => {
                *key = Some((String::new(), 0..0));
                (format!("{parent}.?"), None)
            }
            Some((word, bytes)) => {
                let here = if parent.is_empty() { word } else { format!("{parent}.{word}") };
                (here, Some(bytes))
            }
        },
    }
}

/// Values that are empty because a `#` right before their text made it a comment: `selector: #banner`. Bytes from
/// the `#` to the end of the line.
pub(super) fn swallowed(text: &str) -> Option<Range<usize>> {
    if !text.contains(" #") && !text.contains("\t#") {
        return None;
    }
    for next in Parser::new_from_str(text) {
        let (event, span) = next.ok()?;
        let Event::Scalar(word, ..) = &event else { continue };
        let bytes = span.byte_range()?;
        let start = bytes.start;
        // The parser hands an absent value on as `~`; what was written has bytes of its own.
        if !bytes.is_empty() || !matches!(word.as_ref(), "" | "~") {
            continue;
        }
        // The absent value is put at the `:` or `-` or right after it, so on the same line.
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        if let Some(hash) = hash_for_value(text, line_start..line_end) {
            return Some(hash);
        }
    }
    None
}

/// The `#…` that stands where a value should: after `key:` or `-`, directly followed by text.
fn hash_for_value(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(line.clone())?;
    let at = words.find(" #").or_else(|| words.find("\t#"))? + 1;
    let before = words[..at].trim_end();
    let after = words[at + 1..].chars().next()?;
    let expects_value = before.ends_with(':') || before.ends_with('-');
    (expects_value && (after.is_alphanumeric() || after == '_' || after == '-')).then(|| {
        let start = line.start + at;
        start..start + words[at..].trim_end().len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id: x\ncontrols:\n  accept: [\".a\", '#b']\n  reject:\n    - .c\n";

    #[test]
    fn values_and_keys_are_found_by_their_path() {
        assert_eq!(&TEXT[locate(TEXT, "controls.accept[1]").unwrap()], "'#b'");
        assert_eq!(&TEXT[locate(TEXT, "controls.reject[0]").unwrap()], ".c");
        assert_eq!(&TEXT[locate_key(TEXT, "controls").unwrap()], "controls");
        assert_eq!(locate(TEXT, "controls.accept[2]"), None);
        assert_eq!(locate("a: 1\nb: ]", "b"), None);
    }

    #[test]
    fn every_text_is_listed_as_far_as_the_text_is_yaml() {
        let paths = |text: &str| scalars(text).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(paths(TEXT), ["id", "controls.accept[0]", "controls.accept[1]", "controls.reject[0]"]);
        assert_eq!(paths("a: 1\nb: ]\nc: 2\n"), ["a"]);
        let (_, bytes) = scalars("a: |\n  x\n  y\nb: 1\n").remove(0);
        assert!(bytes.end <= 13, "{bytes:?}");
    }

    #[test]
    fn a_comment_in_place_of_a_value_is_seen() {
        for text in ["selector: #x\n", "a:\n  - #x\n  - b\n", "a: {b: 1}\nc:   #x-y\nd: 2\n"] {
            let found = swallowed(text).unwrap_or_else(|| panic!("nothing seen in {text:?}"));
            assert!(text[found].starts_with("#x"));
        }
    }

    #[test]
    fn ordinary_comments_pass() {
        for text in ["a: # note\n  b: 1\n", "a: 1 #x\n", "a: '#x'\n", "a: |\n  b: #x\nc:\n", "#x\na: 1\n", ""] {
            assert_eq!(swallowed(text), None, "{text:?}");
        }
    }
}
