//! From the reports of our scripts in the page, and what the browser tells of web storage, to writes and defeats.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;

use super::probed::{Probed, Sighting};
use super::recorder::{Recorder, cut};
use crate::evidence::{Area, CookieWrite, Defeat, DefeatKind, Phase, Place, StorageDeed, StorageWrite, WriteHow};

/// How much of a value is compared to tell whose change it was, characters.
const COMPARED: usize = 1000;
/// Most defeats that are kept of one visit.
const MOST_DEFEATS: usize = 500;

/// What the hooks and the browser told of a visit.
#[derive(Debug, Default)]
pub struct Written {
    /// Changes of web storage, in order.
    pub storage: Vec<StorageWrite>,
    /// Where hooks were defeated.
    pub defeats: Vec<Defeat>,
    /// Calls by which browsers are told apart.
    pub probed: Probed,
    /// Changes that a hook reported and the browser has not told of yet, by what was changed: the new values.
    announced: BTreeMap<Changed, VecDeque<String>>,
    /// In which phase they were announced.
    announced_in: Option<Phase>,
    /// The change that the browser told of last, if no report came since: its value and its place among all.
    unclaimed: Option<(Changed, String, usize)>,
}

type Changed = (Area, String, String, StorageDeed);

/// What `before_page` scripts report.
#[derive(Debug, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
enum Report {
    Cookie(CookieReport),
    CookieStore(CookieReport),
    Storage(StorageReport),
    Standing { url: String, gone: Vec<String>, lost: u64 },
    Probes { frame: String, calls: Vec<Sighting>, stack: Vec<Place> },
}

#[derive(Debug, Deserialize)]
struct CookieReport {
    raw: String,
    url: String,
    frame: String,
    stack: Vec<Place>,
}

#[derive(Debug, Deserialize)]
struct StorageReport {
    area: Area,
    origin: String,
    key: String,
    value: String,
    done: StorageDeed,
    stack: Vec<Place>,
}

/// What `before_page.js` reports of a hook that threw when it was installed.
#[derive(Debug, Deserialize)]
struct HookFailed {
    why: String,
    url: String,
}

impl Recorder {
    /// Takes in one report of a script in the page.
    pub(super) fn wrote(&mut self, phase: Phase, at_ms: f64, payload: serde_json::Value) {
        if payload["kind"] == "hook-failed" {
            if let Ok(HookFailed { why, url }) = serde_json::from_value(payload) {
                let why = format!("it could not be installed: {why}");
                self.defeated(Defeat { phase, hook: "a hook".to_owned(), url, kind: DefeatKind::Failed, why });
            }
            return;
        }
        match serde_json::from_value(payload) {
            Ok(Report::Cookie(report)) => self.wrote_cookie(phase, at_ms, WriteHow::Script, report),
            Ok(Report::CookieStore(report)) => self.wrote_cookie(phase, at_ms, WriteHow::CookieStore, report),
            Ok(Report::Storage(report)) => self.wrote_storage(phase, at_ms, report),
            Ok(Report::Standing { url, gone, lost }) => self.stood(phase, &url, gone, lost),
            Ok(Report::Probes { frame, calls, stack }) => {
                for sighting in calls {
                    let seq = self.next_seq();
                    self.written.probed.saw(seq, phase, &frame, &stack, sighting);
                }
            }
            Err(why) => self.note(at_ms, "hook", format!("a report of a write could not be read: {why}")),
        }
    }

    fn wrote_cookie(&mut self, phase: Phase, at_ms: f64, how: WriteHow, report: CookieReport) {
        let seq = self.next_seq();
        self.cookie_writes.push(CookieWrite {
            seq,
            at_ms: Some(at_ms),
            phase,
            how,
            raw: cut(&report.raw),
            url: report.url,
            frame_url: Some(report.frame),
            request: None,
            stack: report.stack,
            date: None,
            blocked: None,
        });
    }

    fn wrote_storage(&mut self, phase: Phase, at_ms: f64, report: StorageReport) {
        let StorageReport { area, origin, key, value, done, stack } = report;
        let (changed, value) = ((area, origin.clone(), key.clone(), done), compared(&value));
        // Of `sessionStorage` the browser tells before the native returns, of `localStorage` some time later.
        if let Some((told, new, at)) = self.written.unclaimed.take()
            && told == changed
            && new == value
            && let Some(write) = self.written.storage.get_mut(at)
        {
            write.stack = stack;
            return;
        }
        self.expect_in(phase);
        self.written.announced.entry(changed).or_default().push_back(value);
        let seq = self.next_seq();
        self.written.storage.push(StorageWrite { seq, at_ms: Some(at_ms), phase, area, origin, key, done, stack });
    }

    /// Of what left the storage as it was the browser tells nothing. It must not stand for a change of a later phase.
    fn expect_in(&mut self, phase: Phase) {
        if self.written.announced_in.replace(phase) != Some(phase) {
            self.written.announced.clear();
        }
    }

    /// The browser told of a change: one that no hook reported was made by other means.
    pub(super) fn stored(
        &mut self,
        (phase, at_ms): (Phase, f64),
        area: Area,
        origin: String,
        key: Option<String>,
        new: Option<String>,
    ) {
        let done = match (&key, &new) {
            (None, _) => StorageDeed::Clear,
            (Some(_), None) => StorageDeed::Remove,
            (Some(_), Some(_)) => StorageDeed::Set,
        };
        let (key, value) = (cut(&key.unwrap_or_default()), compared(&new.unwrap_or_default()));
        let changed = (area, origin, key, done);
        self.written.unclaimed = None;
        self.expect_in(phase);
        if let Some(values) = self.written.announced.get_mut(&changed)
            && let Some(at) = values.iter().position(|announced| *announced == value)
        {
            // What was announced before it left the storage as it was, and the browser told nothing.
            values.drain(..=at);
            return;
        }
        self.written.unclaimed = Some((changed.clone(), value, self.written.storage.len()));
        let (area, origin, key, done) = changed;
        let seq = self.next_seq();
        self.written.storage.push(StorageWrite {
            seq,
            at_ms: Some(at_ms),
            phase,
            area,
            origin,
            key,
            done,
            stack: Vec::new(),
        });
    }

    /// The browser told of more changes than are listened to.
    pub(super) fn stored_too_often(&mut self, phase: Phase) {
        let why = "web storage changed more often than is recorded; its contents are whole at each moment".to_owned();
        let (hook, url) = ("web storage".to_owned(), self.main_answer().url.clone());
        self.defeated(Defeat { phase, hook, url, kind: DefeatKind::Flooded, why });
    }

    /// A document answered how its hooks stand.
    fn stood(&mut self, phase: Phase, url: &str, gone: Vec<String>, lost: u64) {
        for hook in gone {
            let why = "the page put a function of its own before it, which stands first among the calls".to_owned();
            self.defeated(Defeat { phase, hook, url: url.to_owned(), kind: DefeatKind::Replaced, why });
        }
        if lost > 0 {
            // A document that has not answered has told that there was more.
            let many = if lost == 1 { "at least one write".to_owned() } else { format!("{lost} writes") };
            let why = format!("{many} more than are recorded of one document");
            let hook = "cookies and web storage".to_owned();
            self.defeated(Defeat { phase, hook, url: url.to_owned(), kind: DefeatKind::Flooded, why });
        }
    }

    /// A document did not answer: nothing that its scripts do is reported.
    pub(super) fn not_hooked(&mut self, phase: Phase, url: String) {
        let why = "the document came to be without them; who writes in it is not seen".to_owned();
        self.defeated(Defeat { phase, hook: "all hooks".to_owned(), url, kind: DefeatKind::Absent, why });
    }

    /// Each is told once a phase and document; of a flood the last count holds.
    fn defeated(&mut self, defeat: Defeat) {
        let same = |known: &&mut Defeat| {
            (known.phase, known.kind) == (defeat.phase, defeat.kind)
                && known.hook == defeat.hook
                && known.url == defeat.url
        };
        let room = self.written.defeats.len() < MOST_DEFEATS;
        match self.written.defeats.iter_mut().find(same) {
            Some(known) => known.why = defeat.why,
            None if room => self.written.defeats.push(defeat),
            None => {}
        }
    }
}

fn compared(value: &str) -> String {
    value.chars().take(COMPARED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::{Heard, HeardAt};
    use serde_json::json;

    const ORIGIN: &str = "https://shop.example";

    #[test]
    fn what_changed_nothing_does_not_stand_for_a_change_of_a_later_phase() {
        let mut recorder = Recorder::new(0.0);
        let place = json!({ "url": "https://shop.example/tag.js", "line": 3, "column": 9 });
        let payload = json!({ "what": "storage", "area": "local-storage", "key": "uid", "value": "73", "url": ORIGIN,
            "done": "set", "origin": ORIGIN, "stack": [place] });
        let told = Heard::Stored {
            local: true,
            origin: ORIGIN.to_owned(),
            key: Some("uid".to_owned()),
            value: Some("73".to_owned()),
        };
        // The value was there already: the browser tells nothing.
        recorder.absorb(Phase::Arrival, vec![HeardAt { at_ms: 1.0, what: Heard::Wrote { payload } }]);
        recorder.absorb(Phase::AfterChoice, vec![HeardAt { at_ms: 2.0, what: told }]);
        let writes: Vec<_> =
            recorder.finish().storage_writes.iter().map(|write| (write.phase, write.stack.len())).collect();
        assert_eq!(writes, [(Phase::Arrival, 1), (Phase::AfterChoice, 0)]);
    }
}
