//! Requests of one state, in the order in which they went out.

use super::storage::place;
use super::{Ground, Listing, doubts};
use crate::evidence::Request;
use crate::facts::{Chains, Link, Means};
use crate::report::words::word;

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
    Listing { state: ground.visit.state.clone(), heads: HEADS.to_vec(), rows, doubt }
}

fn row(ground: &Ground<'_>, request: &Request, chain: &[Link<'_>]) -> Vec<String> {
    vec![
        word(&request.phase),
        format!("{:.0}", request.at_ms),
        format!("{} {}", request.method, ground.values.address(&request.url)),
        kind(request),
        answer(ground, request),
        asked_by(ground, request, chain),
        request.cookies_sent.iter().map(|cookie| cookie.name.as_str()).collect::<Vec<_>>().join(" "),
    ]
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
