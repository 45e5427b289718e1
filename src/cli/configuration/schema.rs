//! The schema of the file, for editors.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use super::setting::{Row, Scope, Setting, Shape, TABLE};
use super::text::ListText;
use super::words;
use crate::facts::SiteFacts;
use crate::knowledge::lists::ListKind;

/// The schema, by its name.
pub fn schema() -> (&'static str, Schema) {
    let mut generator = SchemaGenerator::default();
    let list = generator.subschema_for::<ListText>();
    let mut properties = settings(Scope::Run);
    let mut of_site = settings(Scope::Site);
    properties.insert("defaults".to_owned(), object("What is set for every site.", of_site.clone()));
    for (key, pattern, about) in [
        (
            "name",
            "^[A-Za-z0-9_.-]+$",
            "Name by which it is picked: `consentinel audit NAME`. Otherwise its host, file or folder.",
        ),
        ("url", "\\S", "Its address. One of `url`, `file` and `folder`."),
        ("file", "\\S", "An HTML file, served on loopback."),
        ("folder", "\\S", "A folder, served on loopback."),
    ] {
        of_site.insert(key.to_owned(), json!({ "type": "string", "pattern": pattern, "description": about }));
    }
    let mut site = object("A site, with what is set for it alone.", of_site);
    site["oneOf"] = ["url", "file", "folder"].map(|key| json!({ "required": [key] })).to_vec().into();
    let items = |about: &str, item: Json| json!({ "type": "array", "description": about, "items": item });
    properties.insert("sites".to_owned(), items("The sites that `consentinel audit` visits.", site));
    properties.insert(
        "exceptions".to_owned(),
        items("Exceptions, each with reason and date, as in a file of their own.", exception()),
    );
    properties.insert("lists".to_owned(), items("Lists that `consentinel knowledge update` fetches.", list.to_value()));
    properties.insert("site".to_owned(), site_facts());
    let mut whole = object("A configuration of Consentinel.", properties);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = "Configuration".into();
    let mut shared = generator.take_definitions(true);
    shared.insert(words::TIME_ZONE.to_owned(), words::time_zones_known());
    whole["$defs"] = shared.into();
    let Json::Object(whole) = whole else { return ("configuration.json", Schema::default()) };
    ("configuration.json", whole.into())
}

fn object(about: &str, properties: Map<String, Json>) -> Json {
    json!({ "type": "object", "description": about, "properties": properties, "additionalProperties": false })
}

fn settings(scope: Scope) -> Map<String, Json> {
    TABLE.iter().filter(|row| row.scope == scope).map(|row| (row.name.to_owned(), value(row))).collect()
}

fn value(row: &Row) -> Json {
    let word = || words::word(row.setting);
    let list = |least: u8| json!({ "type": "array", "items": word(), "minItems": least });
    let once = |mut list: Json| {
        list["uniqueItems"] = true.into();
        list
    };
    let mut schema = match (row.shape, row.setting) {
        (Shape::One, _) => word(),
        (Shape::Flag, _) => words::yes_or_no(),
        (Shape::Many, Setting::Pages) => json!({ "anyOf": [word(), once(list(0))] }),
        (Shape::Many, _) => json!({ "anyOf": [word(), list(0)] }),
        (Shape::OneOrMore, _) => json!({ "anyOf": [word(), list(1)] }),
        (Shape::Pairs(_), Setting::Expect) => words::expected(),
        (Shape::Pairs(_), Setting::Write) => words::files(),
        (Shape::Pairs(_), _) => json!({ "type": "object", "additionalProperties": word() }),
    };
    schema["description"] = row.about.into();
    schema
}

/// An exception. Of what it may be told by (`where`) the schema of a file of exceptions knows all.
fn exception() -> Json {
    let filled = |about: &str| json!({ "type": "string", "pattern": "\\S", "description": about });
    let day = json!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "description": "The last day on which it holds, `YYYY-MM-DD`." });
    let filter = json!({ "description": "Which failures; without it, all." });
    let properties = [
        ("rule", filled("The rule whose failures it waives.")),
        ("where", filter),
        ("reason", filled("Why.")),
        ("by", filled("Who says so.")),
        ("until", day),
    ];
    let properties = properties.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let mut exception = object("Failures that someone answers for.", properties);
    exception["required"] = json!(["rule", "reason", "by"]);
    exception
}

/// The kinds of lists.
pub(super) fn list_kinds(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ListKind::all().map(ListKind::word).collect::<Vec<_>>() })
}

/// What only the owner of the site knows.
fn site_facts() -> Json {
    let words = |name: &str| match SiteFacts::words(name).as_slice() {
        ["yes", "no"] => words::yes_or_no(),
        words => json!({ "enum": words }),
    };
    let properties = SiteFacts::names().map(|name| (name.to_owned(), words(name))).collect();
    object("What only the owner of the site knows, and declares. It holds for every target of a run.", properties)
}

#[cfg(test)]
mod tests {
    use super::super::read::faults;
    use super::*;
    use crate::yaml::{SourceText, parse};

    /// What editors say of a file, and what the program says.
    fn told(text: &str) -> (bool, bool) {
        let text = SourceText { path: "consentinel.yaml".into(), text: text.to_owned() };
        let validator = jsonschema::validator_for(&schema().1.to_value()).unwrap();
        let written: Json = parse(&text).unwrap_or_else(|why| panic!("{why}"));
        (validator.is_valid(&written), faults(&text).is_empty())
    }

    #[test]
    fn editors_take_what_the_program_takes() {
        for text in [
            "fail-on: high:medium",
            "fail-on: info",
            "format: template:own.html",
            "format: sarif-github",
            "write: {sarif: a, har: b, pdf: c, 'template:t.html': d, csv: 12}",
            "rules: [mine, yours]\nallow-incomplete: yes\nbaseline: a.json\noutput: there",
            "defaults: {states: [none, 'partial:analytics'], profiles: strict, pages: [], clock: real}",
            "defaults: {deadline: 3600, scale: 2.625, viewport: 200x8000, device: tablet, mobile: true}",
            "defaults: {deadline: '1', scale: '.5', locale: 'de-DE, de,en', country: DE}",
            "defaults: {time-zone: America/Argentina/Buenos_Aires, user-agent: Shop/1, resolve: ['a.example:80:[::1]']}",
            "defaults: {headers: {X-A: 1}, cookies: {a: '', b: 'on; scripts'}, basic-auth: '${U}:${P}'}",
            "defaults: {proxy: 'squid:3128', inventory: a.csv, exceptions-file: b.yaml}",
            "defaults: {expect: {banner: true, kind: accept-reject, platform: moove}}",
            "sites: [{url: 'https://a.example', name: a.b-c_1, pages: [/a, b]}, {file: a.html}, {folder: b}]",
        ] {
            assert_eq!(told(text), (true, true), "{text}");
        }
    }

    #[test]
    fn editors_refuse_what_the_program_refuses() {
        for text in [
            "fail-on: hihg",
            "fail-on: high:maybe",
            "format: xml",
            "format: pdf",
            "format: 'template:'",
            "write: {sariff: a}",
            "write: {sarif: ''}",
            "write: [sarif]",
            "rules: ['']",
            "allow-incomplete: maybe",
            "defaults: {states: []}",
            "defaults: {states: [none, acept]}",
            "defaults: {states: ['partial:x']}",
            "defaults: {profiles: []}",
            "defaults: {clock: wall}",
            "defaults: {device: fridge}",
            "defaults: {deadline: 0}",
            "defaults: {deadline: 3601}",
            "defaults: {deadline: 4.5}",
            "defaults: {deadline: '3601'}",
            "defaults: {scale: 9}",
            "defaults: {scale: '4.1'}",
            "defaults: {viewport: 12x12}",
            "defaults: {viewport: 8001x900}",
            "defaults: {locale: 'de_DE'}",
            "defaults: {time-zone: Mars/X}",
            "defaults: {country: Germany}",
            "defaults: {resolve: ['a.example:80']}",
            "defaults: {basic-auth: 'me:secret'}",
            "defaults: {proxy: nope}",
            "defaults: {pages: ['https://b.example/']}",
            "defaults: {pages: [/a, /a]}",
            "defaults: {headers: {X-A: ''}}",
            "defaults: {user-agent: ''}",
            "defaults: {expect: {baner: yes}}",
            "defaults: {expect: {banner: maybe}}",
            "defaults: {expect: {kind: large}}",
            "defaults: {expect: yes}",
            "sites: [{url: 12}]",
            "sites: [{url: 'https://a.example', name: 'a b'}]",
            "sites: [{name: a}]",
            "sites: [{url: 'https://a.example', file: b}]",
            "sites: {}",
            "viewport: 1280x900",
            "fial-on: high",
        ] {
            assert_eq!(told(text), (false, false), "{text}");
        }
    }
}
