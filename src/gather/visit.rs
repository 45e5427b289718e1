//! One visit: the way through its phases.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::album::Album;
use super::banner::Sight;
use super::choice::{self, dismiss};
use super::conduct::{Ending, Lived};
use super::gate::{self, Passage};
use super::moment::{self, Asked, Taken};
use super::next_page::{self, Following};
use super::plan::Plan;
use super::reach::{self, Arrival, PageLook};
use super::recorder::Recorder;
use super::unfinished::{never_opened, nothing};
use super::watched::Watched;
use super::{look_behind, probes};
use crate::browser::{Browser, ClockEnd, ClockRun, Fault, Landing, Page, Way, World};
use crate::evidence::{
    Appearance, Choice, ChoiceStatus, DismissOutcome, DismissWay, Gathered, Layer, LogEntry, Moment, Phase, PhaseEnd,
    PolicyPage, ReachOutcome, Reached, Search, State, Visit,
};
use crate::knowledge::Knowledge;

/// How far the pages are scrolled to call a banner that waits for it, CSS pixels.
const GESTURE_SCROLL: f64 = 700.0;
/// How long is waited after the gesture, page time.
const GESTURE_BUDGET: Duration = Duration::from_secs(2);
/// How long is waited for an interface that is there and cannot be seen, page time.
pub const LURKING_BUDGET: Duration = Duration::from_secs(1);
/// How much later than at arrival an interface may come after a reload, page time.
const LATE_AGAIN: Duration = Duration::from_secs(2);
/// How often at most.
const MOST_LOOKS: usize = 2;
/// How much of the page's words is read to tell a wall, characters.
const WORDS_FOR_WALLS: u64 = 2000;

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
    appearance: Option<Appearance>,
    /// The choice.
    pub choice: Option<Choice>,
    /// The layer behind "settings".
    pub second_layer: Option<Gathered<Layer>>,
    /// Policy pages.
    pub policy_pages: Option<Gathered<Vec<PolicyPage>>>,
    /// Why nothing more was recorded.
    pub cut_short: Option<String>,
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
            policy_pages: None,
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
        match self.state {
            State::None => self.search_with_gesture_for_the_record().await,
            State::NoneAgain => {
                let there = if self.sights.is_empty() { self.first_page_again().await? } else { Ok(()) };
                if let Err(why) = there {
                    let why = format!("the first page did not come again: {why}");
                    self.second_layer = Some(Gathered::Failed(why.clone()));
                    self.policy_pages = Some(Gathered::Failed(why));
                    return Ok(());
                }
                look_behind::look_behind(self).await
            }
            _ => Ok(()),
        }
    }

    /// Back to the page of the arrival, if it was left for a second page; why not, if it is not there. What this
    /// causes is not recorded.
    async fn first_page_again(&mut self) -> Result<Result<(), String>, Fault> {
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

    /// Opens the page and records the arrival.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn arrive(&mut self) -> Result<(), Fault> {
        let landing = self.go(&Way::To(self.url.to_owned()), "arrival", Share::Arrival).await?;
        self.listen(Phase::Arrival);
        let look = self.looked_at(&landing).await?;
        self.appearance = look.as_ref().ok().and_then(|look| look.appearance.clone());
        self.reached = self.told_by(&landing, &self.recorder, &look);
        if self.reached.outcome != ReachOutcome::Loaded {
            let why = self.reached.detail.clone();
            self.note("reached", why.clone());
            let picture = if landing.error.is_none() { self.page.picture(None).await.ok() } else { None };
            let taken = nothing(&why, picture);
            self.keep(Phase::Arrival, landing.clock, taken);
            return Ok(());
        }
        let taken = self.take(Phase::Arrival).await?;
        self.keep(Phase::Arrival, landing.clock, taken);
        Ok(())
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
        self.listen(self.phase);
        self.recorder.goes();
        let landing = self.page.go(way, budget, self.until(share)).await?;
        self.note_clock(what, landing.clock);
        Ok(landing)
    }

    /// What a landing brought: the page, a wall, an error, or nothing that can be judged.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn what_was_met(&self, landing: &Landing) -> Result<Reached, Fault> {
        self.met(landing, &self.recorder).await
    }

    /// The same, as told by what `heard` took in.
    async fn met(&self, landing: &Landing, heard: &Recorder) -> Result<Reached, Fault> {
        let look = self.looked_at(landing).await?;
        Ok(self.told_by(landing, heard, &look))
    }

    fn told_by(&self, landing: &Landing, heard: &Recorder, look: &Result<PageLook, String>) -> Reached {
        reach::reached(Arrival {
            asked: self.url,
            landing,
            answer: heard.main_answer(),
            look: look.as_ref().map_err(String::as_str),
            download: heard.downloads().first().map(String::as_str),
        })
    }

    /// The document that a landing brought, or why there is none.
    async fn looked_at(&self, landing: &Landing) -> Result<Result<PageLook, String>, Fault> {
        if landing.error.is_some() {
            return Ok(Err("no document".to_owned()));
        }
        let frames = match moment::living(self.page.frames().await)? {
            Ok(frames) => frames,
            Err(why) => return Ok(Err(why)),
        };
        let Some(main) = frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
        let args = json!({ "characters": WORDS_FOR_WALLS });
        let look = moment::ask_as(&self.page, &main.id, World::Isolated, probes::PAGE, args).await;
        moment::living(look)
    }

    /// Reloads and records what a returning visitor meets.
    async fn come_back(&mut self) -> Result<(), Fault> {
        if self.is_late() {
            self.cut_short = Some("the deadline of the visit passed before the return".to_owned());
            return Ok(());
        }
        self.phase = Phase::Return;
        let landing = self.go(&Way::Reload, "return", Share::Whole).await?;
        self.listen(Phase::Return);
        if let Some(error) = &landing.error {
            let why = format!("the page could not be loaded again: {error}");
            self.note("reached", why.clone());
            self.cut_short = Some(why.clone());
            self.keep(Phase::Return, landing.clock, nothing(&why, None));
            return Ok(());
        }
        let met = self.what_was_met(&landing).await?;
        if met.outcome != ReachOutcome::Loaded {
            let why = format!("the reload did not bring the page again: {}", met.detail);
            self.cut_short = Some(why.clone());
            self.keep(Phase::Return, landing.clock, nothing(&why, None));
            return Ok(());
        }
        let mut taken = self.take(Phase::Return).await?;
        let waited_for = self
            .moments
            .first()
            .and_then(|arrival| arrival.search.ok())
            .is_some_and(|search| search.found.iter().any(|interface| interface.placement.after_scroll));
        let found = taken.search.ok().is_some_and(|search| !search.found.is_empty());
        if waited_for && !found && self.choice.is_some() {
            let (sights, search) = self.search_with_gesture().await?;
            taken.sights = sights;
            taken.search = search;
        }
        self.keep(Phase::Return, landing.clock, taken);
        Ok(())
    }

    /// How long is waited after the reload: a banner that came late is given as long again, and a little more.
    fn patience(&self) -> Duration {
        let met = self.moments.first().and_then(|arrival| arrival.search.ok());
        let late = met.into_iter().flat_map(|search| &search.found).filter_map(|found| found.placement.late_ms).max();
        let again = late.map_or(Duration::ZERO, |ms| Duration::from_millis(ms) + LATE_AGAIN);
        self.plan.budgets.back.max(again)
    }

    /// After everything was recorded: does an interface come when somebody scrolls? Told at the arrival, where it
    /// belongs; no request or cookie that this causes is recorded.
    async fn search_with_gesture_for_the_record(&mut self) -> Result<(), Fault> {
        let wanted = |moment: &Moment| moment.search.ok().is_some_and(|search| search.found.is_empty());
        let nothing_found = self.moments.iter().find(|moment| moment.phase == Phase::Arrival).is_some_and(wanted);
        if !nothing_found || self.is_late() {
            return Ok(());
        }
        if let Err(why) = self.first_page_again().await? {
            self.note("gesture", format!("not tried, the first page did not come again: {why}"));
            return Ok(());
        }
        let (_, with_gesture) = self.search_with_gesture().await?;
        let _ = self.page.heard();
        let arrival = self.moments.iter_mut().find(|moment| moment.phase == Phase::Arrival);
        if let (Some(arrival), Gathered::Ok(found)) = (arrival, with_gesture)
            && let Gathered::Ok(before) = &arrival.search
        {
            arrival.search = Gathered::Ok(called(before, found));
        }
        Ok(())
    }

    /// Scrolls, moves the pointer, waits a little and looks again.
    pub async fn search_with_gesture(&mut self) -> Result<(Vec<Sight>, Gathered<crate::evidence::Search>), Fault> {
        let (width, height) = self.plan.viewport;
        let (x, y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
        self.note("gesture", format!("scroll by {GESTURE_SCROLL} and move the pointer"));
        moment::living(self.page.point(x, y).await)?.ok();
        moment::living(self.page.wheel(x, y, GESTURE_SCROLL).await)?.ok();
        moment::living(self.page.point(x + 40.0, y - 30.0).await)?.ok();
        let run = self.page.wait(GESTURE_BUDGET, self.until(Share::Whole)).await?;
        self.note_clock("gesture", run);
        let addresses = self.addresses();
        let (mut sights, mut search) =
            moment::look(&self.page, self.asked(&addresses), super::banner::Eagerness::Fresh).await?;
        let passage = if sights.is_empty() { gate::pass(self).await? } else { Passage::None };
        if let Passage::Passed(_) = &passage {
            let addresses = self.addresses();
            (sights, search) =
                moment::look(&self.page, self.asked(&addresses), super::banner::Eagerness::Fresh).await?;
        }
        for sight in &mut sights {
            sight.interface.placement.after_scroll = true;
            // When it came, was our doing.
            sight.interface.placement.late_ms = None;
            sight.interface.placement.after_gate = matches!(passage, Passage::Passed(_));
        }
        if let Gathered::Ok(search) = &mut search {
            search.gesture_tried = true;
            match passage {
                Passage::None => {}
                Passage::Passed(gate) => search.gate = Some(gate),
                Passage::Closed(why) => search.blind_spots.push(why),
            }
            search.found = sights.iter().map(|sight| sight.interface.clone()).collect();
        }
        self.picture_of_called(&sights).await?;
        Ok((sights, search))
    }

    /// Runs all gatherers; what they cause is heard in `phase`.
    pub async fn take(&mut self, phase: Phase) -> Result<Taken, Fault> {
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
        self.listen(phase);
        Ok(taken)
    }

    /// Keeps what was gathered as the record of `phase`.
    pub fn keep(&mut self, phase: Phase, clock: ClockRun, taken: Taken) {
        let screenshot = match taken.picture {
            Some(Ok(picture)) => {
                let path = format!("screenshots/{}-{}.png", file_word(self.state), phase_word(phase));
                self.files.insert(path.clone(), picture);
                Some(path)
            }
            Some(Err(why)) => {
                self.note("screenshot", format!("none at {}: {why}", phase_word(phase)));
                None
            }
            None => None,
        };
        for why in taken.notes {
            self.note("gather", format!("at {}: {why}", phase_word(phase)));
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
            policy_links: taken.policy_links,
            signals: taken.signals,
            screenshot,
            page: None,
        });
    }

    /// Takes in what was heard since the last call as part of `phase`.
    pub fn listen(&mut self, phase: Phase) {
        let heard = self.page.heard();
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
        let writes_lost = lost.clone().or_else(|| recorded.writes_lost.clone());
        let visit = Visit {
            state: self.state.clone(),
            reached: self.reached,
            moments: self.moments,
            choice: self.choice,
            second_layer: self.second_layer,
            policy_pages: self.policy_pages,
            requests: or_lost(&lost).map(|()| recorded.requests).into(),
            cookie_writes: or_lost(&writes_lost).map(|()| recorded.cookie_writes).into(),
            storage_writes: or_lost(&writes_lost).map(|()| recorded.storage_writes).into(),
            started: Some(self.began),
            appearance: self.appearance,
            probe_calls: None,
            defeats: Vec::new(),
            revival: None,
            declaration: None,
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

/// What a gesture called, with what was known before it: a place that could not be looked at stays one.
pub fn called(before: &Search, mut now: Search) -> Search {
    now.platforms.clone_from(&before.platforms);
    for spot in &before.blind_spots {
        if !now.blind_spots.contains(spot) {
            now.blind_spots.push(spot.clone());
        }
    }
    now
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

/// A phase in file names and messages, as the evidence spells it.
pub fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Arrival => "arrival",
        Phase::Accepted => "accepted",
        Phase::AfterChoice => "after-choice",
        Phase::Return => "return",
        Phase::NextPage => "next-page",
    }
}
