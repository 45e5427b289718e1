//! The page itself as it stood at the end of a phase, where it was asked for.

use serde_json::json;

use super::moment::{ask_as, living};
use super::plan::PageForm;
use super::probes;
use super::visit::{Visiting, file_word};
use crate::browser::{Fault, Page, World};
use crate::evidence::Phase;

/// Most of a page that is kept, bytes.
const LARGEST: usize = 32 << 20;

impl<P: Page> Visiting<'_, P> {
    /// Stores the page if the plan wants it and gives its path within the bundle.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn store_page(&mut self, phase: Phase) -> Result<Option<String>, Fault> {
        let Some(form) = self.plan.pages else { return Ok(None) };
        let stored = match form {
            PageForm::Mhtml => living(self.page.mhtml().await)?,
            PageForm::Html => self.markup().await?.map(String::into_bytes),
        };
        let stored = stored.and_then(|bytes| {
            let fits = bytes.len() <= LARGEST;
            if fits { Ok(bytes) } else { Err(format!("it has more than {LARGEST} bytes")) }
        });
        match stored {
            Ok(bytes) => {
                let path = format!("pages/{}-{}.{}", file_word(self.state), phase.word(), form.ending());
                self.files.insert(path.clone(), bytes);
                Ok(Some(path))
            }
            Err(why) => {
                self.note("page", format!("not stored at {}: {why}", phase.word()));
                Ok(None)
            }
        }
    }

    async fn markup(&self) -> Result<Result<String, String>, Fault> {
        let frames = match living(self.page.frames().await)? {
            Ok(frames) => frames,
            Err(why) => return Ok(Err(why)),
        };
        let Some(main) = frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
        living(ask_as(&self.page, &main.id, World::Isolated, probes::MARKUP, json!({})).await)
    }
}
