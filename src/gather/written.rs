//! From the reports of our scripts in the page to writes.

use serde::Deserialize;

use super::recorder::{Recorder, cut};
use crate::evidence::{Area, CookieWrite, Phase, Place, StorageWrite, WriteHow};

/// What `hooks.js` reports.
#[derive(Debug, Deserialize)]
struct Report {
    what: String,
    #[serde(default)]
    raw: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    stack: Vec<ReportPlace>,
}

#[derive(Debug, Deserialize)]
struct ReportPlace {
    url: String,
    line: u32,
    column: u32,
}

impl Recorder {
    /// Takes in one report of a script in the page.
    pub(super) fn wrote(&mut self, phase: Phase, at_ms: f64, payload: serde_json::Value) {
        let report: Report = match serde_json::from_value(payload) {
            Ok(report) => report,
            Err(why) => {
                self.note(at_ms, "hook", format!("a report of a write could not be read: {why}"));
                return;
            }
        };
        let stack: Vec<Place> = report
            .stack
            .into_iter()
            .map(|place| Place { url: place.url, line: place.line, column: place.column })
            .collect();
        match report.what.as_str() {
            "cookie" | "cookie-store" => {
                let how = if report.what == "cookie" { WriteHow::Script } else { WriteHow::CookieStore };
                let seq = self.next_seq();
                self.cookie_writes.push(CookieWrite {
                    seq,
                    at_ms: Some(at_ms),
                    phase,
                    how,
                    raw: cut(&report.raw),
                    url: report.url.clone(),
                    frame_url: Some(report.url),
                    request: None,
                    stack,
                    date: None,
                    blocked: None,
                });
            }
            "storage" => {
                let area = if report.area == "session-storage" { Area::SessionStorage } else { Area::LocalStorage };
                let seq = self.next_seq();
                let (origin, key) = (report.origin, report.key);
                self.storage_writes.push(StorageWrite { seq, at_ms: Some(at_ms), phase, area, origin, key, stack });
            }
            "flood" => {
                let why = format!("{} wrote more often than is recorded", report.url);
                self.note(at_ms, "hook", why.clone());
                self.writes_lost = Some(why);
            }
            other => self.note(at_ms, "hook", format!("a report of the unknown kind `{other}`")),
        }
    }
}
