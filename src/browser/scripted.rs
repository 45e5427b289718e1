//! The double: a browser that plays a script. It reads no clock, does no input or output, and writes down every
//! call in the order in which it came.
//!
//! A [`Play`] says what one page answers. Pages take the plays of a [`ScriptedBrowser`] in the order in which they
//! are opened, and the last play for all that follow. What is not scripted has a plain answer where there is one (a
//! landing succeeds, a jar is empty), and is refused where there is none (a script).
//!
//! ```
//! use std::time::{Duration, Instant};
//! use consentinel::browser::scripted::{Call, Play, ScriptedBrowser};
//! use consentinel::browser::{Browser, Fault, Page, Script, Way, World};
//! # use consentinel::browser::{ClockChoice, Guise, PageSettings, PrivacyControl};
//! # let settings = PageSettings {
//! #     viewport: (800, 600), locale: "en".into(), clock: ClockChoice::Virtual,
//! #     privacy_control: PrivacyControl::Off,
//! #     guise: Guise::default(), before_page: vec![], beside_page: vec![],
//! # };
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let shown = Play::new().answers("survey.js", serde_json::json!({ "banner": true }));
//! let gone = Play::new().answers("survey.js", serde_json::json!({ "banner": false }));
//! let play = shown.turns(Call::Click, 1, gone).fails(Call::Picture, 1, Fault::Crashed);
//! let browser = ScriptedBrowser::playing([play]);
//!
//! let page = browser.open(&settings).await.unwrap();
//! let survey = Script { name: "survey.js", source: "" };
//! let soon = Instant::now();
//! page.go(&Way::To("http://shop.test/".into()), Duration::from_secs(1), soon).await.unwrap();
//! assert_eq!(page.ask("main", World::Isolated, survey, &().into()).await.unwrap()["banner"], true);
//! page.click(10.0, 20.0).await.unwrap();
//! assert_eq!(page.ask("main", World::Isolated, survey, &().into()).await.unwrap()["banner"], false);
//! assert_eq!(page.picture(None).await, Err(Fault::Crashed));
//! assert_eq!(browser.calls_of(0)[3], "click 10,20");
//! # });
//! ```

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{
    About, Browser, Clip, ClockChoice, ClockEnd, ClockRun, Fault, Frame, Heard, HeardAt, JarCookie, Key, Landing, Page,
    PageSettings, Script, Voice, Way, World,
};

/// A call of the traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// [`Browser::open`].
    Open,
    /// [`Page::go`].
    Go,
    /// [`Page::wait`].
    Wait,
    /// [`Page::frames`].
    Frames,
    /// [`Page::ask`] and [`Page::voices`].
    Ask,
    /// [`Page::point`].
    Point,
    /// [`Page::click`].
    Click,
    /// [`Page::wheel`].
    Wheel,
    /// [`Page::press`].
    Press,
    /// [`Page::cookies`].
    Cookies,
    /// [`Page::delete_cookies`].
    DeleteCookies,
    /// [`Page::picture`].
    Picture,
    /// [`Page::close`], or a drop without it.
    Close,
}

/// What one page answers. Counts begin at 1 and go on when a play [turns](Play::turns).
#[derive(Debug, Clone, Default)]
pub struct Play {
    landings: BTreeMap<String, Landing>,
    clock_end: Option<ClockEnd>,
    frames: Option<Vec<Frame>>,
    answers: Vec<Answer>,
    cookies: Vec<JarCookie>,
    picture: Vec<u8>,
    heard: Vec<(Call, u32, Vec<Heard>)>,
    faults: Vec<(Call, u32, Fault)>,
    turn: Option<Box<(Call, u32, Play)>>,
}

#[derive(Debug, Clone)]
struct Answer {
    script: String,
    frame: Option<String>,
    /// One after the other; the last is repeated.
    values: Vec<Result<Value, Fault>>,
    given: usize,
}

impl Play {
    /// A page with one frame, `main`, on which nothing happens.
    pub fn new() -> Self {
        Self::default()
    }

    /// What comes of going to `url`. Else a landing succeeds and its budget is spent.
    #[must_use]
    pub fn lands(mut self, url: &str, landing: Landing) -> Self {
        self.landings.insert(url.to_owned(), landing);
        self
    }

    /// Going to `url` fails with an error name of the browser.
    #[must_use]
    pub fn lands_badly(self, url: &str, error: &str) -> Self {
        let clock = spent(Duration::ZERO, ClockEnd::BudgetSpent);
        self.lands(url, Landing { error: Some(error.to_owned()), clock })
    }

    /// How page time ends in every `go` and `wait` that has no landing of its own.
    #[must_use]
    pub fn clock_ends(mut self, end: ClockEnd) -> Self {
        self.clock_end = Some(end);
        self
    }

    /// The frames, parents first. Else there is one, `main`, at the address that was gone to.
    #[must_use]
    pub fn frames(mut self, frames: impl IntoIterator<Item = Frame>) -> Self {
        self.frames = Some(frames.into_iter().collect());
        self
    }

    /// What the script of this name answers in any frame.
    #[must_use]
    pub fn answers(self, script: &str, value: Value) -> Self {
        self.answer(script, None, vec![Ok(value)])
    }

    /// What the script of this name answers in one frame. Goes before an answer for any frame.
    #[must_use]
    pub fn answers_in(self, frame: &str, script: &str, value: Value) -> Self {
        self.answer(script, Some(frame), vec![Ok(value)])
    }

    /// What the script of this name answers the first time, the second time, and so on; the last is repeated.
    #[must_use]
    pub fn answers_in_turn(self, script: &str, values: impl IntoIterator<Item = Result<Value, Fault>>) -> Self {
        self.answer(script, None, values.into_iter().collect())
    }

    fn answer(mut self, script: &str, frame: Option<&str>, values: Vec<Result<Value, Fault>>) -> Self {
        let (script, frame) = (script.to_owned(), frame.map(str::to_owned));
        self.answers.push(Answer { script, frame, values, given: 0 });
        self
    }

    /// The jar.
    #[must_use]
    pub fn cookies(mut self, cookies: impl IntoIterator<Item = JarCookie>) -> Self {
        self.cookies = cookies.into_iter().collect();
        self
    }

    /// The bytes of every picture.
    #[must_use]
    pub fn picture(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.picture = bytes.into();
        self
    }

    /// What is heard during the `nth` call of a kind.
    #[must_use]
    pub fn hears(mut self, call: Call, nth: u32, heard: impl IntoIterator<Item = Heard>) -> Self {
        self.heard.push((call, nth, heard.into_iter().collect()));
        self
    }

    /// The `nth` call of a kind fails. [`Fault::Gone`] and [`Fault::Crashed`] hold for every later call as well.
    #[must_use]
    pub fn fails(mut self, call: Call, nth: u32, fault: Fault) -> Self {
        self.faults.push((call, nth, fault));
        self
    }

    /// After the `nth` call of a kind another play goes on. Scripted events and faults of this one stay.
    #[must_use]
    pub fn turns(mut self, call: Call, nth: u32, next: Play) -> Self {
        self.turn = Some(Box::new((call, nth, next)));
        self
    }
}

/// A frame for a play: no offset for the main frame's children unless set.
pub fn frame(id: &str, parent: Option<&str>, url: &str) -> Frame {
    Frame {
        id: id.to_owned(),
        parent: parent.map(str::to_owned),
        url: url.to_owned(),
        origin: url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default(),
        offset: Some((0.0, 0.0)),
        size: Some((1280.0, 900.0)),
        owner: if parent.is_some() { "iframe".to_owned() } else { String::new() },
    }
}

/// A browser that plays.
#[derive(Debug, Clone)]
pub struct ScriptedBrowser {
    plays: Arc<Vec<Play>>,
    stage: Arc<Mutex<Stage>>,
}

/// What was done so far.
#[derive(Debug, Default)]
struct Stage {
    opened: usize,
    /// The page's number and what was called.
    calls: Vec<(usize, String)>,
}

impl ScriptedBrowser {
    /// A browser whose pages play these, one after the other; the last goes on for ever.
    pub fn playing(plays: impl IntoIterator<Item = Play>) -> Self {
        Self { plays: Arc::new(plays.into_iter().collect()), stage: Arc::default() }
    }

    /// Every call so far with the number of its page, counted from 0: `(0, "click 10,20")`.
    pub fn calls(&self) -> Vec<(usize, String)> {
        hold(&self.stage).calls.clone()
    }

    /// The calls on one page, the opening first.
    pub fn calls_of(&self, page: usize) -> Vec<String> {
        self.calls().into_iter().filter(|(number, _)| *number == page).map(|(_, call)| call).collect()
    }

    /// How many pages were opened.
    pub fn opened(&self) -> usize {
        hold(&self.stage).opened
    }
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Browser for ScriptedBrowser {
    type Page = ScriptedPage;

    fn about(&self) -> About {
        About {
            product: "Scripted 1".to_owned(),
            shell: true,
            user_agent: "Scripted/1".to_owned(),
            arguments: Vec::new(),
            sandbox: true,
            masked: Vec::new(),
        }
    }

    async fn open(&self, settings: &PageSettings) -> Result<ScriptedPage, Fault> {
        let number = {
            let mut stage = hold(&self.stage);
            stage.opened += 1;
            stage.opened - 1
        };
        let play = self.plays.get(number).or_else(|| self.plays.last()).cloned().unwrap_or_else(Play::new);
        let playing = Playing { play, counts: BTreeMap::new(), url: String::new(), heard: Vec::new(), end: None };
        let page = ScriptedPage {
            number,
            clock: settings.clock,
            stage: Arc::clone(&self.stage),
            playing: Mutex::new(playing),
        };
        page.called(Call::Open, format!("open {}", settings.locale), |_| ())?;
        Ok(page)
    }
}

/// A page that plays.
#[derive(Debug)]
pub struct ScriptedPage {
    number: usize,
    clock: ClockChoice,
    stage: Arc<Mutex<Stage>>,
    playing: Mutex<Playing>,
}

#[derive(Debug)]
struct Playing {
    play: Play,
    counts: BTreeMap<Call, u32>,
    url: String,
    heard: Vec<HeardAt>,
    end: Option<Fault>,
}

impl Playing {
    /// What is scripted for this call: its events, its fault. Events of a call that fails are heard all the same.
    fn begin(&mut self, call: Call) -> Result<u32, Fault> {
        let nth = self.counts.entry(call).or_default();
        *nth += 1;
        let nth = *nth;
        if let Some(end) = &self.end {
            return Err(end.clone());
        }
        // No clock: each call takes one millisecond.
        let at_ms = f64::from(self.counts.values().sum::<u32>());
        for (_, _, events) in self.play.heard.iter().filter(|(on, count, _)| (*on, *count) == (call, nth)) {
            self.heard.extend(events.iter().map(|what| HeardAt { at_ms, what: what.clone() }));
        }
        let fault = self.play.faults.iter().find(|(on, count, _)| (*on, *count) == (call, nth));
        let Some((_, _, fault)) = fault else { return Ok(nth) };
        if matches!(fault, Fault::Gone(_) | Fault::Crashed) {
            self.end = Some(fault.clone());
        }
        Err(fault.clone())
    }

    fn finish(&mut self, call: Call, nth: u32) {
        if self.play.turn.as_ref().is_none_or(|turn| (turn.0, turn.1) != (call, nth)) {
            return;
        }
        if let Some(turn) = self.play.turn.take() {
            let (_, _, mut next) = *turn;
            next.heard.extend(std::mem::take(&mut self.play.heard));
            next.faults.extend(std::mem::take(&mut self.play.faults));
            self.play = next;
        }
    }

    fn answer(&mut self, script: &str, frame: &str) -> Result<Value, Fault> {
        let answers = &mut self.play.answers;
        let position = |place: Option<&str>| {
            answers.iter().position(|answer| answer.script == script && answer.frame.as_deref() == place)
        };
        let found = position(Some(frame)).or_else(|| position(None)).and_then(|index| answers.get_mut(index));
        let unscripted = || Fault::Refused { what: script.to_owned(), why: "no answer is scripted".to_owned() };
        let answer = found.ok_or_else(unscripted)?;
        let value = answer.values.get(answer.given).or_else(|| answer.values.last()).cloned();
        answer.given += 1;
        value.unwrap_or_else(|| Err(unscripted()))
    }
}

impl ScriptedPage {
    fn called<T>(&self, call: Call, told: String, answer: impl FnOnce(&mut Playing) -> T) -> Result<T, Fault> {
        hold(&self.stage).calls.push((self.number, told));
        let mut playing = hold(&self.playing);
        let nth = playing.begin(call)?;
        let answer = answer(&mut playing);
        playing.finish(call, nth);
        Ok(answer)
    }

    fn passes(&self, playing: &Playing, budget: Duration) -> ClockRun {
        let end = playing.play.clock_end.unwrap_or(ClockEnd::BudgetSpent);
        ClockRun { clock: self.clock, ..spent(budget, end) }
    }
}

fn spent(budget: Duration, ended: ClockEnd) -> ClockRun {
    ClockRun { ended, spent: budget, clock: ClockChoice::Virtual }
}

impl Page for ScriptedPage {
    async fn go(&self, way: &Way, budget: Duration, _deadline: Instant) -> Result<Landing, Fault> {
        let told = match way {
            Way::To(url) => format!("go {url}"),
            Way::Reload => "reload".to_owned(),
        };
        self.called(Call::Go, told, |playing| {
            if let Way::To(url) = way {
                playing.url.clone_from(url);
            }
            let clock = self.passes(playing, budget);
            playing.play.landings.get(&playing.url).cloned().unwrap_or(Landing { error: None, clock })
        })
    }

    async fn wait(&self, budget: Duration, _deadline: Instant) -> Result<ClockRun, Fault> {
        self.called(Call::Wait, format!("wait {}", budget.as_millis()), |playing| self.passes(playing, budget))
    }

    async fn frames(&self) -> Result<Vec<Frame>, Fault> {
        self.called(Call::Frames, "frames".to_owned(), |playing| {
            playing.play.frames.clone().unwrap_or_else(|| vec![frame("main", None, &playing.url)])
        })
    }

    async fn ask(&self, frame: &str, world: World, script: Script, args: &Value) -> Result<Value, Fault> {
        let world = if world == World::Page { " in its own world" } else { "" };
        let told = format!("ask {} {frame}{world} {args}", script.name);
        self.called(Call::Ask, told, |playing| playing.answer(script.name, frame))?
    }

    async fn voices(&self, frame: &str, script: Script, args: &Value) -> Result<Vec<Option<Voice>>, Fault> {
        let told = format!("voices {} {frame} {args}", script.name);
        let answer = self.called(Call::Ask, told, |playing| playing.answer(script.name, frame))??;
        serde_json::from_value(answer)
            .map_err(|why| Fault::Script { script: script.name.to_owned(), why: why.to_string() })
    }

    async fn point(&self, x: f64, y: f64) -> Result<(), Fault> {
        self.called(Call::Point, format!("point {x},{y}"), |_| ())
    }

    async fn click(&self, x: f64, y: f64) -> Result<(), Fault> {
        self.called(Call::Click, format!("click {x},{y}"), |_| ())
    }

    async fn wheel(&self, x: f64, y: f64, dy: f64) -> Result<(), Fault> {
        self.called(Call::Wheel, format!("wheel {x},{y} {dy}"), |_| ())
    }

    async fn press(&self, key: Key) -> Result<(), Fault> {
        self.called(Call::Press, format!("press {key:?}"), |_| ())
    }

    async fn cookies(&self) -> Result<Vec<JarCookie>, Fault> {
        self.called(Call::Cookies, "cookies".to_owned(), |playing| playing.play.cookies.clone())
    }

    async fn delete_cookies(&self) -> Result<(), Fault> {
        self.called(Call::DeleteCookies, "delete cookies".to_owned(), |playing| playing.play.cookies.clear())
    }

    async fn picture(&self, clip: Option<Clip>) -> Result<Vec<u8>, Fault> {
        let told = if clip.is_some() { "picture of a part" } else { "picture" };
        self.called(Call::Picture, told.to_owned(), |playing| playing.play.picture.clone())
    }

    async fn mhtml(&self) -> Result<Vec<u8>, Fault> {
        Err(Fault::Refused { what: "a stored page".to_owned(), why: "the double has none".to_owned() })
    }

    fn heard(&self) -> Vec<HeardAt> {
        std::mem::take(&mut hold(&self.playing).heard)
    }

    async fn close(self) {}
}

impl Drop for ScriptedPage {
    fn drop(&mut self) {
        // A failing close has nobody to tell.
        let _ = self.called(Call::Close, "close".to_owned(), |_| ());
    }
}
