//! Which piece belongs to which step of a redirect chain.
//!
//! Raw headers come once a step, before or after the step itself is told, and not at all for steps that were served
//! from cache.

use super::recorder::Recorder;
use super::requests::{RawAnswer, RawRequest};
use crate::browser::WeighedCookie;
use crate::evidence::{Header, HeldBackCookie, Request, SentCookie};

/// Gives each header write the request that carried it, and each answer its raw headers.
pub fn raw_answers(recorder: &mut Recorder) {
    for (id, raws) in std::mem::take(&mut recorder.pieces.answers) {
        let Some(steps) = recorder.pieces.steps.get(&id) else { continue };
        let places = places(&recorder.requests, steps, &raws);
        for (raw, place) in raws.into_iter().zip(places) {
            let Some(request) = recorder.requests.get_mut(place) else { continue };
            for write in &raw.writes {
                let Some(write) = recorder.cookie_writes.get_mut(*write) else { continue };
                write.url.clone_from(&request.url);
                write.frame_url = Some(request.document_url.clone());
                write.request = Some(request.id.clone());
            }
            // Of beacons and of answers that a page may not read nothing else is told.
            request.status = request.status.or(Some(raw.status).filter(|status| *status > 0));
            if !raw.headers.is_empty() {
                request.wire.received = raw.headers;
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

/// Gives each step its raw headers and the cookies that were sent with it or held back.
pub fn raw_requests(recorder: &mut Recorder) {
    for (id, raws) in std::mem::take(&mut recorder.pieces.requests) {
        let Some(steps) = recorder.pieces.steps.get(&id) else { continue };
        let one_each = raws.len() == steps.len();
        for (at, raw) in raws.into_iter().enumerate() {
            let step = if one_each { at } else { raw.known.saturating_sub(1) };
            let Some(request) = steps.get(step).and_then(|place| recorder.requests.get_mut(*place)) else { continue };
            weigh(request, raw);
        }
    }
}

fn weigh(request: &mut Request, raw: RawRequest) {
    for cookie in raw.cookies {
        let WeighedCookie { name, domain, path, partition_key, held_back } = cookie;
        if held_back.is_empty() {
            request.cookies_sent.push(SentCookie { name, domain, path, partition_key });
        } else {
            let domain = domain.unwrap_or_default();
            request.cookies_held_back.push(HeldBackCookie { name, domain, reasons: held_back });
        }
    }
    if let Some(length) = content_length(&raw.headers) {
        let kept = request.body.as_ref().map_or(0, String::len) as u64;
        request.wire.sent_bytes = Some(length);
        request.wire.body_cut |= request.body.is_some() && kept < length;
    }
    request.wire.sent = raw.headers;
}

/// How long a body the request had, by its own word.
fn content_length(headers: &[Header]) -> Option<u64> {
    headers.iter().find(|header| header.name == "content-length")?.value.parse().ok()
}
