//! Which consent platforms left a sign on the page.

use std::collections::BTreeMap;

use url::Url;

use super::look::Candidate;
use super::survey::{SeenFrame, Survey};
use crate::evidence::{Interface, PlatformSeen};
use crate::knowledge::{Knowledge, Platform, fits};

/// Signs that were gathered apart from the survey.
#[derive(Debug, Clone, Copy)]
pub struct Signs<'a> {
    /// Addresses of all requests so far.
    pub addresses: &'a [String],
    /// Names of cookies and storage keys.
    pub stored: &'a [String],
    /// Paths that exist in the page's global scope.
    pub globals: &'a [String],
}

/// All platforms that are recognised by these signs, and by their roots if a survey is given, in the order of the
/// book. Those of the user's lists count only where no file of our own recognises anything: they are about the same
/// products and say less.
pub fn recognise(knowledge: &Knowledge, signs: Signs<'_>, survey: Option<&Survey>) -> Vec<PlatformSeen> {
    let hosts: Vec<String> = signs.addresses.iter().filter_map(|address| host(address)).collect();
    let mut by_root: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for root in survey.iter().flat_map(|survey| &survey.frames).flat_map(|frame| &frame.look.roots) {
        if root.stage == "roots" {
            by_root.entry(&root.id).or_default().push(format!("root {}", root.selector));
        }
    }
    let mut seen = Vec::new();
    for platform in &knowledge.platforms {
        let sign = &platform.recognise;
        let mut by: Vec<String> = by_root.remove(platform.id.as_str()).unwrap_or_default();
        for wanted in &sign.hosts {
            if let Some(host) = hosts.iter().find(|host| below(host, wanted)) {
                by.push(format!("host {host}"));
            }
        }
        for pattern in &sign.storage {
            if let Some(name) = signs.stored.iter().find(|name| fits(pattern, name)) {
                by.push(format!("storage {name}"));
            }
        }
        let globals = sign.globals.iter().filter(|global| signs.globals.contains(&global.path));
        // A global that other products have too recognises nothing, but it may support.
        let (proofs, hints): (Vec<_>, Vec<_>) = globals.partition(|global| global.proof);
        by.extend(proofs.iter().map(|global| format!("global {}", global.path)));
        if by.is_empty() {
            continue;
        }
        by.extend(hints.iter().map(|global| format!("global {}", global.path)));
        by.dedup();
        seen.push((
            platform,
            PlatformSeen { id: platform.id.clone(), name: platform.name.clone(), by, fell_back: None },
        ));
    }
    let own = seen.iter().any(|(platform, _)| platform.from_list.is_none());
    let counts = |platform: &Platform| !own || platform.from_list.is_none();
    seen.into_iter().filter(|(platform, _)| counts(platform)).map(|(_, seen)| seen).collect()
}

/// Says who made an interface where no selector does, and that no selector did.
///
/// The only platform that was recognised and names selectors made it; a file without any, such as that of a
/// framework, makes nothing.
pub(super) fn attribute(
    interface: &mut Interface,
    candidate: &Candidate,
    frame: &SeenFrame,
    seen: &[PlatformSeen],
    knowledge: &Knowledge,
) {
    let file = |seen: &PlatformSeen| knowledge.platforms.iter().find(|platform| platform.id == seen.id);
    let selecting = |seen: &&PlatformSeen| file(seen).is_some_and(selects);
    if interface.platform.is_none() {
        let mut makers = seen.iter().filter(selecting);
        interface.platform = makers.next().filter(|_| makers.next().is_none()).cloned();
    }
    if let Some(platform) = interface.platform.as_mut().filter(|platform| selecting(&&**platform)) {
        let unmatched = !matched(&platform.id, candidate, frame);
        platform.fell_back =
            unmatched.then(|| "no selector of its file matched: read by structure and words".to_owned());
    }
}

/// Whether a file names layers or controls.
fn selects(platform: &Platform) -> bool {
    let controls = &platform.controls;
    let lists = [&controls.accept, &controls.reject, &controls.settings, &controls.save, &controls.close];
    lists.into_iter().chain([&platform.first_layer, &platform.second_layer]).any(|list| !list.is_empty())
}

/// Whether a layer or a control of a platform's file is in the box, or the box in the layer.
fn matched(id: &str, candidate: &Candidate, frame: &SeenFrame) -> bool {
    let look = &frame.look;
    let claimed = look.claims.iter().any(|claim| claim.platform == id && candidate.controls.contains(&claim.control));
    let around = |at: u64| {
        let held = candidate.at <= at && at < candidate.end;
        held || look.candidates.iter().any(|other| other.at == at && other.holds(candidate))
    };
    let layered = look.roots.iter().filter(|root| root.id == id && root.stage != "roots");
    claimed || layered.filter_map(|root| root.at).any(around)
}

fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_ascii_lowercase)
}

/// Whether `host` is `wanted` or below it; `*.` before it is allowed.
fn below(host: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches("*.");
    host == wanted || host.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Recognise;

    fn platform(id: &str, from_list: Option<&str>) -> Platform {
        let recognise = Recognise { storage: vec![id.to_owned()], ..Recognise::default() };
        Platform { id: id.to_owned(), recognise, from_list: from_list.map(str::to_owned), ..Platform::default() }
    }

    #[test]
    fn platforms_of_lists_count_only_where_no_file_of_our_own_does() {
        let mut knowledge = Knowledge::load(&[]).unwrap();
        knowledge.platforms = vec![platform("own", None), platform("listed", Some("auto"))];
        let seen = |stored: &[&str]| -> Vec<String> {
            let stored: Vec<String> = stored.iter().map(|name| (*name).to_owned()).collect();
            let signs = Signs { addresses: &[], stored: &stored, globals: &[] };
            recognise(&knowledge, signs, None).into_iter().map(|platform| platform.id).collect()
        };
        assert_eq!(seen(&["listed"]), ["listed"]);
        assert_eq!(seen(&["listed", "own"]), ["own"]);
        assert!(seen(&["other"]).is_empty());
    }
}
