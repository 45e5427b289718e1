//! What all knowledge together says of cookies and addresses as they are met, and how much of it there is at least.

use consentinel::knowledge::{CookieQuery, ItemShape, Knowledge, KnownBy, Purpose, UrlKind};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

use KnownBy::{Name, NameAndDomain, NameAndSetter, Pattern, Setter};
use Purpose::{Analytics, Functional, Marketing, Necessary, Social};

/// One trial for each question.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let texts = texts.to_vec();
    let trial = |name: &str, check: fn(&Knowledge) -> Result<(), Failed>| {
        let texts = texts.clone();
        Trial::test(format!("reads::{name}"), move || {
            let knowledge = Knowledge::load(&texts).map_err(|errors| Failed::from(errors[0].to_string()))?;
            check(&knowledge)
        })
    };
    vec![
        trial("there-is-enough", there_is_enough),
        trial("cookies", cookies),
        trial("cookies-that-prove-nothing", cookies_that_prove_nothing),
        trial("addresses", addresses),
        trial("names-that-lead-elsewhere", names_that_lead_elsewhere),
        trial("addresses-that-nobody-owns", addresses_that_nobody_owns),
    ]
}

fn there_is_enough(knowledge: &Knowledge) -> Result<(), Failed> {
    for (what, count, least) in [
        ("names of cookies and storage keys", knowledge.cookies.name_count(), 1_200),
        ("vendors of cookies", knowledge.cookies.vendor_count(), 250),
        ("hosts", knowledge.trackers.host_count(), 600),
        ("consent platforms", knowledge.platforms.len(), 110),
        ("provisions", knowledge.legal.ids().count(), 70),
    ] {
        if count < least {
            return Err(format!("{count} {what}, there were {least} at least").into());
        }
    }
    Ok(())
}

/// Name, domain, setter, and how it must be read on `www.shop.example`.
type Cookie = (&'static str, &'static str, Option<&'static str>, KnownBy, Purpose);

const COOKIES: [Cookie; 44] = [
    ("_ga", "shop.example", Some("www.google-analytics.com"), NameAndSetter, Analytics),
    ("_ga_AB12CD", "shop.example", Some("www.googletagmanager.com"), NameAndSetter, Analytics),
    ("_ga", "shop.example", Some("www.shop.example"), Name, Analytics),
    ("_ga_AB12CD", "shop.example", None, Pattern, Analytics),
    ("_gcl_au", "shop.example", Some("www.googletagmanager.com"), NameAndSetter, Marketing),
    ("IDE", "doubleclick.net", None, NameAndDomain, Marketing),
    ("VISITOR_INFO1_LIVE", "youtube.com", None, NameAndDomain, Marketing),
    ("_fbp", "shop.example", Some("connect.facebook.net"), NameAndSetter, Marketing),
    ("datr", "facebook.com", None, NameAndDomain, Social),
    ("VISITOR_PRIVACY_METADATA", "youtube.com", None, NameAndDomain, Necessary),
    ("YSC", "youtube.com", None, Name, Marketing),
    ("csrftoken", "instagram.com", None, NameAndDomain, Necessary),
    ("csrftoken", "pinterest.com", None, NameAndDomain, Necessary),
    ("tt_csrf_token", "tiktok.com", None, NameAndDomain, Necessary),
    ("et_oi_v2", "shop.example", Some("code.etracker.com"), NameAndSetter, Necessary),
    ("isSdEnabled", "shop.example", Some("code.etracker.com"), Name, Analytics),
    ("_et_coid", "shop.example", Some("code.etracker.com"), NameAndSetter, Analytics),
    ("_ttp", "tiktok.com", None, NameAndDomain, Marketing),
    ("_ttp", "shop.example", Some("analytics.tiktok.com"), NameAndSetter, Marketing),
    ("_uetvid", "shop.example", Some("bat.bing.com"), NameAndSetter, Marketing),
    ("_clck", "shop.example", Some("www.clarity.ms"), NameAndSetter, Analytics),
    ("bcookie", "linkedin.com", None, NameAndDomain, Marketing),
    ("_hjSessionUser_12345", "shop.example", Some("script.hotjar.com"), NameAndSetter, Analytics),
    ("_pk_id.1.1fff", "shop.example", Some("www.shop.example"), Pattern, Analytics),
    ("_pk_id.1.1fff", "shop.example", Some("cdn.matomo.cloud"), NameAndSetter, Analytics),
    ("AMCV_12345%40AdobeOrg", "shop.example", Some("assets.adobedtm.com"), NameAndSetter, Analytics),
    ("uid", "criteo.com", None, NameAndDomain, Marketing),
    ("unheard-of", "eu.criteo.com", None, Setter, Marketing),
    ("unheard-of", "shop.example", Some("static.hotjar.com"), Setter, Analytics),
    ("PHPSESSID", "www.shop.example", Some("www.shop.example"), NameAndSetter, Necessary),
    ("JSESSIONID", "www.shop.example", None, Name, Necessary),
    ("JSESSIONID", "bam.nr-data.net", None, KnownBy::Unknown, Purpose::Unknown),
    ("__cf_bm", "shop.example", Some("www.shop.example"), NameAndSetter, Necessary),
    ("csrftoken", "www.shop.example", None, Name, Necessary),
    ("wordpress_logged_in_0af3", "www.shop.example", None, Pattern, Necessary),
    ("moove_gdpr_popup", "www.shop.example", None, Name, Necessary),
    ("cc_cookie", "www.shop.example", None, Name, Necessary),
    ("klaro", "www.shop.example", None, Name, Necessary),
    ("tarteaucitron", "www.shop.example", None, Name, Necessary),
    ("cookieconsent_status", "www.shop.example", None, Name, Necessary),
    ("eu-consent", "www.shop.example", None, Name, Necessary),
    ("euconsent-v2", "www.shop.example", None, Name, Necessary),
    ("OptanonConsent", "shop.example", Some("cdn.cookielaw.org"), NameAndSetter, Necessary),
    ("CookieConsent", "www.shop.example", Some("consent.cookiebot.com"), NameAndSetter, Necessary),
];

fn cookies(knowledge: &Knowledge) -> Result<(), Failed> {
    for (name, domain, setter, known_by, purpose) in COOKIES {
        let reading = knowledge.cookies.look_up(&CookieQuery {
            name,
            domain,
            site: "www.shop.example",
            setter,
            shape: ItemShape::default(),
        });
        if (reading.known_by, reading.purpose) != (known_by, purpose) {
            return Err(format!("{name} on {domain} set by {setter:?} was read as {reading:?}").into());
        }
    }
    Ok(())
}

fn cookies_that_prove_nothing(knowledge: &Knowledge) -> Result<(), Failed> {
    let names =
        ["uid", "id", "test", "sid", "session", "u", "i", "c", "uuid", "token", "IDE", "fr", "cart", "_ga_", "ga"];
    for name in names {
        for setter in [None, Some("www.shop.example"), Some("cdn.jsdelivr.net"), Some("unheard-of.example")] {
            let query = CookieQuery {
                name,
                domain: "shop.example",
                site: "www.shop.example",
                setter,
                shape: ItemShape::default(),
            };
            let reading = knowledge.cookies.look_up(&query);
            if reading.purpose != Purpose::Unknown {
                return Err(format!("{name} set by {setter:?} was read as {reading:?}").into());
            }
        }
    }
    Ok(())
}

const ADDRESSES: [(&str, &str, Purpose, UrlKind); 46] = [
    ("https://www.criteo.com/wp-content/logo.svg", "criteo", Marketing, UrlKind::Other),
    ("https://help.criteo.com/", "criteo", Marketing, UrlKind::Other),
    ("https://sslwidget.criteo.com/event", "criteo", Marketing, UrlKind::Endpoint),
    ("https://taboola.com/", "taboola", Marketing, UrlKind::Other),
    ("https://trc.taboola.com/1/log/3/unip", "taboola", Marketing, UrlKind::Endpoint),
    ("https://www.linkconnector.com/tr.php", "linkconnector", Marketing, UrlKind::Endpoint),
    ("https://www.shareasale.com/sale.cfm", "shareasale", Marketing, UrlKind::Endpoint),
    ("https://www.mouseflow.com/pricing", "mouseflow", Analytics, UrlKind::Other),
    ("https://cdn.mouseflow.com/projects/a.js", "mouseflow", Analytics, UrlKind::Library),
    ("https://o2.mouseflow.com/events", "mouseflow", Analytics, UrlKind::Endpoint),
    ("https://www.abtasty.com/logo.svg", "ab-tasty", Analytics, UrlKind::Other),
    ("https://region1.google-analytics.com/g/collect?v=2", "google-analytics", Analytics, UrlKind::Endpoint),
    ("https://stats.g.doubleclick.net/j/collect", "google-analytics", Analytics, UrlKind::Endpoint),
    ("https://www.googletagmanager.com/gtm.js?id=GTM-1", "google-tag-manager", Analytics, UrlKind::TagManager),
    ("https://www.googletagmanager.com/gtag/js?id=G-1", "google-tag-manager", Analytics, UrlKind::Library),
    ("https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1/", "google-ads", Marketing, UrlKind::Endpoint),
    ("https://www.google.com/recaptcha/api.js", "google-recaptcha", Necessary, UrlKind::Embed),
    ("https://www.google.com/pagead/1p-user-list/1/", "google-ads", Marketing, UrlKind::Endpoint),
    ("https://fonts.googleapis.com/css2?family=Inter", "google-fonts", Functional, UrlKind::Embed),
    ("https://connect.facebook.net/en_US/fbevents.js", "meta", Marketing, UrlKind::Library),
    ("https://www.facebook.com/tr/?id=1&ev=PageView", "meta", Marketing, UrlKind::Endpoint),
    ("https://www.facebook.com/plugins/like.php", "facebook-plugins", Social, UrlKind::Embed),
    ("https://shop.sc.omtrdc.net/b/ss/shop/1/JS-2.22", "adobe-analytics", Analytics, UrlKind::Endpoint),
    ("https://bat.bing.com/bat.js", "microsoft-ads", Marketing, UrlKind::Library),
    ("https://bat.bing.com/action/0?ti=1", "microsoft-ads", Marketing, UrlKind::Endpoint),
    ("https://www.youtube.com/embed/abc", "youtube", Marketing, UrlKind::Embed),
    ("https://cdn.cookielaw.org/scripttemplates/otSDKStub.js", "onetrust", Necessary, UrlKind::ConsentPlatform),
    ("https://js.stripe.com/v3/", "stripe", Necessary, UrlKind::Embed),
    ("https://www.shop.example/matomo.php?idsite=1&rec=1", "matomo", Analytics, UrlKind::Endpoint),
    ("https://sgtm.shop.example/g/collect?v=2&tid=G-1&cid=1.2", "google-analytics", Analytics, UrlKind::Endpoint),
    ("https://tr.snapchat.com/p", "snap", Marketing, UrlKind::Endpoint),
    ("https://www.snapchat.com/spotlight/1", "snap", Social, UrlKind::Other),
    ("https://zn1-shop.siteintercept.qualtrics.com/SIE/", "qualtrics", Analytics, UrlKind::Endpoint),
    ("https://shop.eu.qualtrics.com/jfe/form/SV_1", "qualtrics", Analytics, UrlKind::Other),
    ("https://faro-collector-prod-eu-west-0.grafana.net/collect/1", "grafana-faro", Analytics, UrlKind::Endpoint),
    ("https://shop.grafana.net/public-dashboards/1", "grafana-faro", Analytics, UrlKind::Other),
    ("https://img.en25.com/EloquaImages/clients/Shop/1.png", "eloqua", Marketing, UrlKind::Other),
    ("https://s1.t.eloqua.com/visitor/v200/svrGP.aspx", "eloqua", Marketing, UrlKind::Endpoint),
    ("https://images.outbrainimg.com/transform/v3/1", "outbrain", Marketing, UrlKind::Cdn),
    ("https://image.s1.exct.net/lib/1/m/1/a.png", "salesforce-marketing-cloud", Marketing, UrlKind::Other),
    ("https://go.pardot.com/l/1/2/3", "pardot", Marketing, UrlKind::Other),
    ("https://pi.pardot.com/analytics?visitor_id=1", "pardot", Marketing, UrlKind::Endpoint),
    ("https://shop.activehosted.com/f/1", "activecampaign", Marketing, UrlKind::Other),
    ("https://t.co/i/adsct?p_id=Twitter", "x-ads", Marketing, UrlKind::Endpoint),
    ("https://t.co/a1B2c3", "x-ads", Marketing, UrlKind::Other),
    ("https://x.stape.jp/g/collect?v=2", "stape", Analytics, UrlKind::Endpoint),
];

fn addresses(knowledge: &Knowledge) -> Result<(), Failed> {
    for (url, vendor, purpose, kind) in ADDRESSES {
        let reading = knowledge.trackers.look_up(url);
        let got = reading.as_ref().map(|reading| (reading.vendor.as_str(), reading.purpose, reading.url_kind));
        if got != Some((vendor, purpose, kind)) {
            return Err(format!("{url} was read as {reading:?}").into());
        }
    }
    Ok(())
}

/// Where names of a site's own lead, and what is asked for there; nothing if that is nobody's cloak.
const CNAMES: [(&str, Option<(&str, UrlKind)>); 16] = [
    ("shop.wizaly.com", Some(("wizaly", UrlKind::Endpoint))),
    ("shop.ebis.ne.jp", Some(("ad-ebis", UrlKind::Endpoint))),
    ("shop.mouseflow.com", Some(("mouseflow", UrlKind::Endpoint))),
    ("www.mouseflow.com", None),
    ("shop.eulerian.net", Some(("eulerian", UrlKind::Endpoint))),
    ("shop.d1.sc.omtrdc.net", Some(("adobe-analytics", UrlKind::Endpoint))),
    ("shop.jentis.com", Some(("jentis", UrlKind::Endpoint))),
    ("shop.addingwell.com", Some(("addingwell", UrlKind::Endpoint))),
    ("go.pardot.com", Some(("pardot", UrlKind::Other))),
    ("1234.hs.eloqua.com", Some(("eloqua", UrlKind::Other))),
    ("a1.actonsoftware.com", Some(("act-on", UrlKind::Other))),
    ("cloud.sfmc-content.com", Some(("salesforce-marketing-cloud", UrlKind::Other))),
    ("shop.activehosted.com", None),
    ("shop.createsend.com", None),
    ("shop.qualtrics.com", None),
    ("custom.app.link", None),
];

fn names_that_lead_elsewhere(knowledge: &Knowledge) -> Result<(), Failed> {
    for (host, expected) in CNAMES {
        let reading = knowledge.trackers.cname_target(host);
        let got = reading.as_ref().map(|reading| (reading.vendor.as_str(), reading.url_kind));
        if got != expected {
            return Err(format!("{host} as a target was read as {reading:?}").into());
        }
    }
    Ok(())
}

fn addresses_that_nobody_owns(knowledge: &Knowledge) -> Result<(), Failed> {
    for url in [
        "https://www.shop.example/g/collect",
        "https://www.shop.example/matomo.php",
        "https://www.google.com/search?q=x",
        "https://notgoogle-analytics.com/g/collect",
        "https://google-analytics.com.shop.example/g/collect",
        "data:text/plain,google-analytics.com",
    ] {
        if let Some(reading) = knowledge.trackers.look_up(url) {
            return Err(format!("{url} was read as {reading:?}").into());
        }
    }
    Ok(())
}
