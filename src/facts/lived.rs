//! Which visits count, how far they came, and in which words to say that they did not.

use super::lifetime;
use super::party::host_of;
use super::pointer;
use crate::evidence::{
    Choice, ChoiceStatus, Evidence, Moment, Names, Phase, PhaseEnd, Places, ReachOutcome, State, Visit,
};

/// One visit with what every derivation asks of it.
#[derive(Debug, Clone)]
pub struct Lived<'a> {
    /// Position in [`Evidence::visits`].
    pub index: usize,
    /// The visit.
    pub visit: &'a Visit,
    /// Host of the page that was judged.
    pub page_host: String,
    /// Where names of the site's own lead, if that was asked.
    pub names: Option<&'a Names>,
    /// Countries of the addresses that answered, or why they are not known.
    pub places: Result<&'a Places, String>,
    /// Whether the values that are kept are not those that were seen.
    pub redacted: bool,
    /// Why the visit says nothing of the site, if so.
    pub loaded: Result<(), String>,
    /// Why the state was not lived through, if so. States without a choice are, once the site is loaded.
    pub chosen: Result<(), String>,
}

/// All visits, and the times that dates are read against.
#[derive(Debug, Clone)]
pub struct Ground<'a> {
    /// The evidence.
    pub evidence: &'a Evidence,
    /// Its visits.
    pub visits: Vec<Lived<'a>>,
    /// Start of the run, seconds since 1970.
    pub started: Result<i64, String>,
}

impl<'a> Ground<'a> {
    /// Looks at every visit once.
    pub fn new(evidence: &'a Evidence) -> Self {
        let started = lifetime::seconds_of(&evidence.run.started)
            .ok_or_else(|| format!("the start of the run cannot be read: {:?}", evidence.run.started));
        let visits = evidence.visits.iter().enumerate().map(|(index, visit)| Lived::new(index, visit, evidence));
        Self { evidence, visits: visits.collect(), started }
    }

    /// The visit of `state`, or why there is none that says something of the site.
    pub fn loaded(&self, state: &State) -> Result<&Lived<'a>, String> {
        let lived = self.attempted(state)?;
        lived.loaded.clone().map(|()| lived)
    }

    /// The visit of `state`, loaded or not, or the sentence that it was not part of the run.
    pub fn attempted(&self, state: &State) -> Result<&Lived<'a>, String> {
        let found = self.visits.iter().find(|lived| &lived.visit.state == state);
        found.ok_or_else(|| not_run(state))
    }

    /// Where the visit of `state` stands in the evidence; the whole of it if there is none.
    pub fn place(&self, state: &State) -> String {
        self.attempted(state).map_or_else(|_| pointer::WHOLE.to_owned(), |lived| pointer::visit(lived.index))
    }

    /// Where a part of the visit of `state` stands if the visit loaded, else the whole of the evidence.
    pub fn part(&self, state: &State, part: &str) -> String {
        self.loaded(state).map_or_else(|_| pointer::WHOLE.to_owned(), |lived| pointer::in_visit(lived.index, part))
    }

    /// All visits that loaded.
    pub fn all_loaded(&self) -> impl Iterator<Item = &Lived<'a>> {
        self.visits.iter().filter(|lived| lived.loaded.is_ok())
    }

    /// Why not every visit loaded, if so.
    pub fn every_visit_loaded(&self) -> Result<(), String> {
        if self.visits.is_empty() {
            return Err("no state was part of this run".to_owned());
        }
        self.visits.iter().try_for_each(|lived| lived.loaded.clone())
    }
}

/// What is said of a state that nobody asked for.
pub fn not_run(state: &State) -> String {
    format!("the state {state} was not part of this run")
}

/// Behind a proxy it is the proxy that answers.
fn places(evidence: &Evidence) -> Result<&Places, String> {
    let places = evidence.places.as_ref();
    let places = places.ok_or("countries of addresses were not looked up (`--geo-database`)")?;
    match &evidence.run.proxy {
        Some(_) => Err("the requests went through a proxy, whose address it is that answered".to_owned()),
        None => Ok(places),
    }
}

impl<'a> Lived<'a> {
    fn new(index: usize, visit: &'a Visit, evidence: &'a Evidence) -> Self {
        let address = visit.reached.final_url.as_deref().unwrap_or(&evidence.target.url);
        let loaded = loaded(visit);
        let chosen = loaded.clone().and_then(|()| chosen(visit));
        let page_host = host_of(address).unwrap_or_default();
        let (names, redacted) = (evidence.names.as_ref(), evidence.kept.redacted.is_some());
        Self { index, visit, page_host, names, places: places(evidence), redacted, loaded, chosen }
    }

    /// Its state.
    pub fn state(&self) -> &'a State {
        &self.visit.state
    }

    /// Whether something is chosen in this state.
    pub fn chooses(&self) -> bool {
        self.visit.state.chooses()
    }

    /// Whether nothing is chosen in this state and the page is loaded again.
    pub fn returns_unchanged(&self) -> bool {
        !self.chooses() && self.phases().contains(&Phase::Return)
    }

    /// The record of `phase`, or the sentence that it was not reached.
    pub fn moment(&self, phase: Phase) -> Result<(usize, &'a Moment), String> {
        let found = self.visit.moments.iter().enumerate().find(|(_, moment)| moment.phase == phase);
        found.ok_or_else(|| {
            let why = self.visit.cut_short.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("the phase {} of the state {} was not reached{why}", phase.word(), self.visit.state)
        })
    }

    /// `Ok` if nothing that came in one of `phases` can have been missed, `read` telling whether the gatherer worked.
    pub fn saw_all(&self, phases: &[Phase], read: impl Fn(&Moment) -> Result<(), String>) -> Result<(), String> {
        for phase in phases {
            let (_, moment) = self.moment(*phase)?;
            self.moment_saw_all(moment, &read)?;
        }
        Ok(())
    }

    /// `Ok` if nothing that came in the whole visit can have been missed.
    pub fn saw_everything(&self, read: impl Fn(&Moment) -> Result<(), String>) -> Result<(), String> {
        self.saw_all(self.phases(), &read)?;
        for moment in &self.visit.moments {
            self.moment_saw_all(moment, &read)?;
        }
        match &self.visit.cut_short {
            Some(why) => Err(format!("the visit of the state {} was cut short: {why}", self.visit.state)),
            None => Ok(()),
        }
    }

    fn moment_saw_all(&self, moment: &Moment, read: impl Fn(&Moment) -> Result<(), String>) -> Result<(), String> {
        let (phase, state) = (moment.phase.word(), &self.visit.state);
        match moment.ended {
            PhaseEnd::BudgetSpent => {
                read(moment).map_err(|why| format!("in the phase {phase} of the state {state}: {why}"))
            }
            PhaseEnd::Deadline => Err(format!(
                "the phase {phase} of the state {state} ended at the deadline; what came later was not seen"
            )),
            PhaseEnd::Died => Err(format!("the page died in the phase {phase} of the state {state}")),
        }
    }

    /// The phases that such a visit has. One whose choice was not made ends at arrival: what came after it would be
    /// what the state `none` sees.
    pub fn phases(&self) -> &'static [Phase] {
        let not_offered = |choice: &Choice| choice.status == ChoiceStatus::NotOffered;
        match (self.chooses(), &self.visit.choice) {
            (false, _) if self.visit.state == State::Browse => &[Phase::Arrival, Phase::AfterChoice],
            (false, _) => &[Phase::Arrival, Phase::Return],
            (true, Some(choice)) if not_offered(choice) => &[Phase::Arrival],
            (true, _) if self.visit.state == State::Withdraw => {
                &[Phase::Arrival, Phase::Accepted, Phase::AfterChoice, Phase::Return]
            }
            (true, _) => &[Phase::Arrival, Phase::AfterChoice, Phase::Return],
        }
    }
}

/// The phases after a choice that every such visit has.
pub const AFTER: &[Phase] = &[Phase::AfterChoice, Phase::Return];

/// The phases before the choice of a state.
pub fn before(state: &State) -> &'static [Phase] {
    if *state == State::Withdraw { &[Phase::Arrival, Phase::Accepted] } else { &[Phase::Arrival] }
}

fn loaded(visit: &Visit) -> Result<(), String> {
    if visit.reached.outcome == ReachOutcome::Loaded {
        return Ok(());
    }
    Err(format!("the site was not reached in the state {}: {}", visit.state, visit.reached.detail))
}

fn chosen(visit: &Visit) -> Result<(), String> {
    if !visit.state.chooses() {
        return Ok(());
    }
    let state = &visit.state;
    let Some(choice) = &visit.choice else {
        let why = visit.cut_short.as_deref().unwrap_or("the visit holds no choice");
        return Err(format!("the state {state} was not lived through: {why}"));
    };
    let because = |plain: &str| reason(choice).map_or(plain.to_owned(), str::to_owned);
    match choice.status {
        ChoiceStatus::Observed => Ok(()),
        ChoiceStatus::NotOffered | ChoiceStatus::Failed => {
            Err(format!("the state {state} was not lived through: {}", because("the choice could not be made")))
        }
        ChoiceStatus::Unconfirmed => {
            Err(format!("whether the choice of the state {state} took is not known: {}", because("nothing proves it")))
        }
    }
}

/// The reason that a choice gives, if it gives one.
pub fn reason(choice: &Choice) -> Option<&str> {
    choice.reason.as_deref().filter(|reason| !reason.trim().is_empty())
}
