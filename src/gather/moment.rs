//! Everything that is gathered at one moment of a visit, each gatherer on its own: one that fails is data.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::banner::{self, Eagerness, Sight, Signs, Survey};
use super::jar;
use super::plan::Screenshots;
use super::probes;
use super::stored::{Stored, databases, storage};
use super::words;
use crate::browser::{Fault, Page, Script, World};
use crate::evidence::{
    Cookie, Gathered, Link, PageWords, PlatformSeen, Role, Search, Signals, StorageItem, StorageUnread,
};
use crate::knowledge::Knowledge;

/// Most links that are looked at.
const MOST_LINKS: u64 = 3000;

/// What was gathered at one moment.
#[derive(Debug)]
pub struct Taken {
    /// Address of the page.
    pub url: String,
    /// Interfaces, ready to be acted on.
    pub sights: Vec<Sight>,
    /// Whether an interface is there that cannot be seen, while none can.
    pub lurks: bool,
    /// The same as evidence.
    pub search: Gathered<Search>,
    /// The jar.
    pub cookies: Gathered<Vec<Cookie>>,
    /// Web storage.
    pub storage: Gathered<Vec<StorageItem>>,
    /// What of it was not read.
    pub storage_unread: Vec<StorageUnread>,
    /// Links to policies.
    pub policy_links: Gathered<Vec<Link>>,
    /// What the page says in words.
    pub words: Gathered<PageWords>,
    /// Consent signals.
    pub signals: Gathered<Signals>,
    /// Path of the stored page within the bundle.
    pub page: Option<String>,
    /// Page time that passed while databases were read.
    pub waited: Duration,
    /// The picture, PNG.
    pub picture: Option<Result<Vec<u8>, String>>,
}

/// What a gatherer must know of the visit.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// Addresses of all requests so far.
    pub addresses: &'a [String],
    /// Whether a picture is wanted.
    pub screenshots: Screenshots,
}

/// Runs all gatherers. Databases come first, for they answer only while page time goes on; then it stands, and all
/// others see one and the same page.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn take<P: Page>(page: &P, asked: Asked<'_>) -> Result<Taken, Fault> {
    let deep = match living(page.frames().await)? {
        Ok(frames) => living(databases(page, &frames).await)?,
        Err(why) => return nothing_but_the_jar(page, &why).await,
    };
    let frames = match living(page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return nothing_but_the_jar(page, &why).await,
    };
    let Some(main) = frames.first() else { return nothing_but_the_jar(page, "the page has no frame").await };
    let (main_id, url, main_origin) = (main.id.clone(), main.url.clone(), main.origin.as_str());
    let assumed = assumed(asked);
    let paths: Vec<&str> = global_paths(asked.knowledge);
    let (survey, cookies, storage, links, words, signals, globals, picture) = tokio::join!(
        banner::survey(page, frames.clone(), asked.knowledge, &assumed),
        page.cookies(),
        storage(page, &frames),
        ask_as::<Vec<RawLink>, P>(page, &main_id, World::Isolated, probes::LINKS, json!({ "most": MOST_LINKS })),
        words::read(page, &main_id),
        ask_as::<Signals, P>(page, &main_id, World::Page, probes::SIGNALS, json!({})),
        ask_as::<Vec<String>, P>(page, &main_id, World::Page, probes::GLOBALS, json!({ "paths": paths })),
        picture(page, asked.screenshots),
    );
    let survey = living(survey)?;
    let (storage, storage_unread, waited) = joined(living(storage)?, deep, main_origin);
    let cookies: Gathered<Vec<Cookie>> = living(cookies)?.map(jar::told).into();
    let globals = living(globals)?.unwrap_or_default();
    let stored = stored_names(&cookies, &storage);
    let signs = Signs { addresses: asked.addresses, stored: &stored, globals: &globals };
    let (sights, lurks, search) = match survey {
        Ok(survey) => {
            let platforms = banner::recognise(asked.knowledge, signs, Some(&survey));
            let sights = banner::sights(&survey, &platforms, asked.knowledge, Eagerness::Fresh);
            let lurks = sights.is_empty() && banner::lurks(&survey, asked.knowledge);
            let search = search(&survey, &sights, platforms);
            (sights, lurks, Gathered::Ok(search))
        }
        Err(why) => (Vec::new(), false, Gathered::Failed(why)),
    };
    let policy_links = living(links)?.map(|links| policy_links(links, &sights, asked.knowledge)).into();
    Ok(Taken {
        url,
        sights,
        lurks,
        search,
        cookies,
        storage,
        storage_unread,
        policy_links,
        words: living(words)?.map(|words| words::told(words, asked.knowledge)).into(),
        signals: living(signals)?.into(),
        page: None,
        waited,
        picture: living(picture)?.unwrap_or_else(|why| Some(Err(why))),
    })
}

/// Web storage with what lies deeper, what of both was not read, and the page time that passed meanwhile.
fn joined(
    storage: Result<Stored, String>,
    deep: Result<Stored, String>,
    origin: &str,
) -> (Gathered<Vec<StorageItem>>, Vec<StorageUnread>, Duration) {
    match storage {
        Ok(mut stored) => {
            stored.join(deep.unwrap_or_else(|why| Stored::nothing(origin, &why)));
            (Gathered::Ok(stored.items), stored.unread, stored.waited)
        }
        Err(why) => (Gathered::Failed(why), Vec::new(), Duration::ZERO),
    }
}

/// Looks for interfaces alone.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn look<P: Page>(
    page: &P,
    asked: Asked<'_>,
    eagerness: Eagerness,
) -> Result<(Vec<Sight>, Gathered<Search>), Fault> {
    let assumed = assumed(asked);
    let frames = match living(page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok((Vec::new(), Gathered::Failed(why))),
    };
    match living(banner::survey(page, frames, asked.knowledge, &assumed).await)? {
        Ok(survey) => {
            let signs = Signs { addresses: asked.addresses, stored: &[], globals: &[] };
            let platforms = banner::recognise(asked.knowledge, signs, Some(&survey));
            let sights = banner::sights(&survey, &platforms, asked.knowledge, eagerness);
            let search = search(&survey, &sights, platforms);
            Ok((sights, Gathered::Ok(search)))
        }
        Err(why) => Ok((Vec::new(), Gathered::Failed(why))),
    }
}

/// Jar and web storage alone.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn holdings<P: Page>(page: &P) -> Result<(Gathered<Vec<Cookie>>, Gathered<Vec<StorageItem>>), Fault> {
    let cookies = living(page.cookies().await)?.map(jar::told).into();
    let storage = match living(page.frames().await)? {
        Ok(frames) => living(storage(page, &frames).await)?.map(|stored| stored.items).into(),
        Err(why) => Gathered::Failed(why),
    };
    Ok((cookies, storage))
}

/// The death of page or browser ends the visit; anything else is the reason why one gatherer failed.
///
/// # Errors
/// [`Fault::Gone`] and [`Fault::Crashed`].
pub fn living<T>(result: Result<T, Fault>) -> Result<Result<T, String>, Fault> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => Err(fault),
        Err(fault) => Ok(Err(fault.to_string())),
    }
}

/// Runs a script and reads its answer.
///
/// # Errors
/// [`Fault`] as the browser gives it, [`Fault::Script`] if the answer has another form than it should.
pub async fn ask_as<T: serde::de::DeserializeOwned, P: Page>(
    page: &P,
    frame: &str,
    world: World,
    script: Script,
    args: Value,
) -> Result<T, Fault> {
    let answer = page.ask(frame, world, script, &args).await?;
    serde_json::from_value(answer).map_err(|why| Fault::Script { script: script.name.to_owned(), why: why.to_string() })
}

async fn nothing_but_the_jar<P: Page>(page: &P, why: &str) -> Result<Taken, Fault> {
    let failed = || why.to_owned();
    Ok(Taken {
        url: String::new(),
        sights: Vec::new(),
        lurks: false,
        search: Gathered::Failed(failed()),
        cookies: living(page.cookies().await)?.map(jar::told).into(),
        storage: Gathered::Failed(failed()),
        storage_unread: Vec::new(),
        policy_links: Gathered::Failed(failed()),
        words: Gathered::Failed(failed()),
        signals: Gathered::Failed(failed()),
        page: None,
        waited: Duration::ZERO,
        picture: None,
    })
}

/// Platforms that their hosts give away: their controls are known also where they have no root.
fn assumed(asked: Asked<'_>) -> BTreeSet<String> {
    let signs = Signs { addresses: asked.addresses, stored: &[], globals: &[] };
    banner::recognise(asked.knowledge, signs, None).into_iter().map(|platform| platform.id).collect()
}

fn global_paths(knowledge: &Knowledge) -> Vec<&str> {
    knowledge.platforms.iter().flat_map(|platform| &platform.recognise.globals).map(|sign| sign.path.as_str()).collect()
}

fn stored_names(cookies: &Gathered<Vec<Cookie>>, storage: &Gathered<Vec<StorageItem>>) -> Vec<String> {
    let cookies = cookies.ok().into_iter().flatten().map(|cookie| cookie.name.clone());
    cookies.chain(storage.ok().into_iter().flatten().map(|item| item.key.clone())).collect()
}

fn search(survey: &Survey, sights: &[Sight], platforms: Vec<PlatformSeen>) -> Search {
    Search {
        found: sights.iter().map(|sight| sight.interface.clone()).collect(),
        frames_seen: u32::try_from(survey.frames.len()).unwrap_or(u32::MAX),
        blind_spots: survey.blind.clone(),
        gesture_tried: false,
        gate: None,
        platforms,
    }
}

async fn picture<P: Page>(page: &P, screenshots: Screenshots) -> Result<Option<Result<Vec<u8>, String>>, Fault> {
    match screenshots {
        Screenshots::Taken => page.picture(None).await.map(|picture| Some(Ok(picture))),
        Screenshots::Skipped => Ok(None),
    }
}

#[derive(Debug, Deserialize)]
struct RawLink {
    url: String,
    text: String,
}

/// Links to policies, on the page and in the interfaces.
fn policy_links(links: Vec<RawLink>, sights: &[Sight], knowledge: &Knowledge) -> Vec<Link> {
    let mut kept: Vec<Link> = Vec::new();
    let inside =
        sights.iter().flat_map(|sight| &sight.interface.controls).filter(|control| control.role == Role::PolicyLink);
    let inside = inside.filter_map(|control| {
        let url = control.href.clone()?;
        Some(Link { text: control.text.clone(), url, by: control.decided_by.clone() })
    });
    let page = links.into_iter().filter_map(|link| {
        let path = url::Url::parse(&link.url).map(|url| url.path().to_owned()).unwrap_or_default();
        let by = knowledge.phrases.policy_link(&link.text, &path)?;
        Some(Link { text: link.text, url: link.url, by })
    });
    for link in inside.chain(page) {
        if !kept.iter().any(|other| other.url == link.url) {
            kept.push(link);
        }
    }
    kept
}
