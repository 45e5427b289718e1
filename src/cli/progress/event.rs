//! What can be told while a command is at work. These are the lines of `--progress json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::evidence::{ChoiceStatus, ReachOutcome};
use crate::policy::Severity;

/// One thing that happened. With `--progress json` each is an object on a line of standard error; further kinds and
/// fields may come.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum ProgressEvent {
    /// The run begins: everything that can be checked before was.
    RunStarted {
        /// Version of the program.
        version: String,
        /// How many targets or bundles there are.
        targets: usize,
        /// States that each target is to be lived through in; none where stored evidence is judged.
        states: Vec<String>,
    },
    /// Rules and knowledge were read.
    RulesLoaded {
        /// How many rules are on.
        rules: usize,
        /// Under which profiles.
        profiles: Vec<String>,
        /// Digest of the rules in force.
        digest: String,
        /// Digest of what is known.
        knowledge: String,
    },
    /// A browser runs.
    BrowserStarted {
        /// Its executable.
        executable: String,
        /// As it names itself.
        product: String,
        /// Whether its sandbox is on.
        sandbox: bool,
        /// How long the start took.
        seconds: f64,
    },
    /// The browser died; another one lives through the states that it took along.
    BrowserRestarted {
        /// Which target.
        target: String,
        /// States that are tried again.
        states: Vec<String>,
    },
    /// A target is next.
    TargetStarted {
        /// As it was given.
        target: String,
        /// Which it is, from 1 on.
        number: usize,
        /// Of how many.
        of: usize,
        /// In how many states it is to be lived through.
        states: usize,
    },
    /// A state of a target begins.
    StateStarted {
        /// Which target.
        target: String,
        /// Which state.
        state: String,
    },
    /// A state of a target is over.
    StateFinished {
        /// Which target.
        target: String,
        /// Which state.
        state: String,
        /// Whether it was lived through; as `states[].status` of `report.json`.
        status: ChoiceStatus,
        /// Why not.
        reason: Option<String>,
        /// How long it took.
        seconds: f64,
        /// How many states of this target are over.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// What was done or happened in a state, from the log of its evidence; with `--verbose` alone.
    Note {
        /// Which target.
        target: String,
        /// Which state.
        state: String,
        /// Milliseconds since the state began.
        at_ms: f64,
        /// Which kind of thing.
        what: String,
        /// What it was. May quote the page.
        detail: String,
    },
    /// The evidence of a target is kept.
    TargetFinished {
        /// Which target.
        target: String,
        /// Folder of the site.
        folder: String,
        /// What came of the address in its first state.
        reached: Option<ReachOutcome>,
        /// How long it took.
        seconds: f64,
    },
    /// The evidence of a target was judged.
    TargetJudged {
        /// Which target.
        target: String,
        /// Whether everything was observed that had to be.
        complete: bool,
        /// How many findings and indications there are that are not waived, by severity.
        findings: BTreeMap<Severity, usize>,
        /// How many rules could not tell.
        undetermined: usize,
    },
    /// Something went wrong. The run goes on, unless its end follows at once.
    Trouble {
        /// With which target, if with one.
        target: Option<String>,
        /// What was wrong and what to do.
        message: String,
        /// The exit code that it leads to, unless a worse one comes.
        exit: u8,
    },
    /// The run is over. It is the last event of every run that began, also of one that trouble or a signal ended.
    RunFinished {
        /// The exit code.
        exit: u8,
        /// How long it took.
        seconds: f64,
    },
}
