//! What assistive technology is told of the interface: asked of the browser's accessibility tree, not of the markup.

use serde_json::json;

use super::banner::Sight;
use super::moment::living;
use super::probes;
use super::visit::Visiting;
use crate::browser::{Fault, Page, Voice};
use crate::evidence::{Spoken, SpokenControl, SpokenInterface};

/// Most controls that are asked about; lists of partners have hundreds.
const MOST_CONTROLS: usize = 60;

/// Asks for the visible controls of `sight` and the boxes around them.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn ask<P: Page>(visiting: &Visiting<'_, P>, sight: &Sight) -> Result<Result<SpokenInterface, String>, Fault> {
    let controls = sight.interface.controls.iter().zip(&sight.ids);
    let asked: Vec<_> = controls.filter(|(control, _)| control.visible).take(MOST_CONTROLS).collect();
    let ids: Vec<u64> = asked.iter().map(|(_, id)| **id).collect();
    let args = json!({ "root": sight.root, "ids": ids });
    let voices = match living(visiting.page.voices(&sight.frame, probes::VOICED, &args).await)? {
        Ok(voices) => voices,
        Err(why) => return Ok(Err(why)),
    };
    let mut voices = voices.into_iter();
    let controls = asked
        .iter()
        .map(|(control, _)| SpokenControl {
            role: control.role,
            text: control.words().to_owned(),
            selector: control.selector.clone(),
            told: voices.next().flatten().map(told),
        })
        .collect();
    Ok(Ok(SpokenInterface { controls, boxes: voices.flatten().map(told).collect() }))
}

fn told(voice: Voice) -> Spoken {
    Spoken { role: voice.role, name: voice.name, checked: voice.checked }
}
