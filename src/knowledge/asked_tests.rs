use super::*;
use crate::knowledge::cookie::ItemShape;
use crate::knowledge::lists::{ListKind, ListUsed, read};
use crate::yaml::SourceText;

const COOKIES: &str = "vendor: meter\nname: Meter\nhosts: [cdn.meter.example]\nsources: [a page]\ndate: '2026-11-25'\n\
    cookies:\n  - {names: [_meter], place: cookie, party: first, lifetime: 1 year, identifies: true, summary: Counts., purpose: analytics, kind: measurement}\n\
    \x20 - {names: [_home], place: cookie, party: third, lifetime: 1 year, identifies: true, summary: Counts., purpose: analytics, kind: measurement, domains: [meter.example]}\n";
const TRACKERS: &str = "vendor: shield\nname: Shield\nowner: Shield Inc.\npurpose: necessary\nsources: [a page]\n\
    date: '2026-11-25'\nhosts:\n  - {host: shield.example, what: embed}\n";

fn knowledge(lists: &[(ListKind, &str, &str)]) -> Knowledge {
    let text = |path: &str, text: &str| SourceText { path: path.into(), text: text.into() };
    let words = include_str!("../../rules/declarations/words.yaml");
    let texts = [
        text("cookies/meter.yaml", COOKIES),
        text("trackers/shield.yaml", TRACKERS),
        text("declarations/words.yaml", words),
    ];
    let mut knowledge = Knowledge::load(&texts).unwrap();
    for (kind, name, words) in lists {
        let list = read(*kind, name, &text(name, words), &knowledge.declarations).unwrap();
        let digest = format!("sha256:{}", words.len());
        knowledge.take_in(list, ListUsed { name: (*name).into(), kind: *kind, digest, date: "2026-11-26".into() });
    }
    knowledge
}

fn asked<'a>(name: &'a str, domain: &'a str, setter: Option<&'a str>) -> CookieQuery<'a> {
    CookieQuery { name, domain, site: "shop.example", setter, shape: ItemShape::default() }
}

const INVENTORY: (ListKind, &str, &str) = (
    ListKind::CookieInventory,
    "ours",
    "name,domain,purpose,owner\n_meter,,analytics,Shop\n_home,meter.example,necessary,Shop\n_new,shop.example,marketing,\n",
);
const DATABASE: (ListKind, &str, &str) = (
    ListKind::OpenCookieDatabase,
    "ocd",
    "Category,Cookie / Data Key name,Domain,Data Controller\nMarketing,_meter,other.com,Other\nMarketing,_home,meter.com,M\n\
     Analytics,_only_here,,Far\nMarketing,uid,,Far\nMarketing,uid,far.com,Far\n",
);

#[test]
fn without_lists_the_built_in_book_speaks_alone() {
    let knowledge = knowledge(&[]);
    for query in [asked("_meter", "shop.example", None), asked("_home", "meter.example", None), asked("x", "", None)] {
        assert_eq!(knowledge.cookie(&query), knowledge.cookies.look_up(&query));
    }
    assert_eq!(knowledge.used.len(), 1);
    assert_eq!((knowledge.used[0].name.as_str(), knowledge.used[0].date.as_str()), ("built-in", "2026-11-25"));
    assert_eq!(knowledge.used[0].digest, knowledge.digest);
}

#[test]
fn the_inventory_goes_before_everything_and_says_where_it_is_disputed() {
    let knowledge = knowledge(&[DATABASE, INVENTORY]);
    let home = knowledge.cookie(&asked("_home", "www.meter.example", None));
    assert_eq!((home.purpose, home.known_by), (Purpose::Necessary, KnownBy::NameAndDomain));
    assert_eq!((home.list.unwrap().to_string().as_str(), home.disputed), ("ours, line 3", Some(Purpose::Analytics)));
    let meter = knowledge.cookie(&asked("_meter", "shop.example", Some("cdn.meter.example")));
    assert_eq!((meter.known_by, meter.vendor.as_deref(), meter.disputed), (KnownBy::NameAndSetter, Some("Shop"), None));
    assert_eq!(meter.kind.as_deref(), Some("measurement"));
    let alone = knowledge.cookie(&asked("_meter", "other.com", None));
    assert_eq!((alone.purpose, alone.known_by), (Purpose::Analytics, KnownBy::Name));
    let new = knowledge.cookie(&asked("_new", "shop.example", None));
    assert_eq!((new.purpose, new.known_by), (Purpose::Marketing, KnownBy::NameAndDomain));
    assert_eq!(knowledge.cookie(&asked("_new", "elsewhere.example", None)).purpose, Purpose::Unknown);
}

#[test]
fn an_inventory_that_agrees_that_consent_is_needed_takes_no_sureness_away() {
    let by_vendor = asked("_meter", "shop.example", Some("cdn.meter.example"));
    for (purpose, known_by) in [("marketing", KnownBy::NameAndSetter), ("necessary", KnownBy::Name)] {
        let words = format!("name,domain,purpose\n_meter,,{purpose}\n");
        let told = knowledge(&[(ListKind::CookieInventory, "ours", &words)]).cookie(&by_vendor);
        assert_eq!((told.known_by, told.disputed), (known_by, Some(Purpose::Analytics)), "{purpose}");
    }
}

#[test]
fn other_lists_speak_by_domain_where_the_book_is_not_sure_and_by_name_where_it_is_silent() {
    let knowledge = knowledge(&[DATABASE]);
    let told = |name, domain, setter| {
        let read = knowledge.cookie(&asked(name, domain, setter));
        (read.purpose, read.known_by, read.list.map(|place| place.line))
    };
    assert_eq!(told("_meter", "a.other.com", None), (Purpose::Marketing, KnownBy::NameAndDomain, Some(2)));
    let sure = told("_meter", "a.other.com", Some("cdn.meter.example"));
    assert_eq!(sure, (Purpose::Analytics, KnownBy::NameAndSetter, None), "the book is sure");
    assert_eq!(told("_meter", "shop.example", None), (Purpose::Analytics, KnownBy::Name, None));
    assert_eq!(told("_only_here", "shop.example", None), (Purpose::Analytics, KnownBy::Name, Some(4)));
    assert_eq!(told("uid", "shop.example", None), (Purpose::Unknown, KnownBy::Unknown, None));
    assert_eq!(told("uid", "x.far.com", None), (Purpose::Marketing, KnownBy::NameAndDomain, Some(6)));
    assert_eq!(told("nowhere", "shop.example", None), (Purpose::Unknown, KnownBy::Unknown, None));
}

const FILTERS: (ListKind, &str, &str) = (
    ListKind::EasyPrivacy,
    "privacy",
    "! x\n||shield.example^\n||unknown.example^$third-party\n||both.example^$image\n",
);
const HOSTS: (ListKind, &str, &str) = (
    ListKind::Disconnect,
    "hosts",
    "{\"categories\": {\"Advertising\": [\n{\"Both\": {\"h\": [\"both.example\", \"shop.example\"]}}],\n\
     \"Content\": [{\"Films\": {\"h\": [\"films.example\"]}}]}}",
);

fn address(knowledge: &Knowledge, url: &str, kind: &str) -> Option<AddressReading> {
    let asker = "https://www.shop.example/";
    knowledge.address(&AddressQuery { url, page: "www.shop.example", asker, kind, main_document: false, method: "GET" })
}

#[test]
fn a_filter_tells_a_purpose_and_never_an_endpoint() {
    let knowledge = knowledge(&[FILTERS, HOSTS]);
    let image = address(&knowledge, "https://unknown.example/p", "image").unwrap();
    assert_eq!((image.purpose, image.url_kind, image.vendor), (Purpose::Analytics, UrlKind::Other, None));
    assert_eq!(image.rule, "privacy, line 3: ||unknown.example^$third-party");
    assert_eq!(image.list.as_deref(), Some("privacy"));
    assert_eq!(address(&knowledge, "https://unknown.example/p.js", "script").unwrap().url_kind, UrlKind::Library);
    let both = address(&knowledge, "https://both.example/p", "image").unwrap();
    assert_eq!((both.purpose, both.vendor.as_deref()), (Purpose::Analytics, Some("Both")));
    let host = address(&knowledge, "https://both.example/x", "fetch").unwrap();
    assert_eq!((host.purpose, host.rule.as_str()), (Purpose::Marketing, "hosts, line 2: both.example"));
}

#[test]
fn what_the_book_knows_as_necessary_stays_so_and_the_filter_stands_beside_it() {
    let knowledge = knowledge(&[FILTERS, HOSTS]);
    let shield = address(&knowledge, "https://shield.example/check", "script").unwrap();
    assert_eq!((shield.purpose, shield.url_kind), (Purpose::Necessary, UrlKind::Embed));
    assert_eq!(
        (shield.vendor.as_deref(), shield.rule.as_str()),
        (Some("Shield"), "privacy, line 2: ||shield.example^")
    );
}

#[test]
fn lists_are_silent_on_the_sites_own_hosts_and_on_content() {
    let knowledge = knowledge(&[FILTERS, HOSTS]);
    for url in ["https://img.shop.example/a.png", "https://quiet.example/", "data:,", "blob:https://both.example/1", ""]
    {
        assert_eq!(address(&knowledge, url, "image"), None, "{url}");
    }
    let films = address(&knowledge, "https://films.example/", "media").unwrap();
    assert_eq!((films.purpose, films.vendor.as_deref()), (Purpose::Unknown, Some("Films")));
}

#[test]
fn the_digest_covers_every_list_and_the_same_lists_give_the_same() {
    let plain = knowledge(&[]).digest;
    let (one, again, both) = (knowledge(&[FILTERS]), knowledge(&[FILTERS]), knowledge(&[FILTERS, HOSTS]));
    assert_eq!(one.digest, again.digest);
    assert!(one.digest != plain && one.digest != both.digest);
    let names: Vec<&str> = both.used.iter().map(|used| used.name.as_str()).collect();
    assert_eq!(names, ["built-in", "privacy", "hosts"]);
    assert_eq!(both.used[0].digest, plain);
}
