//! The report on paper: a tagged PDF with bookmarks and page numbers, of a page that loads nothing.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

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

/// What is written on each page, read by poppler.
fn pages(pdf: &[u8]) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("pdftotext: {why}; run ci/setup.sh test"));
    // Poppler reads the whole file before it writes.
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success(), "pdftotext: {}", output.status);
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(ToOwned::to_owned).collect()
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
        let pages = pages(&pdf);
        assert_eq!(pages.len(), count(&pdf, "/Type /Page\n"), "{flavour:?}");
        for (number, page) in pages.iter().enumerate() {
            let foot = page.trim_end().lines().last().unwrap_or_default().trim();
            assert_eq!(foot, format!("{} / {}", number + 1, pages.len()), "{flavour:?}");
        }
        browser.close().await;
    }
}
