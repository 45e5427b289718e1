//! Bars on a terminal: one for the site that is visited, a line for each that is done.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::event::ProgressEvent;
use super::lines::{self, Detail};
use crate::cli::output::unarmed;

/// How often time on a bar goes on.
const TICK: Duration = Duration::from_millis(250);

/// The bars of one run.
pub struct Bars {
    all: MultiProgress,
    site: Mutex<Option<Site>>,
}

/// The bar of the site that is visited.
struct Site {
    bar: ProgressBar,
    name: String,
    under_way: Vec<String>,
    told: Vec<String>,
}

impl Bars {
    /// No bar yet.
    pub fn new() -> Self {
        let all = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        Self { all, site: Mutex::default() }
    }

    /// Shows an event.
    pub fn tell(&self, event: &ProgressEvent, detail: Detail) {
        let mut site = self.site.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            ProgressEvent::TargetStarted { target, number, of, states } => {
                close(&mut site, &self.all);
                *site = Some(self.open(&format!("[{number}/{of}] {}", unarmed(target)), *states));
            }
            ProgressEvent::StateStarted { state, .. } => {
                if let Some(site) = &mut *site {
                    site.under_way.push(state.clone());
                    site.show();
                }
            }
            ProgressEvent::StateFinished { state, .. } => {
                if let Some(site) = &mut *site {
                    site.under_way.retain(|other| other != state);
                    site.bar.inc(1);
                    site.show();
                }
            }
            ProgressEvent::TargetFinished { seconds, .. } => {
                if let Some(site) = &mut *site {
                    site.told.push(format!("{seconds:.1} s"));
                }
            }
            ProgressEvent::TargetJudged { complete, findings, undetermined, .. } => {
                if let Some(site) = &mut *site {
                    site.told.push(lines::judged(*complete, findings, *undetermined));
                }
            }
            _ => {}
        }
        if !is_drawn(event)
            && let Some(line) = lines::line(event, detail)
        {
            self.print(&line);
        }
        if detail == Detail::Verbose
            && let ProgressEvent::StateFinished { .. } = event
            && let Some(line) = lines::line(event, detail)
        {
            self.print(&line);
        }
    }

    /// Writes past the bars.
    #[cfg(feature = "chrome")]
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.all.suspend(say)
    }

    /// Takes the bars away; the line of the last site stays.
    pub fn end(&self) {
        close(&mut self.site.lock().unwrap_or_else(PoisonError::into_inner), &self.all);
        // Nothing can be done about a closed terminal.
        let _ = self.all.clear();
    }

    fn open(&self, name: &str, states: usize) -> Site {
        let bar = self.all.add(ProgressBar::new(states as u64));
        let form = if states == 0 {
            "{prefix}  {elapsed}"
        } else {
            "{prefix}  [{bar:20}] {pos}/{len} states  {elapsed}  {wide_msg}"
        };
        bar.set_style(ProgressStyle::with_template(form).map_or_else(|_| ProgressStyle::default_bar(), as_text));
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(TICK);
        Site { bar, name: name.to_owned(), under_way: Vec::new(), told: Vec::new() }
    }

    fn print(&self, line: &str) {
        // Nothing can be done about a closed terminal.
        let _ = self.all.println(unarmed(line));
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.end();
    }
}

impl Site {
    fn show(&self) {
        self.bar.set_message(self.under_way.join(", "));
    }
}

fn as_text(style: ProgressStyle) -> ProgressStyle {
    style.progress_chars("=> ")
}

/// Whether a bar shows it.
fn is_drawn(event: &ProgressEvent) -> bool {
    use ProgressEvent as E;
    matches!(
        event,
        E::TargetStarted { .. }
            | E::StateStarted { .. }
            | E::StateFinished { .. }
            | E::TargetFinished { .. }
            | E::TargetJudged { .. }
    )
}

/// Puts a line in the place of a site's bar.
fn close(site: &mut Option<Site>, all: &MultiProgress) {
    if let Some(site) = site.take() {
        site.bar.finish_and_clear();
        all.remove(&site.bar);
        let _ = all.println(format!("{}  {}", site.name, site.told.join(", ")).trim_end());
    }
}
