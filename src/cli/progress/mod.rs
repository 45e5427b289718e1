//! What is told on standard error while a command is at work.
//!
//! | file | holds |
//! |---|---|
//! | `arguments.rs` | `--progress`, `--quiet`, `--verbose` |
//! | `event.rs` | what can be told; the lines of `--progress json` |
//! | `lines.rs` | events as lines for people |
//! | `bars.rs` | events as bars on a terminal |
//! | `course.rs` | one target under way |

mod arguments;
mod bars;
#[cfg(feature = "chrome")]
mod course;
mod event;
mod lines;

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub use arguments::{ProgressArguments, ProgressChoice};
#[cfg(feature = "chrome")]
pub use course::Course;
pub use event::ProgressEvent;

use super::environment;
use super::exit::{Exit, Trouble};
use super::judge::Judge;
use super::output;
use crate::policy::Outcome;
use crate::report::{FindingForm, Report, can_count};
use bars::Bars;
use lines::Detail;

/// What is told, and in which form.
pub struct Progress {
    sink: Sink,
    detail: Detail,
    began: Instant,
    targets: usize,
    number: AtomicUsize,
}

/// In which form events are told.
enum Sink {
    Silent,
    Lines,
    Json,
    Bars(Bars),
}

impl Progress {
    /// As the words ask, for work on so many targets in these states. Stored evidence (no states) is judged in no time,
    /// so that one bundle alone has no progress unless it is asked for.
    pub fn of(words: &ProgressArguments, targets: usize, states: Vec<String>) -> Self {
        let long = targets > 1 || !states.is_empty();
        let sink = match words.progress {
            _ if words.quiet => Sink::Silent,
            ProgressChoice::Auto if !long => Sink::Silent,
            ProgressChoice::Auto if draws() && !in_ci() => Sink::Bars(Bars::new()),
            ProgressChoice::Bar if draws() => Sink::Bars(Bars::new()),
            ProgressChoice::Auto | ProgressChoice::Bar | ProgressChoice::Plain => Sink::Lines,
            ProgressChoice::Json => Sink::Json,
            ProgressChoice::None => Sink::Silent,
        };
        let detail = if words.verbose { Detail::Verbose } else { Detail::Usual };
        let progress = Self { sink, detail, began: Instant::now(), targets, number: AtomicUsize::new(0) };
        let version = env!("CARGO_PKG_VERSION").to_owned();
        progress.tell(&ProgressEvent::RunStarted { version, targets, states });
        progress
    }

    /// Tells what happened.
    pub fn tell(&self, event: &ProgressEvent) {
        match &self.sink {
            Sink::Json => print(&output::unarmed(&serde_json::to_string(event).unwrap_or_default())),
            Sink::Bars(bars) => bars.tell(event, self.detail),
            Sink::Lines => lines::line(event, self.detail).iter().for_each(|line| print(&output::harmless(line))),
            // Details and troubles are no progress.
            Sink::Silent => {
                let usual = lines::line(event, Detail::Usual).is_some();
                if matches!(event, ProgressEvent::Trouble { .. }) || self.is_verbose() && !usual {
                    lines::line(event, self.detail).iter().for_each(|line| print(&output::harmless(line)));
                }
            }
        }
    }

    /// Whether details are told.
    pub fn is_verbose(&self) -> bool {
        self.detail == Detail::Verbose
    }

    /// The next target begins, to be lived through in so many states.
    pub fn target(&self, target: &str, states: usize) {
        let number = self.number.fetch_add(1, Ordering::Relaxed) + 1;
        self.tell(&ProgressEvent::TargetStarted { target: target.to_owned(), number, of: self.targets, states });
    }

    /// Tells by what is judged.
    pub fn judging_by(&self, judge: &Judge) {
        self.tell(&ProgressEvent::RulesLoaded {
            rules: judge.policy.rules.len(),
            profiles: judge.policy.chosen.iter().map(|profile| profile.id.clone()).collect(),
            digest: judge.policy.digest.clone(),
            knowledge: judge.knowledge.digest.clone(),
        });
    }

    /// Tells what came of judging a target.
    pub fn judged(&self, target: &str, report: &Report) {
        let mut findings = std::collections::BTreeMap::new();
        let counts = |finding: &&FindingForm| can_count(finding.verdict, finding.waived.as_ref());
        for finding in report.open().into_iter().filter(counts) {
            *findings.entry(finding.severity).or_default() += 1;
        }
        let undetermined = report.results.iter().filter(|result| result.outcome == Outcome::CantTell).count();
        let (target, complete) = (target.to_owned(), report.complete);
        self.tell(&ProgressEvent::TargetJudged { target, complete, findings, undetermined });
    }

    /// Tells a trouble. It is told however quiet the run is to be.
    pub fn trouble(&self, target: Option<&str>, trouble: &Trouble) {
        let (message, exit) = (trouble.message.clone(), trouble.exit.code());
        self.tell(&ProgressEvent::Trouble { target: target.map(str::to_owned), message, exit });
    }

    /// Says something to people who watch.
    #[cfg(feature = "chrome")]
    pub fn remark(&self, text: &str) {
        match &self.sink {
            Sink::Bars(_) | Sink::Lines => self.aside(|| print(text)),
            Sink::Silent | Sink::Json => {}
        }
    }

    /// Writes to the terminal past what is drawn there.
    #[cfg(feature = "chrome")]
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        match &self.sink {
            Sink::Bars(bars) => bars.aside(say),
            Sink::Silent | Sink::Lines | Sink::Json => say(),
        }
    }

    /// Takes away what is drawn, so that results can be printed.
    pub fn clear(&self) {
        if let Sink::Bars(bars) = &self.sink {
            bars.end();
        }
    }

    /// What a command came to. Where trouble ends it early, those who read events are told that and the end in events, and
    /// in nothing else.
    ///
    /// # Errors
    /// The trouble, where it is still to be told.
    #[cfg(feature = "chrome")]
    pub fn over(&self, outcome: Result<Exit, Trouble>) -> Result<Exit, Trouble> {
        match outcome {
            Err(trouble) if matches!(self.sink, Sink::Json) => {
                self.trouble(None, &trouble);
                self.end(trouble.exit);
                Ok(trouble.exit)
            }
            outcome => outcome,
        }
    }

    /// The run is over.
    pub fn end(&self, exit: Exit) {
        self.clear();
        self.tell(&ProgressEvent::RunFinished { exit: exit.code(), seconds: seconds(self.began.elapsed()) });
    }
}

/// Whole milliseconds, in seconds.
pub fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}

/// A line of standard error.
fn print(line: &str) {
    let mut err = std::io::stderr().lock();
    // Nothing can be done about a closed terminal.
    let _ = writeln!(err, "{line}");
}

/// Whether bars can be drawn.
fn draws() -> bool {
    std::io::stderr().is_terminal() && environment::raw("TERM").is_none_or(|name| name != "dumb")
}

/// Whether a pipeline reads: some give it a terminal.
fn in_ci() -> bool {
    environment::raw("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
