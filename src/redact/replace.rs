//! What each kind of text becomes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Salt;
use super::address::{self, Parts};
use super::consent_string::is_consent_string;
use super::disguise::Disguise;
use super::kinds::{self, Kind};
use super::runs::{each_token, each_wide};
use super::secrets::{self, Secrets};
use super::shape;
use super::walk::{At, Part};
use super::words;
use crate::evidence::{Evidence, is_public, remote_address};

/// An address within a text.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"(?i)\b(https?|wss?)://[^\s"'<>`]+"#).ok());

/// What pages said, among the lines of the log.
const SAID_BY_PAGES: &[&str] = &["console", "dialog"];

/// The scheme of an address that was given without one, as long as it is looked at.
const ASSUMED: &str = "https://";

/// How much of a text is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Every token that says anything.
    All,
    /// Tokens that could single out a visitor.
    Identifying,
    /// Tokens that are known from a value.
    Known,
}

/// Replaces texts of one evidence.
pub struct Replacer {
    disguise: Disguise,
    secrets: Secrets,
    /// Names under which choices are kept.
    records: BTreeSet<String>,
    /// How many texts were changed.
    pub changed: u64,
}

impl Replacer {
    /// For `evidence`, under `salt`.
    pub fn new(salt: &Salt, evidence: &Evidence) -> Self {
        let choices = evidence.visits.iter().filter_map(|visit| visit.choice.as_ref());
        let records = choices
            .flat_map(|choice| choice.record.iter().chain(choice.dismissals.iter().flat_map(|one| &one.record)))
            .cloned()
            .collect();
        let disguise = Disguise::new(salt);
        let secrets = Secrets::of(evidence, &|value| each_token(value, &mut |token| Some(disguise.token(token))));
        Self { disguise, secrets, records, changed: 0 }
    }

    /// Replaces one text in its place.
    pub fn replace(&mut self, at: At<'_>, text: &mut String) {
        let made = self.made(at, text);
        if made != *text {
            self.changed += 1;
            *text = made;
        }
    }

    fn made(&self, at: At<'_>, text: &str) -> String {
        let (beside, sort) = (at.beside.unwrap_or_default(), at.sort.unwrap_or_default());
        if at.part == Part::Member {
            return self.member(text);
        }
        match kinds::kind(at.owner, at.field) {
            Some(Kind::Plain) => text.to_owned(),
            Some(Kind::Text) => self.text(text),
            Some(Kind::Name) => self.tokens(text, Depth::Known),
            Some(Kind::Value) => self.tokens(text, self.depth_of(beside, text)),
            Some(Kind::Signal) => self.signal(text),
            Some(Kind::Address) => address::address(text, &mut Halves(self)),
            Some(Kind::CookieLine) => self.cookie_line(text),
            Some(Kind::Header) => self.header(beside, text),
            Some(Kind::Body) => self.body(text),
            Some(Kind::Log) if SAID_BY_PAGES.contains(&beside) || SAID_BY_PAGES.contains(&sort) => {
                self.tokens(text, Depth::All)
            }
            Some(Kind::Log) => self.text(text),
            Some(Kind::Key) => self.key(sort, text),
            Some(Kind::Given) => self.given(text),
            Some(Kind::Server) => server(text),
            None => self.tokens(text, Depth::All),
        }
    }

    /// The name of a member of an object that pages fill: names have no digits among letters and no `@`, identifiers do.
    fn member(&self, name: &str) -> String {
        if name.contains('@') {
            return self.tokens(name, Depth::All);
        }
        let identifies = |token: &str| {
            self.secrets.knows(token)
                || (shape::is_identifying(token) && token.bytes().any(|byte| byte.is_ascii_digit()))
        };
        let is_one = secrets::tokens(name).any(identifies);
        if is_one { self.tokens(name, Depth::Identifying) } else { name.to_owned() }
    }

    /// A key of storage by its area.
    fn key(&self, area: &str, key: &str) -> String {
        let name = |name: &str| self.tokens(name, Depth::Known);
        match area {
            "service-worker" => address::address(key, &mut Halves(self)),
            "cache" => match key.rsplit_once(' ') {
                Some((cache, url)) if url.contains("://") => {
                    format!("{} {}", name(cache), address::address(url, &mut Halves(self)))
                }
                _ => name(key),
            },
            "indexed-db" => match key.match_indices('/').nth(1) {
                Some((at, _)) => {
                    let (place, record) = key.split_at(at);
                    name(place) + &self.tokens(record, Depth::All)
                }
                None => name(key),
            },
            _ => name(key),
        }
    }

    fn given(&self, text: &str) -> String {
        if text.contains("://") {
            return self.text(text);
        }
        let whole = address::address(&format!("{ASSUMED}{text}"), &mut Halves(self));
        whole.strip_prefix(ASSUMED).unwrap_or(&whole).to_owned()
    }

    /// A consent record keeps what identifies nobody, unless it holds an address of a person.
    fn depth_of(&self, name: &str, value: &str) -> Depth {
        let personal = value.contains('@') || value.contains("%40");
        let record = self.records.contains(name) || words::is_record(name);
        if record && !personal { Depth::Identifying } else { Depth::All }
    }

    fn text(&self, text: &str) -> String {
        let Some(pattern) = LazyLock::force(&ADDRESS) else { return self.tokens(text, Depth::All) };
        let mut made = String::new();
        let mut done = 0;
        for found in pattern.find_iter(text) {
            made.push_str(&self.tokens(text.get(done..found.start()).unwrap_or_default(), Depth::Known));
            made.push_str(&address::address(found.as_str(), &mut Halves(self)));
            done = found.end();
        }
        made.push_str(&self.tokens(text.get(done..).unwrap_or_default(), Depth::Known));
        made
    }

    fn signal(&self, text: &str) -> String {
        if text.contains("://") { self.text(text) } else { self.tokens(text, Depth::Identifying) }
    }

    fn cookie_line(&self, line: &str) -> String {
        let (name, value, rest) = address::cookie_line(line);
        let depth = self.depth_of(name.trim_end_matches('=').trim(), value);
        let mut made = self.tokens(name, Depth::Known) + &self.tokens(value, depth);
        for attribute in rest.split(';').skip(1) {
            made.push(';');
            let known = words::is_attribute(attribute.split('=').next().unwrap_or_default().trim());
            made.push_str(&if known { attribute.to_owned() } else { self.tokens(attribute, Depth::All) });
        }
        made
    }

    fn header(&self, name: &str, value: &str) -> String {
        match name.to_ascii_lowercase().as_str() {
            "referer" | "location" | "content-location" => address::address(value, &mut Halves(self)),
            "set-cookie" => value.split('\n').map(|line| self.cookie_line(line)).collect::<Vec<_>>().join("\n"),
            // They may name where reports go, with whatever its query carries.
            "content-security-policy" | "p3p" => self.policy(value),
            name if words::is_descriptive(name) => value.to_owned(),
            _ => self.tokens(value, Depth::All),
        }
    }

    fn policy(&self, value: &str) -> String {
        let piece = |piece: &str| {
            if piece.contains('?') { address::address(piece, &mut Halves(self)) } else { piece.to_owned() }
        };
        value.split(' ').map(piece).collect::<Vec<_>>().join(" ")
    }

    fn body(&self, text: &str) -> String {
        if address::is_query(text) { address::query(text, &mut Halves(self)) } else { self.tokens(text, Depth::All) }
    }

    /// A text token by token. What stands for a whole value encoded goes before its tokens.
    fn tokens(&self, text: &str, depth: Depth) -> String {
        each_wide(
            text,
            &mut |wide| {
                if is_consent_string(wide) {
                    return Some(wide.to_owned());
                }
                self.secrets.encoded(wide).map(str::to_owned)
            },
            &mut |token| {
                if let Some(encoded) = self.secrets.encoded(token) {
                    return Some(encoded.to_owned());
                }
                let wanted = match depth {
                    Depth::All => true,
                    Depth::Identifying => shape::is_identifying(token),
                    Depth::Known => self.secrets.knows(token),
                };
                wanted.then(|| self.disguise.token(token))
            },
        )
    }
}

/// A server's address, unless it tells of one's own network.
fn server(text: &str) -> String {
    let own = remote_address(text).is_some_and(|address| !is_public(address));
    if own { "private".to_owned() } else { text.to_owned() }
}

/// The parts of an address as this replaces them.
struct Halves<'a>(&'a Replacer);

impl Parts for Halves<'_> {
    fn place(&mut self, text: &str) -> String {
        self.0.tokens(text, Depth::Identifying)
    }

    fn value(&mut self, text: &str) -> String {
        self.0.tokens(text, Depth::All)
    }

    fn parameter(&mut self, name: &str, text: &str) -> String {
        if words::is_parameter(name) { text.to_owned() } else { self.0.tokens(text, Depth::All) }
    }
}
