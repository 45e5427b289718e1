//! One visit: the way through its phases.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::album::Album;
use super::banner::Sight;
use super::choice::{self, dismiss};
use super::conduct::{Ending, Lived};
use super::keyboard;
use super::look_behind;
use super::moment::{self, Asked, Taken};
use super::next_page::{self, Following};
use super::plan::Plan;
use super::reach;
use super::recorder::Recorder;
use super::revival;
use super::standing;
use super::unfinished::never_opened;
use super::watched::Watched;
use crate::browser::{Browser, ClockEnd, ClockRun, Fault, Landing, Page, Way};
use crate::evidence::{
    Appearance, Choice, ChoiceStatus, Declaration, DismissOutcome, DismissWay, Gathered, Keyboard, Layer, LogEntry,
    Moment, Phase, PhaseEnd, PolicyPage, PolicyText, ReachOutcome, Reached, Revival, SpokenInterface, State, Visit,
};
use crate::knowledge::Knowledge;

/// How long is waited for an interface that is there and cannot be seen, page time.
pub const LURKING_BUDGET: Duration = Duration::from_secs(1);
/// How often at most.
const MOST_LOOKS: usize = 2;

/// A visit under way.
pub struct Visiting<'a, P> {
    /// The page.
    pub page: Watched<P>,
    /// Which state.
    pub state: &'a State,
    /// The address to open.
    pub url: &'a str,
    /// How to visit.
    pub plan: &'a Plan,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// When it began.
    pub started: Instant,
    /// The same by the calendar, RFC 3339 in UTC.
    began: String,
    /// When it must be over.
    deadline: Instant,
    /// Which phase is under way.
    pub phase: Phase,
    /// Whether what is heard belongs to the visit.
    heeding: Heeding,
    /// Requests and writes.
    pub recorder: Recorder,
    /// What was done and happened.
    pub log: Vec<LogEntry>,
    /// What was recorded.
    pub moments: Vec<Moment>,
    /// Pictures.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is to be made of them.
    pub album: Album,
    /// Interfaces as they were seen last.
    pub sights: Vec<Sight>,
    /// What was reached.
    pub reached: Reached,
    /// What the page could read of the browser.
    pub appearance: Option<Appearance>,
    /// The choice.
    pub choice: Option<Choice>,
    /// The layer behind "settings".
    pub second_layer: Option<Gathered<Layer>>,
    /// The interface and the keyboard.
    pub keyboard: Option<Gathered<Keyboard>>,
    /// The interface as it is spoken.
    pub spoken: Option<Gathered<SpokenInterface>>,
    /// Policy pages.
    pub policy_pages: Option<Gathered<Vec<PolicyPage>>>,
    /// Texts of policy pages.
    pub policy_texts: Option<Gathered<Vec<PolicyText>>>,
    /// What the site says of its cookies.
    pub declaration: Option<Gathered<Declaration>>,
    /// What came back after deletion.
    pub revival: Option<Gathered<Revival>>,
    /// Why nothing more was recorded.
    pub cut_short: Option<String>,
}

/// Whether what is heard belongs to the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heeding {
    /// It is recorded.
    On,
    /// Everything was recorded; what is heard now is our own doing.
    Over,
}

/// Which part of the wall time a phase may use up, of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Arrival leaves half for what comes after it.
    Arrival,
    /// The choice leaves a fifth for the return.
    Choice,
    /// The rest.
    Whole,
}

/// Lives through `state` in a fresh profile.
pub async fn live<B: Browser>(browser: &B, url: &str, state: &State, plan: &Plan, knowledge: &Knowledge) -> Lived {
    let page = match browser.open(&plan.page_settings(state)).await {
        Ok(page) => page,
        Err(fault) => return never_opened(state, &fault),
    };
    let mut visiting = Visiting::begin(page, state, url, plan, knowledge);
    let end = visiting.run().await;
    let ending = match &end {
        Err(Fault::Gone(_)) => Ending::BrowserGone,
        _ => Ending::OfItsOwn,
    };
    if let Err(fault) = end {
        visiting.died(&fault);
    }
    let (until, untried) = (visiting.deadline, visiting.ways_not_tried());
    let mut lived = visiting.end(ending).await;
    for way in untried {
        let tried = dismiss::in_fresh_profile(browser, url, way, plan, knowledge, until).await;
        if let Some(choice) = &mut lived.visit.choice {
            choice.dismissals.iter_mut().filter(|one| one.way == way).for_each(|one| one.clone_from(&tried));
        }
    }
    lived
}

impl<'a, P: Page> Visiting<'a, P> {
    /// A visit that begins now, on a page that was just opened.
    pub fn begin(page: P, state: &'a State, url: &'a str, plan: &'a Plan, knowledge: &'a Knowledge) -> Self {
        let started = Instant::now();
        Self {
            page: Watched::new(page, plan.clock),
            state,
            url,
            plan,
            knowledge,
            started,
            began: (plan.now)(),
            deadline: started + plan.visit_deadline,
            phase: Phase::Arrival,
            heeding: Heeding::On,
            recorder: Recorder::new(0.0),
            log: Vec::new(),
            moments: Vec::new(),
            files: BTreeMap::new(),
            album: Album::new(plan.screenshots),
            sights: Vec::new(),
            reached: reach::not_tried(ReachOutcome::Crashed, "the page was not opened".to_owned()),
            appearance: None,
            choice: None,
            second_layer: None,
            keyboard: None,
            spoken: None,
            policy_pages: None,
            policy_texts: None,
            declaration: None,
            revival: None,
            cut_short: None,
        }
    }
}

impl<P: Page> Visiting<'_, P> {
    /// Ends it earlier than the plan says.
    pub fn end_by(&mut self, deadline: Instant) {
        self.deadline = self.deadline.min(deadline);
    }

    /// The phase that lies before a choice that leads `into` a phase.
    pub fn phase_before(&self, into: Phase) -> Phase {
        if *self.state == State::Withdraw && into.is_after_choice() { Phase::Accepted } else { Phase::Arrival }
    }

    /// Ways to dismiss that this visit left to fresh profiles.
    fn ways_not_tried(&self) -> Vec<DismissWay> {
        let dismissals = self.choice.iter().flat_map(|choice| &choice.dismissals);
        dismissals.filter(|one| one.outcome == DismissOutcome::NotTried).map(|one| one.way).collect()
    }

    async fn run(&mut self) -> Result<(), Fault> {
        self.arrive().await?;
        if self.reached.outcome != ReachOutcome::Loaded {
            return Ok(());
        }
        choice::live(self).await?;
        let made = self
            .choice
            .as_ref()
            .is_none_or(|choice| matches!(choice.status, ChoiceStatus::Unconfirmed | ChoiceStatus::Observed));
        if !made || *self.state == State::Browse {
            return Ok(());
        }
        self.come_back().await?;
        choice::judge(self);
        if self.cut_short.is_none() {
            next_page::go_on(self, Following::ByAddress).await?;
        }
        self.look_further().await
    }

    /// From here on nothing is recorded: what we do now is no visitor's doing.
    async fn look_further(&mut self) -> Result<(), Fault> {
        self.leave().await?;
        self.heeding = Heeding::Over;
        match self.state {
            State::None => self.search_with_gesture_for_the_record().await,
            State::NoneAgain => {
                self.look_behind().await?;
                revival::try_it(self).await
            }
            _ => Ok(()),
        }
    }

    async fn look_behind(&mut self) -> Result<(), Fault> {
        let there = if self.sights.is_empty() { self.first_page_again().await? } else { Ok(()) };
        if let Err(why) = there {
            let why = format!("the first page did not come again: {why}");
            self.keyboard = Some(Gathered::Failed(why.clone()));
            self.spoken = Some(Gathered::Failed(why.clone()));
            self.second_layer = Some(Gathered::Failed(why.clone()));
            self.policy_pages = Some(Gathered::Failed(why.clone()));
            self.policy_texts = Some(Gathered::Failed(why.clone()));
            self.declaration = Some(Gathered::Failed(why));
            return Ok(());
        }
        keyboard::try_it(self).await?;
        look_behind::look_behind(self).await
    }

    /// Back to the page of the arrival, if it was left for a second page; why not, if it is not there. What this
    /// causes is not recorded.
    pub(super) async fn first_page_again(&mut self) -> Result<Result<(), String>, Fault> {
        if self.phase != Phase::NextPage {
            return Ok(Ok(()));
        }
        if self.is_late() {
            return Ok(Err("the deadline of the visit passed".to_owned()));
        }
        let way = Way::To(self.url.to_owned());
        let landing = self.go(&way, "back to the first page", Share::Whole).await?;
        let mut aside = Recorder::new(0.0);
        aside.absorb(Phase::NextPage, self.page.heard());
        let met = self.met(&landing, &aside).await?;
        Ok(if met.outcome == ReachOutcome::Loaded { Ok(()) } else { Err(met.detail) })
    }

    /// Goes somewhere and writes it down; `what` says for what.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn go(&mut self, way: &Way, what: &str, share: Share) -> Result<Landing, Fault> {
        let where_to = match way {
            Way::To(url) => format!("to {url}"),
            Way::Reload => "reload".to_owned(),
        };
        self.note("navigate", format!("{where_to} ({what})"));
        let budgets = &self.plan.budgets;
        let budget = if share == Share::Arrival { budgets.arrival } else { self.patience() };
        self.leave().await?;
        self.recorder.goes();
        let landing = self.page.go(way, budget, self.until(share)).await?;
        self.note_clock(what, landing.clock);
        Ok(landing)
    }

    /// The page is about to be left: what it did until now belongs to the phase under way.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn leave(&mut self) -> Result<(), Fault> {
        if !self.moments.is_empty() && self.heeding == Heeding::On {
            self.ask_hooks(self.phase).await?;
        }
        self.listen(self.phase);
        Ok(())
    }

    /// Whether everything was recorded, so that what happens now takes nothing away.
    pub fn is_recorded(&self) -> bool {
        self.heeding == Heeding::Over
    }

    /// Runs all gatherers; what they cause is heard in `phase`.
    pub async fn take(&mut self, phase: Phase) -> Result<Taken, Fault> {
        // Page time may go on while the page is stored, so that comes first.
        let stored = self.store_page(phase).await?;
        let addresses = self.addresses();
        let mut taken = moment::take(&self.page, self.asked(&addresses)).await?;
        for _ in 0..MOST_LOOKS {
            if !taken.lurks || self.is_late() {
                break;
            }
            self.note("look", "an interface is there that cannot be seen: looking once more".to_owned());
            let run = self.page.wait(LURKING_BUDGET, self.until(Share::Whole)).await?;
            self.note_clock("look", run);
            self.listen(phase);
            taken = moment::take(&self.page, self.asked(&addresses)).await?;
        }
        if taken.waited > Duration::ZERO {
            let waited = taken.waited.as_millis();
            self.note("clock", format!("databases: {waited} ms of page time, so that they could answer"));
        }
        taken.page = stored;
        self.ask_hooks(phase).await?;
        self.listen(phase);
        if let Gathered::Ok(signals) = &mut taken.signals {
            self.recorder.told().add_to(signals);
        }
        Ok(taken)
    }

    /// Has the hooks tell how they stand and what they kept for later, as part of `phase`.
    async fn ask_hooks(&mut self, phase: Phase) -> Result<(), Fault> {
        let Ok(frames) = moment::living(self.page.frames().await)? else { return Ok(()) };
        for url in standing::without_hooks(&self.page, &frames).await? {
            self.recorder.not_hooked(phase, url);
        }
        Ok(())
    }

    /// Keeps what was gathered as the record of `phase`.
    pub fn keep(&mut self, phase: Phase, clock: ClockRun, taken: Taken) {
        let screenshot = match taken.picture {
            Some(Ok(picture)) => {
                let path = format!("screenshots/{}-{}.png", file_word(self.state), phase.word());
                self.files.insert(path.clone(), picture);
                Some(path)
            }
            Some(Err(why)) => {
                self.note("screenshot", format!("none at {}: {why}", phase.word()));
                None
            }
            None => None,
        };
        for unread in &taken.storage_unread {
            self.note("gather", format!("at {}: storage of {}: {}", phase.word(), unread.origin, unread.why));
        }
        self.album.seen(phase, &taken.sights);
        self.sights = taken.sights;
        self.moments.push(Moment {
            phase,
            ended: ended(clock.ended),
            page_ms: u64::try_from(clock.spent.as_millis()).unwrap_or(u64::MAX),
            at_ms: self.now_ms(),
            url: taken.url,
            search: taken.search,
            cookies: taken.cookies,
            storage: taken.storage,
            storage_unread: taken.storage_unread,
            policy_links: taken.policy_links,
            signals: taken.signals,
            screenshot,
            page: taken.page,
            words: Some(taken.words),
        });
    }

    /// Takes in what was heard since the last call as part of `phase`; nothing once everything was recorded.
    pub fn listen(&mut self, phase: Phase) {
        let heard = self.page.heard();
        if self.is_recorded() {
            return;
        }
        self.recorder.absorb(phase, heard);
        self.log.extend(self.recorder.take_log());
    }

    /// Addresses of all requests so far.
    pub fn addresses(&self) -> Vec<String> {
        self.recorder.addresses().map(str::to_owned).collect()
    }

    /// What gatherers must know.
    pub fn asked<'b>(&'b self, addresses: &'b [String]) -> Asked<'b> {
        Asked { knowledge: self.knowledge, addresses, screenshots: self.plan.screenshots }
    }

    /// The moment at which a phase must end.
    pub fn until(&self, share: Share) -> Instant {
        let whole = self.deadline.saturating_duration_since(self.started);
        self.started
            + match share {
                Share::Arrival => whole / 2,
                Share::Choice => whole * 4 / 5,
                Share::Whole => whole,
            }
    }

    /// Whether the deadline of the visit has passed.
    pub fn is_late(&self) -> bool {
        Instant::now() >= self.until(Share::Whole)
    }

    /// Writes a line of the log.
    pub fn note(&mut self, what: &str, detail: String) {
        let at_ms = self.now_ms();
        self.log.push(LogEntry { at_ms, what: what.to_owned(), detail });
    }

    /// Writes down how page time came to a stop.
    pub fn note_clock(&mut self, phase: &str, run: ClockRun) {
        let ended = match run.ended {
            ClockEnd::BudgetSpent => "budget spent",
            ClockEnd::Deadline => "deadline",
        };
        let clock = if run.clock == self.plan.clock { "" } else { ", fell back to the real clock" };
        self.note("clock", format!("{phase}: {} ms of page time, {ended}{clock}", run.spent.as_millis()));
    }

    fn now_ms(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }

    async fn end(mut self, ending: Ending) -> Lived {
        if self.choice.is_none() && self.state.chooses() {
            self.choice = Some(choice::not_made(ChoiceStatus::Failed, self.reached.detail.clone()));
        }
        let lost = (self.reached.outcome != ReachOutcome::Loaded
            && self.moments.iter().all(|moment| moment.cookies.ok().is_none()))
        .then(|| self.reached.detail.clone());
        let recorded = self.recorder.finish();
        let or_lost = |lost: &Option<String>| lost.clone().map_or(Ok(()), Err);
        let visit = Visit {
            state: self.state.clone(),
            reached: self.reached,
            moments: self.moments,
            choice: self.choice,
            second_layer: self.second_layer,
            keyboard: self.keyboard,
            spoken: self.spoken,
            policy_pages: self.policy_pages,
            policy_texts: self.policy_texts,
            requests: or_lost(&lost).map(|()| recorded.requests).into(),
            cookie_writes: or_lost(&lost).map(|()| recorded.cookie_writes).into(),
            storage_writes: or_lost(&lost).map(|()| recorded.storage_writes).into(),
            started: Some(self.began),
            appearance: self.appearance,
            probe_calls: Some(or_lost(&lost).map(|()| recorded.probe_calls).into()),
            defeats: recorded.defeats,
            revival: self.revival,
            declaration: self.declaration,
            log: self.log,
            incidents: recorded.incidents,
            cut_short: self.cut_short,
        };
        self.page.close().await;
        let (visit, files) = developed(self.album, visit, self.files).await;
        Lived { visit, files, ending }
    }
}

/// The pictures are made in a thread of their own: that takes the processor, and other visits are under way.
async fn developed(album: Album, visit: Visit, files: BTreeMap<String, Vec<u8>>) -> (Visit, BTreeMap<String, Vec<u8>>) {
    let (mut made, mut with) = (visit.clone(), files);
    let work = tokio::task::spawn_blocking(move || {
        album.develop(&mut made, &mut with);
        (made, with)
    });
    match work.await {
        Ok(done) => done,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        // The program is ending.
        Err(_) => (visit, BTreeMap::new()),
    }
}

fn ended(end: ClockEnd) -> PhaseEnd {
    match end {
        ClockEnd::BudgetSpent => PhaseEnd::BudgetSpent,
        ClockEnd::Deadline => PhaseEnd::Deadline,
    }
}

/// A state in file names.
pub fn file_word(state: &State) -> String {
    state.to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
