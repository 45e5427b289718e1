//! What a run is to visit, each with the settings that hold for it.

use std::path::Path;

use super::super::address::{address, on_disk};
use super::super::exit::Trouble;
use super::held::Settings;
use super::read::{Configuration, DEFAULT_FILE, common, unfold_device};
use super::setting::Setting;
use super::site::{Address, Line, Site};
use crate::evidence::TargetKind;
use crate::yaml::suggest;

/// Something to visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// The name that the configuration gives it: `shop`, or `shop/cart` for a further page.
    pub name: Option<String>,
    /// As it was written.
    pub given: String,
    /// What is opened.
    pub address: Address,
    /// The page of it, if not the first.
    pub page: Option<String>,
    /// The settings that hold.
    pub settings: Settings,
    line: Line,
}

/// What the words of the command line mean: names of the configuration's sites or of their pages, or addresses, HTML files
/// and folders. Without words it is every site of the configuration.
///
/// # Errors
/// Nothing to visit, or a site whose file or folder is not there.
pub fn aims(configuration: Option<&Configuration>, words: &[String], flags: &Settings) -> Result<Vec<Aim>, Trouble> {
    let mut flags = flags.clone();
    unfold_device(&mut flags);
    let sites = configuration.map_or(&[][..], |configuration| &configuration.sites);
    let common = common(configuration);
    let mut aims: Vec<Aim> = Vec::new();
    if words.is_empty() {
        aims.extend(sites.iter().flat_map(|site| of_site(site, &flags, &common)));
    }
    for word in words {
        let of = |site: &Site| of_site(site, &flags, &common);
        let named: Vec<Aim> = match sites.iter().find(|site| site.name == *word) {
            Some(site) => of(site),
            None => sites.iter().flat_map(of).filter(|aim| aim.name.as_deref() == Some(word)).collect(),
        };
        if named.is_empty() {
            aims.extend(of_site(&Site::word(word), &flags, &common));
        } else {
            aims.extend(named);
        }
    }
    if aims.is_empty() {
        return Err(nothing(configuration));
    }
    aims.iter().try_for_each(|aim| there(aim).map_err(|why| with_names(why, aim, sites)))?;
    Ok(aims)
}

/// What is no address may be a name that was mistyped.
fn with_names(trouble: Trouble, aim: &Aim, sites: &[Site]) -> Trouble {
    let Address::Word(word) = &aim.address else { return trouble };
    if sites.is_empty() {
        return trouble;
    }
    let names = suggest(word, sites.iter().map(|site| site.name.as_str()));
    Trouble { message: format!("{} Sites of the configuration: {names}", trouble.message), ..trouble }
}

/// The site itself and each of its further pages.
fn of_site(site: &Site, flags: &Settings, common: &Settings) -> Vec<Aim> {
    let settings = flags.clone().over(&site.settings).over(common);
    let pages = settings.many(Setting::Pages).to_vec();
    let named = (!site.name.is_empty()).then_some(&site.name);
    let aim = |page: Option<String>| Aim {
        name: named.map(|name| match &page {
            Some(page) => format!("{name}/{}", page.trim_start_matches('/')),
            None => name.clone(),
        }),
        given: match &page {
            Some(page) => format!("{}/{}", site.given.trim_end_matches('/'), page.trim_start_matches('/')),
            None => site.given.clone(),
        },
        address: site.address.clone(),
        page,
        settings: settings.clone(),
        line: site.line.clone(),
    };
    std::iter::once(None).chain(pages.into_iter().map(Some)).map(aim).collect()
}

/// What to say of addresses, files and folders that are those of sites of the configuration and were not picked by their
/// names: nothing that is set for a site holds for them. Of one address there may be several sites.
pub fn unmeant(configuration: Option<&Configuration>, aims: &[Aim]) -> Vec<String> {
    let Some(file) = configuration else { return Vec::new() };
    let told = |aim: &Aim| {
        let Address::Word(word) = &aim.address else { return None };
        let sites = file.sites.iter().filter(|site| opens(word, &site.address));
        let names: Vec<String> = sites.map(|site| format!("`{}`", site.name)).collect();
        (!names.is_empty()).then(|| {
            format!(
                "{word}: what {} sets for {} does not hold for an address; name the site to audit it as it is set there",
                file.text.path,
                names.join(" and ")
            )
        })
    };
    aims.iter().filter_map(told).collect()
}

/// Whether a word of the command line leads to the address of a site.
fn opens(word: &str, site: &Address) -> bool {
    match site {
        Address::File(own) | Address::Folder(own) => on_disk(word).is_some_and(|path| is_same_file(path, own)),
        Address::Web(_) if on_disk(word).is_some() => false,
        Address::Web(_) => address(word).is_ok_and(|url| site.has(TargetKind::Url, url.as_str())),
        Address::Word(_) => false,
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some() && real(one) == real(other)
}

fn nothing(configuration: Option<&Configuration>) -> Trouble {
    let why = match configuration {
        Some(file) => format!("{} names no sites", file.text.path),
        None => format!("there is no {DEFAULT_FILE} here"),
    };
    Trouble::usage(format!(
        "nothing to visit: name an address, an HTML file or a folder; {why} (`consentinel init` writes one)"
    ))
}

/// What the file says is local must be there before anything starts.
fn there(aim: &Aim) -> Result<(), Trouble> {
    let (what, path, there) = match &aim.address {
        Address::File(path) => ("file", path, path.is_file()),
        Address::Folder(path) => ("folder", path, path.is_dir()),
        Address::Web(_) => return Ok(()),
        Address::Word(word) if on_disk(word).is_some() => return Ok(()),
        Address::Word(word) => return address(word).map(|_| ()),
    };
    if there {
        return Ok(());
    }
    let Line { file, line, column, text } = &aim.line;
    let path = path.display();
    Err(Trouble::usage(format!(
        "{file}:{line}:{column}: there is no {what} {path}. Paths are taken from the folder of {file}\n{line} | {text}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::configuration::Origin;

    fn configuration(text: &str) -> Configuration {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("consentinel.yaml");
        std::fs::write(&path, text).unwrap();
        Configuration::find(Some(&path)).unwrap().unwrap()
    }

    fn names(aims: &[Aim]) -> Vec<&str> {
        aims.iter().map(|aim| aim.name.as_deref().unwrap_or(&aim.given)).collect()
    }

    #[test]
    fn words_name_sites_pages_or_addresses() {
        let file = configuration(
            "defaults: {locale: de}\nsites:\n  - {name: shop, url: 'https://shop.example', pages: [/cart]}\n  - url: https://b.example\n",
        );
        let of = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            aims(Some(&file), &words, &Settings::default()).unwrap()
        };
        assert_eq!(names(&of(&[])), ["shop", "shop/cart", "b.example"]);
        assert_eq!(names(&of(&["shop/cart", "b.example"])), ["shop/cart", "b.example"]);
        let other = of(&["https://other.example"]);
        assert_eq!(
            (names(&other), other[0].settings.one(Setting::Locale)),
            (vec!["https://other.example"], Some("de"))
        );
        assert_eq!(of(&["shop/cart"])[0].given, "https://shop.example/cart");
        assert!(aims(None, &[], &Settings::default()).unwrap_err().message.contains("consentinel init"));
        let refused = |word: &str| aims(Some(&file), &[word.to_owned()], &Settings::default()).unwrap_err().message;
        assert!(refused("shopp").contains("did you mean `shop`?"), "{}", refused("shopp"));
        assert!(refused("./nowhere").contains("no such file or folder"), "{}", refused("./nowhere"));
    }

    #[test]
    fn flags_go_before_sites_and_those_before_defaults() {
        let file = configuration(
            "defaults: {viewport: 1000x800, locale: de}\nsites:\n  - {url: 'https://a.example', device: phone, locale: fr}\n",
        );
        let mut flags = Settings::default();
        flags.say(Setting::Locale, vec!["nl".to_owned()], Origin::Flag("--locale"));
        let aim = aims(Some(&file), &[], &flags).unwrap().remove(0);
        assert_eq!(aim.settings.one(Setting::Locale), Some("nl"));
        assert_eq!(aim.settings.one(Setting::Viewport), Some("412x915"), "that of the site's device");
        assert_eq!(aim.settings.one(Setting::Deadline), Some("45"));
        let file = configuration("defaults: {device: phone}\nsites:\n  - {folder: nowhere}\n");
        assert!(aims(Some(&file), &[], &flags).unwrap_err().message.contains("nowhere"));
    }

    #[test]
    fn an_address_of_a_site_that_was_not_picked_is_told() {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
        let file = configuration(&format!(
            "sites:\n  - {{name: shop, url: 'https://shop.example'}}\n  - {{name: phone, url: 'https://shop.example'}}\n\
             \x20 - {{name: local, folder: '{docs}'}}\n",
        ));
        let told = |word: &str| {
            let aims = aims(Some(&file), &[word.to_owned()], &Settings::default()).unwrap();
            unmeant(Some(&file), &aims).join("\n")
        };
        for word in ["https://shop.example/cart", "shop.example"] {
            let told = told(word);
            assert!(told.contains("`shop` and `phone`") && told.contains("consentinel.yaml"), "{told}");
        }
        assert!(told(&format!("{docs}/../docs")).contains("`local`"), "{}", told(docs));
        for word in ["shop", "local", "https://www.shop.example", "https://other.example", env!("CARGO_MANIFEST_DIR")] {
            assert_eq!(told(word), "", "{word}");
        }
        let alone = aims(None, &["https://shop.example".to_owned()], &Settings::default()).unwrap();
        assert!(unmeant(None, &alone).is_empty());
    }
}
