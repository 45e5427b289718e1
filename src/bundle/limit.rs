//! What is left out to keep a bundle within a size, in the order of [`DroppedKind::ALL`], of each kind the largest
//! first. Cookies, storage, addresses of requests, interfaces and the choice are never left out.

use super::error::BundleError;
use super::write::contents;
use crate::evidence::{Dropped, DroppedKind, FileOf, Gatherings, Phase, Request};

/// Leaves out of `gatherings` what is needed to keep the bundle within `most` bytes, and says in the evidence what was
/// left out. Gives how long the bundle will be: longer than `most` only if nothing more may be left out.
///
/// # Errors
/// What cannot be written at all.
pub fn keep_within(gatherings: &mut Gatherings, most: u64) -> Result<u64, BundleError> {
    gatherings.evidence.kept.size_limit = Some(most);
    let mut length = length_of(gatherings)?;
    for kind in DroppedKind::ALL {
        while length > most {
            let needed = length - most;
            let dropped = match kind {
                DroppedKind::AnswerBodies => bodies(gatherings, needed),
                DroppedKind::SocketMessages => messages(gatherings, needed),
                _ => files(gatherings, kind, needed),
            };
            if dropped.0 == 0 {
                break;
            }
            note(gatherings, kind, dropped);
            length = length_of(gatherings)?;
        }
    }
    Ok(length)
}

/// How many were left out, and their length, bytes.
type Freed = (u64, u64);

fn length_of(gatherings: &Gatherings) -> Result<u64, BundleError> {
    let (files, _) = contents(gatherings)?;
    Ok(files.values().map(|bytes| bytes.len() as u64).sum())
}

fn note(gatherings: &mut Gatherings, what: DroppedKind, (items, bytes): Freed) {
    let dropped = &mut gatherings.evidence.kept.dropped;
    match dropped.iter_mut().find(|one| one.what == what) {
        Some(one) => {
            one.items += items;
            one.bytes += bytes;
        }
        None => dropped.push(Dropped { what, items, bytes }),
    }
}

/// From a list of lengths the positions of the largest, until `needed` bytes are freed.
fn largest(lengths: &[u64], needed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(lengths.get(*at).copied().unwrap_or_default()));
    let mut freed = 0;
    let enough = |at: &usize| {
        let before = freed;
        freed += lengths.get(*at).copied().unwrap_or_default();
        before < needed
    };
    order.into_iter().take_while(enough).collect()
}

fn requests(gatherings: &mut Gatherings) -> impl Iterator<Item = &mut Request> {
    gatherings.evidence.visits.iter_mut().filter_map(|visit| visit.requests.ok_mut()).flatten()
}

fn bodies(gatherings: &mut Gatherings, needed: u64) -> Freed {
    let with_body = |request: &&mut Request| request.answer.is_some();
    let length = |request: &mut Request| request.answer.as_ref().map_or(0, |answer| answer.text.len() as u64);
    let lengths: Vec<u64> = requests(gatherings).filter(with_body).map(length).collect();
    let chosen: std::collections::BTreeSet<usize> = largest(&lengths, needed).into_iter().collect();
    for (at, request) in requests(gatherings).filter(with_body).enumerate().collect::<Vec<_>>() {
        if chosen.contains(&at) {
            request.answer = None;
        }
    }
    (chosen.len() as u64, chosen.iter().filter_map(|at| lengths.get(*at)).sum())
}

fn messages(gatherings: &mut Gatherings, needed: u64) -> Freed {
    let mut freed = (0, 0);
    for socket in requests(gatherings).filter_map(|request| request.socket.as_mut()) {
        if freed.1 >= needed {
            break;
        }
        freed.0 += socket.messages.len() as u64;
        freed.1 += socket.messages.iter().map(|message| message.text.len() as u64).sum::<u64>();
        socket.messages.clear();
    }
    freed
}

fn files(gatherings: &mut Gatherings, kind: DroppedKind, needed: u64) -> Freed {
    // A file that is also shown elsewhere goes with the last kind that shows it.
    let mut last = std::collections::BTreeMap::new();
    gatherings.evidence.each_file(&mut |of, path| {
        if let Some(path) = path {
            let known: &mut DroppedKind = last.entry(path.clone()).or_insert(kind_of(of));
            *known = (*known).max(kind_of(of));
        }
    });
    let own: Vec<(String, u64)> = gatherings
        .files
        .iter()
        .filter(|(path, _)| last.get(*path).copied().unwrap_or(DroppedKind::OtherPictures) == kind)
        .map(|(path, bytes)| (path.clone(), bytes.len() as u64))
        .collect();
    let lengths: Vec<u64> = own.iter().map(|(_, length)| *length).collect();
    let chosen: Vec<&(String, u64)> = largest(&lengths, needed).into_iter().filter_map(|at| own.get(at)).collect();
    let gone: std::collections::BTreeSet<&str> = chosen.iter().map(|(path, _)| path.as_str()).collect();
    gatherings.files.retain(|path, _| !gone.contains(path.as_str()));
    gatherings.evidence.each_file(&mut |_, path| {
        if path.as_deref().is_some_and(|path| gone.contains(path)) {
            *path = None;
        }
    });
    (chosen.len() as u64, chosen.iter().map(|(_, length)| length).sum())
}

fn kind_of(file: FileOf) -> DroppedKind {
    match file {
        FileOf::Page(_) => DroppedKind::Pages,
        FileOf::Step => DroppedKind::PicturesOfSteps,
        FileOf::Viewport(Phase::NextPage) | FileOf::Interface(Phase::NextPage) => DroppedKind::PicturesOfNextPage,
        FileOf::Viewport(Phase::Return) | FileOf::Interface(Phase::Return) => DroppedKind::PicturesOfReturn,
        FileOf::Viewport(_) | FileOf::Interface(_) | FileOf::Layer => DroppedKind::OtherPictures,
    }
}
