//! A text with where it stands, in a form that outlives the YAML that it was read from.

use serde::{Deserialize, Deserializer, Serialize};
use serde_yaml::Spanned;

use super::fault::Place;

/// A text with the place at which it stands. Unlike [`Spanned`] it can be kept in a binary form and read from it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// The text.
    pub value: String,
    place: Place,
}

/// As it is kept in a binary form.
#[derive(Deserialize)]
struct Kept {
    value: String,
    place: Place,
}

impl<'de> Deserialize<'de> for Placed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let read = Spanned::<String>::deserialize(deserializer)?;
            return Ok(Self { place: Place::from(&read), value: read.value });
        }
        let Kept { value, place } = Kept::deserialize(deserializer)?;
        Ok(Self { value, place })
    }
}

/// In a schema it is the text that is written.
impl schemars::JsonSchema for Placed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Placed".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl From<&Placed> for Place {
    fn from(placed: &Placed) -> Self {
        placed.place.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{SourceText, parse};

    #[test]
    fn a_place_outlives_its_yaml() {
        let text = SourceText { path: "a.yaml".into(), text: "[one, 'two']".into() };
        let read: Vec<Placed> = parse(&text).unwrap();
        let Place::Bytes(bytes) = Place::from(&read[1]) else { panic!("no place") };
        assert_eq!((read[1].value.as_str(), &text.text[bytes]), ("two", "'two'"));
        let kept = postcard::to_allocvec(&read).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Placed>>(&kept).unwrap(), read);
    }
}
