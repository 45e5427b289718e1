//! The chain of initiators: from a request to the script that asked for it, to the request that brought that script,
//! and so on to the page's own document.

use std::collections::BTreeMap;

use super::setter::without_query;
use crate::evidence::{CookieWrite, InitiatorKind, Place, Request, WriteHow};

/// Longest chain that is followed.
const LONGEST: usize = 32;

/// How one link asked for what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// Its answer led there.
    Redirect,
    /// Its answer carried the header.
    Answer,
    /// A script.
    Script,
    /// Markup.
    Markup,
    /// A preload.
    Preload,
    /// Anything else, as the start of a worker.
    Other,
}

/// One link of a chain: who asked for what came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// How.
    pub means: Means,
    /// Script, document or answer.
    pub url: &'a str,
    /// Where in the script.
    pub place: Option<&'a Place>,
    /// Position of the request that brought it, in the visit's list; `None` if none was seen.
    pub request: Option<usize>,
}

/// The requests of one visit, indexed for following them back.
#[derive(Debug, Clone, Default)]
pub struct Chains<'a> {
    requests: &'a [Request],
    by_url: BTreeMap<&'a str, Vec<usize>>,
    by_id: BTreeMap<&'a str, usize>,
}

impl<'a> Chains<'a> {
    /// Indexes the requests of a visit, which are in order.
    pub fn of(requests: &'a [Request]) -> Self {
        let mut by_url: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_id = BTreeMap::new();
        for (at, request) in requests.iter().enumerate() {
            by_url.entry(&request.url).or_default().push(at);
            by_id.insert(request.id.as_str(), at);
        }
        Self { requests, by_url, by_id }
    }

    /// Who asked for the request at this position, who asked for that, and so on; the page's own document is the last.
    /// Each link was asked for before the one before it, so that a chain has an end.
    pub fn of_request(&self, at: usize) -> Vec<Link<'a>> {
        self.followed(Vec::new(), Some(at))
    }

    /// Who wrote a cookie: the answer that carried the header, or the script, and then its chain.
    pub fn of_write(&self, write: &'a CookieWrite) -> Vec<Link<'a>> {
        let first = match write.how {
            WriteHow::Http => {
                let request = write.request.as_deref().and_then(|id| self.by_id.get(id).copied());
                Some(Link { means: Means::Answer, url: &write.url, place: None, request })
            }
            WriteHow::Script | WriteHow::CookieStore => write.stack.first().map(|place| {
                let before = self.requests.partition_point(|request| request.seq < write.seq);
                self.by_script(place, before)
            }),
        };
        let next = first.as_ref().and_then(|link| link.request);
        self.followed(first.into_iter().collect(), next)
    }

    fn followed(&self, mut links: Vec<Link<'a>>, mut next: Option<usize>) -> Vec<Link<'a>> {
        while let Some(at) = next.filter(|_| links.len() < LONGEST) {
            let Some(link) = self.asker(at) else { break };
            next = link.request;
            links.push(link);
        }
        links
    }

    fn asker(&self, at: usize) -> Option<Link<'a>> {
        let request = self.requests.get(at)?;
        let before = step_before(&request.id).and_then(|id| self.by_id.get(id.as_str()).copied());
        if let Some(before) = before {
            let url = &self.requests.get(before)?.url;
            return Some(Link { means: Means::Redirect, url, place: None, request: Some(before) });
        }
        if request.main_document && request.initiator.kind == InitiatorKind::Other {
            return None;
        }
        if let Some(place) = request.initiator.stack.first() {
            return Some(self.by_script(place, at));
        }
        let asked = request.initiator.url.as_deref().or(request.frame_url.as_deref());
        let url = asked.or_else(|| Some(request.document_url.as_str()).filter(|url| *url != request.url))?;
        let means = match request.initiator.kind {
            InitiatorKind::Parser => Means::Markup,
            InitiatorKind::Preload => Means::Preload,
            InitiatorKind::Script => Means::Script,
            InitiatorKind::Other => Means::Other,
        };
        (!url.is_empty()).then(|| Link { means, url, place: None, request: self.brought(url, at) })
    }

    fn by_script(&self, place: &'a Place, before: usize) -> Link<'a> {
        Link { means: Means::Script, url: &place.url, place: Some(place), request: self.brought(&place.url, before) }
    }

    /// The request that brought what stands at an address: the last for it before that position, by the answer that it
    /// was led to in the end.
    fn brought(&self, url: &str, before: usize) -> Option<usize> {
        let address = url.split('#').next().unwrap_or_default();
        let asked = self.by_url.get(address)?;
        let first = *asked.get(asked.partition_point(|at| *at < before).checked_sub(1)?)?;
        let (base, step) = step_of(&self.requests.get(first)?.id)?;
        // Ids of foreign bundles may hold any number; a range without an end would count beyond the last.
        let steps = step.checked_add(1).into_iter().flat_map(|next| next..=usize::MAX);
        let later = steps.map_while(|step| self.by_id.get(format!("{base}#{step}").as_str()).copied());
        Some(later.take_while(|at| *at < before).last().unwrap_or(first))
    }
}

/// Id of the request whose answer led to the one with this id; `None` for the first of a chain.
pub fn step_before(id: &str) -> Option<String> {
    let (base, step) = step_of(id)?;
    Some(format!("{base}#{}", step.checked_sub(1)?))
}

/// What began a chain: the script or frame that stands in the page's own markup; the document itself if nothing stands
/// between.
pub fn beginning(links: &[Link<'_>]) -> Option<String> {
    let named = |link: &&Link<'_>| link.means != Means::Redirect;
    let mut outer = links.iter().rev().filter(named);
    let document = outer.next()?;
    Some(without_query(outer.next().unwrap_or(document).url))
}

fn step_of(id: &str) -> Option<(&str, usize)> {
    let (base, step) = id.rsplit_once('#')?;
    Some((base, step.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Initiator, Phase};

    const PAGE: &str = "https://shop.example/";

    fn request(id: &str, seq: u64, url: &str, kind: InitiatorKind, by: &str) -> Request {
        let stack = if kind == InitiatorKind::Script { vec![place(by)] } else { Vec::new() };
        let url_of_asker = Some(by.to_owned()).filter(|by| !by.is_empty());
        Request {
            seq,
            method: "GET".to_owned(),
            kind: "script".to_owned(),
            document_url: PAGE.to_owned(),
            main_document: url == PAGE,
            initiator: Initiator { kind, url: url_of_asker, stack },
            status: Some(200),
            ..Request::bare(id.to_owned(), Phase::Arrival, 0.0, url.to_owned())
        }
    }

    fn place(url: &str) -> Place {
        Place { url: url.to_owned(), line: 3, column: 1 }
    }

    /// Page → manager → second script → pixel, which is led elsewhere.
    fn story() -> Vec<Request> {
        vec![
            request("1#0", 1, PAGE, InitiatorKind::Other, ""),
            request("2#0", 2, "https://tm.example/gtm.js?id=1", InitiatorKind::Parser, PAGE),
            request("3#0", 3, "https://ads.example/tag.js", InitiatorKind::Script, "https://tm.example/gtm.js?id=1"),
            request("4#0", 4, "https://ads.example/pixel", InitiatorKind::Script, "https://ads.example/tag.js"),
            request("4#1", 5, "https://sync.example/pixel", InitiatorKind::Script, "https://ads.example/tag.js"),
        ]
    }

    fn told(links: &[Link<'_>]) -> Vec<(Means, String, Option<usize>)> {
        links.iter().map(|link| (link.means, link.url.to_owned(), link.request)).collect()
    }

    #[test]
    fn a_request_is_followed_to_the_document() {
        let requests = story();
        let chain = Chains::of(&requests).of_request(4);
        assert_eq!(
            told(&chain),
            [
                (Means::Redirect, "https://ads.example/pixel".to_owned(), Some(3)),
                (Means::Script, "https://ads.example/tag.js".to_owned(), Some(2)),
                (Means::Script, "https://tm.example/gtm.js?id=1".to_owned(), Some(1)),
                (Means::Markup, PAGE.to_owned(), Some(0)),
            ]
        );
        assert_eq!(beginning(&chain).as_deref(), Some("https://tm.example/gtm.js"));
        assert_eq!(beginning(&Chains::of(&requests).of_request(1)).as_deref(), Some(PAGE));
        assert!(Chains::of(&requests).of_request(0).is_empty());
        assert!(Chains::of(&requests).of_request(99).is_empty());
    }

    #[test]
    fn a_write_is_followed_by_its_answer_or_its_script() {
        let requests = story();
        let write = |how, request: Option<&str>, stack| CookieWrite {
            seq: 6,
            at_ms: None,
            phase: Phase::Arrival,
            how,
            raw: "a=b".to_owned(),
            url: "https://sync.example/pixel".to_owned(),
            frame_url: None,
            request: request.map(str::to_owned),
            stack,
            date: None,
            blocked: None,
        };
        let by_header = write(WriteHow::Http, Some("4#1"), Vec::new());
        let chain = Chains::of(&requests);
        let links = chain.of_write(&by_header);
        assert_eq!((links[0].means, links[0].request, links.len()), (Means::Answer, Some(4), 5));
        let by_script = write(WriteHow::Script, None, vec![place("https://ads.example/tag.js")]);
        assert_eq!(chain.of_write(&by_script).len(), 3);
        let nobody = write(WriteHow::Script, None, Vec::new());
        assert!(chain.of_write(&nobody).is_empty());
    }

    #[test]
    fn a_script_that_loads_itself_again_has_an_end() {
        let own = "https://t.example/a.js";
        let requests: Vec<Request> =
            (0..100).map(|at| request(&format!("{at}#0"), at, own, InitiatorKind::Script, own)).collect();
        let chain = Chains::of(&requests).of_request(99);
        assert_eq!(chain.len(), LONGEST);
        let short = Chains::of(&requests).of_request(3);
        assert_eq!(short.len(), 4, "{short:?}");
        assert_eq!(short[3].request, None);
    }

    #[test]
    fn ids_at_the_end_of_all_numbers_are_followed_as_far_as_they_go() {
        let own = "https://t.example/a.js";
        for last in [usize::MAX, usize::MAX - 1] {
            let requests = [
                request(&format!("x#{last}"), 1, own, InitiatorKind::Parser, PAGE),
                request(&format!("x#{}", usize::MAX), 2, own, InitiatorKind::Parser, PAGE),
                request("2#0", 3, "https://t.example/p", InitiatorKind::Script, own),
            ];
            assert_eq!(Chains::of(&requests).of_request(2)[0].request, Some(1), "{last}");
        }
    }

    #[test]
    fn a_script_that_was_led_elsewhere_is_followed_through_its_redirect() {
        let requests = [
            request("1#0", 1, PAGE, InitiatorKind::Other, ""),
            request("2#0", 2, "https://cdn.example/old.js", InitiatorKind::Parser, PAGE),
            request("2#1", 3, "https://cdn.example/new.js", InitiatorKind::Parser, PAGE),
            request("3#0", 4, "https://t.example/p", InitiatorKind::Script, "https://cdn.example/old.js"),
        ];
        let chain = Chains::of(&requests).of_request(3);
        assert_eq!(chain.iter().map(|link| link.request).collect::<Vec<_>>(), [Some(2), Some(1), Some(0)]);
        assert_eq!(chain[1].means, Means::Redirect);
    }
}
