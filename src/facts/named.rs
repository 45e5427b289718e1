//! Whether the site names those whom it was seen sending data to: in its interface, its policy pages, its declaration.

use std::collections::BTreeMap;

use super::banner::Banner;
use super::lived::Ground;
use super::party::registrable;
use super::policy_words;
use super::presence::flag;
use super::spoken::Searched;
use super::value::{Collected, Fact, Value};
use super::wording::second_layer;
use crate::evidence::{Phase, State};

/// Everything in which a recipient may be named.
#[derive(Debug)]
pub struct Naming {
    texts: Vec<Searched>,
    /// `Ok` if there is nothing else in which one may be named.
    whole: Result<(), String>,
}

/// Parts of companies' names that tell nothing of who they are.
const FORMS: [&str; 22] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "oy",
    "plc",
    "co",
    "company",
];

impl Naming {
    /// What the visits brought.
    pub fn of(ground: &Ground<'_>, banner: &Banner<'_>) -> Self {
        let mut naming = Self { texts: Vec::new(), whole: Ok(()) };
        let interface = banner.interface();
        match &interface {
            Ok(Some(interface)) => naming.texts.push(Searched::of(&interface.text)),
            Ok(None) => {}
            Err(why) => naming.misses(why.clone()),
        }
        match second_layer(ground, &interface) {
            Ok(layer) => naming.texts.extend(layer.map(|layer| Searched::of(&layer.text))),
            Err(why) => naming.misses(why),
        }
        naming.add_policies(ground);
        naming.add_declaration(ground);
        naming.add_lists(ground);
        naming
    }

    fn misses(&mut self, why: String) {
        if self.whole.is_ok() {
            self.whole = Err(why);
        }
    }

    fn add_policies(&mut self, ground: &Ground<'_>) {
        let texts = match policy_words::texts(ground) {
            Ok(texts) => texts,
            Err(why) => return self.misses(why),
        };
        for text in texts {
            match text.text.as_result() {
                Ok(words) if words.trim().is_empty() => self.misses(format!("{} shows no text", text.url)),
                Ok(words) => self.texts.push(Searched::of(words)),
                Err(why) => self.misses(format!("{} was not read: {why}", text.url)),
            }
            if text.cut {
                self.misses(format!("{} was not read whole", text.url));
            }
        }
    }

    fn add_declaration(&mut self, ground: &Ground<'_>) {
        let declaration = ground.loaded(&State::NoneAgain).map(|lived| lived.visit.declaration.as_ref());
        match declaration {
            Ok(Some(declaration)) => match declaration.as_result() {
                Ok(declaration) => {
                    let entries = declaration.entries.iter();
                    let told =
                        entries.flat_map(|entry| [entry.provider.as_deref(), entry.purpose.as_deref()]).flatten();
                    self.texts.extend(told.map(Searched::of));
                    for source in &declaration.sources {
                        if let Err(why) = source.read.as_result() {
                            self.misses(format!("{} was not read whole: {why}", source.place));
                        }
                    }
                }
                Err(why) => self.misses(format!("no declaration was read: {why}")),
            },
            Ok(None) => self.misses("no declaration was read".to_owned()),
            Err(why) => self.misses(why),
        }
    }

    /// A framework has its vendors in a list of its own, which no layer that was opened shows.
    fn add_lists(&mut self, ground: &Ground<'_>) {
        for lived in ground.all_loaded() {
            let signals = match lived.moment(Phase::Arrival) {
                Ok((_, moment)) => moment.signals.as_result(),
                Err(why) => return self.misses(why),
            };
            match signals {
                Ok(signals) if signals.tcf.is_some() || signals.tcf_ping.is_some() => {
                    return self.misses(
                        "the vendors of the TCF stand in a list of their own, which was not opened".to_owned(),
                    );
                }
                Ok(_) => {}
                Err(why) => return self.misses(format!("consent signals were not read: {why}")),
            }
        }
    }

    /// Whether one of these names stands somewhere.
    fn names(&self, names: &[String]) -> Result<bool, String> {
        if names.iter().any(|name| self.texts.iter().any(|text| text.holds(name))) {
            return Ok(true);
        }
        self.whole.clone().map(|()| false)
    }

    /// Adds to every request whether the site names its recipient.
    pub fn add_to(&self, collected: &mut Collected) {
        let mut known: BTreeMap<Vec<String>, Fact> = BTreeMap::new();
        for item in &mut collected.items {
            let names = names_of(&item.facts);
            let fact = known.entry(names).or_insert_with_key(|names| flag(self.names(names))).clone();
            item.facts.insert("named", fact);
        }
    }
}

/// By which names a recipient may go: vendor, owner, domain and its label.
fn names_of(facts: &BTreeMap<&'static str, Fact>) -> Vec<String> {
    let text = |name: &str| match facts.get(name) {
        Some(Fact::Known(Value::Text(text))) => Some(text.as_str()),
        _ => None,
    };
    let mut names: Vec<String> = ["vendor", "owner"].into_iter().filter_map(|name| Some(bare(text(name)?))).collect();
    if let Some(host) = text("host") {
        let domain = registrable(host);
        names.push(domain.to_owned());
        names.extend(domain.split('.').next().map(str::to_owned));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// A company's name without its legal form.
fn bare(name: &str) -> String {
    let form = |word: &str| {
        let word: String =
            word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        FORMS.contains(&word.as_str())
    };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| form(word)) {
        words.pop();
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_go_by_their_name_without_its_form() {
        for (name, short) in [("Google LLC", "Google"), ("Meta Platforms, Inc.", "Meta Platforms"), ("Inc", "Inc")] {
            assert_eq!(bare(name), short);
        }
    }

    #[test]
    fn a_recipient_is_named_by_vendor_owner_or_domain() {
        let naming =
            Naming { texts: vec![Searched::of("We share data with Trade Desk and doubleclick.net.")], whole: Ok(()) };
        let named = |vendor: &str, host: &str| {
            let facts = BTreeMap::from([("vendor", Fact::text(vendor)), ("host", Fact::text(host))]);
            naming.names(&names_of(&facts))
        };
        assert_eq!(named("TradeDesk", "match.adsrvr.test"), Ok(true));
        assert_eq!(named("Google Ads", "ad.doubleclick.net"), Ok(true));
        assert_eq!(named("Criteo", "bidder.criteo.test"), Ok(false));
        let cut = Naming { whole: Err("a page was not read".to_owned()), ..naming };
        assert!(cut.names(&["Criteo".to_owned()]).is_err());
    }

    /// What a visit that was changed so brings, looked through by `add`.
    fn gone_through(change: impl Fn(&mut crate::evidence::Evidence), add: fn(&mut Naming, &Ground<'_>)) -> Naming {
        let mut evidence = crate::facts::staged::scene::Scene::of("https://shop.example/").evidence;
        change(&mut evidence);
        let mut naming = Naming { texts: Vec::new(), whole: Ok(()) };
        add(&mut naming, &Ground::new(&evidence));
        naming
    }

    #[test]
    fn a_recipient_is_unnamed_only_if_every_policy_was_read() {
        let criteo = |text: &str| {
            let policy = crate::evidence::PolicyText {
                url: "https://shop.example/privacy".to_owned(),
                text: crate::evidence::Gathered::Ok(text.to_owned()),
                cut: false,
                language: None,
            };
            let change = |evidence: &mut crate::evidence::Evidence| {
                for visit in &mut evidence.visits {
                    visit.policy_texts = Some(crate::evidence::Gathered::Ok(vec![policy.clone()]));
                }
            };
            gone_through(change, Naming::add_policies).names(&["Criteo".to_owned()])
        };
        assert_eq!(criteo("We share data with Criteo."), Ok(true));
        assert_eq!(criteo("We share data with nobody."), Ok(false));
        assert!(criteo(" \n").is_err(), "a page without text was not read");
    }

    #[test]
    fn a_list_of_vendors_that_was_not_opened_may_name_anybody() {
        let with = |tcf: Option<serde_json::Value>, tcf_ping: Option<serde_json::Value>| {
            let change = |evidence: &mut crate::evidence::Evidence| {
                for moment in evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments) {
                    let signals = moment.signals.ok_mut().unwrap();
                    (signals.tcf, signals.tcf_ping) = (tcf.clone(), tcf_ping.clone());
                }
            };
            gone_through(change, Naming::add_lists).names(&["Criteo".to_owned()])
        };
        let answer = || Some(serde_json::json!({ "cmpLoaded": true }));
        assert_eq!(with(None, None), Ok(false));
        assert!(with(answer(), None).is_err());
        assert!(with(None, answer()).is_err());
    }

    #[test]
    fn a_declaration_that_was_not_read_may_name_anybody() {
        let named = gone_through(|_| {}, Naming::add_declaration).names(&["Criteo".to_owned()]);
        assert!(named.is_err_and(|why| why.contains("declaration")));
    }
}
