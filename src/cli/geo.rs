//! A database of the user's own that tells the countries of addresses.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use maxminddb::{Reader, geoip2};
use time::OffsetDateTime;

use crate::evidence::{AddressPlace, Evidence, Places, is_public, remote_address};

/// An open database.
pub struct GeoDatabase {
    reader: Reader<Vec<u8>>,
    path: PathBuf,
}

impl GeoDatabase {
    /// Opens an MMDB file.
    ///
    /// # Errors
    /// Why it cannot be read, and what to give instead.
    pub fn open(path: &Path) -> Result<Self, String> {
        let reader = Reader::open_readfile(path).map_err(|why| {
            let place = path.display();
            format!(
                "--geo-database {place}: {why}. Give an MMDB file of countries or cities, as MaxMind and DB-IP offer it"
            )
        })?;
        Ok(Self { reader, path: path.to_owned() })
    }

    /// The country of an address: where it is, else where it is registered; none if the database does not know it.
    ///
    /// # Errors
    /// An address that cannot be looked up.
    pub fn country(&self, address: IpAddr) -> Result<Option<String>, String> {
        let found = self.reader.lookup(address).and_then(|found| found.decode::<geoip2::Country>());
        let place = self.path.display();
        let found = found.map_err(|why| format!("--geo-database {place}: {address} cannot be looked up: {why}"))?;
        let code = found.and_then(|found| found.country.iso_code.or(found.registered_country.iso_code));
        Ok(code.map(str::to_ascii_uppercase))
    }

    /// The country of the visits' own address.
    ///
    /// # Errors
    /// An address whose country it does not know.
    pub fn own_country(&self, address: IpAddr) -> Result<String, String> {
        self.country(address)?.ok_or_else(|| {
            format!(
                "--geo-database {}: it does not know the country of {address}; tell it yourself by --country CODE",
                self.path.display()
            )
        })
    }

    /// Where the public addresses are that answered. What cannot be looked up is left out.
    pub fn places(&self, evidence: &Evidence) -> Places {
        let requests = evidence.visits.iter().filter_map(|visit| visit.requests.ok()).flatten();
        self.look_up(requests.filter_map(|request| request.remote.as_deref()))
    }

    fn look_up<'a>(&self, remotes: impl Iterator<Item = &'a str>) -> Places {
        let addresses: BTreeSet<IpAddr> =
            remotes.filter_map(remote_address).filter(|address| is_public(*address)).collect();
        let place = |address: IpAddr| {
            let country = self.country(address).ok()?;
            Some(AddressPlace { address: address.to_string(), country })
        };
        Places { database: self.about(), addresses: addresses.into_iter().filter_map(place).collect() }
    }

    fn about(&self) -> String {
        let metadata = self.reader.metadata();
        let made = i64::try_from(metadata.build_epoch).ok().and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
        let day = made.map(|at| format!(", {}", at.date())).unwrap_or_default();
        format!("{}{day}", metadata.database_type)
    }
}

#[cfg(test)]
#[path = "../../tests/browser/support/mmdb.rs"]
mod mmdb;

#[cfg(test)]
mod tests {
    use super::mmdb::{database, map, text};
    use super::*;

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

    #[test]
    fn the_country_is_where_the_address_is_else_where_it_is_registered() {
        let here = database(&map("country", &map("iso_code", &text("DE"))));
        assert_eq!(GeoDatabase::open(here.path()).unwrap().own_country(ADDRESS).unwrap(), "DE");
        let registered = database(&map("registered_country", &map("iso_code", &text("fr"))));
        assert_eq!(GeoDatabase::open(registered.path()).unwrap().own_country(ADDRESS).unwrap(), "FR");
    }

    #[test]
    fn public_addresses_are_looked_up_once_and_others_not_at_all() {
        let file = database(&map("country", &map("iso_code", &text("US"))));
        let remotes = ["203.0.113.7:443", "10.0.0.1:80", "unix", "203.0.113.7:80", "[2001:db8::1]:443"];
        let places = GeoDatabase::open(file.path()).unwrap().look_up(remotes.into_iter());
        let told = AddressPlace { address: "203.0.113.7".to_owned(), country: Some("US".to_owned()) };
        assert_eq!((places.database.as_str(), places.addresses), ("Own-Country, 1970-01-01", vec![told]));
    }

    #[test]
    fn what_the_database_does_not_know_is_not_guessed() {
        let silent = database(&map("continent", &map("code", &text("EU"))));
        let why = GeoDatabase::open(silent.path()).unwrap().own_country(ADDRESS).unwrap_err();
        assert!(why.contains("does not know the country of 203.0.113.7"), "{why}");
        let why = GeoDatabase::open(Path::new("/no/such/file.mmdb")).err().unwrap();
        assert!(why.contains("/no/such/file.mmdb") && why.contains("MMDB"), "{why}");
    }
}
