//! Changes of web storage as the browser itself tells them: every one, by whatever means, but not who did it.

use headless_chrome::protocol::cdp::DOMStorage;
use serde_json::Value;

use super::super::Heard;
use super::listen::text;
use super::tab::Tab;

/// How many changes of a whole visit are listened to.
const MOST: u64 = 20_000;

/// Longest value that is passed on, characters.
const MOST_CHARACTERS: usize = 4096;

/// Takes one event.
pub(super) fn heard(tab: &Tab, session: &str, method: &str, params: &Value) {
    let told = {
        let mut known = tab.known();
        known.stored += 1;
        known.stored
    };
    if told > MOST {
        if told == MOST + 1 {
            tab.hear(Heard::StoredTooOften);
            let pending = tab.client.send(session, &DOMStorage::Disable(None), tab.setup.within);
            tokio::spawn(pending.answer());
        }
        return;
    }
    let value = |value: &Value| Some(text(value).chars().take(MOST_CHARACTERS).collect());
    let key = Some(text(&params["key"]));
    let (key, value) = match method {
        "DOMStorage.domStorageItemAdded" | "DOMStorage.domStorageItemUpdated" => (key, value(&params["newValue"])),
        "DOMStorage.domStorageItemRemoved" => (key, None),
        "DOMStorage.domStorageItemsCleared" => (None, None),
        _ => return,
    };
    let area = &params["storageId"];
    let origin = area["securityOrigin"].as_str().filter(|origin| !origin.is_empty());
    let origin = origin.map_or_else(|| origin_of(area["storageKey"].as_str().unwrap_or_default()), str::to_owned);
    tab.hear(Heard::Stored { local: area["isLocalStorage"] == true, origin, key, value });
}

/// The origin that a storage key begins with: `https://a.example/^0https://top.example`.
fn origin_of(key: &str) -> String {
    key.split('^').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storage_key_begins_with_its_origin() {
        assert_eq!(origin_of("http://a.test:81/"), "http://a.test:81");
        assert_eq!(origin_of("https://ads.example/^0https://shop.example"), "https://ads.example");
        assert_eq!(origin_of(""), "");
    }
}
