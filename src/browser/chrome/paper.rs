//! A document of ours on paper: shown from memory, so that nothing is loaded, and printed as a tagged PDF with bookmarks
//! and page numbers.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::super::Fault;
use super::draw;
use super::page::ChromePage;

/// How long printing may take: a report of ten thousand rows has hundreds of pages.
const PRINTED_WITHIN: Duration = Duration::from_secs(120);

/// Paper of the size A4 and its margins, inches.
const WIDTH: f64 = 8.27;
const HEIGHT: f64 = 11.69;
const MARGIN: f64 = 0.55;

/// The foot of each page: its number and how many there are, both of which the browser fills in.
const FOOT: &str = "<div style=\"width:100%;text-align:center;font:8px sans-serif;color:#444\">\
                    <span class=\"pageNumber\"></span> / <span class=\"totalPages\"></span></div>";

impl ChromePage {
    /// The PDF of a document. The page is to be a fresh one on the real clock; what the document asks for over the
    /// network is its own affair, so that it had better ask for nothing.
    ///
    /// # Errors
    /// [`Fault`] as for every call, and where the answer is no PDF.
    pub async fn print(&self, html: &str) -> Result<Vec<u8>, Fault> {
        let tab = self.tab();
        let frame = tab.known().main_frame.clone();
        let ask = |what: &'static str, params: Value| tab.client.send_raw(&tab.session(), what, params, PRINTED_WITHIN);
        ask("Page.setDocumentContent", json!({ "frameId": frame, "html": html })).answer().await?;
        let answer = draw::drawn(tab, ask("Page.printToPDF", wish())).await?;
        let pdf = STANDARD.decode(answer["data"].as_str().unwrap_or_default()).unwrap_or_default();
        if pdf.starts_with(b"%PDF-") { Ok(pdf) } else { Err(refused("the answer is no PDF")) }
    }
}

fn wish() -> Value {
    json!({
        "printBackground": true,
        "paperWidth": WIDTH,
        "paperHeight": HEIGHT,
        "marginTop": MARGIN,
        "marginBottom": MARGIN,
        "marginLeft": MARGIN,
        "marginRight": MARGIN,
        "displayHeaderFooter": true,
        "headerTemplate": "<span></span>",
        "footerTemplate": FOOT,
        "generateTaggedPDF": true,
        "generateDocumentOutline": true,
    })
}

fn refused(why: &str) -> Fault {
    Fault::Refused { what: "Page.printToPDF".to_owned(), why: why.to_owned() }
}
