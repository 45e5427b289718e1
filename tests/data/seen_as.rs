//! What every file below `cookies/` and `trackers/` says that it is seen as is read as its own: each exact name, a name
//! for each pattern, each host, an address for each pattern of a path.

use std::sync::{Arc, OnceLock};

use consentinel::knowledge::{CookieExample, CookieQuery, ItemShape, Knowledge, KnownBy, UrlKind};
use consentinel::yaml::{self, SourceText};
use libtest_mimic::{Failed, Trial};

/// Everything that is known, loaded once for all trials.
struct Loaded {
    texts: Vec<SourceText>,
    knowledge: OnceLock<Result<Knowledge, String>>,
}

impl Loaded {
    fn knowledge(&self) -> Result<&Knowledge, Failed> {
        let load = || Knowledge::load(&self.texts).map_err(|errors| errors[0].to_string());
        self.knowledge.get_or_init(load).as_ref().map_err(Failed::from)
    }
}

/// A trial for each file.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let loaded = Arc::new(Loaded { texts: texts.to_vec(), knowledge: OnceLock::new() });
    let ours = texts.iter().filter(|text| text.below("cookies") || text.below("trackers"));
    ours.map(|text| {
        let (loaded, text) = (Arc::clone(&loaded), text.clone());
        Trial::test(format!("seen-as::{}", text.path), move || {
            let knowledge = loaded.knowledge()?;
            if text.below("cookies") {
                return cookies(knowledge, &text.path);
            }
            addresses(knowledge, &text.path)?;
            own_pages(knowledge, &text)
        })
    })
    .collect()
}

fn cookies(knowledge: &Knowledge, path: &str) -> Result<(), Failed> {
    let unseen = knowledge.cookies.patterns_without_example();
    if let Some((_, pattern)) = unseen.iter().find(|(entry, _)| entry == path) {
        return Err(format!("`{pattern}` needs a name in `seen-as`").into());
    }
    let examples: Vec<CookieExample> = knowledge.cookies.examples();
    let own: Vec<&CookieExample> = examples.iter().filter(|example| example.entry == path).collect();
    if own.is_empty() {
        return Err("nothing is seen of this file".into());
    }
    own.into_iter().try_for_each(|example| cookie(knowledge, example))
}

/// Asked on its own domain, with its setter, and by its name alone, an item is read as its entry's or as unknown.
fn cookie(knowledge: &Knowledge, example: &CookieExample) -> Result<(), Failed> {
    let domain = example.domain.as_deref().unwrap_or("shop.example");
    let ask = |setter: Option<&str>| {
        let (name, shape) = (example.name.as_str(), ItemShape::default());
        let reading = knowledge.cookies.look_up(&CookieQuery { name, domain, site: "www.shop.example", setter, shape });
        let own = reading.entry.as_deref() == Some(example.entry.as_str()) && reading.purpose == example.purpose;
        (own, reading)
    };
    let surely = |known_by: KnownBy| example.contested || known_by <= KnownBy::NameAndSetter;
    let wrong = |how: &str, reading: &dyn std::fmt::Debug| -> Result<(), Failed> {
        Err(format!("{} on {domain} {how} was read as {reading:?}", example.name).into())
    };
    if example.domain.is_some() || example.setter.is_some() {
        let (own, reading) = ask(example.setter.as_deref());
        if !own || !surely(reading.known_by) {
            return wrong("set by its vendor", &reading);
        }
    }
    let (own, reading) = ask(None);
    match (&example.domain, example.stands_alone) {
        (Some(_), _) | (None, true) if !own => wrong("by itself", &reading),
        (None, false) if own && reading.known_by < KnownBy::Setter => wrong("by a common name alone", &reading),
        _ => Ok(()),
    }
}

/// The pages on which a vendor describes itself.
#[derive(serde::Deserialize)]
struct Told {
    sources: Vec<String>,
}

/// A vendor's own web site collects nothing because it is the vendor's: what its sources name is no endpoint.
fn own_pages(knowledge: &Knowledge, text: &SourceText) -> Result<(), Failed> {
    let told: Told = yaml::parse(text).map_err(|error| error.to_string())?;
    let collects = |url: &&String| {
        let reading = knowledge.trackers.look_up(url);
        reading.is_some_and(|reading| reading.url_kind == UrlKind::Endpoint)
    };
    match told.sources.iter().find(collects) {
        Some(page) => Err(format!("{page} is a page to read, and was read as an endpoint").into()),
        None => Ok(()),
    }
}

fn addresses(knowledge: &Knowledge, path: &str) -> Result<(), Failed> {
    let vendor = path.trim_start_matches("trackers/").trim_end_matches(".yaml");
    let unseen = knowledge.trackers.patterns_without_example();
    if let Some((pattern, _)) = unseen.iter().find(|(_, own)| *own == vendor) {
        return Err(format!("`{pattern}` needs an address in `seen-as`").into());
    }
    for (url, own) in knowledge.trackers.examples().into_iter().filter(|(_, own)| *own == vendor) {
        let reading = knowledge.trackers.look_up(&url);
        if reading.as_ref().is_none_or(|reading| reading.vendor != own) {
            return Err(format!("{url} was read as {reading:?}").into());
        }
    }
    for (host, own) in knowledge.trackers.cname_hosts().filter(|(_, own)| *own == vendor) {
        let reading = knowledge.trackers.cname_target(&format!("customer.{host}"));
        if reading.as_ref().is_none_or(|reading| reading.vendor != own) {
            return Err(format!("customer.{host} as a target was read as {reading:?}").into());
        }
    }
    Ok(())
}
