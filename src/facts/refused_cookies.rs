//! Cookies that the browser refused to store, and why.

use std::collections::BTreeMap;

use super::described::optional;
use super::lived::Lived;
use super::party::{host_of, party};
use super::pointer;
use super::set_cookie;
use super::setter::without_query;
use super::value::{Collected, Collection, Fact, Item};
use crate::evidence::{CookieWrite, WriteHow};

/// Chrome's reasons and what they come to. `SetCookieBlockedReason` of its protocol names them.
const REASONS: &[(&str, &str)] = &[
    ("SecureOnly", "secure"),
    ("OverwriteSecure", "secure"),
    ("SameSiteNoneInsecure", "same-site-none-insecure"),
    ("InvalidPrefix", "prefix"),
    ("NameValuePairExceedsMaxSize", "size"),
    ("InvalidDomain", "domain"),
    ("SyntaxError", "syntax"),
    ("DisallowedCharacter", "syntax"),
    ("NoCookieContent", "syntax"),
    ("SchemeNotSupported", "syntax"),
    ("SameSiteStrict", "same-site"),
    ("SameSiteLax", "same-site"),
    ("SameSiteUnspecifiedTreatedAsLax", "same-site"),
    ("SchemefulSameSiteStrict", "same-site"),
    ("SchemefulSameSiteLax", "same-site"),
    ("SchemefulSameSiteUnspecifiedTreatedAsLax", "same-site"),
    ("UserPreferences", "third-party-policy"),
    ("ThirdPartyPhaseout", "third-party-policy"),
    ("ThirdPartyBlockedInFirstPartySet", "third-party-policy"),
];

/// The collection of one state: each cookie that was refused for one reason once, as it was refused first.
pub fn collection(lived: &Lived<'_>) -> Collection {
    lived.chosen.clone()?;
    let writes = lived.visit.cookie_writes.as_result().map_err(|why| format!("cookie writes were not seen: {why}"))?;
    let mut first: BTreeMap<String, Item> = BTreeMap::new();
    for (index, write) in writes.iter().enumerate() {
        let Some((fault, reasons)) = fault(write) else { continue };
        let name = name_of(&write.raw);
        let host = host_of(&write.url).unwrap_or_default();
        let identity = format!("refused cookie {name} {host} {fault}");
        first.entry(identity.clone()).or_insert_with(|| Item {
            facts: facts(lived, write, (name, &host), fault, &reasons),
            evidence: pointer::entry(lived.index, "cookie_writes", index),
            identity,
            is_counted: false,
        });
    }
    let complete = lived.saw_everything(|_| Ok(())).and_then(|()| super::unseen::writes(lived.visit));
    Ok(Collected { items: first.into_values().collect(), complete })
}

/// What stood against a write, in one word, and as the browser named it. Of writes by script the browser tells
/// nothing; only a prefix whose promise the line does not keep can be seen in them.
fn fault(write: &CookieWrite) -> Option<(&'static str, String)> {
    if let Some(blocked) = &write.blocked {
        let known = |reason: &String| REASONS.iter().find(|(name, _)| name == reason).map(|(_, fault)| *fault);
        let fault = blocked.reasons.iter().find_map(known).unwrap_or("other");
        return Some((fault, blocked.reasons.join(", ")));
    }
    let name = name_of(&write.raw).to_ascii_lowercase();
    let promises = name.starts_with("__host-") || name.starts_with("__secure-");
    let broken = write.how == WriteHow::Script && promises && set_cookie::parse(&write.raw).is_none();
    broken.then(|| ("prefix", "the attributes do not keep what the prefix promises".to_owned()))
}

fn name_of(raw: &str) -> &str {
    let pair = raw.split(';').next().unwrap_or("");
    pair.split_once('=').map_or("", |(name, _)| name.trim())
}

fn facts(
    lived: &Lived<'_>,
    write: &CookieWrite,
    (name, host): (&str, &str),
    fault: &'static str,
    reasons: &str,
) -> BTreeMap<&'static str, Fact> {
    let how = if write.how == WriteHow::Http { "http" } else { "script" };
    let by = match write.how {
        WriteHow::Http => Some(without_query(&write.url)),
        WriteHow::Script | WriteHow::CookieStore => write.stack.first().map(|place| without_query(&place.url)),
    };
    BTreeMap::from([
        ("name", Fact::text(name)),
        ("host", Fact::text(host)),
        ("party", Fact::text(party(host, &lived.page_host).word())),
        ("set-how", Fact::text(how)),
        ("setter", optional(by.as_deref())),
        ("fault", Fact::text(fault)),
        ("reasons", Fact::text(reasons)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Blocked, Phase};

    fn write(how: WriteHow, raw: &str, reasons: &[&str]) -> CookieWrite {
        let blocked = (!reasons.is_empty())
            .then(|| Blocked { reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect() });
        CookieWrite {
            seq: 1,
            at_ms: None,
            phase: Phase::Arrival,
            how,
            raw: raw.to_owned(),
            url: "https://shop.example/".to_owned(),
            frame_url: None,
            request: None,
            stack: Vec::new(),
            date: None,
            blocked,
        }
    }

    fn word(how: WriteHow, raw: &str, reasons: &[&str]) -> Option<&'static str> {
        fault(&write(how, raw, reasons)).map(|(fault, _)| fault)
    }

    #[test]
    fn reasons_of_the_browser_come_to_a_word() {
        assert_eq!(
            word(WriteHow::Http, "a=b; SameSite=None", &["SameSiteNoneInsecure"]),
            Some("same-site-none-insecure")
        );
        assert_eq!(word(WriteHow::Http, "__Host-a=b", &["InvalidPrefix"]), Some("prefix"));
        assert_eq!(word(WriteHow::Http, "a=b", &["UserPreferences"]), Some("third-party-policy"));
        assert_eq!(word(WriteHow::Http, "a=b", &["SomethingNew"]), Some("other"));
    }

    #[test]
    fn scripts_are_seen_to_break_prefixes_alone() {
        assert_eq!(word(WriteHow::Script, "__Host-a=b; Path=/", &[]), Some("prefix"));
        assert_eq!(word(WriteHow::Script, "__Host-a=b; Path=/; Secure", &[]), None);
        assert_eq!(word(WriteHow::Script, "a=b; SameSite=None", &[]), None);
        assert_eq!(word(WriteHow::Http, "a=b; Path=/", &[]), None);
    }

    #[test]
    fn every_reason_stands_there_once() {
        let mut names: Vec<&str> = REASONS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), REASONS.len());
    }
}
