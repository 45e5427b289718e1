//! `consentinel classify`: one item a line in, one JSON object a line out, in the same order.

use std::io::{BufRead, BufReader, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::arguments::{ClassifyArguments, ClassifyKind};
use super::exit::{Exit, Trouble};
use super::knowledge;
use super::texts::Texts;
use crate::knowledge::{CookieQuery, Intent, ItemShape, Knowledge, KnownBy, Purpose, Right};

/// A longer line is no button, cookie or text of a page.
const LONGEST_LINE: u64 = 1024 * 1024;

/// So much is read and written at once, bytes.
const PIECE: usize = 64 * 1024;

/// Runs the command. Answers to lines before a refused one have been printed by then.
///
/// # Errors
/// Knowledge that is refused, and the first line that is not an item, with its number.
pub fn run(words: &ClassifyArguments) -> Result<Exit, Trouble> {
    let mut knowledge = Texts::load(&words.rules)?.knowledge()?;
    knowledge::add(&mut knowledge, &words.imported)?;
    let answer: fn(&Knowledge, &str) -> Result<String, String> = match words.kind {
        ClassifyKind::Buttons => button,
        ClassifyKind::Cookies => cookie,
        ClassifyKind::Text => text,
    };
    let mut input = BufReader::with_capacity(PIECE, std::io::stdin().lock());
    let mut output = std::io::BufWriter::with_capacity(PIECE, std::io::stdout().lock());
    let told = converse(&mut input, &mut output, &|line| answer(&knowledge, line));
    // A reader that went away is not an error.
    let _ = output.flush();
    told.map(|()| Exit::Clean)
}

/// Answers line by line, and lets the reader have what is ready whenever the writer makes a pause.
fn converse<R: Read>(
    input: &mut BufReader<R>,
    output: &mut impl Write,
    answer: &dyn Fn(&str) -> Result<String, String>,
) -> Result<(), Trouble> {
    let mut number = 0_u64;
    // One for all lines: there may be millions of them.
    let mut bytes = Vec::new();
    loop {
        number += 1;
        let refused = |why: &str| Trouble::usage(format!("standard input, line {number}: {why}"));
        let Some(line) = next_line(input, &mut bytes).map_err(|why| refused(&why))? else { return Ok(()) };
        let line = if number == 1 { line.trim_start_matches('\u{feff}') } else { line };
        let answered = answer(line).map_err(|why| refused(&why))?;
        if writeln!(output, "{answered}").is_err() {
            return Ok(());
        }
        if input.buffer().is_empty() && output.flush().is_err() {
            return Ok(());
        }
    }
}

/// The next line without its end, read into `bytes`; none at the end of the input.
fn next_line<'b>(input: &mut impl BufRead, bytes: &'b mut Vec<u8>) -> Result<Option<&'b str>, String> {
    bytes.clear();
    let read = input.take(LONGEST_LINE + 1).read_until(b'\n', bytes);
    read.map_err(|why| format!("it cannot be read: {why}"))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 > LONGEST_LINE {
        return Err(format!("longer than {LONGEST_LINE} bytes; one item belongs on each line"));
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    let line = std::str::from_utf8(bytes);
    line.map(Some).map_err(|why| format!("not UTF-8 from byte {} on", why.valid_up_to() + 1))
}

/// Either a plain text, or an object as JSON.
fn item<T: DeserializeOwned>(line: &str, plain: impl FnOnce(&str) -> T, example: &str) -> Result<T, String> {
    if !line.trim_start().starts_with('{') {
        return Ok(plain(line));
    }
    serde_json::from_str(line).map_err(|why| {
        // One line each: the line of the error within the item says nothing.
        let column = why.column();
        let why = why.to_string();
        let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
        format!("{why} (column {column}); write plain text, or an object such as {example}")
    })
}

fn json(answer: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|why| why.to_string())
}

/// A button or text that is asked about; more fields may stand beside it.
#[derive(Deserialize)]
struct Worded {
    text: String,
}

impl Worded {
    fn plain(text: &str) -> Self {
        Self { text: text.to_owned() }
    }
}

#[derive(Serialize)]
struct ButtonAnswer<'a> {
    text: &'a str,
    role: Intent,
    /// What it is for: the right that it serves, or else the same as its role.
    intent: Aim,
    language: Option<String>,
    phrase: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Aim {
    Right(Right),
    Role(Intent),
}

fn button(knowledge: &Knowledge, line: &str) -> Result<String, String> {
    let Worded { text } = item(line, Worded::plain, r#"{"text": "Accept all"}"#)?;
    let read = knowledge.phrases.button(&text);
    json(&ButtonAnswer {
        text: &text,
        role: read.intent,
        intent: read.right.map_or(Aim::Role(read.intent), Aim::Right),
        language: read.language,
        phrase: read.phrase,
    })
}

#[derive(Serialize)]
struct TextAnswer {
    consent: &'static str,
    language: Option<String>,
    phrases: Vec<String>,
}

fn text(knowledge: &Knowledge, line: &str) -> Result<String, String> {
    let Worded { text } = item(line, Worded::plain, r#"{"text": "We use cookies"}"#)?;
    let read = knowledge.phrases.text(&text);
    let consent = if read.consent { "yes" } else { "no" };
    json(&TextAnswer { consent, language: read.language, phrases: read.phrases })
}

/// A cookie that is asked about. Its lifetime, flags and shape of value decide only where nothing else does; tables
/// write them as `true`, `1` or `"1"`, and what cannot be read as such was not seen.
#[derive(Default, Deserialize)]
struct CookieItem {
    name: String,
    #[serde(default)]
    domain: Option<String>,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    session: Value,
    #[serde(default)]
    expiry_s: Value,
    #[serde(default)]
    http_only: Value,
    #[serde(default)]
    value_shape: Value,
}

impl CookieItem {
    fn plain(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }

    /// Its domain and the site's host. Who says only one of the two means a cookie of the site's own.
    fn hosts(&self) -> (&str, &str) {
        let (domain, site) = (self.domain.as_deref(), self.site.as_deref());
        let (domain, site) = (domain.or(site).unwrap_or_default(), site.or(domain).unwrap_or_default());
        (domain.trim_start_matches('.'), site.trim_start_matches('.'))
    }

    fn shape(&self) -> ItemShape<'_> {
        let session = flag(&self.session);
        ItemShape {
            session,
            lifetime_s: seconds(&self.expiry_s).filter(|_| session != Some(true)),
            http_only: flag(&self.http_only),
            value: self.value_shape.as_str(),
        }
    }
}

fn flag(written: &Value) -> Option<bool> {
    match written {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_f64().map(|number| number > 0.0),
        Value::String(word) => match word.as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn seconds(written: &Value) -> Option<u64> {
    let number = match written {
        Value::Number(number) => number.as_f64(),
        Value::String(word) => word.parse().ok(),
        _ => None,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    number.filter(|number: &f64| *number >= 0.0).map(|number| number as u64)
}

#[derive(Serialize)]
struct CookieAnswer<'a> {
    name: &'a str,
    domain: Option<&'a str>,
    purpose: Purpose,
    vendor: Option<String>,
    known_by: KnownBy,
}

fn cookie(knowledge: &Knowledge, line: &str) -> Result<String, String> {
    let asked = item(line, CookieItem::plain, r#"{"name": "_ga", "domain": "shop.example", "site": "shop.example"}"#)?;
    let (domain, site) = asked.hosts();
    let read = knowledge.cookie(&CookieQuery { name: &asked.name, domain, site, setter: None, shape: asked.shape() });
    json(&CookieAnswer {
        name: &asked.name,
        domain: asked.domain.as_deref(),
        purpose: read.purpose,
        vendor: read.vendor,
        known_by: read.known_by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(input: &[u8]) -> (String, Result<(), Trouble>) {
        let mut output = Vec::new();
        let end = converse(&mut BufReader::new(input), &mut output, &|line| {
            item(line, Worded::plain, "{}").and_then(|worded| json(&worded.text))
        });
        (String::from_utf8(output).unwrap(), end)
    }

    #[test]
    fn lines_keep_their_places_and_ends_do_not_matter() {
        let (output, end) = told("\u{feff}one\r\n\n{\"text\": \"two\", \"more\": 1}\nlast".as_bytes());
        assert_eq!((output.as_str(), end), ("\"one\"\n\"\"\n\"two\"\n\"last\"\n", Ok(())));
        assert_eq!(told(b"").0, "");
    }

    #[test]
    fn a_bad_line_is_told_by_its_number() {
        for (input, number, why) in [
            (&b"fine\n{\"text\": }\nfine\n"[..], 2, "expected value (column"),
            (b"{\"name\": \"a\"}", 1, "missing field `text`"),
            (b"a\nb\nc\xff\n", 3, "not UTF-8 from byte 2"),
            (b"{\"text\": 3}", 1, "expected a string"),
            (b"{\"text\": \"a\"} {}", 1, "trailing characters"),
        ] {
            let message = told(input).1.unwrap_err().message;
            assert!(message.contains(&format!("line {number}:")) && message.contains(why), "{message}");
        }
    }

    #[test]
    fn a_line_without_end_is_not_read_to_the_end() {
        let longest = usize::try_from(LONGEST_LINE).unwrap();
        assert!(told(&vec![b'a'; longest + 1]).1.unwrap_err().message.contains("longer than"));
        assert_eq!(told(&vec![b'a'; longest]).1, Ok(()));
    }

    #[test]
    fn lifetime_and_flags_are_read_however_tables_write_them() {
        let shape = |fields: &str| {
            let item: CookieItem = serde_json::from_str(&format!("{{\"name\": \"x\", {fields}}}")).unwrap();
            let shape = item.shape();
            (shape.session, shape.lifetime_s, shape.http_only, shape.value.map(str::to_owned))
        };
        let lasting = (Some(false), Some(60), Some(true), Some("a9".to_owned()));
        assert_eq!(shape(r#""session": false, "expiry_s": 60, "http_only": true, "value_shape": "a9""#), lasting);
        assert_eq!(shape(r#""session": 0, "expiry_s": 60.9, "http_only": 1, "value_shape": "a9""#), lasting);
        assert_eq!(shape(r#""session": "0", "expiry_s": "60", "http_only": "1", "value_shape": "a9""#), lasting);
        assert_eq!(shape(r#""session": true, "expiry_s": 0"#), (Some(true), None, None, None));
        let nothing = (None, None, None, None);
        assert_eq!(shape(r#""session": null, "expiry_s": -1, "http_only": "?", "value_shape": 9"#), nothing);
    }

    proptest! {
        #[test]
        fn there_are_as_many_answers_as_lines(lines in proptest::collection::vec("[^{\n\r]{0,20}", 1..8)) {
            let (output, end) = told(lines.join("\n").as_bytes());
            prop_assert_eq!(end, Ok(()));
            let asked = lines.len() - usize::from(lines.last().is_some_and(String::is_empty));
            prop_assert_eq!(output.lines().count(), asked);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            let _ = told(&bytes);
        }
    }
}
