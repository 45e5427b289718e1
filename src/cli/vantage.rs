//! From where the visits come: told by the user, or looked up in a database of the user's own.

use std::net::IpAddr;
use std::path::Path;

use maxminddb::{Reader, geoip2};

use super::arguments::VisitingArguments;
use super::exit::Trouble;
use crate::evidence::Vantage;

/// The vantage of a run.
///
/// # Errors
/// No ISO 3166 code, a database that cannot be read, an address that it does not know.
pub fn vantage(words: &VisitingArguments) -> Result<Vantage, Trouble> {
    if let (Some(address), Some(database)) = (words.own_address, &words.geo_database) {
        let country = country_of(address, database).map_err(Trouble::usage)?;
        return Ok(Vantage { country: Some(country), how: "database".to_owned() });
    }
    match words.country.as_deref() {
        None => Ok(Vantage { country: None, how: "unknown".to_owned() }),
        Some(code) if code.len() == 2 && code.chars().all(|c| c.is_ascii_alphabetic()) => {
            Ok(Vantage { country: Some(code.to_ascii_uppercase()), how: "setting".to_owned() })
        }
        Some(code) => Err(Trouble::usage(format!("--country {code}: two letters of ISO 3166, as in `DE`"))),
    }
}

/// The country of an address by a MaxMind database: where it is, else where it is registered.
fn country_of(address: IpAddr, database: &Path) -> Result<String, String> {
    let place = database.display();
    let reader = Reader::open_readfile(database).map_err(|why| {
        format!(
            "--geo-database {place}: {why}. Give an MMDB file of countries or cities, as MaxMind and DB-IP offer it"
        )
    })?;
    let found = reader.lookup(address).and_then(|found| found.decode::<geoip2::Country>());
    let country = found.map_err(|why| format!("--geo-database {place}: {address} cannot be looked up: {why}"))?;
    let code = country
        .and_then(|found| found.country.iso_code.or(found.registered_country.iso_code).map(str::to_ascii_uppercase));
    code.ok_or_else(|| {
        format!("--geo-database {place}: it does not know the country of {address}; tell it yourself by --country CODE")
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// The smallest MMDB file: every IPv4 address leads to `data`. Format: the MaxMind DB specification 2.0.
    fn database(data: &[u8]) -> tempfile::NamedTempFile {
        // One node, both records point at the beginning of the data.
        let mut bytes = vec![0, 0, 17, 0, 0, 17];
        bytes.extend([0; 16]);
        bytes.extend(data);
        bytes.extend(b"\xab\xcd\xefMaxMind.com");
        bytes.push(0xe0 | 9);
        for (key, number) in [("node_count", [0xc1, 1]), ("record_size", [0xa1, 24]), ("ip_version", [0xa1, 4])] {
            bytes.extend(text(key));
            bytes.extend(number);
        }
        for (key, number) in [("binary_format_major_version", [0xa1, 2]), ("binary_format_minor_version", [0xa1, 0])] {
            bytes.extend(text(key));
            bytes.extend(number);
        }
        bytes.extend(text("build_epoch"));
        bytes.extend([0x01, 0x02, 1]);
        bytes.extend(text("database_type"));
        bytes.extend(text("Own-Country"));
        bytes.extend(text("languages"));
        bytes.extend([0x00, 0x04]);
        bytes.extend(text("description"));
        bytes.push(0xe0);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        file
    }

    fn text(words: &str) -> Vec<u8> {
        let length = u8::try_from(words.len()).unwrap();
        assert!(length < 29);
        std::iter::once(0x40 | length).chain(words.bytes()).collect()
    }

    /// A map of one entry.
    fn map(key: &str, value: &[u8]) -> Vec<u8> {
        [vec![0xe1], text(key), value.to_vec()].concat()
    }

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

    #[test]
    fn the_country_is_where_the_address_is_else_where_it_is_registered() {
        let here = database(&map("country", &map("iso_code", &text("DE"))));
        assert_eq!(country_of(ADDRESS, here.path()).unwrap(), "DE");
        let registered = database(&map("registered_country", &map("iso_code", &text("fr"))));
        assert_eq!(country_of(ADDRESS, registered.path()).unwrap(), "FR");
    }

    #[test]
    fn what_the_database_does_not_know_is_not_guessed() {
        let silent = database(&map("continent", &map("code", &text("EU"))));
        let why = country_of(ADDRESS, silent.path()).unwrap_err();
        assert!(why.contains("does not know the country of 203.0.113.7"), "{why}");
        let why = country_of(ADDRESS, Path::new("/no/such/file.mmdb")).unwrap_err();
        assert!(why.contains("/no/such/file.mmdb") && why.contains("MMDB"), "{why}");
    }
}
