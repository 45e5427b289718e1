//! A page that knows whether anything was done to it since it was last pictured: as long as nothing was, the picture
//! that was taken is given again, for page time stands between our calls.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::probes;
use crate::browser::{
    Clip, ClockChoice, ClockRun, Fault, Frame, HeardAt, JarCookie, Key, Landing, Page, Script, Voice, Way, World,
};

/// Scripts that read and leave the page where it is.
const READERS: &[Script] = &[
    probes::SURVEY,
    probes::PAGE,
    probes::STORAGE,
    probes::DATABASES,
    probes::GLOBALS,
    probes::SIGNALS,
    probes::LINKS,
    probes::WORDS,
    probes::MARKUP,
    probes::THROUGH,
    probes::STANDING,
];

/// A page and the picture of it as it stands.
pub struct Watched<P> {
    page: P,
    clock: ClockChoice,
    picture: Mutex<Option<Vec<u8>>>,
}

impl<P: Page> Watched<P> {
    /// Watches `page`. On the real clock it never stands still.
    pub fn new(page: P, clock: ClockChoice) -> Self {
        Self { page, clock, picture: Mutex::default() }
    }

    fn known(&self) -> Option<Vec<u8>> {
        self.picture.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, picture: Option<Vec<u8>>) {
        let picture = picture.filter(|_| self.clock == ClockChoice::Virtual);
        *self.picture.lock().unwrap_or_else(PoisonError::into_inner) = picture;
    }
}

impl<P: Page> Page for Watched<P> {
    async fn go(&self, way: &Way, budget: Duration, deadline: Instant) -> Result<Landing, Fault> {
        self.keep(None);
        self.page.go(way, budget, deadline).await
    }

    async fn wait(&self, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
        self.keep(None);
        self.page.wait(budget, deadline).await
    }

    async fn frames(&self) -> Result<Vec<Frame>, Fault> {
        self.page.frames().await
    }

    async fn ask(&self, frame: &str, world: World, script: Script, args: &Value) -> Result<Value, Fault> {
        let answer = self.page.ask(frame, world, script, args).await;
        let stood_still = answer.as_ref().is_ok_and(|answer| answer["scrolled"] == false);
        let reads = READERS.iter().any(|reader| reader.name == script.name);
        if !reads && !stood_still {
            self.keep(None);
        }
        answer
    }

    async fn voices(&self, frame: &str, script: Script, args: &Value) -> Result<Vec<Option<Voice>>, Fault> {
        self.page.voices(frame, script, args).await
    }

    async fn point(&self, x: f64, y: f64) -> Result<(), Fault> {
        self.keep(None);
        self.page.point(x, y).await
    }

    async fn click(&self, x: f64, y: f64) -> Result<(), Fault> {
        self.keep(None);
        self.page.click(x, y).await
    }

    async fn wheel(&self, x: f64, y: f64, dy: f64) -> Result<(), Fault> {
        self.keep(None);
        self.page.wheel(x, y, dy).await
    }

    async fn press(&self, key: Key) -> Result<(), Fault> {
        self.keep(None);
        self.page.press(key).await
    }

    async fn cookies(&self) -> Result<Vec<JarCookie>, Fault> {
        self.page.cookies().await
    }

    async fn delete_cookies(&self) -> Result<(), Fault> {
        self.page.delete_cookies().await
    }

    async fn picture(&self, clip: Option<Clip>) -> Result<Vec<u8>, Fault> {
        if clip.is_some() {
            return self.page.picture(clip).await;
        }
        if let Some(known) = self.known() {
            return Ok(known);
        }
        let picture = self.page.picture(None).await?;
        self.keep(Some(picture.clone()));
        Ok(picture)
    }

    async fn mhtml(&self) -> Result<Vec<u8>, Fault> {
        self.page.mhtml().await
    }

    fn heard(&self) -> Vec<HeardAt> {
        self.page.heard()
    }

    async fn close(self) {
        self.page.close().await;
    }
}
