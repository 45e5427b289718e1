//! In which country the address is that answered a request.

use super::lived::Lived;
use super::value::Fact;
use crate::evidence::{Request, is_public, remote_address};

/// ISO 3166 code of the country; absent for addresses of one's own network.
pub fn country(lived: &Lived<'_>, request: &Request) -> Fact {
    match looked_up(lived, request) {
        Ok(Some(code)) => Fact::text(code),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why),
    }
}

fn looked_up<'a>(lived: &Lived<'a>, request: &Request) -> Result<Option<&'a str>, String> {
    let remote = request.remote.as_deref().and_then(remote_address);
    let address = remote.ok_or("the address that answered was not seen")?;
    if !is_public(address) {
        return Ok(None);
    }
    let places = lived.places.clone()?;
    let text = address.to_string();
    let found = places.addresses.iter().find(|place| place.address == text);
    let place = found.ok_or_else(|| format!("the country of {text} was not looked up"))?;
    let code = place.country.as_deref();
    code.map(Some).ok_or_else(|| format!("the database ({}) does not know the country of {text}", places.database))
}
