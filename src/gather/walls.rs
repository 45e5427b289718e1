//! Signs of bot walls and challenges: data, looked up by `reach.rs`.
//!
//! Facts observed on the vendors' own challenge pages and in their public documentation.

/// How much a sign proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Enough by itself, whatever the status.
    Alone,
    /// Enough with an error status, or on a page that is almost empty.
    Together,
    /// Stands on many ordinary pages too: enough with an error status, or where there is next to nothing else.
    Weak,
}

/// Where a sign is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// The page's title.
    Title,
    /// Addresses of scripts, frames and forms, inline scripts, ids and classes.
    Markup,
    /// The first words of the page.
    Words,
    /// A response header, `name: part of its value`.
    Header,
}

/// One sign.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// Whose wall it is.
    pub wall: &'static str,
    /// Where to look.
    pub place: Where,
    /// What to look for, in lower case.
    pub part: &'static str,
    /// How much it proves.
    pub weight: Weight,
}

const fn alone(wall: &'static str, place: Where, part: &'static str) -> Sign {
    Sign { wall, place, part, weight: Weight::Alone }
}

const fn together(wall: &'static str, place: Where, part: &'static str) -> Sign {
    Sign { wall, place, part, weight: Weight::Together }
}

const fn weak(wall: &'static str, place: Where, part: &'static str) -> Sign {
    Sign { wall, place, part, weight: Weight::Weak }
}

use Where::{Header, Markup, Title, Words};

/// All signs.
pub const SIGNS: &[Sign] = &[
    alone("Cloudflare", Header, "cf-mitigated: challenge"),
    alone("Cloudflare", Markup, "_cf_chl_opt"),
    weak("Cloudflare", Markup, "/cdn-cgi/challenge-platform/"),
    together("Cloudflare", Markup, "cf-chl"),
    weak("Cloudflare", Markup, "challenges.cloudflare.com"),
    together("Cloudflare", Title, "just a moment"),
    together("Cloudflare", Title, "attention required! | cloudflare"),
    together("Cloudflare", Words, "sorry, you have been blocked"),
    alone("DataDome", Markup, "geo.captcha-delivery.com"),
    alone("DataDome", Markup, "ct.captcha-delivery.com"),
    together("DataDome", Header, "x-datadome"),
    alone("HUMAN (PerimeterX)", Markup, "px-captcha"),
    weak("HUMAN (PerimeterX)", Markup, "_pxappid"),
    together("HUMAN (PerimeterX)", Markup, "captcha.px-cdn.net"),
    together("HUMAN (PerimeterX)", Title, "access to this page has been denied"),
    together("Akamai", Markup, "sec-if-cpt-container"),
    together("Akamai", Markup, "/_sec/cp_challenge/"),
    together("Akamai", Words, "errors.edgesuite.net"),
    together("Akamai", Header, "server: akamaighost"),
    weak("Imperva", Markup, "_incapsula_resource"),
    together("Imperva", Words, "incapsula incident id"),
    together("Imperva", Header, "x-iinfo"),
    alone("AWS WAF", Header, "x-amzn-waf-action: challenge"),
    alone("AWS WAF", Header, "x-amzn-waf-action: captcha"),
    weak("AWS WAF", Markup, ".awswaf.com"),
    weak("AWS WAF", Markup, "awswafintegration"),
    together("AWS WAF", Markup, "gokuprops"),
    weak("Kasada", Markup, "kpsdk"),
    together("Sucuri", Title, "sucuri website firewall"),
    together("Sucuri", Markup, "sucuri_cloudproxy_js"),
    weak("DDoS-Guard", Markup, ".well-known/ddos-guard"),
    together("Vercel", Title, "vercel security checkpoint"),
    together("Anubis", Markup, ".within.website/x/cmd/anubis"),
    weak("Friendly Captcha", Markup, "frc-captcha"),
    weak("reCAPTCHA", Markup, "/recaptcha/"),
    weak("hCaptcha", Markup, "hcaptcha.com"),
    weak("GeeTest", Markup, "geetest.com"),
    together("a challenge", Title, "are you a robot"),
    together("a challenge", Title, "are you human"),
    together("a challenge", Title, "verify you are human"),
    together("a challenge", Title, "verifying your browser"),
    together("a challenge", Title, "checking your browser"),
    together("a challenge", Title, "security check"),
    together("a challenge", Title, "pardon our interruption"),
    together("a challenge", Title, "bot verification"),
    together("a challenge", Title, "human verification"),
    together("a challenge", Title, "one more step"),
    together("a challenge", Title, "ddos protection"),
    together("a challenge", Words, "enable javascript and cookies to continue"),
    together("a challenge", Words, "verify you are human"),
    together("a challenge", Words, "verify that you are not a robot"),
    together("a challenge", Words, "checking if the site connection is secure"),
    together("a challenge", Words, "unusual traffic from your computer network"),
    together("a challenge", Words, "checking your browser before accessing"),
];

/// Statuses with which walls answer; with one of them a `Together` sign is enough.
pub const STATUSES: &[u16] = &[202, 401, 403, 405, 406, 429, 503];

/// Fewer visible characters than this make a page "almost empty".
pub const ALMOST_EMPTY: u64 = 400;

/// Fewer visible characters than this are next to nothing.
pub const NEXT_TO_NOTHING: u64 = 80;
