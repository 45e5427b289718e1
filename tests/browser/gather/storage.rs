//! Web storage, databases, caches and service workers of every origin; what could not be read; and that the page does
//! not suffer from being read.

use std::collections::BTreeMap;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Area, Moment, Phase, State, StorageItem};

use super::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Asked, Reply, Web};

/// What pages need to fill databases.
const SHELF: &str = r#"const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const shelf = (name, version, stores) => {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => stores.filter((store) => !request.result.objectStoreNames.contains(store))
    .forEach((store) => request.result.createObjectStore(store));
  request.onblocked = () => localStorage.setItem("blocked", name);
  return done(request);
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
// The clock stands as long as something is on its way, so that what is done here is done before the page is read;
// databases answer while it goes on.
const holding = (work) => {
  let over = false;
  work().catch((error) => localStorage.setItem("error", String(error))).finally(() => { over = true; });
  (async () => { while (!over) await fetch("/tick").then(pause); })();
};
"#;

const SHOP: &str = r#"<!doctype html><title>Shop</title><p>A shop that keeps things.</p><script src="/shelf.js"></script><script>
holding(async () => {
  localStorage.setItem("theme", "dark");
  sessionStorage.setItem("tab", "1");
  const books = await shelf("library", 3, ["books", "empty"]);
  const store = books.transaction("books", "readwrite").objectStore("books");
  store.put({ when: new Date(0), seats: new Map([["a", 1]]), raw: new Uint8Array([1, 255]), big: 7n, none: undefined }, 5);
  store.put("x".repeat(5000), "long");
  await done(store.put({ list: [1, "two", null] }, ["a", 1]));
  books.close();
  const pages = await caches.open("pages v1");
  await pages.add("/tick");
  await caches.open("nothing");
  const registered = await navigator.serviceWorker.register("/worker.js", { scope: "/in/" });
  while (registered.active?.state !== "activated") await pause();
});
</script><iframe src="https://tracker-one.example/frame"></iframe>"#;
const FRAME: &str = r#"<!doctype html><title>Tracker</title><script src="/shelf.js"></script><script>
holding(async () => {
  localStorage.setItem("uid", "73");
  const ids = await shelf("ids", 1, ["kv"]);
  await done(ids.transaction("kv", "readwrite").objectStore("kv").put("73", "uid"));
});
</script>"#;

/// The page of the host that was asked, with what its scripts need.
fn served(asked: &Asked, page: &'static str) -> Reply {
    match (asked.host.as_str(), asked.path.as_str()) {
        ("tracker-one.example", "/frame") => Reply::html(FRAME),
        (_, "/shelf.js") => Reply::script(SHELF),
        (_, "/worker.js") => Reply::script("self.addEventListener('fetch', () => {});"),
        (_, "/tick") => Reply::html("").after(10),
        ("shop.example", "/") => Reply::html(page),
        _ => Reply::status(404),
    }
}

async fn arrival(flavour: Flavour, page: &'static str) -> Moment {
    let web = Web::secure(move |asked| served(asked, page)).await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    stage.close().await;
    visit.moment(Phase::Arrival).unwrap_or_else(|| panic!("{:?}", visit.reached)).clone()
}

/// Values by storage, origin's host and key.
fn told(items: &[StorageItem]) -> BTreeMap<(Area, &str, &str), &str> {
    items
        .iter()
        .map(|item| {
            ((item.area, item.origin.strip_prefix("https://").unwrap(), item.key.as_str()), item.value.as_str())
        })
        .collect()
}

async fn everything_that_is_stored_is_told_with_its_values(flavour: Flavour) {
    let moment = arrival(flavour, SHOP).await;
    let items = moment.storage.as_result().unwrap();
    assert_eq!(moment.storage_unread, []);
    let long = "x".repeat(4095);
    let long = format!("\"{long}");
    let (shop, tracker) = ("shop.example", "tracker-one.example");
    let truth = BTreeMap::from([
        ((Area::LocalStorage, shop, "theme"), "dark"),
        ((Area::SessionStorage, shop, "tab"), "1"),
        ((Area::IndexedDb, shop, "library"), r#"{"version":3,"stores":["books","empty"]}"#),
        (
            (Area::IndexedDb, shop, "library/books/5"),
            r#"{"when":"1970-01-01T00:00:00.000Z","seats":{"is":"Map","entries":[["a",1]]},"raw":{"is":"Uint8Array","bytes":2,"hex":"01ff"},"big":"7n"}"#,
        ),
        ((Area::IndexedDb, shop, "library/books/long"), long.as_str()),
        ((Area::IndexedDb, shop, r#"library/books/["a",1]"#), r#"{"list":[1,"two",null]}"#),
        ((Area::Cache, shop, "pages v1"), ""),
        ((Area::Cache, shop, "pages v1 https://shop.example/tick"), ""),
        ((Area::Cache, shop, "nothing"), ""),
        ((Area::ServiceWorker, shop, "https://shop.example/in/"), "https://shop.example/worker.js"),
        ((Area::LocalStorage, tracker, "uid"), "73"),
        ((Area::IndexedDb, tracker, "ids"), r#"{"version":1,"stores":["kv"]}"#),
        ((Area::IndexedDb, tracker, "ids/kv/uid"), r#""73""#),
    ]);
    let item = |key: &str| items.iter().find(|item| item.key == key).unwrap();
    assert_eq!(told(items), truth);
    assert!(item("library/books/long").cut && item("library/books/long").length == 5002);
    assert!(!item("library/books/5").cut);
    assert_eq!(item("https://shop.example/in/").worker_state.as_deref(), Some("activated"));
}

/// At every load it wants a higher version than before, and says what it found. It never closes what it opens.
const UPGRADING: &str = r#"<!doctype html><title>Upgrades</title><p>A page that upgrades.</p><script src="/shelf.js"></script><script>
holding(async () => {
  const before = await indexedDB.databases();
  localStorage.setItem("found", JSON.stringify(before));
  const wanted = (before[0]?.version ?? 0) + 1;
  const mine = await shelf("mine", wanted, ["s" + wanted]);
  await done(mine.transaction("s" + wanted, "readwrite").objectStore("s" + wanted).put(wanted, "k"));
  // Later, when the page is being read or was: nobody may stand in the way.
  mine.close();
  setTimeout(() => shelf("mine", wanted + 1, []).then((last) => { localStorage.setItem("last", last.version); last.close(); }), 6000);
});
</script>"#;

async fn reading_stands_in_nobodys_way_and_makes_nothing(flavour: Flavour) {
    let web = Web::secure(move |asked| served(asked, UPGRADING)).await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    stage.close().await;
    let value = |phase: Phase, key: &str| {
        let moment = visit.moment(phase).unwrap();
        assert_eq!(moment.storage_unread, [], "{phase:?}");
        let items = moment.storage.as_result().unwrap();
        items.iter().find(|item| item.key == key).map(|item| item.value.clone())
    };
    assert_eq!(value(Phase::Arrival, "found").as_deref(), Some("[]"));
    assert_eq!(value(Phase::Arrival, "last").as_deref(), Some("2"));
    assert_eq!(value(Phase::Arrival, "mine").as_deref(), Some(r#"{"version":2,"stores":["s1"]}"#));
    assert_eq!(value(Phase::Return, "found").as_deref(), Some(r#"[{"name":"mine","version":2}]"#));
    assert_eq!(value(Phase::Return, "mine/s3/k").as_deref(), Some("3"));
    for phase in [Phase::Arrival, Phase::Return] {
        assert_eq!((value(phase, "blocked"), value(phase, "error")), (None, None), "{phase:?}");
    }
}

/// It never lets go of one store, and has another one.
const LOCKED: &str = r#"<!doctype html><title>Locked</title><p>A page that holds on.</p><script src="/shelf.js"></script><script>
holding(async () => {
  const vault = await shelf("vault", 1, ["locked", "open"]);
  await done(vault.transaction("open", "readwrite").objectStore("open").put("in", "k"));
  await done((await shelf("other", 1, ["s"])).transaction("s", "readwrite").objectStore("s").put("here", "k"));
  const store = vault.transaction("locked", "readwrite").objectStore("locked");
  const again = () => { store.put(1, "k").onsuccess = again; };
  again();
});
</script>"#;

async fn a_store_that_the_page_holds_is_said_to_be_unread(flavour: Flavour) {
    let moment = arrival(flavour, LOCKED).await;
    let truth = [(
        "https://shop.example",
        Some(Area::IndexedDb),
        "the store locked of the database vault did not answer in time",
    )];
    let unread = moment.storage_unread.iter().map(|one| (one.origin.as_str(), one.area, one.why.as_str()));
    assert_eq!(unread.collect::<Vec<_>>(), truth);
    let told = told(moment.storage.as_result().unwrap());
    assert_eq!(told.get(&(Area::IndexedDb, "shop.example", "vault/open/k")), Some(&r#""in""#));
    assert_eq!(told.get(&(Area::IndexedDb, "shop.example", "other/s/k")), Some(&r#""here""#));
}

/// More entries than are kept, in web storage and in a database.
const MANY: &str = r#"<!doctype html><title>Many</title><p>A page with many things.</p><script src="/shelf.js"></script><script>
for (let at = 0; at < 2500; at += 1) localStorage.setItem("k" + at, at);
holding(async () => {
  const many = await shelf("many", 1, ["s"]);
  const store = many.transaction("s", "readwrite").objectStore("s");
  for (let at = 0; at < 3000; at += 1) store.put(at, at);
  await done(store.count());
});
</script>"#;

async fn what_is_too_much_is_said_to_be_unread(flavour: Flavour) {
    let moment = arrival(flavour, MANY).await;
    let unread: Vec<_> = moment.storage_unread.iter().map(|one| (one.area, one.why.as_str())).collect();
    let database = "the store s of the database many: only the first 2000 entries were read";
    let truth = [(Some(Area::LocalStorage), "only 2000 of 2500 entries were read"), (Some(Area::IndexedDb), database)];
    assert_eq!(unread, truth);
    let count = |area| moment.storage.as_result().unwrap().iter().filter(|item| item.area == area).count();
    assert_eq!((count(Area::LocalStorage), count(Area::IndexedDb)), (2000, 2000));
}

/// Sixty-four megabytes in one database.
const HEAVY: &str = r#"<!doctype html><title>Heavy</title><p>A page with a heavy database.</p><script src="/shelf.js"></script><script>
holding(async () => {
  const heavy = await shelf("heavy", 1, ["s"]);
  const noise = new Uint8Array(1 << 20);
  for (let at = 0; at < noise.length; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
  for (let at = 0; at < 64; at += 1) await done(heavy.transaction("s", "readwrite").objectStore("s").put(noise, at));
});
</script>"#;

async fn a_heavy_database_is_read_by_its_keys(flavour: Flavour) {
    let moment = arrival(flavour, HEAVY).await;
    let [unread] = moment.storage_unread.as_slice() else { panic!("{:?}", moment.storage_unread) };
    assert!(unread.why.contains("MB of databases were not read"), "{unread:?}");
    let items = moment.storage.as_result().unwrap();
    let records: Vec<_> = items.iter().filter(|item| item.key.starts_with("heavy/s/")).collect();
    assert!(records.len() == 64 && records.iter().all(|item| item.cut && item.value.is_empty()), "{records:?}");
}

/// A value of sixty lists that would be a thousand million as text.
const LAUGHS: &str = r#"<!doctype html><title>Laughs</title><p>A page that laughs.</p><script src="/shelf.js"></script><script>
holding(async () => {
  let laughs = "ha";
  for (let at = 0; at < 30; at += 1) laughs = [laughs, laughs];
  const jokes = await shelf("jokes", 1, ["told"]);
  await done(jokes.transaction("told", "readwrite").objectStore("told").put(laughs, "laughs"));
  jokes.close();
});
</script>"#;

async fn a_value_that_holds_itself_many_times_over_is_cut(flavour: Flavour) {
    let moment = arrival(flavour, LAUGHS).await;
    assert_eq!(moment.storage_unread, []);
    let items = moment.storage.as_result().unwrap();
    let item = items.iter().find(|item| item.key == "jokes/told/laughs").unwrap_or_else(|| panic!("{items:?}"));
    assert!(item.cut && item.value.starts_with(r#"[[["#) && item.length < 100_000, "{item:?}");
}

both!(
    everything_that_is_stored_is_told_with_its_values,
    reading_stands_in_nobodys_way_and_makes_nothing,
    a_store_that_the_page_holds_is_said_to_be_unread,
    what_is_too_much_is_said_to_be_unread,
    a_heavy_database_is_read_by_its_keys,
    a_value_that_holds_itself_many_times_over_is_cut,
);
