//! Secrets that the user handed to his site, taken out of what is kept: wherever a page, its server or a third party
//! repeats one, the name of the variable stands in its place. Nothing else is changed, so that judging is not either.
//!
//! Hosts stay: they tell who was asked, and a secret that is also a common word must not change that.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use regex::{Captures, Regex};

use super::kinds::{self, Kind};
use super::walk::{At, Map, Part};
use super::{RedactError, schema};
use crate::evidence::{Evidence, Gatherings};

/// Shorter values are words that stand everywhere.
const SHORTEST: usize = 6;
/// The scheme and host of an address, up to its path: it stays, but for a user and password in it.
const AUTHORITY: &str = r#"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#\\"'<>]*"#;
/// Headers that are a host.
const HOSTS: [&str; 3] = [":authority", "host", "x-forwarded-host"];
/// What `encodeURIComponent` leaves as it is, beside letters and digits.
const BY_SCRIPTS: &str = "-_.!~*'()";
/// Shorter texts were not cut.
const CUT: usize = 4_096;

/// A secret, and the name that is told instead.
#[derive(Clone, Copy)]
pub struct Hidden<'a> {
    /// Name of the variable.
    pub name: &'a str,
    /// What it holds.
    pub value: &'a str,
}

/// `gatherings` without these secrets: as they are, percent-encoded, in JSON or HTML, or in base64. Pages that were kept
/// are searched as well, pictures cannot be. Secrets of fewer than six characters stay.
///
/// # Errors
/// Evidence that JSON cannot hold, or that is none any more afterwards: faults of this program.
pub fn hide(gatherings: Gatherings, secrets: &[Hidden<'_>]) -> Result<Gatherings, RedactError> {
    let Some(veil) = Veil::of(secrets)? else { return Ok(gatherings) };
    let wrap = |why: serde_json::Error| RedactError(why.to_string());
    let Gatherings { evidence, mut files } = gatherings;
    let mut document = serde_json::to_value(&evidence).map_err(wrap)?;
    Map::of(&schema()).walk(&mut document, &mut |at, text| veil.replace(at, text));
    let evidence: Evidence = serde_json::from_value(document).map_err(wrap)?;
    for (path, bytes) in &mut files {
        if let Some(text) = Form::of(path).and_then(|form| veil.page(form, bytes)) {
            *bytes = text.into_bytes();
        }
    }
    Ok(Gatherings { evidence, files })
}

/// What a file of the bundle is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Html,
    /// Quoted-printable: lines are broken anywhere, and `=` is `=3D`.
    Mhtml,
}

impl Form {
    fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "html" => Some(Self::Html),
            "mhtml" => Some(Self::Mhtml),
            _ => None,
        }
    }
}

/// Finds secrets.
struct Veil {
    /// How each may look, with what stands for it.
    faces: BTreeMap<String, String>,
    anywhere: Regex,
    broken: Regex,
}

impl Veil {
    fn of(secrets: &[Hidden<'_>]) -> Result<Option<Self>, RedactError> {
        let mut faces = BTreeMap::new();
        for secret in secrets.iter().filter(|secret| secret.value.chars().count() >= SHORTEST) {
            for face in looks(secret.value) {
                faces.entry(face).or_insert_with(|| format!("(secret:{})", secret.name));
            }
        }
        if faces.is_empty() {
            return Ok(None);
        }
        // Of several that begin at one place the longest is meant.
        let mut all: Vec<&str> = faces.keys().map(String::as_str).collect();
        all.sort_by_key(|face| std::cmp::Reverse(face.len()));
        let regex = |one: &dyn Fn(&str) -> String| {
            let faces: Vec<String> = all.iter().map(|face| one(face)).collect();
            let pattern = format!("(?<secret>{})|{AUTHORITY}", faces.join("|"));
            Regex::new(&pattern).map_err(|why| RedactError(why.to_string()))
        };
        let (anywhere, broken) = (regex(&|face| regex::escape(face))?, regex(&broken_up)?);
        Ok(Some(Self { faces, anywhere, broken }))
    }

    fn replace(&self, at: At<'_>, text: &mut String) {
        let kind = if at.part == Part::Member { None } else { kinds::kind(at.owner, at.field) };
        let is_header =
            |names: &[&str]| at.beside.is_some_and(|name| names.contains(&name.to_ascii_lowercase().as_str()));
        *text = match kind {
            Some(Kind::Plain | Kind::Server) => return,
            // The user's own words, by which his site is known.
            _ if at.owner == "Target" => return,
            Some(Kind::Header) if is_header(&HOSTS) => return,
            Some(Kind::Header) if is_header(&["set-cookie"]) => {
                text.split('\n').map(|line| self.cookie(line)).collect::<Vec<_>>().join("\n")
            }
            Some(Kind::CookieLine) => self.cookie(text),
            _ => self.hidden(text),
        };
    }

    /// A `Set-Cookie` line: to which domain a cookie belongs, stays.
    fn cookie(&self, line: &str) -> String {
        let is_domain = |part: &str| part.trim_start().to_ascii_lowercase().starts_with("domain=");
        let part = |(at, part): (usize, &str)| {
            if at > 0 && is_domain(part) { part.to_owned() } else { self.hidden(part) }
        };
        line.split(';').enumerate().map(part).collect::<Vec<_>>().join(";")
    }

    /// The text without secrets. One that was cut within a secret ends before it.
    fn hidden(&self, text: &str) -> String {
        let mut made = self.without(&self.anywhere, text);
        if text.len() >= CUT
            && let Some((at, mark)) = self.begun(&made)
        {
            made.truncate(at);
            made.push_str(mark);
        }
        made
    }

    fn without(&self, pattern: &Regex, text: &str) -> String {
        let instead = |found: &Captures<'_>| match found.name("secret") {
            Some(secret) => self.mark(secret.as_str()).to_owned(),
            None => self.authority(found.get(0).map_or("", |whole| whole.as_str())),
        };
        pattern.replace_all(text, instead).into_owned()
    }

    /// Scheme and host with who signs in there, who does not stay.
    fn authority(&self, text: &str) -> String {
        let parts = text.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)));
        parts.map_or_else(|| text.to_owned(), |(scheme, (who, host))| format!("{scheme}://{}@{host}", self.hidden(who)))
    }

    /// What stands for a secret that was found.
    fn mark(&self, found: &str) -> &str {
        let whole = || found.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
        self.faces.get(found).or_else(|| self.faces.get(&whole())).map_or("(secret)", String::as_str)
    }

    /// Where a text ends with the beginning of a secret, and what stands for that.
    fn begun(&self, text: &str) -> Option<(usize, &str)> {
        let begun = self.faces.iter().filter_map(|(face, mark)| {
            let mut ends = face.char_indices().map(|(at, _)| at).filter(|at| *at >= SHORTEST).rev();
            let end = ends.find(|at| face.get(..*at).is_some_and(|begun| text.ends_with(begun)))?;
            Some((text.len() - end, mark.as_str()))
        });
        begun.min()
    }

    /// A page that was kept, if it is a text.
    fn page(&self, form: Form, bytes: &[u8]) -> Option<String> {
        let pattern = match form {
            Form::Html => &self.anywhere,
            Form::Mhtml => &self.broken,
        };
        std::str::from_utf8(bytes).ok().map(|text| self.without(pattern, text))
    }
}

/// How a value may look where somebody repeats it.
fn looks(value: &str) -> BTreeSet<String> {
    let percent = |kept: &str, upper: bool| -> String {
        let byte = |byte: u8| match char::from(byte) {
            c if c.is_ascii_alphanumeric() || kept.contains(c) => c.to_string(),
            _ if upper => format!("%{byte:02X}"),
            _ => format!("%{byte:02x}"),
        };
        value.bytes().map(byte).collect()
    };
    let json = serde_json::Value::from(value).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default().to_owned();
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut looks = BTreeSet::from([
        value.to_owned(),
        json.replace('/', "\\/"),
        json,
        html.replace('\'', "&#39;"),
        html,
        STANDARD_NO_PAD.encode(value),
        URL_SAFE_NO_PAD.encode(value),
    ]);
    for upper in [true, false] {
        let encoded = [percent(BY_SCRIPTS, upper), percent("-_.~", upper), percent("-_.*", upper)];
        looks.extend(encoded.iter().map(|one| one.replace("%20", "+")));
        looks.extend(encoded);
    }
    looks
}

/// A pattern for a text whose lines were broken anywhere (quoted-printable).
fn broken_up(face: &str) -> String {
    let one = |c: char| if c == '=' { "=3D".to_owned() } else { regex::escape(c.encode_utf8(&mut [0; 4])) };
    face.chars().map(one).collect::<Vec<_>>().join(r"(?:=\r?\n)?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veil(secrets: &[(&str, &str)]) -> Veil {
        let secrets: Vec<Hidden<'_>> = secrets.iter().map(|(name, value)| Hidden { name, value }).collect();
        Veil::of(&secrets).unwrap().unwrap()
    }

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        let veil = veil(&[("TOKEN", "t0p/s\u{e9}cret&\"1"), ("SHORTER", "t0p/s\u{e9}cret")]);
        for (text, told) in [
            ("a=t0p/s\u{e9}cret&\"1;", "a=(secret:TOKEN);"),
            ("?a=t0p%2Fs%C3%A9cret%26%221&b=1", "?a=(secret:TOKEN)&b=1"),
            ("?a=t0p%2fs%c3%a9cret%26%221", "?a=(secret:TOKEN)"),
            ("{\"a\":\"t0p\\/s\u{e9}cret&\\\"1\"}", "{\"a\":\"(secret:TOKEN)\"}"),
            ("<b>t0p/s\u{e9}cret&amp;&quot;1</b>", "<b>(secret:TOKEN)</b>"),
            ("dDBwL3PDqWNyZXQmIjE", "(secret:TOKEN)"),
            ("t0p/s\u{e9}cret alone", "(secret:SHORTER) alone"),
            ("t0p/s\u{e9}cre", "t0p/s\u{e9}cre"),
        ] {
            assert_eq!(veil.hidden(text), told);
        }
    }

    #[test]
    fn hosts_stay_and_who_signs_in_there_does_not() {
        let veil = veil(&[("USER", "preview"), ("PASSWORD", "hunter22")]);
        assert_eq!(
            veil.hidden("https://preview:hunter22@preview.shop.example:81/preview?u=preview https://preview.example"),
            "https://(secret:USER):(secret:PASSWORD)@preview.shop.example:81/(secret:USER)?u=(secret:USER) https://preview.example"
        );
        assert_eq!(
            veil.cookie("s=hunter22; Path=/preview; Domain=preview.example"),
            "s=(secret:PASSWORD); Path=/(secret:USER); Domain=preview.example"
        );
    }

    #[test]
    fn short_values_stay_and_texts_cut_within_a_secret_end_before_it() {
        assert!(Veil::of(&[Hidden { name: "A", value: "12345" }]).unwrap().is_none());
        let veil = veil(&[("TOKEN", "0123456789")]);
        let long = "x".repeat(CUT);
        assert_eq!(veil.hidden(&format!("{long}0123456")), format!("{long}(secret:TOKEN)"));
        assert_eq!(veil.hidden(&format!("{long}01234")), format!("{long}01234"));
        assert_eq!(veil.hidden("0123456"), "0123456", "it was not cut");
    }

    #[test]
    fn pages_that_were_kept_are_searched() {
        let veil = veil(&[("TOKEN", "0123=456789")]);
        let page = |form, text: &str| veil.page(form, text.as_bytes()).unwrap();
        assert_eq!(page(Form::Html, "<p>0123=456789</p>"), "<p>(secret:TOKEN)</p>");
        assert_eq!(page(Form::Mhtml, "<p>0123=3D4=\r\n56789</p>"), "<p>(secret:TOKEN)</p>");
        assert_eq!(Form::of("pages/none-arrival.mhtml"), Some(Form::Mhtml));
        assert_eq!(Form::of("screenshots/none-arrival.png"), None);
    }
}
