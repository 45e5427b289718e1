//! What the site itself says of its cookies: the platform's own list, tables in the interface, tables on policy pages.
//!
//! Read after the last phase of `none-again` was recorded. What reading causes on the wire or in the jar is no
//! visitor's doing and is not recorded.

use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::moment::{ask_as, living};
use super::probes;
use super::recorder::Recorder;
use super::visit::{Share, Visiting};
use super::words;
use crate::browser::{ClockEnd, Fault, Page, Script, Way, World};
use crate::evidence::{
    Declaration, DeclarationKind, DeclarationSource, Declared, Gathered, Phase, PolicyText, ReachOutcome,
};
use crate::knowledge::PlatformList;

/// Most entries that are kept of one source.
const MOST_ENTRIES: usize = 1000;
/// Most policy pages that are opened.
const MOST_PAGES: usize = 3;
/// Longest address of a frame in a reason, characters.
const LONGEST_ADDRESS: usize = 200;

/// What a probe gives.
#[derive(Debug, Deserialize)]
struct Read {
    entries: Vec<Entry>,
    #[serde(default)]
    found: bool,
    #[serde(default)]
    cut: bool,
    /// Members of a list whose names could not be read.
    #[serde(default)]
    skipped: u64,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    purpose: Option<String>,
    provider: Option<String>,
    lifetime: Option<String>,
}

/// Adds a source with its entries.
fn add(declaration: &mut Declaration, kind: DeclarationKind, place: &str, read: Vec<Entry>, lost: Option<String>) {
    let source = declaration.sources.len();
    let before = declaration.entries.len();
    for entry in read {
        let Entry { name, purpose, provider, lifetime } = entry;
        let declared = Declared { source, name, purpose, provider, lifetime };
        let known = declaration.entries.get(before..).unwrap_or_default();
        if !known.contains(&declared) {
            declaration.entries.push(declared);
        }
    }
    let count = (declaration.entries.len() - before) as u64;
    let read = lost.map_or(Gathered::Ok(count), Gathered::Failed);
    declaration.sources.push(DeclarationSource { kind, place: place.to_owned(), read });
}

/// Reads the lists that recognised platforms keep among their globals. The page must stand as it was visited.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn of_platforms<P: Page>(visiting: &mut Visiting<'_, P>, declaration: &mut Declaration) -> Result<(), Fault> {
    let seen: Vec<&str> = visiting
        .moments
        .iter()
        .filter_map(|moment| moment.search.ok())
        .flat_map(|search| &search.platforms)
        .map(|platform| platform.id.as_str())
        .collect();
    let known = visiting.knowledge.platforms.iter().filter(|platform| seen.contains(&platform.id.as_str()));
    let listing: Vec<(String, Vec<PlatformList>)> = known
        .filter(|platform| !platform.declaration.is_empty())
        .map(|platform| (platform.id.clone(), platform.declaration.clone()))
        .collect();
    if listing.is_empty() {
        return Ok(());
    }
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => {
            add(declaration, DeclarationKind::Platform, &listing_ids(&listing), Vec::new(), Some(why));
            return Ok(());
        }
    };
    let Some(main) = frames.first() else { return Ok(()) };
    for (id, lists) in listing {
        let (entries, lost) = match listed(&visiting.page, &main.id, &lists).await? {
            Ok(read) if !read.found => (Vec::new(), Some("the platform's list was not where its file says".to_owned())),
            Ok(read) => {
                let unnamed =
                    (read.skipped > 0).then(|| format!("{} names of the list could not be read", read.skipped));
                (read.entries, too_many(read.cut).or(unnamed))
            }
            Err(why) => (Vec::new(), Some(why)),
        };
        add(declaration, DeclarationKind::Platform, &id, entries, lost);
    }
    Ok(())
}

async fn listed<P: Page>(page: &P, frame: &str, lists: &[PlatformList]) -> Result<Result<Read, String>, Fault> {
    let args = json!({ "lists": lists.iter().map(paths).collect::<Vec<_>>(), "most": MOST_ENTRIES });
    living(ask_as(page, frame, World::Page, probes::LISTED, args).await)
}

/// What the page is told of a list.
fn paths(list: &PlatformList) -> Value {
    let PlatformList { list, look_up, name, purpose, provider, lifetime, example: _ } = list;
    json!({
        "list": list, "look_up": look_up, "name": name,
        "purpose": purpose, "provider": provider, "lifetime": lifetime,
    })
}

/// What the lists of a platform give on a page, as [`Declared`] of the source 0: for trying a platform's file.
///
/// # Errors
/// [`Fault`] if the page or the browser died or has no frame; the reason where the lists could not be read.
pub async fn lists_of<P: Page>(page: &P, lists: &[PlatformList]) -> Result<Result<Vec<Declared>, String>, Fault> {
    let frames = page.frames().await?;
    let Some(main) = frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
    let read = listed(page, &main.id, lists).await?;
    Ok(read.map(|read| {
        let mut declaration = Declaration::default();
        add(&mut declaration, DeclarationKind::Platform, "", read.entries, None);
        declaration.entries
    }))
}

fn listing_ids(listing: &[(String, Vec<PlatformList>)]) -> String {
    listing.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ")
}

fn too_many(cut: bool) -> Option<String> {
    cut.then(|| format!("more than {MOST_ENTRIES} entries are declared"))
}

/// Reads what the page shows of declarations, with its interface as far as it was opened.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn of_interface<P: Page>(visiting: &mut Visiting<'_, P>, declaration: &mut Declaration) -> Result<(), Fault> {
    let (entries, lost) = of_frames(visiting).await?;
    let place = match living(visiting.page.frames().await)? {
        Ok(frames) => frames.first().map(|main| main.url.clone()).unwrap_or_default(),
        Err(_) => String::new(),
    };
    let closed = match &visiting.second_layer {
        Some(Gathered::Failed(why)) => Some(format!("the layer behind settings was not seen: {why}")),
        _ => None,
    };
    add(declaration, DeclarationKind::Interface, &place, entries, lost.or(closed));
    Ok(())
}

/// Opens pages that inform on cookies and reads what they declare.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn of_pages<P: Page>(
    visiting: &mut Visiting<'_, P>,
    declaration: &mut Declaration,
    pages: &[String],
) -> Result<(), Fault> {
    let sorted = best(pages);
    let mut texts = Vec::new();
    for url in sorted.iter().skip(MOST_PAGES) {
        let why = format!("it was not opened: at most {MOST_PAGES} pages are");
        texts.push(words::unread(url, why.clone()));
        add(declaration, DeclarationKind::PolicyPage, url, Vec::new(), Some(why));
    }
    for url in sorted.into_iter().take(MOST_PAGES) {
        let (entries, lost) = if visiting.is_late() {
            let why = "the deadline of the visit passed";
            texts.push(words::unread(url, why.to_owned()));
            (Vec::new(), Some(why.to_owned()))
        } else {
            of_page(visiting, url, &mut texts).await?
        };
        add(declaration, DeclarationKind::PolicyPage, url, entries, lost);
    }
    visiting.policy_texts = Some(Gathered::Ok(texts));
    Ok(())
}

async fn of_page<P: Page>(
    visiting: &mut Visiting<'_, P>,
    url: &str,
    texts: &mut Vec<PolicyText>,
) -> Result<(Vec<Entry>, Option<String>), Fault> {
    // What was heard since the last phase is ours, and is not to be taken for the page's.
    let _ = visiting.page.heard();
    let landing = visiting.go(&Way::To(url.to_owned()), "declaration of cookies", Share::Whole).await?;
    let mut aside = Recorder::new(0.0);
    aside.absorb(Phase::NextPage, visiting.page.heard());
    let met = visiting.met(&landing, &aside).await?;
    if met.outcome != ReachOutcome::Loaded {
        texts.push(words::unread(url, met.detail.clone()));
        return Ok((Vec::new(), Some(met.detail)));
    }
    let (entries, lost) = of_frames(visiting).await?;
    let late = landing.clock.ended == ClockEnd::Deadline;
    let text = words::policy_text(&visiting.page, url).await?;
    texts.push(PolicyText { cut: text.cut || late, ..text });
    Ok((entries, lost.or(late.then(|| "the deadline passed while it was loaded".to_owned()))))
}

/// Notes pages that inform on cookies and stand on another site: they are not opened.
pub fn of_elsewhere<P: Page>(visiting: &mut Visiting<'_, P>, declaration: &mut Declaration, pages: &[String]) {
    for url in pages {
        let why = "it stands on another site and was not opened".to_owned();
        if let Some(Gathered::Ok(texts)) = &mut visiting.policy_texts {
            texts.push(words::unread(url, why.clone()));
        }
        add(declaration, DeclarationKind::PolicyPage, url, Vec::new(), Some(why));
    }
}

/// Entries of every frame; with a reason if one of them could not be read.
async fn of_frames<P: Page>(visiting: &Visiting<'_, P>) -> Result<(Vec<Entry>, Option<String>), Fault> {
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok((Vec::new(), Some(why))),
    };
    let words = &visiting.knowledge.declarations;
    let args = json!({
        "words": { "columns": words.columns, "about": words.about, "between": words.between },
        "most": MOST_ENTRIES,
    });
    let (mut entries, mut lost) = (Vec::new(), None);
    for frame in frames {
        let answer = read(visiting, &frame.id, probes::DECLARATION, args.clone()).await?;
        match answer {
            Ok(mut read) => {
                lost = lost.or(too_many(read.cut));
                entries.append(&mut read.entries);
            }
            Err(why) => {
                let address: String = frame.url.chars().take(LONGEST_ADDRESS).collect();
                lost = lost.or(Some(format!("a frame could not be read ({address}): {why}")));
            }
        }
    }
    Ok((entries, lost))
}

async fn read<P: Page>(
    visiting: &Visiting<'_, P>,
    frame: &str,
    script: Script,
    args: Value,
) -> Result<Result<Read, String>, Fault> {
    living(ask_as(&visiting.page, frame, World::Isolated, script, args).await)
}

/// The pages, those that most probably declare cookies first: those that are named after them.
fn best(pages: &[String]) -> Vec<&String> {
    let path = |url: &str| Url::parse(url).map(|url| url.path().to_lowercase()).unwrap_or_default();
    let mut sorted: Vec<&String> = pages.iter().collect();
    sorted.sort_by_key(|url| !path(url).contains("cookie"));
    sorted
}
