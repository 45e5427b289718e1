//! Who owns a host, and whether two hosts belong to one owner.
//!
//! The books of trackers and of companies name owners. The site itself is mostly in neither: two hosts of which one is
//! the site's and the other has an owner in a book are of different owners, unless their names speak against it
//! (`shop.example` and `shop-cdn.test` do not, `brand.de` and `brand.com` do).
//!
//! Where both books are silent, lists of hosts that the user brought name owners. Each writes companies in its own way, so
//! that two names are compared within one list, and over two of them only a name that is the same says anything.

use std::collections::BTreeMap;

use super::described::optional;
use super::party::{registrable, tidy_host};
use super::presence::flag;
use super::value::Fact;
use crate::knowledge::Knowledge;

/// Owners as one page sees them.
#[derive(Debug, Clone, Copy)]
pub struct Owners<'a> {
    knowledge: &'a Knowledge,
    page_host: &'a str,
}

impl<'a> Owners<'a> {
    /// By the books, on a page of `page_host`.
    pub fn new(knowledge: &'a Knowledge, page_host: &'a str) -> Self {
        Self { knowledge, page_host }
    }

    /// The owner of a host; `None` if no book names one.
    pub fn of(&self, host: &str) -> Option<&'a str> {
        let host = tidy_host(host);
        self.by_book(&host).or_else(|| self.by_lists(&host).next().map(|(_, owner)| owner))
    }

    fn by_book(&self, host: &str) -> Option<&'a str> {
        self.knowledge.trackers.owner_of(host).or_else(|| self.knowledge.owners.owner_of(host))
    }

    /// What each list of the user's says, with its name.
    fn by_lists(&self, host: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.knowledge.lists.owners_of(host)
    }

    /// Whether lists of the user's tell that two hosts belong to one owner, of which built-in knowledge does not know both.
    fn same_by_lists(&self, one: &str, other: &str) -> Option<Result<bool, String>> {
        let all = |host: &str| -> Vec<(Option<&str>, &str)> {
            let listed = self.by_lists(host).map(|(list, owner)| (Some(list), owner));
            self.by_book(host).map(|owner| (None, owner)).into_iter().chain(listed).collect()
        };
        let (ones, others) = (all(one), all(other));
        let mut pairs = ones.iter().flat_map(|a| others.iter().map(move |b| (a, b))).peekable();
        pairs.peek()?;
        let pairs: Vec<_> = pairs.collect();
        if pairs.iter().any(|((_, a), (_, b))| a.eq_ignore_ascii_case(b)) {
            return Some(Ok(true));
        }
        if pairs.iter().any(|((by, _), (also_by, _))| by == also_by) {
            return Some(Ok(false));
        }
        Some(Err(format!("who owns {one} and {other} is told by different lists, each in its own words")))
    }

    /// The country of the seat of a host's owner; `None` if no book names an owner, or no seat of it.
    pub fn seat_of(&self, host: &str) -> Option<&'a str> {
        self.of(host).and_then(|owner| self.knowledge.owners.seat_of(owner))
    }

    /// Whether two hosts belong to one owner.
    ///
    /// # Errors
    /// Why that is not known, fit to print.
    pub fn same(&self, one: &str, other: &str) -> Result<bool, String> {
        let (one, other) = (tidy_host(one), tidy_host(other));
        let (one_domain, other_domain) = (registrable(&one), registrable(&other));
        if one_domain == other_domain {
            return Ok(true);
        }
        if let (Some(a), Some(b)) = (self.by_book(&one), self.by_book(&other)) {
            return Ok(a == b);
        }
        if let Some(told) = self.same_by_lists(&one, &other) {
            return told;
        }
        if label(one_domain) == label(other_domain) {
            return Err(format!("{one_domain} and {other_domain} have one name, and nobody described who owns them"));
        }
        let site = registrable(self.page_host);
        let nobodys = [(&one, one_domain), (&other, other_domain)]
            .into_iter()
            .find(|(host, domain)| *domain != site && self.of(host).is_none());
        match nobodys {
            Some((_, domain)) => Err(format!("nobody described who owns {domain}")),
            None => Ok(false),
        }
    }

    /// Whether a host belongs to the owner of the page.
    ///
    /// # Errors
    /// As [`Self::same`].
    pub fn is_the_sites(&self, host: &str) -> Result<bool, String> {
        self.same(host, self.page_host)
    }

    /// Adds who owns `host`, and whether that is who owns the page.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>, host: &str) {
        facts.insert("owner", optional(self.of(host)));
        facts.insert("same-owner", flag(self.is_the_sites(host)));
    }
}

/// The name of a registrable domain without its suffix.
fn label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::lists::{ListKind, ListUsed, read};
    use crate::yaml::SourceText;

    const BIG: &str = "id: big\nname: Big Inc.\nsources: [a page]\ndate: '2026-11-26'\n\
        domains: [video.example, big-static.test]\nexamples: { own: [video.example], others: [video.test] }\n";

    fn knowledge() -> Knowledge {
        let file = |vendor: &str, owner: &str, hosts: &str| SourceText {
            path: format!("trackers/{vendor}.yaml"),
            text: format!(
                "vendor: {vendor}\nname: {vendor}\nowner: {owner}\npurpose: marketing\nsources: [a page]\n\
                 date: '2026-11-25'\nhosts:\n{hosts}"
            ),
        };
        let texts = [
            file("ads", "Big Inc.", "  - {host: ads.example, what: endpoint}\n"),
            file("tags", "Big Inc.", "  - {host: tags.test, what: tag-manager}\n"),
            file("other", "Other Ltd.", "  - {host: px.other.example, what: endpoint}\n"),
            SourceText { path: "owners/big.yaml".to_owned(), text: BIG.to_owned() },
        ];
        Knowledge::load(&texts).unwrap()
    }

    #[test]
    fn owners_are_compared_by_domain_and_book() {
        let knowledge = knowledge();
        let owners = Owners::new(&knowledge, "www.shop.example");
        assert_eq!(owners.same("cdn.shop.example", ".shop.example"), Ok(true));
        assert_eq!(owners.same("a.ads.example", "tags.test"), Ok(true));
        assert_eq!(owners.same("ads.example", "px.other.example"), Ok(false));
        assert_eq!(owners.same("shop.example", "ads.example"), Ok(false));
        assert_eq!(owners.of("x.px.other.example"), Some("Other Ltd."));
        assert_eq!(owners.is_the_sites("px.other.example"), Ok(false));
    }

    #[test]
    fn companies_own_sites_and_hosts_that_nobody_calls_trackers() {
        let knowledge = knowledge();
        let owners = Owners::new(&knowledge, "www.video.example");
        assert_eq!(owners.of("img.big-static.test"), Some("Big Inc."));
        assert_eq!(owners.is_the_sites("img.big-static.test"), Ok(true), "two domains that are no trackers");
        assert_eq!(owners.is_the_sites("a.ads.example"), Ok(true), "a tracker of the site's own company");
        assert_eq!(owners.is_the_sites("px.other.example"), Ok(false));
        assert!(owners.is_the_sites("nobody.example").is_err());
    }

    #[test]
    fn what_nobody_described_is_unknown() {
        let knowledge = knowledge();
        let owners = Owners::new(&knowledge, "www.shop.example");
        assert!(owners.same("ads.example", "nobody.example").is_err());
        assert!(owners.is_the_sites("nobody.example").is_err());
        assert!(owners.is_the_sites("shop.test").is_err(), "one name under two endings");
        assert_eq!(owners.of("nobody.example"), None);
    }

    /// The same with two lists of the user's, each of which writes companies in its own way.
    fn with_lists() -> Knowledge {
        let mut knowledge = knowledge();
        let disconnect = r#"{"categories": {"Advertising": [
            {"Alpha": {"https://alpha.test/": ["alpha.test", "alpha-cdn.test", "both.test"]}},
            {"Big Inc.": {"https://big.test/": ["big-ads.test"]}},
            {"Beta": {"https://beta.test/": ["beta.test"]}}]}}"#;
        let trackerdb = r#"{"organizations": {"a": {"name": "Alpha Group"}}, "patterns": {
            "a": {"name": "A", "category": "advertising", "organization": "a", "domains": ["alpha-two.test"]},
            "p": {"name": "Product", "category": "advertising", "organization": null, "domains": ["product.test"]}}}"#;
        for (kind, name, text) in
            [(ListKind::Disconnect, "disconnect", disconnect), (ListKind::TrackerDb, "trackerdb", trackerdb)]
        {
            let text = SourceText { path: name.to_owned(), text: text.to_owned() };
            let list = read(kind, name, &text, &knowledge.declarations).unwrap();
            let (digest, date) = ("sha256:0".to_owned(), "2026-11-26".to_owned());
            knowledge.take_in(list, ListUsed { name: name.to_owned(), kind, digest, date });
        }
        knowledge
    }

    #[test]
    fn lists_name_owners_where_the_books_are_silent() {
        let knowledge = with_lists();
        let owners = Owners::new(&knowledge, "www.shop.example");
        assert_eq!(owners.of("x.alpha.test"), Some("Alpha"));
        assert_eq!(owners.same("alpha.test", "alpha-cdn.test"), Ok(true), "one list, one name");
        assert_eq!(owners.same("alpha.test", "beta.test"), Ok(false), "one list, two names");
        assert_eq!(owners.same("big-ads.test", "ads.example"), Ok(true), "one name in book and list");
        assert_eq!(owners.is_the_sites("alpha.test"), Ok(false), "an owner, and the site is another");
        assert_eq!(owners.same("ads.example", "px.other.example"), Ok(false), "the books go first");
    }

    #[test]
    fn names_of_different_lists_and_of_products_say_nothing() {
        let knowledge = with_lists();
        let owners = Owners::new(&knowledge, "www.shop.example");
        assert!(owners.same("alpha.test", "alpha-two.test").is_err(), "Alpha and Alpha Group");
        assert!(owners.same("alpha.test", "ads.example").is_err(), "a list and a book");
        assert_eq!(owners.of("product.test"), None);
        assert!(owners.is_the_sites("product.test").is_err());
    }
}
