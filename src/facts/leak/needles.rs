//! What to look for in requests: the parts of an identifier that single out a visitor by themselves.
//!
//! A value such as `GA1.1.1827364551.1795514400` travels on as `1827364551.1795514400`, or whole, or as a digest of
//! either. Raw, it is enough to look for the smallest runs of tokens that identify; digests are of something whole,
//! so that every run that identifies is tried.

use crate::facts::entropy::{IDENTIFYING_BITS, Tokens, percent_decoded, tokens};

/// Tokens of a value that are looked at.
const MOST_TOKENS: usize = 64;
/// Tokens in a run: a UUID has five.
const LONGEST_RUN: usize = 8;
/// Shortest run that is looked for, characters.
const SHORTEST: usize = 6;
/// Tokens of a value of whose runs digests are tried.
const MOST_DIGESTED: usize = 16;

/// A run of tokens of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needle {
    /// The run, separators within it included.
    pub text: String,
    /// Its longest token, by which it is found.
    pub anchor: String,
    /// Where the anchor begins within the run, bytes.
    pub anchor_at: usize,
}

/// The smallest runs of `value` that identify. `other` is the value of another profile: what both have is no
/// identifier; without it each run must identify by itself, `now` being the time of the run (seconds since 1970).
pub fn needles(value: &str, other: Option<&str>, now: i64) -> Vec<Needle> {
    let plain = percent_decoded(value);
    let measure = Measure::new(other, now);
    let spans = spans(&plain);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for first in 0..spans.len() {
        let lasts = first..spans.len().min(first + LONGEST_RUN);
        let smallest = lasts
            .into_iter()
            .find(|last| run(&plain, &spans, first, *last).is_some_and(|text| measure.identifies(text)));
        found.extend(smallest.map(|last| (first, last)));
    }
    let within = |one: &(usize, usize), all: &[(usize, usize)]| {
        all.iter().any(|other| other != one && other.0 >= one.0 && other.1 <= one.1)
    };
    let smallest = found.iter().filter(|one| !within(one, &found));
    let mut needles: Vec<Needle> = smallest.filter_map(|(first, last)| needle(&plain, &spans, *first, *last)).collect();
    needles.extend(without_dashes(&plain).filter(|text| measure.identifies(text)).map(whole));
    needles
}

/// Whether all of `value` is looked for, and not only its first tokens.
pub fn is_searched_whole(value: &str) -> bool {
    token_spans(&percent_decoded(value)).nth(MOST_TOKENS).is_none()
}

/// Everything of `value` of which a digest would identify: the value, what it decodes to, and its runs.
pub fn digested(value: &str, other: Option<&str>, now: i64) -> Vec<String> {
    let plain = percent_decoded(value);
    let measure = Measure::new(other, now);
    let mut all = vec![value.to_owned(), plain.trim_matches('"').to_owned()];
    let spans = spans(&plain);
    let spans = spans.get(..spans.len().min(MOST_DIGESTED)).unwrap_or_default();
    for first in 0..spans.len() {
        let runs = (first..spans.len().min(first + LONGEST_RUN)).filter_map(|last| run(&plain, spans, first, last));
        all.extend(runs.map(str::to_owned));
    }
    all.retain(|text| measure.identifies(text));
    all.sort_unstable();
    all.dedup();
    all
}

/// What of a text identifies, against the value of another profile or by itself.
struct Measure {
    other: Option<Tokens>,
    now: i64,
}

impl Measure {
    fn new(other: Option<&str>, now: i64) -> Self {
        Self { other: other.map(tokens), now }
    }

    fn identifies(&self, text: &str) -> bool {
        if text.len() < SHORTEST {
            return false;
        }
        let own = tokens(text);
        match &self.other {
            Some(other) => own.identifying_bits(&own, other) >= IDENTIFYING_BITS,
            None => own.wordless_bits(self.now) >= IDENTIFYING_BITS,
        }
    }
}

/// Where the tokens of a text begin and end, bytes.
fn spans(text: &str) -> Vec<(usize, usize)> {
    token_spans(text).take(MOST_TOKENS).collect()
}

/// Where the runs of letters and digits of a text begin and end, bytes.
pub fn token_spans(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric()) {
            end = at + c.len_utf8();
        }
        Some((start, end))
    })
}

fn run<'t>(text: &'t str, spans: &[(usize, usize)], first: usize, last: usize) -> Option<&'t str> {
    text.get(spans.get(first)?.0..spans.get(last)?.1)
}

fn needle(text: &str, spans: &[(usize, usize)], first: usize, last: usize) -> Option<Needle> {
    let whole = run(text, spans, first, last)?;
    let begin = spans.get(first)?.0;
    let inner = spans.get(first..=last)?;
    let (from, to) = inner.iter().max_by_key(|(from, to)| to - from)?;
    Some(Needle { text: whole.to_owned(), anchor: text.get(*from..*to)?.to_owned(), anchor_at: from - begin })
}

fn whole(text: String) -> Needle {
    Needle { anchor: text.clone(), text, anchor_at: 0 }
}

/// A UUID as it is often written on: without its dashes.
fn without_dashes(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim_matches('"');
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_uuid = lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    is_uuid.then(|| text.replace('-', "")).into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_514_400;

    fn texts(value: &str, other: Option<&str>) -> Vec<String> {
        needles(value, other, NOW).into_iter().map(|needle| needle.text).collect()
    }

    #[test]
    fn the_smallest_runs_that_identify_are_looked_for() {
        let ga = ["GA1.1.1827364551.1795514400", "GA1.1.2058374619.1795514403"];
        assert_eq!(texts(ga[0], Some(ga[1])), ["1827364551"]);
        let short = ["GA1.2.836405172.1795514400", "GA1.2.274918365.1795514403"];
        assert_eq!(texts(short[0], Some(short[1])), ["836405172.1795514400"]);
        let json = ["{\"deviceId\":\"8c1f9d3e0a1b\"}", "{\"deviceId\":\"71e8a409f8e7\"}"];
        assert_eq!(texts(json[0], Some(json[1])), ["8c1f9d3e0a1b"]);
        assert_eq!(texts("%7B%22id%22%3A%22q83hf7a0zk2m%22%7D", None), ["q83hf7a0zk2m"]);
        let uuid = "3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f";
        assert!(texts(uuid, None).contains(&"3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f".to_owned()));
    }

    #[test]
    fn what_identifies_nobody_is_not_looked_for() {
        for (value, other) in [
            ("granted", Some("denied")),
            ("1795514400123", Some("1795514403456")),
            ("9f8e7d6c5b4a39281706", Some("9f8e7d6c5b4a39281706")),
            ("1795514400", None),
            ("1795514400.1795514401", None),
            ("analytics-true-marketing-false", None),
            ("", None),
        ] {
            assert_eq!(texts(value, other), [""; 0], "{value}");
            assert_eq!(digested(value, other, NOW), [""; 0], "{value}");
        }
    }

    #[test]
    fn digests_are_tried_of_the_whole_and_of_its_runs() {
        let all = digested("GA1.1.1827364551.1795514400", Some("GA1.1.2058374619.1795514403"), NOW);
        for text in ["GA1.1.1827364551.1795514400", "1827364551.1795514400", "1827364551"] {
            assert!(all.contains(&text.to_owned()), "{text}: {all:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn anchors_stand_where_they_are_said_to(value in "\\PC{0,80}") {
            for needle in needles(&value, None, NOW) {
                let rest = needle.text.get(needle.anchor_at..).unwrap();
                proptest::prop_assert!(rest.starts_with(&needle.anchor));
                proptest::prop_assert!(percent_decoded(&value).contains(&needle.text) || value.contains('-'));
            }
        }
    }
}
