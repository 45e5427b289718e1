//! What was lived through so far, kept while the rest is under way: a run that is killed leaves the states that were
//! finished as a bundle of its own, marked incomplete. It is gone when the run ends well.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::keeping::Keeping;
use super::place;
use crate::browser::About;
use crate::bundle;
use crate::evidence::{MissingState, State, Target};
use crate::gather::{self, Lived, Plan};
use crate::knowledge::Knowledge;

/// Why a state is missing in a bundle that was written before its turn came.
const WHY: &str = "the run ended before it was lived through";

/// States that were finished, and where they are kept meanwhile.
pub struct SoFar<'a> {
    folder: PathBuf,
    keeping: &'a Keeping,
    plan: &'a Plan,
    knowledge: &'a Knowledge,
    target: Target,
    started: String,
    lived: Mutex<Vec<Lived>>,
}

impl<'a> SoFar<'a> {
    /// Nothing yet; `site` is the folder of the site.
    pub fn new(
        site: &std::path::Path,
        keeping: &'a Keeping,
        plan: &'a Plan,
        knowledge: &'a Knowledge,
        target: Target,
    ) -> Self {
        let folder = site.join(place::INCOMPLETE);
        Self { folder, keeping, plan, knowledge, target, started: (plan.now)(), lived: Mutex::default() }
    }

    /// When it began, RFC 3339 in UTC.
    pub fn started(&self) -> String {
        self.started.clone()
    }

    /// Keeps one more state that was lived through to its end. What cannot be kept now is kept at the end or complained of then.
    pub fn add(&self, about: &About, one: &Lived) {
        let mut lived = self.lived.lock().unwrap_or_else(PoisonError::into_inner);
        lived.push(one.clone());
        let missing: Vec<State> = self
            .plan
            .states
            .iter()
            .filter(|state| lived.iter().all(|one| one.visit.state != **state))
            .cloned()
            .collect();
        if missing.is_empty() {
            return;
        }
        let (plan, target) = (self.plan, self.target.clone());
        let mut gatherings = gather::assemble(about, target, plan, self.knowledge, self.started(), lived.clone());
        let why = || WHY.to_owned();
        gatherings.evidence.kept.missing =
            missing.into_iter().map(|state| MissingState { state, why: why() }).collect();
        if let Ok(gatherings) = self.keeping.shape(gatherings, &self.plan.guise.brought) {
            let _ = bundle::write_for_now(&gatherings, &self.folder);
        }
    }

    /// The whole is kept elsewhere now.
    pub fn forget(self) {
        let _ = bundle::remove(&self.folder);
    }
}
