//! Colours of a terminal: few, and never the only sign of something.

use anstyle::{AnsiColor, Style};

use super::wrap::HARD_SPACE;
use crate::policy::Severity;
use crate::report::document::{Line, Tone};

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// With colours and weights.
    On,
    /// Plain text.
    Off,
}

impl Paint {
    /// Spans with their colours.
    pub(super) fn line(self, line: &Line) -> String {
        line.iter().map(|span| self.tone(&span.text, span.tone)).collect::<Vec<_>>().join(" ").replace(HARD_SPACE, " ")
    }

    /// `text` in `tone`.
    fn tone(self, text: &str, tone: Tone) -> String {
        self.style(text, style(tone))
    }

    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.style(text, Style::new().bold().underline())
    }

    /// The word for a severity at the head of a card.
    pub fn tag(self, text: &str, severity: Severity) -> String {
        self.style(text, style(Tone::Severity(severity)).bold())
    }

    fn style(self, text: &str, style: Style) -> String {
        match self {
            Self::On if style != Style::new() && !text.is_empty() => format!("{style}{text}{style:#}"),
            _ => text.to_owned(),
        }
    }
}

fn style(tone: Tone) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match tone {
        Tone::Plain => Style::new(),
        Tone::Strong | Tone::Added => Style::new().bold(),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Doubt | Tone::Removed => colour(AnsiColor::Yellow),
        Tone::Severity(Severity::Critical) => colour(AnsiColor::BrightRed).bold(),
        Tone::Severity(Severity::High) => colour(AnsiColor::Red),
        Tone::Severity(Severity::Medium) => colour(AnsiColor::Yellow),
        Tone::Severity(Severity::Low) => colour(AnsiColor::Cyan),
        Tone::Severity(Severity::Info) => Style::new().dimmed(),
    }
}
