//! Exit codes, and which of several wins.

use std::process::ExitCode;

use crate::report::ExitKind;

/// How a run of the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: nothing at or above the threshold.
    Clean,
    /// 1: findings at or above the threshold.
    Findings,
    /// 2: usage, configuration or policy refused.
    Usage,
    /// 3: a target or a needed state could not be observed.
    Incomplete,
    /// 4: no usable browser.
    NoBrowser,
    /// 130: interrupted.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::NoBrowser => 4,
            Self::Interrupted => 130,
        }
    }

    /// Which of two wins: interrupted, then 4, 2, 1, 3, 0. Findings win over gaps: what was seen stands.
    pub fn worst(self, other: Self) -> Self {
        let weight = |exit: Self| match exit {
            Self::Clean => 0,
            Self::Incomplete => 1,
            Self::Findings => 2,
            Self::Usage => 3,
            Self::NoBrowser => 4,
            Self::Interrupted => 5,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

impl From<ExitKind> for Exit {
    fn from(kind: ExitKind) -> Self {
        match kind {
            ExitKind::Clean => Self::Clean,
            ExitKind::Incomplete => Self::Incomplete,
            ExitKind::Findings => Self::Findings,
            ExitKind::Refused => Self::Usage,
            ExitKind::NoBrowser => Self::NoBrowser,
        }
    }
}

/// Whether a run leaves with what it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaving {
    /// With the code of what was found or is missing.
    #[default]
    AsItIs,
    /// With 0, whatever was found or could not be observed (`--exit-zero`).
    WithZero,
}

impl Leaving {
    /// The code to leave with. Nothing excuses what was refused, a browser that is missing, or an interruption: then
    /// there was no audit.
    pub fn with(self, exit: Exit) -> Exit {
        match (self, exit) {
            (Self::WithZero, Exit::Findings | Exit::Incomplete) => Exit::Clean,
            (_, exit) => exit,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command ended early, in words for people, with the code to leave with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What was wrong, where, and what to do.
    pub message: String,
    /// The code.
    pub exit: Exit,
}

impl Trouble {
    /// The user's words or files are at fault.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::Usage }
    }

    /// There is no usable browser.
    pub fn no_browser(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::NoBrowser }
    }

    /// Something could not be observed, read or written.
    pub fn incomplete(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::Incomplete }
    }

    /// The user interrupted.
    #[cfg(feature = "chrome")]
    pub fn interrupted() -> Self {
        Self { message: "interrupted; nothing half-written is left behind, and states that were finished are kept in bundle-incomplete/"
                .to_owned(), exit: Exit::Interrupted }
    }
}

#[cfg(test)]
mod tests {
    use super::{Exit, Leaving};

    #[test]
    fn of_several_the_order_is_four_two_one_three() {
        let order = [Exit::Interrupted, Exit::NoBrowser, Exit::Usage, Exit::Findings, Exit::Incomplete, Exit::Clean];
        for (place, worse) in order.iter().enumerate() {
            for better in &order[place..] {
                assert_eq!(worse.worst(*better), *worse);
                assert_eq!(better.worst(*worse), *worse);
            }
        }
    }

    #[test]
    fn zero_excuses_what_was_found_or_is_missing_and_nothing_else() {
        for (exit, left) in [
            (Exit::Clean, 0),
            (Exit::Findings, 0),
            (Exit::Incomplete, 0),
            (Exit::Usage, 2),
            (Exit::NoBrowser, 4),
            (Exit::Interrupted, 130),
        ] {
            assert_eq!(Leaving::WithZero.with(exit).code(), left);
            assert_eq!(Leaving::AsItIs.with(exit), exit);
        }
    }
}
