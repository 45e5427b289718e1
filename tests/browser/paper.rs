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

/// What is written on each page as it stands there, read by poppler.
fn pages(pdf: &[u8]) -> Vec<String> {
    read(pdf, "-layout")
}

/// The letters of all pages in the order in which they are read, without their feet: with other fonts other lines and
/// pages break elsewhere.
fn letters(pdf: &[u8]) -> String {
    let pages = read(pdf, "-raw");
    let body = |(number, page): (usize, &String)| {
        let foot = format!("{} / {}", number + 1, pages.len());
        page.lines().filter(|line| line.trim() != foot).flat_map(str::split_whitespace).collect::<String>()
    };
    pages.iter().enumerate().map(body).collect()
}

fn read(pdf: &[u8], order: &str) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args([order, "-", "-"])
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

/// The sample, printed by a browser.
async fn printed(flavour: Flavour) -> Vec<u8> {
    let browser = start(flavour).await;
    let settings = PageSettings { clock: ClockChoice::Real, ..settings() };
    let page = browser.chrome.open(&settings).await.unwrap();
    let pdf = page.print(&sample("leaky")).await.unwrap();
    page.close().await;
    browser.close().await;
    pdf
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_printed_with_tags_bookmarks_and_page_numbers() {
    for flavour in [Flavour::Shell, Flavour::Full] {
        let pdf = printed(flavour).await;
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
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "a test is asked by its environment whether to write the sample")]
async fn the_sample_on_paper_says_what_the_page_says() {
    let printed = printed(Flavour::Shell).await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples/leaky/report.pdf");
    if std::env::var_os("CONSENTINEL_BLESS").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let kept = letters(&fs::read(&path).unwrap());
    assert!(kept.contains("reject-absent") && kept.len() > 5000, "{kept}");
    assert_eq!(kept, letters(&printed), "{} is stale: CONSENTINEL_BLESS=1 writes it anew", path.display());
}
