//! The report on paper: a tagged PDF with bookmarks and page numbers, of a page that loads nothing.

use std::fs;
use std::path::Path;

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Browser, ClockChoice, Page, PageSettings};

use crate::support::start::{settings, start};

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples").join(name).join("report.html");
    fs::read_to_string(path).unwrap()
}

/// How often a word stands in the file.
fn count(pdf: &[u8], word: &str) -> usize {
    pdf.windows(word.len()).filter(|part| *part == word.as_bytes()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_printed_with_tags_bookmarks_and_page_numbers() {
    for flavour in [Flavour::Shell, Flavour::Full] {
        let browser = start(flavour).await;
        let settings = PageSettings { clock: ClockChoice::Real, ..settings() };
        let page = browser.chrome.open(&settings).await.unwrap();
        let pdf = page.print(&sample("leaky")).await.unwrap();
        page.close().await;
        assert!(pdf.starts_with(b"%PDF-"));
        for word in ["/MarkInfo", "/StructTreeRoot", "/Outlines", "/Lang"] {
            assert!(count(&pdf, word) > 0, "{flavour:?}: no {word}");
        }
        assert!(count(&pdf, "/Type /Page\n") > 2, "{flavour:?}: {} pages", count(&pdf, "/Type /Page\n"));
        // Bookmarks: one a heading at least.
        assert!(count(&pdf, "/Dest") > 8, "{flavour:?}: {} bookmarks", count(&pdf, "/Dest"));
        browser.close().await;
    }
}
