//! The archives of all visits of a run as one. Pages bear the names of target and state before that of the phase, for
//! several visits have the same phases.

use super::of_visit;
use super::shape::Har;
use crate::evidence::{Evidence, Gathered, Visit};

/// Archives, put together one target after the other.
#[derive(Debug, Clone, Default)]
pub struct Together {
    har: Option<Har>,
    targets: usize,
    remarks: Vec<String>,
}

impl Together {
    /// Adds every visit of a target. Of a visit whose requests were not recorded the archive says so: otherwise it would
    /// say that there were none.
    pub fn add(&mut self, evidence: &Evidence) {
        self.targets += 1;
        for visit in &evidence.visits {
            let name = format!("{}/{}", self.targets, visit.state);
            if let Gathered::Failed(why) = &visit.requests {
                self.remarks.push(format!("{name}: requests were not recorded: {why}"));
            }
            if let Some(har) = of_visit(evidence, visit) {
                self.add_visit(&name, evidence, visit, har);
            }
        }
    }

    fn add_visit(&mut self, name: &str, evidence: &Evidence, visit: &Visit, mut har: Har) {
        for page in &mut har.log.pages {
            page.title = format!("{} {} {}: {}", evidence.target.given, visit.state, page.id, page.title);
            page.id = format!("{name}/{}", page.id);
        }
        for entry in &mut har.log.entries {
            entry.pageref = format!("{name}/{}", entry.pageref);
        }
        self.remarks.extend(har.log.comment.take().map(|why| format!("{name}: {why}")));
        match &mut self.har {
            None => self.har = Some(har),
            Some(whole) => {
                whole.log.pages.append(&mut har.log.pages);
                whole.log.entries.append(&mut har.log.entries);
            }
        }
    }

    /// The archive; `None` if no visit has requests.
    pub fn whole(&self) -> Option<Har> {
        let mut har = self.har.clone()?;
        har.log.comment = (!self.remarks.is_empty()).then(|| self.remarks.join("; "));
        Some(har)
    }
}
