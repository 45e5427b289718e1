//! Opening the page, and telling what it brought: the site, a wall, an error, nothing.

use serde_json::json;

use super::reach::{self, Arrival, PageLook};
use super::recorder::Recorder;
use super::unfinished::nothing;
use super::visit::{Share, Visiting};
use super::{moment, probes};
use crate::browser::{Fault, Landing, Page, Way, World};
use crate::evidence::{Phase, ReachOutcome, Reached};

/// How much of the page's words is read to tell a wall, characters.
const WORDS_FOR_WALLS: u64 = 2000;

impl<P: Page> Visiting<'_, P> {
    /// Opens the page and records the arrival.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn arrive(&mut self) -> Result<(), Fault> {
        let landing = self.go(&Way::To(self.url.to_owned()), "arrival", Share::Arrival).await?;
        self.listen(Phase::Arrival);
        let look = self.looked_at(&landing).await?;
        self.appearance = look.as_ref().ok().and_then(|look| look.appearance.clone());
        self.reached = self.told_by(&landing, &self.recorder, &look);
        if self.reached.outcome != ReachOutcome::Loaded {
            let why = self.reached.detail.clone();
            self.note("reached", why.clone());
            let picture = if landing.error.is_none() { self.page.picture(None).await.ok() } else { None };
            let taken = nothing(&why, picture);
            self.keep(Phase::Arrival, landing.clock, taken);
            return Ok(());
        }
        let taken = self.take(Phase::Arrival).await?;
        self.keep(Phase::Arrival, landing.clock, taken);
        Ok(())
    }

    /// What a landing brought: the page, a wall, an error, or nothing that can be judged.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn what_was_met(&self, landing: &Landing) -> Result<Reached, Fault> {
        self.met(landing, &self.recorder).await
    }

    /// The same, as told by what `heard` took in.
    pub(super) async fn met(&self, landing: &Landing, heard: &Recorder) -> Result<Reached, Fault> {
        let look = self.looked_at(landing).await?;
        Ok(self.told_by(landing, heard, &look))
    }

    fn told_by(&self, landing: &Landing, heard: &Recorder, look: &Result<PageLook, String>) -> Reached {
        reach::reached(Arrival {
            asked: self.url,
            landing,
            answer: heard.main_answer(),
            look: look.as_ref().map_err(String::as_str),
            download: heard.downloads().first().map(String::as_str),
        })
    }

    /// The document that a landing brought, or why there is none.
    async fn looked_at(&self, landing: &Landing) -> Result<Result<PageLook, String>, Fault> {
        if landing.error.is_some() {
            return Ok(Err("no document".to_owned()));
        }
        let frames = match moment::living(self.page.frames().await)? {
            Ok(frames) => frames,
            Err(why) => return Ok(Err(why)),
        };
        let Some(main) = frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
        let args = json!({ "characters": WORDS_FOR_WALLS });
        let look = moment::ask_as(&self.page, &main.id, World::Isolated, probes::PAGE, args).await;
        moment::living(look)
    }
}
