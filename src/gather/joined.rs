//! Which piece of an answer belongs to which step of a redirect chain.
//!
//! Raw headers and sent cookies come once a step, before or after the step itself is told, and not at all for steps
//! that were served from cache.

use super::recorder::{RawAnswer, Recorder};
use crate::evidence::{Request, SentCookie};

/// Gives each header write the request that carried it.
pub fn raw_answers(recorder: &mut Recorder) {
    for (id, raws) in &recorder.raw {
        let Some(steps) = recorder.steps.get(id) else { continue };
        let places = places(&recorder.requests, steps, raws);
        for (raw, place) in raws.iter().zip(places) {
            let Some(request) = recorder.requests.get(place) else { continue };
            for write in &raw.writes {
                let Some(write) = recorder.cookie_writes.get_mut(*write) else { continue };
                write.url.clone_from(&request.url);
                write.frame_url = Some(request.document_url.clone());
                write.request = Some(request.id.clone());
            }
        }
    }
    // Raw headers of requests that nobody told of: the line is kept, the sender is not known.
}

/// For each raw answer the position of its step among all requests.
fn places(requests: &[Request], steps: &[usize], raws: &[RawAnswer]) -> Vec<usize> {
    if steps.len() == raws.len() {
        return steps.to_vec();
    }
    let status = |step: usize| requests.get(step).and_then(|request| request.status);
    let mut from = 0;
    let mut places = Vec::new();
    for raw in raws {
        let rest = steps.get(from..).unwrap_or_default();
        let same = rest.iter().position(|step| status(*step) == Some(raw.status));
        let open = || rest.iter().position(|step| status(*step).is_none());
        let at = from + same.or_else(open).unwrap_or(0);
        let Some(step) = steps.get(at).or(steps.last()) else { break };
        places.push(*step);
        from = at + 1;
    }
    places
}

/// Gives each step the names of the cookies that went along.
pub fn sent_cookies(recorder: &mut Recorder) {
    for (id, sent) in std::mem::take(&mut recorder.sent_cookies) {
        let Some(steps) = recorder.steps.get(&id) else { continue };
        let one_each = sent.len() == steps.len();
        for (at, (known, names)) in sent.into_iter().enumerate() {
            let step = if one_each { at } else { known.saturating_sub(1) };
            let Some(request) = steps.get(step).and_then(|place| recorder.requests.get_mut(*place)) else { continue };
            let sent = names.into_iter().map(|name| SentCookie { name, domain: None, path: None, partition_key: None });
            request.cookies_sent.extend(sent);
        }
    }
}
