//! The checks of `doctor`: a table, and a file for each group of them. Each looks at a machine and changes nothing.

mod browser;
mod room;
mod sandbox;
mod surroundings;

use super::machine::Machine;
use super::row::{Finding, Row};

/// A check.
pub struct Check {
    /// Its id in JSON; it stays the same.
    pub id: &'static str,
    /// What it looks at, for people.
    pub what: &'static str,
    look: fn(&dyn Machine) -> Finding,
}

/// All checks, in the order in which they are printed.
pub const CHECKS: [Check; 21] = [
    Check { id: "system", what: "system", look: surroundings::system },
    Check { id: "browser", what: "browser", look: browser::there },
    Check { id: "snap", what: "packaged as a snap", look: browser::snap },
    Check { id: "start", what: "start", look: browser::start },
    Check { id: "page", what: "page on loopback", look: browser::page },
    Check { id: "third-party-cookies", what: "third-party cookies", look: browser::third_party },
    Check { id: "shown-as", what: "shown as", look: browser::shown_as },
    Check { id: "hidden", what: "hidden from pages", look: browser::hidden },
    Check { id: "user", what: "user", look: sandbox::user },
    Check { id: "sandbox", what: "sandbox", look: sandbox::sandbox },
    Check { id: "apparmor", what: "AppArmor", look: sandbox::apparmor },
    Check { id: "user-namespaces", what: "user namespaces", look: sandbox::namespaces },
    Check { id: "temporary-files", what: "temporary files", look: room::temporary },
    Check { id: "shared-memory", what: "shared memory", look: room::shared },
    Check { id: "memory", what: "memory", look: room::memory },
    Check { id: "fonts", what: "fonts", look: surroundings::fonts },
    Check { id: "proxy", what: "proxy", look: surroundings::proxy },
    Check { id: "clock", what: "clock", look: surroundings::clock },
    Check { id: "locale", what: "locale", look: surroundings::locale },
    Check { id: "display", what: "display", look: surroundings::display },
    Check { id: "rules", what: "rules and knowledge", look: surroundings::rules },
];

/// What all checks find on a machine.
pub fn examine(machine: &dyn Machine) -> Vec<Row> {
    CHECKS
        .iter()
        .map(|check| {
            let Finding { found, verdict, advice } = (check.look)(machine);
            Row { check: check.id.to_owned(), what: check.what.to_owned(), found, verdict, advice }
        })
        .collect()
}

/// Bytes in words.
fn bytes(count: u64) -> String {
    match count {
        0..1_000_000 => format!("{} kB", count / 1000),
        1_000_000..1_000_000_000 => format!("{} MB", count / 1_000_000),
        _ => format!("{}.{} GB", count / 1_000_000_000, count / 100_000_000 % 10),
    }
}
