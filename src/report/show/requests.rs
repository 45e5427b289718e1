//! Requests of one state, in the order in which they went out.

use super::storage::place;
use super::{Ground, Listing, doubts};
use crate::evidence::{Names, Places, Request, is_public, remote_address};
use crate::facts::{Chains, Link, Means};
use crate::report::words::word;

/// Beside these there is where a name of the site's own leads, and the country of the address that answered, where that
/// was asked and looked up.
const HEADS: [&str; 7] = ["phase", "at ms", "request", "kind", "answer", "asked by", "cookies sent"];

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let (rows, doubt) = match ground.visit.requests.as_result() {
        Ok(requests) => {
            let chains = Chains::of(requests);
            let rows = requests.iter().enumerate();
            (rows.map(|(at, request)| row(ground, request, &chains.of_request(at))).collect(), None)
        }
        Err(why) => (Vec::new(), Some(why.to_owned())),
    };
    let doubt = doubts(doubt.into_iter().chain(ground.visit.cut_short.clone()));
    let asked = ground.evidence.names.as_ref().map(|_| "leads to");
    let looked_up = ground.evidence.places.as_ref().map(|_| "country");
    let heads = HEADS.into_iter().chain(asked).chain(looked_up).collect();
    Listing { state: ground.visit.state.clone(), heads, rows, doubt }
}

fn row(ground: &Ground<'_>, request: &Request, chain: &[Link<'_>]) -> Vec<String> {
    let mut cells = vec![
        word(&request.phase),
        format!("{:.0}", request.at_ms),
        format!("{} {}", request.method, ground.values.address(&request.url)),
        kind(request),
        answer(ground, request),
        asked_by(ground, request, chain),
        request.cookies_sent.iter().map(|cookie| cookie.name.as_str()).collect::<Vec<_>>().join(" "),
    ];
    cells.extend(ground.evidence.names.as_ref().map(|names| leads_to(names, request)));
    cells.extend(ground.evidence.places.as_ref().map(|places| country(places, request)));
    cells
}

/// The names that the host leads to, one after the other; nothing for hosts that were not asked about.
fn leads_to(names: &Names, request: &Request) -> String {
    let url = url::Url::parse(&request.url).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    if !names.hosts.iter().any(|own| own.host == host) {
        return String::new();
    }
    let (aliases, whole) = names.of(host);
    let mut steps: Vec<&str> = aliases.iter().map(|alias| alias.name.as_str()).collect();
    match (&whole, steps.is_empty()) {
        (Ok(()), true) => "no other name".to_owned(),
        (Ok(()), false) => steps.join(" > "),
        (Err(why), _) => {
            let unknown = format!("not known ({why})");
            steps.push(&unknown);
            steps.join(" > ")
        }
    }
}

/// Two letters of the country, or why there are none.
fn country(places: &Places, request: &Request) -> String {
    let Some(address) = request.remote.as_deref().and_then(remote_address) else {
        return String::new();
    };
    if !is_public(address) {
        return "own network".to_owned();
    }
    let text = address.to_string();
    let place = places.addresses.iter().find(|place| place.address == text);
    place.and_then(|place| place.country.clone()).unwrap_or_else(|| "not known".to_owned())
}

fn kind(request: &Request) -> String {
    let own = request.browsers_own.as_ref().map(|what| format!(" (the browser's own: {what})"));
    let realm = request.asked_in.map(|realm| word(&realm)).filter(|realm| realm != "page");
    let within = realm.map(|realm| format!(" in a {}", realm.replace('-', " ")));
    format!("{}{}{}", request.kind, within.unwrap_or_default(), own.unwrap_or_default())
}

fn answer(ground: &Ground<'_>, request: &Request) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(request.status.map(|status| status.to_string()));
    parts.extend(request.mime.clone().filter(|mime| !mime.is_empty()));
    parts.extend(request.bytes.map(|bytes| format!("{bytes} bytes")));
    parts.extend(request.redirected_to.as_ref().map(|url| format!("to {}", ground.values.address(url))));
    parts.extend(request.failed.clone());
    parts.extend(request.from_cache.then(|| "from cache".to_owned()));
    parts.extend(request.socket.as_ref().map(|socket| format!("{} messages", socket.count)));
    if parts.is_empty() { "none was seen".to_owned() } else { parts.join(", ") }
}

/// The whole chain, from who asked to the page's own document.
fn asked_by(ground: &Ground<'_>, request: &Request, chain: &[Link<'_>]) -> String {
    if chain.is_empty() {
        return word(&request.initiator.kind);
    }
    let link = |link: &Link<'_>| {
        let by = link.place.map_or_else(|| ground.values.address(link.url), |at| place(ground, at));
        if link.means == Means::Redirect { format!("redirect of {by}") } else { by }
    };
    chain.iter().map(link).collect::<Vec<_>>().join(" < ")
}
