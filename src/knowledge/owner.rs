//! Companies and the registrable domains that belong to them, whether anything tracks there or not.
//!
//! The book of trackers says who owns a tracker's host; this one says who owns the site itself and the hosts that
//! nobody calls trackers, so that `youtube.com` on a page of `google.com` is the same company's. A company has one
//! name in both books, and a domain one company.
//!
//! ```yaml
//! id: example                        # the file's name
//! name: Example Inc.                 # the company, as `owner` in `rules/trackers` names it
//! sources: ["https://www.example.com/brands"]
//! date: "2026-11-26"                 # when the facts were checked
//! seat: US                           # country of the company's seat, where it is known
//! domains: [example.com, example-cdn.net]
//! endings:                           # one name under many public suffixes
//!   - { name: example, under: [de, co.uk] }
//! examples:                          # run as tests with all owners loaded
//!   own: [shop.example.de]
//!   others: [example.org]
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::entry::{check_date, check_id, check_sources, is_country};
use super::files::{Filed, read_below};
use super::host;
use super::source::{SourceError, SourceText};
use super::tracker::TrackerBook;
use crate::yaml::{Placed, locate, parse};

/// One company, as written.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct OwnerFile {
    id: String,
    name: Placed,
    sources: Vec<String>,
    date: String,
    #[serde(default)]
    seat: Option<Placed>,
    #[serde(default)]
    domains: Vec<Placed>,
    #[serde(default)]
    endings: Vec<Endings>,
    examples: OwnerExamples,
}

/// One name under many public suffixes.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Endings {
    name: String,
    under: Vec<Placed>,
}

/// Hosts that show what a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OwnerExamples {
    /// Hosts that belong to the company.
    pub own: Vec<String>,
    /// Hosts that one could take for the company's and that are not.
    pub others: Vec<String>,
}

/// All companies that are known with their domains.
#[derive(Debug, Clone, Default)]
pub struct OwnerBook {
    names: Vec<String>,
    seats: BTreeMap<String, String>,
    domains: BTreeMap<String, usize>,
}

impl OwnerBook {
    /// Reads every text below `owners/`; the trackers are loaded already and must call companies by the same names.
    ///
    /// # Errors
    /// Every text that cannot be read, what is no registrable domain, domains and names that two files claim, and
    /// domains that the trackers give to another company.
    pub fn load_beside(texts: &[SourceText], trackers: &TrackerBook) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "owners", read, &mut errors);
        errors.append(&mut Self::clashes(&files, trackers, texts));
        if errors.is_empty() { Ok(Self::build(&files)) } else { Err(errors) }
    }

    /// Puts files in order that do not clash.
    pub(super) fn build(files: &[Filed<OwnerFile>]) -> Self {
        let mut book = Self::default();
        files.iter().for_each(|file| book.add(&file.content));
        book
    }

    fn add(&mut self, file: &OwnerFile) {
        let number = self.names.len();
        self.names.push(file.name.value.clone());
        self.seats.extend(file.seat.as_ref().map(|seat| (file.name.value.clone(), seat.value.clone())));
        self.domains.extend(domains(file).map(|(domain, _)| (domain, number)));
    }

    /// Domains and names that an earlier file claims as well, or that the trackers give to another company. Errors point
    /// into `texts`.
    pub(super) fn clashes(
        files: &[Filed<OwnerFile>],
        trackers: &TrackerBook,
        texts: &[SourceText],
    ) -> Vec<SourceError> {
        let mut book = Self::default();
        let mut errors = Vec::new();
        let named = by_domain(trackers);
        for file in files {
            let found = book.clashes_with(&file.content, &named);
            if !found.is_empty() {
                let text = file.text(texts);
                let told =
                    |(place, message, help): (&Placed, String, &str)| SourceError::at(&text, place, &message, help);
                errors.extend(found.into_iter().map(told));
            }
            book.add(&file.content);
        }
        errors
    }

    /// What of a file does not go with those before it: where, why, and what to do.
    fn clashes_with<'f>(&self, file: &'f OwnerFile, named: &Named<'_>) -> Vec<(&'f Placed, String, &'static str)> {
        let mut found = Vec::new();
        let name = &file.name;
        if self.names.contains(&name.value) {
            let message = format!("another file describes `{}`", name.value);
            found.push((name, message, "keep the domains of a company in one file"));
        }
        let mut own = BTreeSet::new();
        for (domain, place) in domains(file) {
            let mut said = named.get(domain.as_str()).into_iter().flatten();
            if let Some((vendor, owner)) = said.find(|(_, owner)| *owner != name.value) {
                let message = format!("trackers/{vendor}.yaml gives `{domain}` to `{owner}`");
                found.push((place, message, "call the company by one name in both files"));
            }
            let before = self.domains.get(&domain).map(|number| &self.names[*number]);
            let before = before.or_else(|| own.contains(&domain).then_some(&name.value));
            if let Some(other) = before {
                let message = format!("`{domain}` belongs to `{other}` already");
                found.push((place, message, "a domain has one owner: keep one of them"));
            }
            own.insert(domain);
        }
        found
    }

    /// The company that owns the registrable domain of a host; `None` if nobody described it.
    pub fn owner_of(&self, name: &str) -> Option<&str> {
        let name = host::folded(name);
        let owner = self.domains.get(host::registrable(&name)?)?;
        self.names.get(*owner).map(String::as_str)
    }

    /// The country of a company's seat, ISO 3166-1; `None` if no file says so.
    pub fn seat_of(&self, company: &str) -> Option<&str> {
        self.seats.get(company).map(String::as_str)
    }

    /// How many companies and how many domains are known.
    pub fn counts(&self) -> (usize, usize) {
        (self.names.len(), self.domains.len())
    }
}

/// What the trackers say of registrable domains: vendors and owners.
type Named<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a str)>>;

fn by_domain(trackers: &TrackerBook) -> Named<'_> {
    let mut named = Named::new();
    for (host, vendor, owner) in trackers.owners() {
        if let Some(domain) = host::registrable(host) {
            named.entry(domain).or_default().push((vendor, owner));
        }
    }
    named
}

/// The hosts of a file that show what it says.
///
/// # Errors
/// A text that cannot be read.
pub fn owner_examples(text: &SourceText) -> Result<(String, OwnerExamples), SourceError> {
    parse::<OwnerFile>(text).map(|written| (written.name.value, written.examples))
}

fn domains(written: &OwnerFile) -> impl Iterator<Item = (String, &Placed)> {
    let plain = written.domains.iter().map(|domain| (domain.value.clone(), domain));
    let under = written
        .endings
        .iter()
        .flat_map(|endings| endings.under.iter().map(|ending| (format!("{}.{}", endings.name, ending.value), ending)));
    plain.chain(under)
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it.
pub(super) fn read(text: &SourceText) -> Result<OwnerFile, Vec<SourceError>> {
    let written: OwnerFile = parse(text).map_err(|error| vec![error])?;
    let checked =
        [check_id(text, &written.id), check_date(text, "date", &written.date), check_sources(text, &written.sources)];
    let mut errors: Vec<SourceError> = checked.into_iter().filter_map(Result::err).collect();
    if written.name.value.trim().is_empty() {
        errors.push(SourceError::at(text, &written.name, "this is empty", "write the company's name"));
    }
    if let Some(seat) = written.seat.as_ref().filter(|seat| !is_country(&seat.value)) {
        let help = "write its ISO 3166-1 code, as in `US`";
        errors.push(SourceError::at(text, seat, "not a country", help));
    }
    let mut any = false;
    for (domain, place) in domains(&written) {
        any = true;
        errors.extend(check_domain(text, &domain, place).err());
    }
    if !any {
        errors.push(SourceError::at(text, locate(&text.text, "id"), "no domain is named", "name at least one"));
    }
    if written.examples.own.is_empty() || written.examples.others.is_empty() {
        let help = "name a host that is the company's, and one that could be taken for it";
        errors.push(SourceError::at(text, locate(&text.text, "examples"), "an example is missing", help));
    }
    if errors.is_empty() { Ok(written) } else { Err(errors) }
}

fn check_domain(text: &SourceText, domain: &str, place: &Placed) -> Result<(), SourceError> {
    let wrong = |message: &str, help: &str| Err(SourceError::at(text, place, message, help));
    if !host::is_plain(domain) {
        return wrong("not a plain domain", "write `example.com`, without scheme, path or `*`; all below it is meant");
    }
    match host::registrable(domain) {
        Some(own) if own == domain => Ok(()),
        Some(own) => wrong("more than a registrable domain", &format!("write `{own}`; all below it is meant")),
        None => wrong(
            "a public suffix: what stands below it belongs to many",
            "leave it out, or name what the company has below it",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "id: a\nname: A Inc.\nsources: [a page]\ndate: '2026-11-26'\ndomains: [a.com, a-cdn.net]\n\
        endings:\n  - { name: a-shop, under: [de, co.uk] }\nexamples: { own: [www.a.com], others: [a.org] }\n";

    fn text(path: &str, words: &str) -> SourceText {
        SourceText { path: path.into(), text: words.into() }
    }

    fn load(texts: &[SourceText]) -> Result<OwnerBook, Vec<SourceError>> {
        OwnerBook::load_beside(texts, &TrackerBook::load(texts).unwrap())
    }

    #[test]
    fn a_host_belongs_to_the_owner_of_its_registrable_domain() {
        let book = load(&[text("owners/a.yaml", A)]).unwrap();
        assert_eq!(book.owner_of("img.a-cdn.net."), Some("A Inc."));
        assert_eq!(book.owner_of("WWW.a-shop.co.uk"), Some("A Inc."));
        assert_eq!(book.counts(), (1, 4));
        assert_eq!(book.seat_of("A Inc."), None);
        let seated = load(&[text("owners/a.yaml", &A.replace("domains", "seat: IE\ndomains"))]).unwrap();
        assert_eq!((seated.seat_of("A Inc."), seated.seat_of("B Inc.")), (Some("IE"), None));
        for other in ["ba.com", "a.com.example", "a-shop.fr", "com", "co.uk", "10.0.0.1", "", "a"] {
            assert_eq!(book.owner_of(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_file_is_refused_where_it_stands() {
        for (from, to, line, says) in [
            ("id: a\n", "id: b\n", 1, "differs from the file's name"),
            ("A Inc.", "' '", 2, "this is empty"),
            ("[a page]", "[]", 3, "no source"),
            ("'2026-11-26'", "today", 4, "not a date"),
            ("a-cdn.net", "img.a-cdn.net", 5, "write `a-cdn.net`"),
            ("a-cdn.net", "github.io", 5, "public suffix"),
            ("a-cdn.net", "'https://a.com'", 5, "not a plain domain"),
            ("a-cdn.net", "a.com", 5, "belongs to `A Inc.` already"),
            ("co.uk", "www.de", 7, "more than a registrable domain"),
            ("[a.org]", "[]", 8, "an example is missing"),
            ("date: '2026-11-26'\n", "date: '2026-11-26'\nseat: usa\n", 5, "not a country"),
        ] {
            let errors = load(&[text("owners/a.yaml", &A.replace(from, to))]).expect_err(says);
            assert!(errors[0].rendered.contains(says), "{}", errors[0]);
            assert_eq!(errors[0].line, line, "{}", errors[0]);
        }
        let none = A.split("domains").next().unwrap().to_owned() + "examples: { own: [a.com], others: [a.org] }\n";
        assert!(load(&[text("owners/a.yaml", &none)]).unwrap_err()[0].rendered.contains("no domain"));
    }

    #[test]
    fn a_domain_and_a_name_stand_in_one_file() {
        let same_name = A.replace("id: a", "id: b").replace("a.com, a-cdn.net", "b.com").replace("a-shop", "b-shop");
        let errors = load(&[text("owners/a.yaml", A), text("owners/b.yaml", &same_name)]).unwrap_err();
        assert!(errors.len() == 1 && errors[0].rendered.contains("another file describes `A Inc.`"), "{errors:?}");
        let same_domain = A.replace("id: a", "id: b").replace("A Inc.", "B Inc.");
        let errors = load(&[text("owners/a.yaml", A), text("owners/b.yaml", &same_domain)]).unwrap_err();
        assert!(errors.len() == 4 && errors[0].rendered.contains("owners/b.yaml:5:11"), "{errors:?}");
    }

    #[test]
    fn trackers_call_a_company_by_the_same_name() {
        let tracker = |owner: &str| {
            let words = format!(
                "vendor: t\nname: T\nowner: {owner}\npurpose: marketing\nsources: [a page]\ndate: '2026-11-26'\n\
                 hosts:\n  - {{ host: px.a.com, what: endpoint }}\n"
            );
            load(&[text("trackers/t.yaml", &words), text("owners/a.yaml", A)])
        };
        assert!(tracker("A Inc.").is_ok());
        let errors = tracker("A Corporation").unwrap_err();
        assert!(errors[0].rendered.contains("trackers/t.yaml gives `a.com` to `A Corporation`"), "{}", errors[0]);
        assert_eq!(errors[0].line, 5);
    }
}
