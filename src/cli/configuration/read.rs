//! The file as layers and sites. Whatever is wrong with it is told at once, each with its line and caret.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};
use url::Url;

use super::super::address;
use super::super::arguments::{FormWord, WriteWord};
use super::super::exit::Trouble;
use super::super::texts;
use super::checks::{DEVICES, Wrong};
use super::held::{Origin, Settings};
use super::setting::{Row, Scope, Setting, Shape, TABLE};
use super::site::{Address, Line, Site};
use super::veil::veiled;
use crate::yaml::{SourceError, SourceText, locate, locate_key, parse, suggest};

/// The file that is read where none is named.
pub const DEFAULT_FILE: &str = "consentinel.yaml";

/// Keys at the top of the file that are no settings.
const TOP: [&str; 5] = ["defaults", "exceptions", "lists", "site", "sites"];
/// Keys of a site that are no settings.
const OF_SITE: [&str; 4] = ["file", "folder", "name", "url"];

/// A configuration file, read and checked.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// The file, its secrets veiled.
    pub text: SourceText,
    /// What is set for the run.
    pub run: Settings,
    /// What is set for every site.
    pub defaults: Settings,
    /// The sites, in their order.
    pub sites: Vec<Site>,
    /// The exceptions that stand in it, on their lines.
    pub exceptions: Option<SourceText>,
}

/// What holds wherever no site says otherwise.
pub fn common(configuration: Option<&Configuration>) -> Settings {
    let built_in = Settings::built_in();
    match configuration {
        Some(file) => file.run.clone().over(&file.defaults).over(&built_in),
        None => built_in,
    }
}

impl Configuration {
    /// The file that is named, or that of the folder one is in; none where nobody names one and none is there.
    ///
    /// # Errors
    /// A file that was named and cannot be read; everything that is wrong with it.
    pub fn find(named: Option<&Path>) -> Result<Option<Self>, Trouble> {
        let path = match named {
            Some(path) => path,
            None if Path::new(DEFAULT_FILE).is_file() => Path::new(DEFAULT_FILE),
            None => return Ok(None),
        };
        let text = texts::read(path)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        read(text, &folder).map(Some).map_err(|errors| texts::refused(&errors))
    }
}

/// Everything that is wrong with a file, but for its lists and facts.
pub fn faults(text: &SourceText) -> Vec<SourceError> {
    read(text.clone(), Path::new("")).err().unwrap_or_default()
}

/// Reads a file; what is local lies below `folder`. From here on its text is one that may be quoted.
fn read(text: SourceText, folder: &Path) -> Result<Configuration, Vec<SourceError>> {
    let quotable = veiled(&text).map_err(|error| vec![error])?;
    let written: Json = parse(&text).map_err(|error| vec![error])?;
    let text = quotable;
    let mut reading = Reading { text: &text, folder, errors: Vec::new() };
    let empty = Map::new();
    let top = reading.map(&written, "").unwrap_or(&empty);
    let run = reading.layer(top, "", Scope::Run, &TOP);
    let defaults = top.get("defaults").and_then(|value| reading.map(value, "defaults"));
    let defaults = defaults.map(|map| reading.layer(map, "defaults", Scope::Site, &[])).unwrap_or_default();
    let sites = reading.sites(top.get("sites"));
    let errors = reading.errors;
    if !errors.is_empty() {
        return Err(errors);
    }
    let exceptions = top.contains_key("exceptions").then(|| alone(&text, "exceptions"));
    Ok(Configuration { run, defaults, sites, exceptions, text })
}

/// What is read of the file so far.
struct Reading<'a> {
    text: &'a SourceText,
    folder: &'a Path,
    errors: Vec<SourceError>,
}

impl Reading<'_> {
    fn refuse(&mut self, at: Option<Range<usize>>, message: &str, help: &str) {
        self.errors.push(SourceError::at(self.text, at, message, help));
    }

    fn refuse_value(&mut self, path: &str, Wrong { message, help }: &Wrong) {
        self.refuse(locate(&self.text.text, path), message, help);
    }

    fn map<'j>(&mut self, value: &'j Json, path: &str) -> Option<&'j Map<String, Json>> {
        match value {
            Json::Object(map) => Some(map),
            Json::Null if path.is_empty() => None,
            _ => {
                let what = if path.is_empty() { "the file".to_owned() } else { format!("`{path}`") };
                self.refuse(
                    locate(&self.text.text, path),
                    &format!("{what} holds no keys"),
                    "write `key: value` lines",
                );
                None
            }
        }
    }

    /// The settings of a mapping; keys that are neither settings of the scope nor `others` are refused.
    fn layer(&mut self, map: &Map<String, Json>, at: &str, scope: Scope, others: &[&str]) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in map.iter().filter(|(key, _)| !others.contains(&key.as_str())) {
            let path = below(at, key);
            match Row::named(key).filter(|row| row.scope == scope) {
                Some(row) => {
                    if let Some(words) = self.words(row, value, &path) {
                        let words = words.into_iter().map(|word| self.below_file(row, word)).collect();
                        settings.say(row.setting, words, self.origin(&path));
                    }
                }
                None => self.unknown(key, &path, scope, others),
            }
        }
        unfold_device(&mut settings);
        settings
    }

    /// Paths are taken from the folder of the file.
    fn below_file(&self, row: &Row, word: String) -> String {
        let joined = |path: &str| self.folder.join(path).display().to_string();
        match row.setting {
            Setting::Inventory | Setting::Exceptions | Setting::Rules | Setting::Baseline | Setting::Output => {
                joined(&word)
            }
            // A template is a path too.
            Setting::Format => word.parse().map_or(word, |form: FormWord| form.below(self.folder).to_string()),
            Setting::Write => word.parse().map_or(word, |file: WriteWord| file.below(self.folder).to_string()),
            _ => word,
        }
    }

    fn unknown(&mut self, key: &str, path: &str, scope: Scope, others: &[&str]) {
        let known = TABLE.iter().filter(|row| row.scope == scope).map(|row| row.name).chain(others.iter().copied());
        let elsewhere = Row::named(key).is_some();
        let help = match scope {
            Scope::Run if elsewhere => "it is set for sites: write it below `defaults` or a site".to_owned(),
            Scope::Site if elsewhere => "it is set for the whole run: write it at the top of the file".to_owned(),
            _ => suggest(key, known),
        };
        self.refuse(locate_key(&self.text.text, path), &format!("unknown key `{key}`"), &help);
    }

    /// The words of a value, each checked.
    fn words(&mut self, row: &Row, value: &Json, path: &str) -> Option<Vec<String>> {
        let before = self.errors.len();
        let written: Vec<(String, String)> = match (row.shape, value) {
            (Shape::OneOrMore, Json::Array(items)) if items.is_empty() => {
                let help = "name at least one, or leave the key out".to_owned();
                self.refuse_value(path, &Wrong { message: "the list is empty".into(), help });
                Vec::new()
            }
            (Shape::Many | Shape::OneOrMore, Json::Array(items)) => {
                items.iter().enumerate().filter_map(|(at, item)| self.scalar(item, &format!("{path}[{at}]"))).collect()
            }
            (Shape::Pairs(between), Json::Object(map)) => {
                let one = |(name, value): (&String, &Json)| {
                    let path = below(path, name);
                    self.scalar(value, &path).map(|(word, _)| (format!("{name}{between}{word}"), path))
                };
                map.iter().filter_map(one).collect()
            }
            (Shape::Pairs(_), _) => {
                self.refuse_value(
                    path,
                    &Wrong { message: "not a mapping".into(), help: "write `name: value` lines".into() },
                );
                Vec::new()
            }
            _ => self.scalar(value, path).into_iter().collect(),
        };
        for (word, path) in &written {
            if let Some(wrong) = row.refuse(word) {
                self.refuse_value(path, &wrong);
            }
        }
        let (words, paths): (Vec<String>, Vec<String>) = written.into_iter().unzip();
        if let Some((at, wrong)) = row.refuse_beside(&words) {
            self.refuse_value(paths.get(at).map_or(path, String::as_str), &wrong);
        }
        (self.errors.len() == before).then_some(words)
    }

    /// A single word, as it would be written on the command line.
    fn scalar(&mut self, value: &Json, path: &str) -> Option<(String, String)> {
        let word = match value {
            Json::String(word) => word.clone(),
            Json::Bool(true) => "yes".to_owned(),
            Json::Bool(false) => "no".to_owned(),
            Json::Number(number) => number.to_string(),
            Json::Null | Json::Array(_) | Json::Object(_) => {
                let message = if value.is_null() { "the value is empty" } else { "one word was expected" };
                self.refuse_value(path, &Wrong { message: message.into(), help: "write one word or text".into() });
                return None;
            }
        };
        Some((word, path.to_owned()))
    }

    fn origin(&self, path: &str) -> Origin {
        said_at(self.text, path)
    }

    fn sites(&mut self, written: Option<&Json>) -> Vec<Site> {
        let items = match written {
            None => return Vec::new(),
            Some(Json::Array(items)) => items,
            Some(_) => {
                let help = "write each site as an item of a list: `- url: https://shop.example`".to_owned();
                self.refuse_value("sites", &Wrong { message: "not a list".into(), help });
                return Vec::new();
            }
        };
        let mut sites: Vec<Site> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let path = format!("sites[{at}]");
            let Some(site) = self.map(item, &path).and_then(|map| self.site(map, &path)) else { continue };
            if sites.iter().any(|other| other.name == site.name) {
                let message = format!("another site goes by the name `{}`", site.name);
                let named = locate(&self.text.text, &below(&path, "name"));
                let at = named.or_else(|| locate(&self.text.text, &path).map(|bytes| bytes.start..bytes.start + 1));
                self.refuse(at, &message, "give this one a `name` of its own");
            } else {
                sites.push(site);
            }
        }
        sites
    }

    fn site(&mut self, map: &Map<String, Json>, path: &str) -> Option<Site> {
        let settings = self.layer(map, path, Scope::Site, &OF_SITE);
        let said: Vec<&str> = ["url", "file", "folder"].into_iter().filter(|key| map.contains_key(*key)).collect();
        let [key] = said.as_slice() else {
            let bytes = locate(&self.text.text, path).map(|bytes| bytes.start..bytes.start + 1);
            let message = if said.is_empty() { "a site without an address" } else { "a site with several addresses" };
            self.refuse(
                bytes,
                message,
                "write one of `url: https://shop.example`, `file: page.html`, `folder: public`",
            );
            return None;
        };
        let at = below(path, key);
        let (given, _) = self.scalar(map.get(*key)?, &at)?;
        let address = match self.address(key, &given) {
            Ok(address) => address,
            Err(wrong) => {
                self.refuse_value(&at, &wrong);
                return None;
            }
        };
        let name = match map.get("name") {
            Some(name) => self.scalar(name, &below(path, "name"))?.0,
            None => usual_name(&address),
        };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
            let help = "letters, digits, `-`, `_` and `.`".to_owned();
            self.refuse_value(&below(path, "name"), &Wrong { message: format!("`{name}` is no name"), help });
            return None;
        }
        Some(Site { name, given, address, settings, line: self.line(&at) })
    }

    fn address(&self, key: &str, given: &str) -> Result<Address, Wrong> {
        if key == "url" {
            return address::address(given).map(Address::Web).map_err(|why| Wrong {
                message: why.message,
                help: "write it whole, as in `https://shop.example`".to_owned(),
            });
        }
        let path: PathBuf = self.folder.join(given);
        Ok(if key == "file" { Address::File(path) } else { Address::Folder(path) })
    }

    fn line(&self, path: &str) -> Line {
        let (text, file) = (&self.text.text, self.text.path.clone());
        let at = locate(text, path).map_or(0, |bytes| bytes.start);
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let column = text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        let whole = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Line { file, line: line_of(text, at), column, text: whole.to_owned() }
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Where the key that a path ends with stands.
pub fn said_at(text: &SourceText, path: &str) -> Origin {
    let at = locate_key(&text.text, path).map_or(0, |bytes| bytes.start);
    Origin::File(format!("{}:{}", text.path, line_of(&text.text, at)))
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

/// A device says how wide, sharp and mobile it is, where the same layer does not say otherwise.
pub fn unfold_device(settings: &mut Settings) {
    let Some(held) = settings.held(Setting::Device).cloned() else { return };
    let Some((_, viewport, scale, mobile)) = DEVICES.iter().find(|(name, ..)| held.words.iter().any(|one| one == name))
    else {
        return;
    };
    for (setting, word) in [(Setting::Viewport, viewport), (Setting::Scale, scale), (Setting::Mobile, mobile)] {
        settings.say_first(setting, vec![(*word).to_owned()], held.from.clone());
    }
}

/// The host of an address, the name of a file or folder.
fn usual_name(address: &Address) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let plain = |name: &str| name.chars().map(plain).collect();
    match address {
        Address::Web(url) => plain(&Url::host_str(url).unwrap_or_default().replace(['[', ']'], "")),
        Address::File(path) | Address::Folder(path) => plain(&path.file_stem().unwrap_or_default().to_string_lossy()),
        #[cfg(feature = "chrome")]
        Address::Word(word) => plain(word),
    }
}

/// The text with nothing but one of its top keys, which stays on its lines, so that what points into it is right.
fn alone(text: &SourceText, key: &str) -> SourceText {
    let mut within = false;
    let lines = text.text.split_inclusive('\n').map(|line| {
        let begins = line.chars().next().is_some_and(|c| !c.is_whitespace() && c != '#' && c != '-');
        if begins {
            within = line.split_once(':').is_some_and(|(name, _)| name.trim().trim_matches(['"', '\'']) == key);
        }
        if within { line } else { "\n" }
    });
    SourceText { path: text.path.clone(), text: lines.collect::<String>().trim_end().to_owned() + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(words: &str) -> Result<Configuration, Vec<SourceError>> {
        read(SourceText { path: "consentinel.yaml".into(), text: words.into() }, Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    #[test]
    fn sites_have_names_addresses_and_settings_with_their_lines() {
        let read = told(
            "fail-on: medium\ndefaults:\n  locale: de-DE\n  mobile: false\nsites:\n  - url: https://shop.example\n    device: phone\n\
             \x20   viewport: 390x844\n  - {name: local, folder: docs, pages: [/a, b]}\n",
        )
        .unwrap();
        assert_eq!(read.sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>(), ["shop.example", "local"]);
        let phone = &read.sites[0].settings;
        assert_eq!((phone.one(Setting::Viewport), phone.one(Setting::Scale)), (Some("390x844"), Some("2.625")));
        assert_eq!(phone.held(Setting::Mobile).unwrap().from, Origin::File("consentinel.yaml:7".to_owned()));
        let over = phone.clone().over(&read.defaults).over(&Settings::built_in());
        assert!(over.is_on(Setting::Mobile) && over.one(Setting::Locale) == Some("de-DE"));
        assert_eq!(read.sites[1].settings.many(Setting::Pages), ["/a", "b"]);
        let line = &read.sites[0].line;
        assert_eq!((line.line, line.column, line.text.trim()), (6, 10, "- url: https://shop.example"));
    }

    #[test]
    fn every_mistake_is_told_at_once_where_it_stands() {
        let errors = told(
            "fail-on: hihg\nlocal: x\ndefaults:\n  viewprot: 1280x900\n  fail-on: high\n  states: [none, acept]\nsites:\n\
             \x20 - url: https://shop.example\n    viewport: 12\n    headers: {Cookie: a=b}\n  - name: nowhere\n\
             \x20 - {name: shop.example, url: 'https://other.example'}\n  - {file: missing.html}\n",
        )
        .unwrap_err();
        let told = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        for (place, says) in [
            ("consentinel.yaml:1:10", "did you mean `high`"),
            ("consentinel.yaml:2:1", "unknown key `local`"),
            ("consentinel.yaml:4:3", "did you mean `viewport`"),
            ("consentinel.yaml:5:3", "at the top of the file"),
            ("consentinel.yaml:6:18", "did you mean `accept`"),
            ("consentinel.yaml:9:15", "`12` is no viewport"),
            ("consentinel.yaml:10:23", "under `cookies`"),
            ("consentinel.yaml:11:5", "without an address"),
            ("consentinel.yaml:12:12", "another site goes by the name"),
        ] {
            assert!(told.contains(place) && told.contains(says), "{place} {says}:\n{told}");
        }
        assert_eq!(errors.len(), 9, "{told}");
    }

    #[test]
    fn exceptions_stay_on_their_lines() {
        let text = "# a\nfail-on: high\nexceptions:\n- rule: x\n  until: y\n\nsites: []\n";
        let alone = alone(&SourceText { path: "c".into(), text: text.into() }, "exceptions");
        assert_eq!(alone.text, "\n\nexceptions:\n- rule: x\n  until: y\n");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[a-z:\\-{}\\[\\] \n.${}0-9x]{0,80}") {
            let _ = told(&words);
            let _ = told(&format!("sites:\n  - {words}"));
        }
    }
}
