//! The calls of the trait [`Page`], each handed to the file that knows how.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use headless_chrome::protocol::cdp::Page::{CaptureScreenshot, CaptureScreenshotFormatOption, Viewport};
use headless_chrome::protocol::cdp::Storage::{ClearCookies, GetCookies};
use headless_chrome::protocol::cdp::Target::DisposeBrowserContext;
use serde_json::{Value, json};

use super::super::{Clip, ClockRun, Fault, Frame, HeardAt, JarCookie, Key, Landing, Page, Script, Voice, Way, World};
use super::listen::text;
use super::tab::Tab;
use super::{ask, clock, draw, frames, hand_over, input, shrink, voices};

/// A page of [`super::Chrome`] in a profile of its own. Dropping it disposes of the profile.
pub struct ChromePage {
    tab: Arc<Tab>,
    disposal: Disposal,
}

#[derive(PartialEq)]
enum Disposal {
    Due,
    Done,
}

impl ChromePage {
    pub(super) fn of(tab: Arc<Tab>) -> Self {
        Self { tab, disposal: Disposal::Due }
    }

    /// Names that the browser itself tells assistive technology, by the ids of elements of the main document: what our
    /// own are held against.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    pub async fn accessible_names(&self) -> Result<BTreeMap<String, String>, Fault> {
        let (tab, within) = (&self.tab, self.tab.setup.within);
        let ask =
            |what: &'static str, params: Value| tab.client.send_raw(&tab.session(), what, params, within).answer();
        let tree = ask("Accessibility.getFullAXTree", json!({})).await?;
        let mut names = BTreeMap::new();
        for node in tree["nodes"].as_array().into_iter().flatten().filter(|node| node["ignored"] != true) {
            let (Some(id), Some(name)) = (node["backendDOMNodeId"].as_i64(), node["name"]["value"].as_str()) else {
                continue;
            };
            let element = ask("DOM.describeNode", json!({ "backendNodeId": id })).await?;
            let attributes = element["node"]["attributes"].as_array().cloned().unwrap_or_default();
            let id = attributes.chunks_exact(2).find(|pair| pair.first().is_some_and(|name| name == "id"));
            if let Some(id) = id.and_then(|pair| pair.get(1)?.as_str()) {
                names.insert(id.to_owned(), name.to_owned());
            }
        }
        Ok(names)
    }

    /// What is known of it.
    pub(super) fn tab(&self) -> &Tab {
        &self.tab
    }
}

impl Page for ChromePage {
    async fn go(&self, way: &Way, budget: Duration, deadline: Instant) -> Result<Landing, Fault> {
        clock::go(&self.tab, way, budget, deadline).await
    }

    async fn wait(&self, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
        clock::run(&self.tab, budget, deadline).await
    }

    async fn frames(&self) -> Result<Vec<Frame>, Fault> {
        frames::frames(&self.tab).await
    }

    async fn ask(&self, frame: &str, world: World, script: Script, args: &Value) -> Result<Value, Fault> {
        ask::ask(&self.tab, frame, world, script, args).await
    }

    async fn voices(&self, frame: &str, script: Script, args: &Value) -> Result<Vec<Option<Voice>>, Fault> {
        voices::voices(&self.tab, frame, script, args).await
    }

    async fn point(&self, x: f64, y: f64) -> Result<(), Fault> {
        input::point(&self.tab, x, y).await
    }

    async fn click(&self, x: f64, y: f64) -> Result<(), Fault> {
        input::click(&self.tab, x, y).await
    }

    async fn wheel(&self, x: f64, y: f64, dy: f64) -> Result<(), Fault> {
        input::wheel(&self.tab, x, y, dy).await
    }

    async fn press(&self, key: Key) -> Result<(), Fault> {
        input::press(&self.tab, key).await
    }

    async fn cookies(&self) -> Result<Vec<JarCookie>, Fault> {
        let request = GetCookies { browser_context_id: Some(self.tab.context.clone()) };
        let answer = self.tab.client.call("", &request, self.tab.setup.within).await?;
        let cookies = answer["cookies"].as_array().into_iter().flatten().map(cookie);
        let brought = &self.tab.setup.settings.guise.brought;
        Ok(cookies.filter(|cookie| !hand_over::is_brought(brought, cookie)).collect())
    }

    async fn delete_cookies(&self) -> Result<(), Fault> {
        let request = ClearCookies { browser_context_id: Some(self.tab.context.clone()) };
        self.tab.client.call("", &request, self.tab.setup.within).await.map(|_| ())
    }

    async fn picture(&self, clip: Option<Clip>) -> Result<Vec<u8>, Fault> {
        let viewport =
            clip.map(|clip| Viewport { x: clip.x, y: clip.y, width: clip.width, height: clip.height, scale: 1.0 });
        let answer = draw::drawn(&self.tab, self.tab.send(&screenshot(viewport))).await?;
        let data = answer["data"].as_str().unwrap_or_default();
        let unreadable = |why: String| Fault::Refused {
            what: "Page.captureScreenshot".to_owned(),
            why: format!("the picture cannot be read: {why}"),
        };
        let picture = base64::engine::general_purpose::STANDARD.decode(data);
        let picture = picture.map_err(|error| unreadable(error.to_string()))?;
        let scale = self.tab.setup.settings.guise.device.scale;
        if scale == 1.0 { Ok(picture) } else { shrink::to_css_pixels(&picture, scale).map_err(unreadable) }
    }

    async fn mhtml(&self) -> Result<Vec<u8>, Fault> {
        let what = "Page.captureSnapshot";
        let (tab, within) = (&self.tab, self.tab.setup.within);
        let asked = tab.client.send_raw(&tab.session(), what, json!({ "format": "mhtml" }), within);
        let answer = draw::moving(tab, asked).await?;
        let page = answer["data"].as_str().filter(|page| !page.is_empty());
        page.map(|page| page.as_bytes().to_vec())
            .ok_or_else(|| Fault::Refused { what: what.to_owned(), why: "the answer holds no page".to_owned() })
    }

    fn heard(&self) -> Vec<HeardAt> {
        std::mem::take(&mut self.tab.known().heard)
    }

    async fn close(mut self) {
        self.disposal = Disposal::Done;
        dispose(&self.tab).await;
    }
}

impl Drop for ChromePage {
    fn drop(&mut self) {
        if self.disposal == Disposal::Done {
            return;
        }
        // Sent at once, so that it goes out even if the task below never runs.
        let pending = self.tab.client.send("", &disposal(&self.tab), self.tab.setup.within);
        let tab = Arc::clone(&self.tab);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = pending.answer().await;
                forget(&tab);
            });
        }
    }
}

fn disposal(tab: &Tab) -> DisposeBrowserContext {
    DisposeBrowserContext { browser_context_id: tab.context.clone() }
}

async fn dispose(tab: &Tab) {
    let _ = tab.client.call("", &disposal(tab), tab.setup.within).await;
    forget(tab);
}

fn forget(tab: &Tab) {
    let sessions: Vec<String> = tab.known().sessions.keys().cloned().collect();
    tab.client.forget(&tab.context, &sessions);
}

fn screenshot(clip: Option<Viewport>) -> CaptureScreenshot {
    CaptureScreenshot {
        format: Some(CaptureScreenshotFormatOption::Png),
        quality: None,
        clip,
        from_surface: None,
        capture_beyond_viewport: None,
        optimize_for_speed: Some(true),
    }
}

fn cookie(value: &Value) -> JarCookie {
    let key = &value["partitionKey"];
    JarCookie {
        name: text(&value["name"]),
        value: text(&value["value"]),
        domain: text(&value["domain"]),
        path: text(&value["path"]),
        expires: value["expires"].as_f64().filter(|_| value["session"] != true),
        http_only: value["httpOnly"] == true,
        secure: value["secure"] == true,
        same_site: value["sameSite"].as_str().map(str::to_owned),
        partition_key: key["topLevelSite"].as_str().or_else(|| key.as_str()).map(str::to_owned),
        partition_cross_site: key["hasCrossSiteAncestor"].as_bool(),
        size: value["size"].as_u64().unwrap_or_default(),
        priority: value["priority"].as_str().map(str::to_owned),
        source_scheme: value["sourceScheme"].as_str().map(str::to_owned),
        // -1 where it is not known.
        source_port: value["sourcePort"].as_i64().and_then(|port| u16::try_from(port).ok()),
    }
}
