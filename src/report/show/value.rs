//! Values of visitors: whoever reads a table over somebody's shoulder must not take them along.

use url::Url;

/// Whether values are shown whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Their beginning and their length.
    Cut,
    /// As they are.
    Whole,
}

/// How many characters of a value are shown: enough to see its kind, too few to use it.
const SHOWN: usize = 4;
/// The longest value that is shown whole in any case: `1`, `yes`, `deny`.
const HARMLESS: usize = 5;
/// How much of a page's own words is shown, characters.
const BEGINNING: usize = 48;

impl Values {
    /// A value, as far as it is shown.
    pub(super) fn of(self, value: &str) -> String {
        let length = value.chars().count();
        if self == Self::Whole || length <= HARMLESS {
            return value.to_owned();
        }
        let start: String = value.chars().take(SHOWN).collect();
        format!("{start}… ({length})")
    }

    /// A sentence, as it stands in the log: the addresses in it.
    pub(in crate::report) fn sentence(self, text: &str) -> String {
        let word = |word: &str| {
            let start = ["http://", "https://", "ws://", "wss://"].iter().filter_map(|scheme| word.find(scheme)).min();
            start.map_or_else(|| word.to_owned(), |at| format!("{}{}", &word[..at], self.address(&word[at..])))
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    /// Words that a page chose freely, as in its console or a dialog: they may hold anything.
    pub(in crate::report) fn beginning(self, text: &str) -> String {
        let length = text.chars().count();
        if self == Self::Whole || length <= BEGINNING {
            return text.to_owned();
        }
        let start: String = text.chars().take(BEGINNING).collect();
        format!("{start}… ({length})")
    }

    /// An address: its query and fragment are values.
    pub(super) fn address(self, url: &str) -> String {
        if self == Self::Whole {
            return url.to_owned();
        }
        let plain = url.split(['?', '#']).next().unwrap_or(url);
        let query = Url::parse(url).map_or(0, |url| url.query_pairs().count());
        match query {
            0 => plain.to_owned(),
            1 => format!("{plain}?… (1 parameter)"),
            many => format!("{plain}?… ({many} parameters)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cut_unless_they_are_asked_for() {
        assert_eq!(Values::Cut.of("GA1.1.1234567890.1700000000"), "GA1.… (27)");
        assert_eq!(Values::Cut.of("deny"), "deny");
        assert_eq!(Values::Whole.of("GA1.1.1234567890.1700000000"), "GA1.1.1234567890.1700000000");
    }

    #[test]
    fn addresses_in_sentences_are_cut_too() {
        let told = Values::Cut.sentence("to https://t.example/p?id=77&u=me (arrival)");
        assert_eq!(told, "to https://t.example/p?… (2 parameters) (arrival)");
        assert_eq!(
            Values::Cut.sentence("alert:https://t.example/?a=1 é"),
            "alert:https://t.example/?… (1 parameter) é"
        );
        assert_eq!(Values::Cut.sentence("no address at all"), "no address at all");
    }

    #[test]
    fn words_of_a_page_are_shown_by_their_beginning() {
        let long = format!("error: no basket for {}", "anna@shop.example ".repeat(3));
        let shown = Values::Cut.beginning(&long);
        assert!(shown.starts_with("error: no basket for") && shown.ends_with("… (75)"), "{shown}");
        assert_eq!(Values::Cut.beginning("error: short"), "error: short");
        assert_eq!(Values::Whole.beginning(&long), long);
    }

    #[test]
    fn what_stands_in_a_query_or_fragment_is_a_value() {
        assert_eq!(Values::Cut.address("https://t.example/p?id=77&u=me"), "https://t.example/p?… (2 parameters)");
        assert_eq!(Values::Cut.address("https://t.example/p?id=77"), "https://t.example/p?… (1 parameter)");
        assert_eq!(Values::Cut.address("https://t.example/p#me"), "https://t.example/p");
        assert_eq!(Values::Cut.address("https://t.example/p"), "https://t.example/p");
        assert_eq!(Values::Whole.address("https://t.example/p?id=77"), "https://t.example/p?id=77");
    }
}
