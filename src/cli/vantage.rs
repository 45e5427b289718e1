//! From where the visits come: told by the user, or looked up in a database of the user's own.

use super::arguments::VisitingArguments;
use super::exit::Trouble;
use super::geo::GeoDatabase;
use crate::evidence::Vantage;

/// The vantage of a run.
///
/// # Errors
/// No ISO 3166 code, a database that cannot be read, an address that it does not know.
pub fn vantage(words: &VisitingArguments, country: Option<&str>) -> Result<Vantage, Trouble> {
    if let (Some(address), Some(database)) = (words.own_address, &words.geo_database) {
        let country = GeoDatabase::open(database).and_then(|open| open.own_country(address)).map_err(Trouble::usage)?;
        return Ok(Vantage { country: Some(country), how: "database".to_owned() });
    }
    match country {
        None => Ok(Vantage { country: None, how: "unknown".to_owned() }),
        Some(code) if code.len() == 2 && code.chars().all(|c| c.is_ascii_alphabetic()) => {
            Ok(Vantage { country: Some(code.to_ascii_uppercase()), how: "setting".to_owned() })
        }
        Some(code) => Err(Trouble::usage(format!("--country {code}: two letters of ISO 3166, as in `DE`"))),
    }
}
