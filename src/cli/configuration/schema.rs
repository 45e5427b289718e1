//! The schema of the file, for editors.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value as Json, json};

use super::setting::{Row, Scope, Shape, TABLE};
use super::text::ListText;
use crate::facts::SiteFacts;

/// The schema, by its name.
pub fn schema() -> (&'static str, Schema) {
    let mut generator = SchemaGenerator::default();
    let list = generator.subschema_for::<ListText>();
    let mut properties = settings(Scope::Run);
    let mut of_site = settings(Scope::Site);
    properties.insert("defaults".to_owned(), object("What is set for every site.", of_site.clone()));
    for (key, about) in [
        ("name", "Name by which it is picked: `consentinel audit NAME`. Otherwise its host, file or folder."),
        ("url", "Its address. One of `url`, `file` and `folder`."),
        ("file", "An HTML file, served on loopback."),
        ("folder", "A folder, served on loopback."),
    ] {
        of_site.insert(key.to_owned(), json!({ "type": "string", "description": about }));
    }
    let mut site = object("A site, with what is set for it alone.", of_site);
    site["oneOf"] = ["url", "file", "folder"].map(|key| json!({ "required": [key] })).to_vec().into();
    let items = |about: &str, item: Json| json!({ "type": "array", "description": about, "items": item });
    properties.insert("sites".to_owned(), items("The sites that `consentinel audit` visits.", site));
    properties.insert(
        "exceptions".to_owned(),
        items("Exceptions, each with reason and date, as in a file of their own.", json!({ "type": "object" })),
    );
    properties.insert("lists".to_owned(), items("Lists that `consentinel knowledge update` fetches.", list.to_value()));
    properties.insert("site".to_owned(), site_facts());
    let mut whole = object("A configuration of Consentinel.", properties);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = "Configuration".into();
    whole["$defs"] = generator.take_definitions(true).into();
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
    let word = json!({ "type": ["string", "number", "boolean"] });
    let mut schema = match row.shape {
        Shape::One => word,
        Shape::Flag => json!({ "enum": [true, false, "yes", "no"] }),
        Shape::Many => json!({ "anyOf": [word, { "type": "array", "items": word }] }),
        Shape::Pairs(_) => json!({ "type": "object", "additionalProperties": word }),
    };
    schema["description"] = row.about.into();
    schema
}

/// What only the owner of the site knows.
fn site_facts() -> Json {
    let words = |name: &str| match SiteFacts::words(name).as_slice() {
        ["yes", "no"] => json!({ "enum": [true, false, "yes", "no"] }),
        words => json!({ "enum": words }),
    };
    let properties = SiteFacts::names().map(|name| (name.to_owned(), words(name))).collect();
    object("What only the owner of the site knows, and declares. It holds for every target of a run.", properties)
}
