//! A page of text for the terminal: lines, lists that are wrapped, texts as they stand.

/// The page so far.
pub struct Leaf {
    text: String,
    width: usize,
}

impl Leaf {
    /// An empty page whose lists are at most `width` columns wide.
    pub fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// The whole page.
    pub fn text(self) -> String {
        self.text
    }

    /// Adds a line as it is.
    pub fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }

    /// Adds a list under a title; nothing if all its entries are empty.
    pub fn list(&mut self, title: &str, entries: &[String]) {
        if entries.iter().all(|entry| entry.trim().is_empty()) {
            return;
        }
        self.line(&format!("\n{title}"));
        for entry in entries {
            for (number, line) in wrapped(entry, self.width.saturating_sub(4)).iter().enumerate() {
                self.line(&format!("{}{line}", if number == 0 { "  - " } else { "    " }));
            }
        }
    }

    /// Adds a text under a title, its lines as they are.
    pub fn verbatim(&mut self, title: &str, text: &str) {
        self.line(&format!("\n{title}"));
        for line in text.trim_end().lines() {
            self.line(&format!("  {line}"));
        }
    }
}

/// Words in lines of at most `width` characters; a longer word keeps a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_wrapped_and_empty_ones_left_out() {
        let mut leaf = Leaf::new(12);
        leaf.line("head");
        leaf.list("Empty", &[" ".to_owned()]);
        leaf.list("Full", &["one two three".to_owned()]);
        leaf.verbatim("As it is", "a  b\n");
        assert_eq!(leaf.text(), "head\n\nFull\n  - one two\n    three\n\nAs it is\n  a  b\n");
    }
}
