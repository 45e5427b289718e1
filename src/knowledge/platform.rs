//! Consent platforms: how to recognise one, where its controls are, where it keeps the choice.

use serde::{Deserialize, Serialize};

use super::entry::{check_date, check_id, check_sources};
use super::platform_list::PlatformList;
use super::record::{PlatformRecord, RecordPlace, RecordedChoice};
use crate::yaml::{SourceError, SourceText, locate, locate_key, parse, suggest};

/// One consent platform, one file under `rules/cmps/`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Platform {
    /// Id, equal to the file's name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// Where the facts are from.
    pub sources: Vec<String>,
    /// When they were checked, `YYYY-MM-DD`.
    pub date: String,
    /// How to recognise it.
    pub recognise: Recognise,
    /// Selectors of the first layer's root, first match wins.
    #[serde(default)]
    pub first_layer: Vec<String>,
    /// Selectors of the second layer's root.
    #[serde(default)]
    pub second_layer: Vec<String>,
    /// Its controls.
    #[serde(default)]
    pub controls: PlatformControls,
    /// Dotted path of a function without arguments that its documentation names for showing its dialog again. What a
    /// visitor can find comes first; this is the last way.
    #[serde(default)]
    pub reopen_call: Option<String>,
    /// Where it keeps the choice.
    #[serde(default)]
    pub record: Vec<PlatformRecord>,
    /// Where it lists the cookies of the site.
    #[serde(default)]
    pub declaration: Vec<PlatformList>,
    /// Snippets of our own that have the facts, run as tests.
    #[serde(default)]
    pub examples: Vec<PlatformExample>,
    /// Name of the user's list that it is from; none for files of `rules/`.
    #[serde(skip)]
    pub from_list: Option<String>,
}

/// Signs by which a platform is recognised. Any one root or host or storage name is enough; a global alone is
/// enough only if it is marked as proof.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recognise {
    /// Names in the page's global scope.
    #[serde(default)]
    pub globals: Vec<GlobalSign>,
    /// Hosts of its scripts, each with all below it.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Selectors of its roots, shown or not.
    #[serde(default)]
    pub roots: Vec<String>,
    /// Names of cookies or storage keys that only it writes.
    #[serde(default)]
    pub storage: Vec<String>,
}

/// A name in the page's global scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GlobalSign {
    /// Dotted path: `OneTrust`, `CookieConsent.acceptCategory`.
    pub path: String,
    /// `yes` if no other product has it.
    #[serde(default)]
    pub proof: bool,
}

/// Selectors of a platform's controls, in order of preference.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformControls {
    /// Accept all.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Refuse all.
    #[serde(default)]
    pub reject: Vec<String>,
    /// Open the second layer.
    #[serde(default)]
    pub settings: Vec<String>,
    /// Store the choice as it stands.
    #[serde(default)]
    pub save: Vec<String>,
    /// Close.
    #[serde(default)]
    pub close: Vec<String>,
    /// Show it again later.
    #[serde(default)]
    pub reopen: Vec<String>,
}

/// A snippet with what must be recognised in it: `roles: { "#allow": accept }`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformExample {
    /// HTML of our own.
    pub html: String,
    /// Dotted paths that exist in the page's global scope.
    #[serde(default)]
    pub globals: Vec<String>,
    /// Names of cookies that the page has.
    #[serde(default)]
    pub cookies: Vec<String>,
    /// Names of entries in `localStorage`.
    #[serde(default)]
    pub storage: Vec<String>,
    /// Hosts that were asked for something.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Ids of all platforms that are recognised; without it, this one alone.
    #[serde(default)]
    pub recognised: Option<Vec<String>>,
    /// Expected role of each selector's first match: `accept`, `reject`, …
    #[serde(default)]
    pub roles: std::collections::BTreeMap<String, String>,
}

impl Platform {
    /// What a stored value says of the choice; `None` if this platform keeps nothing under
    /// that name.
    pub fn reading(&self, place: RecordPlace, name: &str, stored: &str) -> Option<RecordedChoice> {
        let mut named = self.record.iter().filter(|record| record.place == place && record.is_named(name));
        let first = named.next()?.reading(stored);
        Some(named.fold(first, |known, record| match known {
            RecordedChoice::Unknown => record.reading(stored),
            known => known,
        }))
    }
}

/// What a stored value says of the choice by the files of `platforms`; unknown if two of them read it differently,
/// `None` if none of them keeps anything under that name.
pub fn recorded_choice<'a>(
    platforms: impl IntoIterator<Item = &'a Platform>,
    place: RecordPlace,
    name: &str,
    stored: &str,
) -> Option<RecordedChoice> {
    let readings = platforms.into_iter().filter_map(|platform| platform.reading(place, name, stored));
    readings.reduce(|one, other| match (one, other) {
        (RecordedChoice::Unknown, known) | (known, RecordedChoice::Unknown) => known,
        (one, other) if one == other => one,
        _ => RecordedChoice::Unknown,
    })
}

/// Reads one file.
///
/// # Errors
/// What cannot be read, ids that differ from the file's name, an entry without a sign, and selectors, hosts or names
/// that are empty.
pub(super) fn read(text: &SourceText) -> Result<Platform, Vec<SourceError>> {
    let platform: Platform = parse(text).map_err(|error| vec![error])?;
    let errors = check(text, &platform);
    if errors.is_empty() { Ok(platform) } else { Err(errors) }
}

/// Roles that an example may expect.
const ROLES: [&str; 7] = ["accept", "reject", "settings", "save", "close", "acknowledge", "reopen"];

fn check(text: &SourceText, platform: &Platform) -> Vec<SourceError> {
    let mut results = vec![
        check_id(text, &platform.id),
        check_date(text, "date", &platform.date),
        check_sources(text, &platform.sources),
        check_signs(text, &platform.recognise),
    ];
    for (path, words) in written(platform) {
        results.push(check_written(text, &path, &words));
    }
    results.extend(platform.reopen_call.iter().map(|call| check_path(text, "reopen-call", call)));
    let globals = platform.recognise.globals.iter().enumerate();
    results.extend(
        globals.map(|(number, global)| check_path(text, &format!("recognise.globals[{number}].path"), &global.path)),
    );
    for (number, list) in platform.declaration.iter().enumerate() {
        results.extend(list.paths().into_iter().map(|(key, path)| check_list(text, number, key, path)));
    }
    results.extend(platform.record.iter().enumerate().map(|(number, record)| check_record(text, number, record)));
    for (number, example) in platform.examples.iter().enumerate() {
        for (selector, role) in example.roles.iter().filter(|(_, role)| !ROLES.contains(&role.as_str())) {
            let place = locate(&text.text, &format!("examples[{number}].roles.{selector}"));
            results.push(Err(SourceError::at(text, place, &format!("unknown role `{role}`"), &suggest(role, ROLES))));
        }
    }
    results.into_iter().filter_map(Result::err).collect()
}

/// At least one sign must be able to recognise it: a root, a host, a storage name, or a global that is proof.
fn check_signs(text: &SourceText, signs: &Recognise) -> Result<(), SourceError> {
    let proof = signs.globals.iter().any(|global| global.proof);
    if proof || !signs.roots.is_empty() || !signs.hosts.is_empty() || !signs.storage.is_empty() {
        return Ok(());
    }
    let message = "nothing here can recognise the platform";
    let help = "name a root, a host or a storage name, or a global with `proof: true`";
    Err(SourceError::at(text, locate_key(&text.text, "recognise"), message, help))
}

/// Names that a script could write with points between them: no call, no code.
fn check_path(text: &SourceText, path: &str, words: &str) -> Result<(), SourceError> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let name = |part: &str| part.chars().all(letter) && part.starts_with(|c: char| !c.is_ascii_digit());
    if words.split('.').all(|part| !part.is_empty() && name(part)) {
        return Ok(());
    }
    let help = "write names with points between them, as `Product.settings.show`";
    Err(SourceError::at(text, locate(&text.text, path), "not a dotted path", help))
}

/// Paths of a list: names, members, calls without arguments.
fn check_list(text: &SourceText, number: usize, key: &str, path: &str) -> Result<(), SourceError> {
    if PlatformList::is_path(path) {
        return Ok(());
    }
    let help = "write names with points between them, `*` for every member, `name()` for a call without arguments";
    Err(SourceError::at(text, locate(&text.text, &format!("declaration[{number}].{key}")), "not a path", help))
}

/// Words without a form, a form that is none, and values in a record that nobody can read.
fn check_record(text: &SourceText, number: usize, record: &PlatformRecord) -> Result<(), SourceError> {
    let at = |path: String| locate(&text.text, &path);
    for (step, encoding) in record.encoding.iter().enumerate() {
        if let Some(fault) = encoding.fault() {
            let place = at(format!("record[{number}].encoding[{step}]"));
            return Err(SourceError::at(text, place, fault, "see `record` in CONTRIBUTING.md"));
        }
    }
    let told = record.values.iter().any(|example| example.reads != RecordedChoice::Unknown);
    if told && !record.is_readable() {
        let help = "name the encoding, or the words that accept and refuse";
        return Err(SourceError::at(text, at(format!("record[{number}]")), "nothing says how this is read", help));
    }
    for (example, value) in record.values.iter().enumerate() {
        let read = record.reading(&value.value);
        if read != value.reads {
            let place = at(format!("record[{number}].values[{example}]"));
            let message = format!("this is read as {read:?}, not as {:?}", value.reads);
            return Err(SourceError::at(text, place, &message, "correct the value or how it is read"));
        }
    }
    Ok(())
}

/// Every selector, host and name of an entry with the path at which it stands.
fn written(platform: &Platform) -> Vec<(String, String)> {
    let signs = &platform.recognise;
    let controls = &platform.controls;
    let lists: [(&str, &[String]); 11] = [
        ("recognise.hosts", &signs.hosts),
        ("recognise.roots", &signs.roots),
        ("recognise.storage", &signs.storage),
        ("first-layer", &platform.first_layer),
        ("second-layer", &platform.second_layer),
        ("controls.accept", &controls.accept),
        ("controls.reject", &controls.reject),
        ("controls.settings", &controls.settings),
        ("controls.save", &controls.save),
        ("controls.close", &controls.close),
        ("controls.reopen", &controls.reopen),
    ];
    let listed = lists.into_iter().flat_map(|(path, list)| {
        list.iter().enumerate().map(move |(number, words)| (format!("{path}[{number}]"), words.clone()))
    });
    let single = |path: &str, words: &str| (path.to_owned(), words.to_owned());
    let globals = signs.globals.iter().enumerate();
    let records = platform.record.iter().enumerate();
    listed
        .chain([single("name", &platform.name), single("vendor", &platform.vendor)])
        .chain(globals.map(|(number, global)| (format!("recognise.globals[{number}].path"), global.path.clone())))
        .chain(records.map(|(number, record)| (format!("record[{number}].name"), record.name.clone())))
        .collect()
}

fn check_written(text: &SourceText, path: &str, words: &str) -> Result<(), SourceError> {
    let wrong = |message: &str, help: &str| Err(SourceError::at(text, locate(&text.text, path), message, help));
    if words.trim().is_empty() {
        return wrong("this is empty", "write a value or remove the line");
    }
    if words != words.trim() {
        return wrong("white space at an end", "remove it");
    }
    let is_host = path.starts_with("recognise.hosts");
    if is_host && (words.contains(['/', ':', '*', ' ']) || words.starts_with('.') || words != words.to_lowercase()) {
        return wrong(
            "not a plain host",
            "write `cdn.example.com`, without scheme, path or `*`; all below it is meant",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::files::{read_below, same_ids};
    use super::*;

    const GOOD: &str =
        "id: x\nname: X\nvendor: Y\nsources: [a page]\ndate: \"2026-11-25\"\nrecognise: {roots: ['#x']}\n";

    fn load(texts: &[SourceText]) -> Result<Vec<Platform>, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "cmps", read, &mut errors);
        errors.append(&mut same_ids(&files, |platform| &platform.id, texts));
        if errors.is_empty() { Ok(files.into_iter().map(|file| file.content).collect()) } else { Err(errors) }
    }

    fn refused(path: &str, words: &str) -> String {
        let text = SourceText { path: path.into(), text: words.into() };
        let errors = load(&[text]).expect_err("it was taken");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_small_entry_is_read_and_others_are_passed_over() {
        let text = |path: &str, words: &str| SourceText { path: path.into(), text: words.into() };
        let platforms = load(&[text("cmps/x.yaml", GOOD), text("legal/x.yaml", ": [")]).unwrap();
        assert_eq!(platforms.len(), 1);
        assert_eq!(platforms[0].recognise.roots, ["#x"]);
    }

    #[test]
    fn what_contradicts_is_refused_where_it_stands() {
        assert!(refused("cmps/y.yaml", GOOD).contains("cmps/y.yaml:1:5"));
        let unproven = GOOD.replace("roots: ['#x']", "globals: [{path: A}]");
        assert!(refused("cmps/x.yaml", &unproven).contains("can recognise"));
        let empty = format!("{GOOD}controls: {{accept: ['.a', '']}}\n");
        assert!(refused("cmps/x.yaml", &empty).contains("cmps/x.yaml:7:27"), "{}", refused("cmps/x.yaml", &empty));
        let host = GOOD.replace("roots: ['#x']", "hosts: ['https://a.example/']");
        assert!(refused("cmps/x.yaml", &host).contains("plain host"));
        let role = format!("{GOOD}examples: [{{html: <p>, roles: {{'#a': acept}}}}]\n");
        assert!(refused("cmps/x.yaml", &role).contains("did you mean `accept`"));
        let swallowed = format!("{GOOD}first-layer: #x\n");
        assert!(refused("cmps/x.yaml", &swallowed).contains("quotes"));
        let unknown = format!("{GOOD}firstlayer: ['#x']\n");
        assert!(refused("cmps/x.yaml", &unknown).contains("did you mean `first-layer`"));
        for code in ["X.show()", "X..show", "X['show']", "1x", "a b"] {
            let call = format!("{GOOD}reopen-call: \"{code}\"\n");
            assert!(refused("cmps/x.yaml", &call).contains("cmps/x.yaml:7:14"), "{code}");
        }
    }

    #[test]
    fn a_record_reads_its_own_values() {
        let record = |rest: &str| format!("{GOOD}record:\n  - place: cookie\n    name: x\n{rest}");
        let values = "    values: [{ value: 'yes', reads: accepted }]\n";
        assert!(refused("cmps/x.yaml", &record(values)).contains("how this is read"));
        let wrong = format!("    accepted: ['no']\n    refused: ['yes']\n{values}");
        assert!(refused("cmps/x.yaml", &record(&wrong)).contains("read as Refused, not as Accepted"));
        let form = "    encoding: [{ pairs: { between: ',', is: ',' } }]\n";
        assert!(refused("cmps/x.yaml", &record(form)).contains("both marks are the same"));
        let path = "    encoding: [json, { at: a..b }]\n";
        assert!(refused("cmps/x.yaml", &record(path)).contains("not a dotted path"));
    }

    #[test]
    fn two_files_that_disagree_say_nothing() {
        let platform = |id: &str, words: &str| -> Platform {
            let record = format!("record: [{{place: cookie, name: 'c*', {words}}}]\n");
            let text = format!("{}{record}", GOOD.replace("id: x", &format!("id: {id}")));
            load(&[SourceText { path: format!("cmps/{id}.yaml"), text }]).unwrap().remove(0)
        };
        let (a, b) = (platform("a", "accepted: ['1']"), platform("b", "accepted: ['2'], refused: ['1']"));
        let mute = platform("mute", "encoding: [opaque]");
        let read = |platforms: &[&Platform], name: &str, value: &str| {
            recorded_choice(platforms.iter().copied(), RecordPlace::Cookie, name, value)
        };
        assert_eq!(read(&[&a, &mute], "c1", "1"), Some(RecordedChoice::Accepted));
        assert_eq!(read(&[&a, &b], "c1", "1"), Some(RecordedChoice::Unknown));
        assert_eq!(read(&[&a, &b], "c1", "2"), Some(RecordedChoice::Accepted));
        assert_eq!(read(&[&a, &b], "d", "1"), None);
        assert_eq!(recorded_choice([&a], RecordPlace::LocalStorage, "c1", "1"), None);
    }

    #[test]
    fn an_id_is_used_once() {
        let text = SourceText { path: "cmps/x.yaml".into(), text: GOOD.into() };
        let again = SourceText { path: "cmps/more/x.yaml".into(), text: GOOD.into() };
        assert!(load(&[text, again]).unwrap_err()[0].rendered.contains("used by another file"));
    }
}
