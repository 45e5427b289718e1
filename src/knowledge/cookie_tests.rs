use super::*;
use proptest::prelude::*;

const SHOP: &str =
    "vendor: shop\nname: Shop\nsources: [a page]\ndate: '2026-11-25'\nhosts: [cdn.shop.example]\ncookies:\n";
const ADS: &str = "vendor: ads\nname: Ads\nsources: [a page]\ndate: '2026-11-25'\nhosts: [ads.example]\ncookies:\n";

fn row(facts: &str) -> String {
    let mut row = format!(
        "  - {facts}\n    place: cookie\n    kind: measurement\n    lifetime: 2 years\n    identifies: true\n    summary: Kept.\n"
    );
    for (key, default) in [("purpose", "analytics"), ("party", "first")] {
        if !facts.contains(&format!("{key}: ")) {
            row.push_str(&format!("    {key}: {default}\n"));
        }
    }
    row
}

fn text(path: &str, words: &str) -> SourceText {
    SourceText { path: path.into(), text: words.into() }
}

fn tracker() -> SourceText {
    let words = "vendor: spy\nname: Spy\nowner: Spy Inc.\npurpose: marketing\nsources: [a page]\ndate: '2026-11-25'\n\
        hosts: [{host: spy.example, what: endpoint}, {host: tags.example, what: tag-manager}, \
        {host: cdn.example, what: embed, purpose: functional}, {host: choice.example, what: consent-platform, \
        purpose: necessary}]\n";
    text("trackers/spy.yaml", words)
}

fn book() -> CookieBook {
    let rows = [
        row("names: [_ga]"),
        row("patterns: ['_ga_*']"),
        row("names: [uid]\n    domains: [ads.example]\n    party: third\n    purpose: marketing"),
        row("names: [sid]\n    common: true\n    purpose: marketing"),
        row("names: [IDE]\n    domains: [ads.example]\n    party: third\n    purpose: marketing"),
        row("patterns: ['t_{digits}']\n    domains: [ads.example]\n    party: third\n    purpose: marketing"),
        row("names: [_ga_known]\n    purpose: functional"),
    ];
    let site = row("names: [PHPSESSID]\n    set-by: site\n    purpose: necessary");
    let texts = [
        text("cookies/ads.yaml", &(ADS.to_owned() + &rows.concat())),
        text("cookies/shop.yaml", &(SHOP.to_owned() + &site)),
        tracker(),
    ];
    CookieBook::load(&texts).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

fn read(name: &str, domain: &str, setter: Option<&str>) -> (KnownBy, Purpose) {
    let reading =
        book().look_up(&CookieQuery { name, domain, site: "www.site.example", setter, shape: ItemShape::default() });
    (reading.known_by, reading.purpose)
}

#[test]
fn the_first_that_holds_decides() {
    use KnownBy::{Heuristic, Name, NameAndDomain, NameAndSetter, Pattern, Setter};
    use Purpose::{Analytics, Functional, Marketing, Necessary};
    let unknown = (KnownBy::Unknown, Purpose::Unknown);
    let own = "site.example";
    for (name, domain, setter, expected) in [
        ("uid", "ads.example", None, (NameAndDomain, Marketing)),
        ("uid", ".eu.ads.example", Some("other.example"), (NameAndDomain, Marketing)),
        ("t_12", "ads.example", None, (NameAndDomain, Marketing)),
        ("uid", own, None, unknown),
        ("uid", own, Some("ads.example"), unknown),
        ("IDE", own, Some("www.site.example"), unknown),
        ("_ga", own, Some("www.ads.example"), (NameAndSetter, Analytics)),
        ("_ga_X1", own, Some("ads.example"), (NameAndSetter, Analytics)),
        ("sid", own, Some("ads.example"), (NameAndSetter, Marketing)),
        ("sid", own, Some("www.site.example"), unknown),
        ("PHPSESSID", own, Some("www.site.example"), (NameAndSetter, Necessary)),
        ("PHPSESSID", "other.example", Some("api.other.example"), (NameAndSetter, Necessary)),
        ("PHPSESSID", own, Some("other.example"), (Name, Necessary)),
        ("_ga", own, None, (Name, Analytics)),
        ("_ga", own, Some("www.site.example"), (Name, Analytics)),
        ("_ga_known", own, None, (Name, Functional)),
        ("_ga_X1", own, Some("www.site.example"), (Pattern, Analytics)),
        ("_ga_", own, None, unknown),
        ("x", "eu.spy.example", None, (Setter, Marketing)),
        ("x", "spy.example", Some("elsewhere.example"), (Setter, Marketing)),
        ("x", own, Some("spy.example"), (Setter, Marketing)),
        ("x", own, Some("tags.example"), unknown),
        ("x", own, Some("cdn.example"), unknown),
        ("x", "cdn.example", None, unknown),
        ("x", own, Some("choice.example"), unknown),
        ("x", "choice.example", None, unknown),
        ("user_lang", own, None, (Heuristic, Functional)),
        ("user_lang", "other.example", None, unknown),
        ("user_lang", own, Some("spy.example"), (Setter, Marketing)),
        ("session", own, None, unknown),
        ("id", own, None, unknown),
    ] {
        assert_eq!(read(name, domain, setter), expected, "{name} on {domain} set by {setter:?}");
    }
}

#[test]
fn a_reading_says_whose_it_is_and_where_that_stands() {
    let book = book();
    let ask = |name, setter| {
        book.look_up(&CookieQuery { name, domain: "a.example", site: "a.example", setter, shape: ItemShape::default() })
    };
    let known = ask("_ga", None);
    assert_eq!(known.vendor.as_deref(), Some("Ads"));
    assert_eq!(known.entry.as_deref(), Some("cookies/ads.yaml"));
    assert_eq!(known.kind.as_deref(), Some("measurement"));
    let set = ask("x", Some("spy.example"));
    assert_eq!((set.vendor.as_deref(), set.entry.as_deref()), (Some("Spy"), Some("trackers/spy.yaml")));
    let managed = ask("x", Some("tags.example"));
    assert_eq!((managed.known_by, managed.vendor.as_deref()), (KnownBy::Unknown, Some("Spy")));
}

#[test]
fn what_is_contested_is_known_by_its_name_at_best() {
    let contested = "contested: Others call it functional.";
    let rows = [
        row(&format!("names: [_ab]\n    {contested}")),
        row(&format!("patterns: ['_cd_*']\n    domains: [ads.example]\n    party: third\n    {contested}")),
    ];
    let book = CookieBook::load(&[text("cookies/ads.yaml", &(ADS.to_owned() + &rows.concat()))]).unwrap();
    let ask = |name, domain, setter| {
        let query = CookieQuery { name, domain, site: "site.example", setter, shape: ItemShape::default() };
        book.look_up(&query).known_by
    };
    assert_eq!(ask("_ab", "site.example", Some("ads.example")), KnownBy::Name);
    assert_eq!(ask("_ab", "site.example", None), KnownBy::Name);
    assert_eq!(ask("_cd_1", "ads.example", None), KnownBy::Pattern);
    assert_eq!(ask("_cd_1", "site.example", Some("ads.example")), KnownBy::Unknown);
}

#[test]
fn where_consent_itself_is_contested_only_whose_it_is_is_known() {
    let said = "domains: [ads.example]\n    party: third\n    contested: Others call it necessary.";
    let rows = row(&format!("names: [t]\n    {said}")).replace("purpose: analytics", "purpose: unknown");
    let book = CookieBook::load(&[text("cookies/ads.yaml", &(ADS.to_owned() + &rows))]).unwrap();
    let query = CookieQuery {
        name: "t",
        domain: "ads.example",
        site: "site.example",
        setter: Some("ads.example"),
        shape: ItemShape { session: Some(true), ..ItemShape::default() },
    };
    let reading = book.look_up(&query);
    assert_eq!((reading.purpose, reading.known_by, reading.kind), (Purpose::Unknown, KnownBy::Unknown, None));
    assert_eq!((reading.vendor.as_deref(), reading.entry.as_deref()), (Some("Ads"), Some("cookies/ads.yaml")));
    let elsewhere = book.look_up(&CookieQuery { domain: "other.example", ..query });
    assert_eq!(elsewhere.entry, None);
}

#[test]
fn a_common_name_of_a_vendor_is_not_guessed_to_be_the_vendors() {
    let two_years = Some(2 * 365 * 86_400);
    let random = ItemShape {
        session: Some(false),
        lifetime_s: two_years,
        http_only: Some(false),
        value: Some("9a9a9-9a-9a9-a9-9a9a9"),
    };
    let ask = |name, shape, setter| {
        let query = CookieQuery { name, domain: "site.example", site: "site.example", setter, shape };
        let reading = book().look_up(&query);
        (reading.known_by, reading.purpose)
    };
    assert_eq!(ask("sid", random, Some("ads.example")), (KnownBy::NameAndSetter, Purpose::Marketing));
    assert_eq!(ask("sid", random, None), (KnownBy::Unknown, Purpose::Unknown));
    assert_eq!(ask("xyz", random, None), (KnownBy::Heuristic, Purpose::Analytics));
    let kept = ItemShape { http_only: Some(true), ..random };
    assert_eq!(ask("sid", kept, None), (KnownBy::Heuristic, Purpose::Necessary));
}

#[test]
fn claims_are_every_entry_that_names_it_in_the_order_of_precedence() {
    let claims = book().claims("_ga_known");
    let told: Vec<(&str, bool, Purpose)> =
        claims.iter().map(|claim| (claim.written.as_str(), claim.by_pattern, claim.purpose)).collect();
    assert_eq!(told, [("_ga_known", false, Purpose::Functional), ("_ga_*", true, Purpose::Analytics)]);
    assert_eq!(claims[1].entry, "cookies/ads.yaml");
    assert_eq!(
        (claims[1].lifetime.as_str(), claims[1].identifies, claims[1].date.as_str()),
        ("2 years", true, "2026-11-25")
    );
    assert_eq!(book().claims("uid")[0].domains, ["ads.example"]);
    assert!(book().claims("sid")[0].common);
    assert!(book().claims("_ga_").is_empty());
}

fn refused(ads: &str, shop: &str) -> Vec<SourceError> {
    let texts =
        [text("cookies/ads.yaml", &(ADS.to_owned() + ads)), text("cookies/shop.yaml", &(SHOP.to_owned() + shop))];
    CookieBook::load(&texts).map(|_| ()).expect_err("it was taken")
}

#[test]
fn what_another_vendor_owns_is_refused_where_it_stands() {
    for (ads, shop, says) in [
        ("names: [_ga]", "names: [_ga]", "cookies/shop.yaml:7:13"),
        ("names: [_ga_1]", "patterns: ['_ga_*']", "`_ga_*` takes what `_ga_1` in cookies/ads.yaml:7 owns"),
        ("patterns: ['_ga_*']", "names: [_ga_1]", "`_ga_*` takes what `_ga_1` in cookies/shop.yaml:7 owns"),
        ("patterns: ['_ga_*']", "patterns: ['_ga_{digits}']", "cookies/shop.yaml:7:16"),
        (
            "names: [uid]\n    domains: [a.example]",
            "names: [uid]\n    domains: [x.a.example]",
            "cookies/shop.yaml:7:13",
        ),
    ] {
        let errors = refused(&row(ads), &row(shop));
        assert!(errors[0].rendered.contains(says), "{}", errors[0]);
        assert!(errors[0].rendered.contains('^'), "{}", errors[0]);
    }
    let twice = refused(&(row("names: [_ab]") + &row("names: [_ab]")), &row("names: [_cd]"));
    assert!(twice[0].rendered.contains("stands in this file twice"), "{}", twice[0]);
}

#[test]
fn one_name_on_two_domains_or_of_two_setters_is_taken() {
    for (ads, shop) in [
        ("names: [uid]\n    domains: [a.example]", "names: [uid]\n    domains: [b.example]"),
        ("names: [uid]\n    domains: [a.example]", "names: [uid]\n    common: true"),
        ("names: [_x1]\n    domains: [a.example]", "names: [_x1]"),
        ("names: [sid]\n    common: true", "names: [sid]\n    common: true"),
        ("patterns: ['_ga_*']", "patterns: ['_gb_*']"),
        ("patterns: ['_ga_{digits}']", "names: [_ga_x]"),
    ] {
        let texts = [
            text("cookies/ads.yaml", &(ADS.to_owned() + &row(ads))),
            text("cookies/shop.yaml", &(SHOP.to_owned() + &row(shop))),
        ];
        assert!(CookieBook::load(&texts).is_ok(), "{ads} and {shop}");
    }
}

#[test]
fn what_is_wrong_in_a_file_is_refused_where_it_stands() {
    let good = row("names: [_ok]");
    for (wrong, says) in [
        (row("names: [uid]"), "a name that many use"),
        (row("names: [ab]"), "a name that many use"),
        (row("names: ['_x*']"), "move it to `patterns`"),
        (row("patterns: ['*x']"), "begins with a variable part"),
        (row("patterns: ['_x{letters}']"), "unknown variable part"),
        (row("names: []"), "neither names nor patterns"),
        (row("names: [_x1]\n    party: third"), "no domains for a third-party item"),
        (row("names: [_x1]\n    set-by: site"), "cannot be proven by the site itself"),
        (row("names: [_x1]\n    set-by: site\n    common: true\n    purpose: necessary"), "tells nothing"),
        (row("names: [_x1]\n    domains: ['*.a.example']"), "not a plain host"),
        (row("names: [_x1]\n    purpose: unknown"), "`unknown` is no purpose"),
        (good.replace("kind: measurement", "kind: measuring"), "did you mean `measurement`"),
        (good.replace("2 years", "forever"), "no lifetime"),
        (good.replace("2 years", "0 days"), "no lifetime"),
        (good.replace("Kept.", "' '"), "this is empty"),
        (good.replace("names: [_ok]", "names: [_ok]\n    seen-as: [_ko]"), "is `_ko`"),
        (good.replace("    summary", "    contested: ' '\n    summary"), "this is empty"),
        (
            good.replace(
                "    summary",
                "    exempt: [{country: France, authority: CNIL, condition: Some.}]\n    summary",
            ),
            "`France` is no country",
        ),
        (good.replace("names:", "name:"), "did you mean `names`"),
    ] {
        let errors = refused(&wrong, &row("names: [_cd]"));
        assert!(errors[0].rendered.contains(says), "{says}: {}", errors[0]);
        assert!(errors[0].line >= 7, "{}", errors[0]);
    }
    let name = text("cookies/other.yaml", &(ADS.to_owned() + &good));
    assert!(CookieBook::load(&[name]).unwrap_err()[0].rendered.contains("differs from the file's name"));
}

proptest! {
    #[test]
    fn looking_up_never_panics(
        name in ".{0,60}", domain in ".{0,30}", site in "[a-z.\\[\\]:]{0,20}", setter in proptest::option::of(".{0,20}"),
    ) {
        book().look_up(&CookieQuery { name: &name, domain: &domain, site: &site, setter: setter.as_deref(), shape: ItemShape::default() });
    }

    #[test]
    fn only_domain_or_setter_can_carry_a_finding(name in "(_ga|uid|sid|IDE|_ga_[a-z]{1,4}|t_[0-9]{1,3})") {
        let query = CookieQuery { name: &name, domain: "site.example", site: "site.example", setter: None, shape: ItemShape::default() };
        prop_assert!(book().look_up(&query).known_by > KnownBy::NameAndSetter);
    }
}
