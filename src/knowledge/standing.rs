//! How each entry that names an item stands to the one that is asked about: which of them decides, and why others do not.
//!
//! This is the order of `cookie.rs` told entry by entry; a test holds that both always agree.

use super::claim::Claim;
use super::cookie::{CookieBook, CookieQuery, KnownBy, Purpose};
use super::cookie_file::SetBy;
use super::host;

/// How an entry stands to an item of some domain and setter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The item's domain is one of those on which the entry speaks.
    AtHome,
    /// A script or answer of the vendor set it.
    SetByVendor,
    /// The site itself set it, whose software the entry describes.
    SetBySite,
    /// Its name alone speaks for it.
    ByName,
    /// The entry speaks on other domains only.
    Elsewhere,
    /// Others use the name too, and no setter of the vendor is known.
    Common,
}

/// An entry and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// What the entry says.
    pub claim: Claim,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is the one that decides.
    pub decides: bool,
}

impl Weighed {
    /// How the purpose would be known by this entry; none if it does not speak.
    pub fn known_by(&self) -> Option<KnownBy> {
        let alone = if self.claim.by_pattern { KnownBy::Pattern } else { KnownBy::Name };
        let by_place = match self.standing {
            Standing::AtHome => KnownBy::NameAndDomain,
            Standing::SetByVendor | Standing::SetBySite => KnownBy::NameAndSetter,
            Standing::ByName => alone,
            Standing::Elsewhere | Standing::Common => return None,
        };
        if self.claim.purpose == Purpose::Unknown {
            return Some(KnownBy::Unknown);
        }
        Some(if self.claim.contested.is_some() { by_place.max(alone) } else { by_place })
    }
}

impl CookieBook {
    /// Every entry that names an item, in order of precedence, with how it stands to the item. At most one decides;
    /// where none does, setter and shape of the name are all that is left.
    pub fn weigh(&self, query: &CookieQuery<'_>) -> Vec<Weighed> {
        let weighed = self.claims(query.name).into_iter().map(|claim| {
            let standing = stands(&claim, query);
            Weighed { claim, standing, decides: false }
        });
        let mut weighed: Vec<Weighed> = weighed.collect();
        let rank = |one: &Weighed| match one.standing {
            Standing::AtHome => Some(0),
            Standing::SetByVendor | Standing::SetBySite => Some(1),
            Standing::ByName => Some(if one.claim.by_pattern { 3 } else { 2 }),
            Standing::Elsewhere | Standing::Common => None,
        };
        let ranked = weighed.iter().enumerate().filter_map(|(at, one)| Some((rank(one)?, at)));
        if let Some((_, first)) = ranked.min() {
            weighed[first].decides = true;
        }
        weighed
    }
}

fn stands(claim: &Claim, query: &CookieQuery<'_>) -> Standing {
    let domain = host::folded(query.domain);
    if claim.domains.iter().any(|own| host::is_or_below(&domain, own)) {
        return Standing::AtHome;
    }
    if !claim.domains.is_empty() {
        return Standing::Elsewhere;
    }
    if let Some(setter) = query.setter.map(host::folded) {
        if claim.hosts.iter().any(|own| host::is_or_below(&setter, own)) {
            return Standing::SetByVendor;
        }
        if claim.set_by == SetBy::Site && host::same_site(&setter, &domain) {
            return Standing::SetBySite;
        }
    }
    if claim.common { Standing::Common } else { Standing::ByName }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{ItemShape, SourceText};

    fn book() -> CookieBook {
        let file = |vendor: &str, rows: &str| SourceText {
            path: format!("cookies/{vendor}.yaml"),
            text: format!(
                "vendor: {vendor}\nname: {vendor}\nsources: [a page]\ndate: '2026-11-26'\nhosts: [{vendor}.example]\n\
                 cookies:\n{rows}"
            ),
        };
        let row = |names: &str, more: &str| {
            format!(
                "  - {names}\n    place: cookie\n    purpose: marketing\n    kind: advertising\n    party: either\n    \
                 lifetime: 1 year\n    identifies: true\n    summary: Tells browsers apart.\n{more}"
            )
        };
        let texts = [
            file("ads", &row("names: [_ads_id]", "    contested: Others call it measurement.\n")),
            file("px", &row("names: [_ads_id]", "    domains: [px.example]\n")),
            file("wide", &row("patterns: ['_ads_*']", "    common: true\n")),
            file("shop", &row("names: [_shop_session]", "    set-by: site\n").replace("marketing", "necessary")),
            file("tags", &row("patterns: ['_tag_{digits}']", "")),
            file(
                "doubt",
                &row("names: [_may]", "    contested: Others call it necessary.\n").replace("marketing", "unknown"),
            ),
        ];
        CookieBook::load(&texts).unwrap_or_else(|errors| panic!("{}", errors[0]))
    }

    fn query<'a>(name: &'a str, domain: &'a str, setter: Option<&'a str>) -> CookieQuery<'a> {
        CookieQuery { name, domain, site: "site.example", setter, shape: ItemShape::default() }
    }

    fn told(name: &str, domain: &str, setter: Option<&str>) -> Vec<(String, Standing, bool)> {
        let weighed = book().weigh(&query(name, domain, setter));
        weighed.into_iter().map(|one| (one.claim.vendor, one.standing, one.decides)).collect()
    }

    #[test]
    fn each_entry_says_how_it_stands_and_one_decides() {
        use Standing::{AtHome, ByName, Common, Elsewhere, SetBySite, SetByVendor};
        let one = |vendor: &str, standing, decides| (vendor.to_owned(), standing, decides);
        assert_eq!(
            told("_ads_id", "site.example", None),
            [one("ads", ByName, true), one("px", Elsewhere, false), one("wide", Common, false)]
        );
        assert_eq!(
            told("_ads_id", "a.px.example", Some("wide.example")),
            [one("ads", ByName, false), one("px", AtHome, true), one("wide", SetByVendor, false)]
        );
        assert_eq!(told("_shop_session", "site.example", Some("www.site.example")), [one("shop", SetBySite, true)]);
        assert_eq!(told("_shop_session", "site.example", Some("else.example")), [one("shop", ByName, true)]);
        assert_eq!(told("nothing", "site.example", None), []);
    }

    #[test]
    fn what_decides_here_is_what_a_look_up_says() {
        let book = book();
        for name in ["_ads_id", "_ads_more", "_shop_session", "_tag_1", "_tag_x", "_may", "none"] {
            for domain in ["site.example", "px.example", "ads.example", ""] {
                for setter in [None, Some("ads.example"), Some("x.wide.example"), Some("site.example")] {
                    let asked = query(name, domain, setter);
                    let reading = book.look_up(&asked);
                    let decided = book.weigh(&asked).into_iter().find(|one| one.decides);
                    let said = decided.map(|one| (one.claim.entry.clone(), one.claim.purpose, one.known_by()));
                    let read = reading.entry.map(|entry| (entry, reading.purpose, Some(reading.known_by)));
                    assert_eq!(said, read, "{asked:?}");
                    assert!(read.is_some() || reading.purpose == Purpose::Unknown, "{asked:?}");
                }
            }
        }
    }
}
