//! Values that are known to be values, and how they look where they leave: hashed or encoded. A hash of a value becomes
//! the same hash of what stands for the value, so that it can still be recognised.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::consent_string::is_consent_string;
use super::shape;
use crate::evidence::{Cookie, Evidence, Gathered};

/// Values beyond these are not looked for in other places.
const MOST_VALUES: usize = 20_000;
/// Longer values are not looked for as a whole.
const LONGEST: usize = 512;

/// Values by which other places are searched.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Tokens that identify, as they stand in values.
    tokens: BTreeSet<String>,
    /// What is to be put in the place of an encoded or hashed value.
    encoded: BTreeMap<String, String>,
}

impl Secrets {
    /// Those of all jars, storages, writes and validators of `evidence`; `stand_in` gives what stands for a value.
    pub fn of(evidence: &Evidence, stand_in: &dyn Fn(&str) -> String) -> Self {
        let mut secrets = Self::default();
        for value in values(evidence).into_iter().take(MOST_VALUES) {
            secrets.add(value, stand_in);
            for token in tokens(value).filter(|token| token.len() != value.len()) {
                secrets.add(token, stand_in);
            }
        }
        secrets
    }

    /// Whether a token identifies and is known from a value.
    pub fn knows(&self, token: &str) -> bool {
        self.tokens.contains(token)
    }

    /// What stands for an encoded or hashed value.
    pub fn encoded(&self, text: &str) -> Option<&str> {
        self.encoded.get(text).map(String::as_str)
    }

    fn add(&mut self, value: &str, stand_in: &dyn Fn(&str) -> String) {
        let identifying: Vec<&str> = tokens(value).filter(|token| shape::is_identifying(token)).collect();
        if identifying.is_empty() || is_consent_string(value) {
            return;
        }
        self.tokens.extend(identifying.into_iter().map(str::to_owned));
        if value.len() <= LONGEST {
            let made = stand_in(value);
            self.encoded.extend(faces(value).into_iter().zip(faces(&made)));
        }
    }
}

/// Letters and digits in a row.
pub fn tokens(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty())
}

/// How a value looks hashed, encoded, and as it is.
fn faces(value: &str) -> Vec<String> {
    let hashes =
        [hex(&Md5::digest(value)), hex(&Sha1::digest(value)), hex(&Sha256::digest(value)), hex(value.as_bytes())];
    let upper: Vec<String> = hashes.iter().map(|hash| hash.to_ascii_uppercase()).collect();
    let encoded = [value.to_owned(), STANDARD_NO_PAD.encode(value), URL_SAFE_NO_PAD.encode(value)];
    hashes.into_iter().chain(upper).chain(encoded).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn values(evidence: &Evidence) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for visit in &evidence.visits {
        for moment in &visit.moments {
            found.extend(moment.cookies.ok().into_iter().flat_map(|cookies| jar(cookies)));
            found.extend(moment.storage.ok().into_iter().flatten().map(|item| item.value.as_str()));
        }
        let writes = visit.cookie_writes.ok().into_iter().flatten();
        found.extend(writes.map(|write| super::address::cookie_line(&write.raw).1.trim()));
        if let Some(Gathered::Ok(revival)) = &visit.revival {
            found.extend(jar(&revival.deleted).chain(jar(&revival.after)));
            found.extend(revival.validators.iter().map(|validator| validator.value.as_str()));
        }
    }
    found
}

fn jar(cookies: &[Cookie]) -> impl Iterator<Item = &str> {
    cookies.iter().map(|cookie| cookie.value.as_str())
}
