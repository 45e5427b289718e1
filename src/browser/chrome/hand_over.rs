//! Headers, user and password are handed to the site's own origin, and kept back from all others.
//!
//! Each request is stopped before it goes out. Those of a redirect are stopped anew, so that what was handed to the
//! site does not follow to where it leads.

use headless_chrome::protocol::cdp::Network::SetCookies;
use serde_json::{Value, json};
use url::Url;

use super::super::{Brought, BroughtCookie, CookieReaders, JarCookie, SignIn};
use super::client::Pending;
use super::listen::text;
use super::tab::Tab;

/// What stands for a value that is not told.
pub(super) const KEPT_BACK: &str = "<not kept>";

/// What a session is asked so that its requests are stopped; nothing where nothing is brought.
pub(super) fn stops(tab: &Tab, session: &str) -> Option<Pending> {
    let brought = &tab.setup.settings.guise.brought;
    let signs_in = brought.sign_in.is_some() || brought.proxy_sign_in.is_some();
    let params = json!({ "handleAuthRequests": signs_in });
    brought.needs_stops().then(|| tab.client.send_raw(session, "Fetch.enable", params, tab.setup.within))
}

/// The cookies that lie in the jar before the visit begins, kept for the site's own host. They are mostly sessions: no
/// script reads them unless it was said, and those of a site over TLS go over nothing else.
pub(super) fn cookies(brought: &Brought) -> Option<SetCookies> {
    let secure = brought.origin.starts_with("https://");
    let cookie = |cookie: &BroughtCookie| {
        json!({
            "name": cookie.name,
            "value": cookie.value.reveal(),
            "url": brought.origin,
            "httpOnly": cookie.readers == CookieReaders::Servers,
            "secure": secure,
        })
    };
    let cookies: Vec<Value> = brought.cookies.iter().map(cookie).collect();
    if cookies.is_empty() {
        return None;
    }
    Some(SetCookies { cookies: serde_json::from_value(cookies.into()).ok()? })
}

/// Whether a cookie lies in the jar because we brought it: as it was brought, so that nothing of the site stands in it.
pub(super) fn is_brought(brought: &Brought, cookie: &JarCookie) -> bool {
    let host = || Url::parse(&brought.origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    let same = |one: &BroughtCookie| one.name == cookie.name && one.value.reveal() == cookie.value;
    brought.cookies.iter().any(same) && host().is_some_and(|host| host == cookie.domain)
}

/// A request was stopped: it goes on with what it is handed, or without what it must not have.
pub(super) fn paused(tab: &Tab, session: &str, params: &Value) {
    let brought = &tab.setup.settings.guise.brought;
    let request = &params["request"];
    let mut answer = json!({ "requestId": params["requestId"] });
    if let Some(headers) = headers(brought, request) {
        answer["headers"] = headers;
    }
    go_on(tab, session, "Fetch.continueRequest", answer);
}

/// Somebody asks for user and password. They are told once, to the site's own origin or to the proxy; whoever asks again
/// did not take them and is shown what a visitor without them sees.
pub(super) fn asked_to_sign_in(tab: &Tab, session: &str, params: &Value) {
    let challenge = &params["authChallenge"];
    let first = tab.known().signed_in.insert(text(&params["requestId"]));
    let sign_in = whose(&tab.setup.settings.guise.brought, challenge).filter(|_| first);
    let response = match sign_in {
        Some(SignIn { user, password }) => json!({
            "response": "ProvideCredentials", "username": user.reveal(), "password": password.reveal()
        }),
        None => json!({ "response": "CancelAuth" }),
    };
    let answer = json!({ "requestId": params["requestId"], "authChallengeResponse": response });
    go_on(tab, session, "Fetch.continueWithAuth", answer);
}

/// The request goes on by itself; an answer tells nothing that its own events do not.
fn go_on(tab: &Tab, session: &str, what: &str, params: Value) {
    drop(tab.client.send_raw(session, what, params, tab.setup.within));
}

/// The headers with which a request goes on, if they are not those that it has.
fn headers(brought: &Brought, request: &Value) -> Option<Value> {
    if brought.headers.is_empty() {
        return None;
    }
    let own = is_own(brought, &text(&request["url"]));
    let sent = request["headers"].as_object().into_iter().flatten();
    let (taken, mut kept): (Vec<_>, Vec<_>) =
        sent.map(|(name, value)| (name.clone(), text(value))).partition(|(name, _)| brought.brings(name));
    if own {
        kept.extend(brought.headers.iter().map(|(name, value)| (name.clone(), value.reveal().to_owned())));
    } else if taken.is_empty() {
        return None;
    }
    Some(kept.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect())
}

fn whose<'a>(brought: &'a Brought, challenge: &Value) -> Option<&'a SignIn> {
    if challenge["source"] == "Proxy" {
        return brought.proxy_sign_in.as_ref();
    }
    brought.sign_in.as_ref().filter(|_| is_own(brought, &text(&challenge["origin"])))
}

/// Whether an address is of the site's own origin.
fn is_own(brought: &Brought, url: &str) -> bool {
    let origin = |url: &str| Url::parse(url).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
    origin(url).is_some_and(|asked| Some(asked) == origin(&brought.origin))
}

#[cfg(test)]
mod tests {
    use super::super::super::Secret;
    use super::*;

    #[test]
    fn cookies_are_for_servers_alone_and_for_tls_where_the_site_has_it() {
        let set = |origin: &str, readers: CookieReaders| {
            let session = BroughtCookie { name: "session".to_owned(), value: Secret::new("s"), readers };
            let brought = Brought { origin: origin.to_owned(), cookies: vec![session], ..Brought::default() };
            let set = serde_json::to_value(cookies(&brought).unwrap()).unwrap();
            let one = &set["cookies"][0];
            assert_eq!((&one["url"], &one["domain"]), (&json!(origin), &Value::Null), "host-only: {one}");
            (one["httpOnly"].clone(), one["secure"].clone())
        };
        let (tls, plain) = ("https://shop.example", "http://shop.example:8080");
        assert_eq!(set(tls, CookieReaders::Servers), (json!(true), json!(true)));
        assert_eq!(set(plain, CookieReaders::Servers), (json!(true), json!(false)), "or it would never be sent");
        assert_eq!(set(tls, CookieReaders::Scripts), (json!(false), json!(true)));
        assert!(cookies(&Brought::default()).is_none());
    }

    fn brought() -> Brought {
        let headers = vec![("X-Team".to_owned(), Secret::new("t0ken"))];
        let sign_in = Some(SignIn { user: Secret::new("me"), password: Secret::new("p") });
        Brought { origin: "https://shop.example".to_owned(), headers, sign_in, ..Brought::default() }
    }

    #[test]
    fn own_requests_get_the_headers_and_others_lose_them() {
        let told = |url: &str, sent: Value| headers(&brought(), &json!({ "url": url, "headers": sent }));
        let own = told("https://shop.example/a?b", json!({ "Accept": "*/*" })).unwrap();
        assert_eq!(own, json!([{ "name": "Accept", "value": "*/*" }, { "name": "X-Team", "value": "t0ken" }]));
        for other in [
            "http://shop.example/",
            "https://www.shop.example/",
            "https://shop.example.evil.example/",
            "https://shop.example:8443/",
            "https://shop.example@evil.example/",
        ] {
            assert_eq!(told(other, json!({ "Accept": "*/*" })), None, "{other}");
            let followed = told(other, json!({ "x-team": "t0ken", "Accept": "*/*" })).unwrap();
            assert_eq!(followed, json!([{ "name": "Accept", "value": "*/*" }]), "{other}");
        }
    }

    #[test]
    fn user_and_password_go_to_the_own_origin_alone() {
        let asks = |source: &str, origin: &str| json!({ "source": source, "origin": origin });
        let brought = brought();
        assert!(whose(&brought, &asks("Server", "https://shop.example")).is_some());
        for (source, origin) in
            [("Server", "https://evil.example"), ("Server", "null"), ("Server", ""), ("Proxy", "https://shop.example")]
        {
            assert!(whose(&brought, &asks(source, origin)).is_none(), "{source} {origin}");
        }
    }
}
