//! The states: how each ended, in how many steps, and whether the interface came back.

use super::banner::{shown, still_stands};
use super::lived::{Ground, Lived, reason};
use super::pointer;
use super::presence::flag;
use super::site::StateFacts;
use super::storage::read_storage;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{
    Choice, ChoiceStatus, DismissOutcome, IncidentKind, Obstacle, Phase, RecordReads, ReopenMeans, Role, State, Step,
    StepKind,
};

/// One entry for every state that was attempted.
pub fn facts(ground: &Ground<'_>) -> Vec<StateFacts> {
    let mut states: Vec<StateFacts> = ground.visits.iter().map(of_visit).collect();
    states.sort_by(|a, b| a.state.cmp(&b.state));
    states
}

fn of_visit(lived: &Lived<'_>) -> StateFacts {
    let choice = lived.visit.choice.as_ref();
    let status = match (&lived.loaded, lived.chooses(), choice) {
        (Err(_), _, _) | (Ok(()), true, None) => ChoiceStatus::Failed,
        (Ok(()), true, Some(choice)) => choice.status,
        (Ok(()), false, _) => ChoiceStatus::Observed,
    };
    let made = choice.filter(|choice| !choice.steps.is_empty());
    let given = lived.loaded.clone().err().or_else(|| choice.and_then(reason).map(str::to_owned));
    let ended = || lived.chosen.clone().err().or_else(|| lived.visit.cut_short.clone());
    StateFacts {
        state: lived.state().clone(),
        status,
        reason: given.or_else(ended),
        steps: made.map(|choice| u32::try_from(choice.steps.len()).unwrap_or(u32::MAX)),
        clicked: choice.map(clicked).unwrap_or_default(),
        confirmed_by: choice.map(|choice| choice.confirmed_by.clone()).unwrap_or_default(),
        banner_on_return: stands_on_return(lived).ok(),
        dismissals: choice.map(|choice| choice.dismissals.clone()).unwrap_or_default(),
        reopened_by: choice.and_then(|choice| choice.reopened_by.clone()),
        incidents: incidents(lived).collect(),
    }
}

/// What the page did by itself right after the choice, until the reload.
fn incidents(lived: &Lived<'_>) -> impl Iterator<Item = IncidentKind> {
    let after = lived.visit.incidents.iter().filter(|incident| incident.phase == Phase::AfterChoice);
    after.map(|incident| incident.kind)
}

/// Whether the interface stands there after the reload; where nothing was chosen, whether any does.
fn stands_on_return(lived: &Lived<'_>) -> Result<bool, String> {
    let (_, moment) = lived.moment(Phase::Return)?;
    let stands = if lived.chooses() {
        let (_, arrival) = lived.moment(Phase::Arrival)?;
        still_stands(arrival, moment)
    } else {
        shown(moment)
    };
    stands.map_err(|why| format!("{why} in the phase return of the state {}", lived.state()))
}

fn clicked(choice: &Choice) -> Vec<String> {
    choice.steps.iter().map(|step| step.text.clone()).collect()
}

/// What a fact of a choice asks for.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Status,
    Steps,
    /// Steps beyond those of accepting.
    StepsMore,
    /// Toggles that were switched.
    Toggles,
    /// How often the same had to be said again.
    SaidAgain,
    BannerOnReturn,
    Recorded,
    /// What the record says, as the platform's file reads it.
    RecordReads,
    /// How often the page did something by itself after the choice.
    Incidents(IncidentKind),
    /// What opened the interface again.
    ReopenedBy,
}

/// Every fact of a choice.
const ASKED: &[(&str, State, Asked)] = &[
    ("reject.status", State::Reject, Asked::Status),
    ("reject.steps", State::Reject, Asked::Steps),
    ("reject.steps-more", State::Reject, Asked::StepsMore),
    ("reject.toggles", State::Reject, Asked::Toggles),
    ("reject.asked-again", State::Reject, Asked::SaidAgain),
    ("accept.toggles", State::Accept, Asked::Toggles),
    ("accept.asked-again", State::Accept, Asked::SaidAgain),
    ("reject.banner-on-return", State::Reject, Asked::BannerOnReturn),
    ("reject.recorded", State::Reject, Asked::Recorded),
    ("reject.record-reads", State::Reject, Asked::RecordReads),
    ("reject.dialogs", State::Reject, Asked::Incidents(IncidentKind::Dialog)),
    ("reject.windows", State::Reject, Asked::Incidents(IncidentKind::Window)),
    ("reject.downloads", State::Reject, Asked::Incidents(IncidentKind::Download)),
    ("reject.navigations", State::Reject, Asked::Incidents(IncidentKind::Navigation)),
    ("reject-again.status", State::RejectAgain, Asked::Status),
    ("reject-again.banner-on-return", State::RejectAgain, Asked::BannerOnReturn),
    ("accept.status", State::Accept, Asked::Status),
    ("accept.steps", State::Accept, Asked::Steps),
    ("accept.banner-on-return", State::Accept, Asked::BannerOnReturn),
    ("accept.recorded", State::Accept, Asked::Recorded),
    ("accept.record-reads", State::Accept, Asked::RecordReads),
    ("accept.dialogs", State::Accept, Asked::Incidents(IncidentKind::Dialog)),
    ("accept.windows", State::Accept, Asked::Incidents(IncidentKind::Window)),
    ("accept.downloads", State::Accept, Asked::Incidents(IncidentKind::Download)),
    ("accept.navigations", State::Accept, Asked::Incidents(IncidentKind::Navigation)),
    ("withdraw.status", State::Withdraw, Asked::Status),
    ("withdraw.steps", State::Withdraw, Asked::Steps),
    ("withdraw.steps-more", State::Withdraw, Asked::StepsMore),
    ("withdraw.reopened-by", State::Withdraw, Asked::ReopenedBy),
    ("withdraw.banner-on-return", State::Withdraw, Asked::BannerOnReturn),
    ("withdraw.recorded", State::Withdraw, Asked::Recorded),
    ("withdraw.record-reads", State::Withdraw, Asked::RecordReads),
    ("save.status", State::Save, Asked::Status),
    ("save.steps", State::Save, Asked::Steps),
    ("save.banner-on-return", State::Save, Asked::BannerOnReturn),
    ("save.recorded", State::Save, Asked::Recorded),
    ("save.record-reads", State::Save, Asked::RecordReads),
    ("dismiss.status", State::Dismiss, Asked::Status),
    ("dismiss.banner-on-return", State::Dismiss, Asked::BannerOnReturn),
    ("dismiss.recorded", State::Dismiss, Asked::Recorded),
    ("dismiss.record-reads", State::Dismiss, Asked::RecordReads),
];

/// Adds the facts of every choice.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let accept_steps = Attempt::of(ground, &State::Accept).steps();
    for (name, state, asked) in ASKED {
        let attempt = Attempt::of(ground, state);
        let (fact, at) = match asked {
            Asked::Status => (attempt.status(), attempt.at_choice()),
            Asked::Steps => (number(attempt.steps()), attempt.at_choice()),
            Asked::StepsMore => (more(&attempt.steps(), &accept_steps), attempt.at_choice()),
            Asked::Toggles => (number(attempt.count(toggles)), attempt.at_choice()),
            Asked::SaidAgain => (number(attempt.count(asked_again)), attempt.at_choice()),
            Asked::BannerOnReturn => (flag(attempt.banner_on_return()), attempt.at_return()),
            Asked::Recorded => (flag(attempt.recorded()), attempt.at_choice()),
            Asked::RecordReads => (attempt.record_reads(), attempt.at_choice()),
            Asked::Incidents(kind) => (number(attempt.incidents(*kind)), attempt.at_choice()),
            Asked::ReopenedBy => (attempt.reopened_by(), attempt.at_choice()),
        };
        singles.insert(name, fact, at);
    }
}

/// How many steps more one choice takes than accepting.
fn more(steps: &Result<Option<f64>, String>, accept: &Result<Option<f64>, String>) -> Fact {
    match (steps, accept) {
        (Ok(None), _) | (_, Ok(None)) => Fact::absent(),
        (Err(why), _) | (_, Err(why)) => Fact::Unknown(why.clone()),
        (Ok(Some(steps)), Ok(Some(accept))) => Fact::number(steps - accept),
    }
}

fn number(steps: Result<Option<f64>, String>) -> Fact {
    match steps {
        Ok(Some(steps)) => Fact::number(steps),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why),
    }
}

/// The attempt to make one choice.
pub(super) struct Attempt<'g, 'a> {
    /// The visit and its choice, or why there is none.
    made: Result<(&'g Lived<'a>, &'a Choice), String>,
    index: Option<usize>,
}

impl<'g, 'a> Attempt<'g, 'a> {
    /// In this state.
    pub(super) fn of(ground: &'g Ground<'a>, state: &State) -> Self {
        let index = ground.attempted(state).ok().map(|lived| lived.index);
        let made = ground.loaded(state).and_then(|lived| match &lived.visit.choice {
            Some(choice) => Ok((lived, choice)),
            None => Err(lived.chosen.clone().err().unwrap_or_else(|| format!("the state {state} holds no choice"))),
        });
        Self { made, index }
    }

    /// How it ended.
    pub(super) fn status(&self) -> Fact {
        match &self.made {
            Ok((_, choice)) => Fact::text(status_word(choice.status)),
            Err(why) => Fact::Unknown(why.clone()),
        }
    }

    /// Steps of a confirmed choice; `Ok(None)` if the interface offers no way to make it.
    fn steps(&self) -> Result<Option<f64>, String> {
        self.count(<[Step]>::len)
    }

    /// A count of the steps of a confirmed choice; `Ok(None)` if the interface offers no way to make it.
    fn count(&self, count: impl Fn(&[Step]) -> usize) -> Result<Option<f64>, String> {
        let (lived, choice) = self.made.as_ref().map_err(Clone::clone)?;
        match choice.status {
            ChoiceStatus::NotOffered => Ok(None),
            _ => lived.chosen.clone().map(|()| Some(count(&choice.steps) as f64)),
        }
    }

    /// Whether the interface is back after the reload. A choice that nothing recorded counts as made if the interface
    /// went away when its control was activated: that it comes back is then what there is to see.
    fn banner_on_return(&self) -> Result<bool, String> {
        let (lived, choice) = self.made.as_ref().map_err(Clone::clone)?;
        let went_away = || {
            let (_, after) = lived.moment(Phase::AfterChoice).ok()?;
            Some(!choice.steps.is_empty() && shown(after) == Ok(false))
        };
        match choice.status {
            ChoiceStatus::Observed => {}
            ChoiceStatus::Unconfirmed if went_away() == Some(true) => {}
            _ => lived.chosen.clone()?,
        }
        stands_on_return(lived)
    }

    /// Whether something holds the choice. That nothing does is known only if jar and storage were read before and
    /// after.
    fn recorded(&self) -> Result<bool, String> {
        let (lived, choice) = self.made.as_ref().map_err(Clone::clone)?;
        match choice.status {
            ChoiceStatus::Observed | ChoiceStatus::Unconfirmed => {}
            ChoiceStatus::NotOffered | ChoiceStatus::Failed => lived.chosen.clone()?,
        }
        if !choice.record.is_empty() || choice.dismissals.iter().any(|one| !one.record.is_empty()) {
            return Ok(true);
        }
        if let Some(one) = choice.dismissals.iter().find(|one| one.outcome == DismissOutcome::NotTried) {
            return Err(format!("one way to send the interface away was not tried: {:?}", one.way));
        }
        lived.saw_all(&[Phase::Arrival, Phase::AfterChoice], |moment| {
            moment.cookies.as_result().map_err(|why| format!("the jar was not read: {why}"))?;
            read_storage(moment)
        })?;
        Ok(false)
    }

    /// What the stored record says. What no file of a platform reads is not known.
    fn record_reads(&self) -> Fact {
        match &self.made {
            Err(why) => Fact::Unknown(why.clone()),
            // One way to send it away that accepts is enough.
            Ok((_, choice)) if choice.dismissals.iter().any(|one| one.record_reads == Some(RecordReads::Accepted)) => {
                Fact::text("accepted")
            }
            Ok((_, choice)) if choice.dismissals.iter().any(|one| one.outcome == DismissOutcome::NotTried) => {
                Fact::Unknown("not every way to send the interface away was tried".to_owned())
            }
            Ok((_, choice)) => match choice.record_reads {
                Some(RecordReads::Accepted) => Fact::text("accepted"),
                Some(RecordReads::Refused) => Fact::text("refused"),
                Some(RecordReads::Partial) => Fact::text("partial"),
                None => Fact::Unknown("no file of a platform tells how the record is read".to_owned()),
            },
        }
    }

    /// How often the page did something by itself after the choice; `Ok(None)` if the choice is not offered.
    fn incidents(&self, kind: IncidentKind) -> Result<Option<f64>, String> {
        let (lived, choice) = self.made.as_ref().map_err(Clone::clone)?;
        if choice.status == ChoiceStatus::NotOffered {
            return Ok(None);
        }
        let count = incidents(lived).filter(|other| *other == kind).count();
        if count == 0 {
            // That nothing happened is known only of a choice that was made and looked at to its end.
            lived.saw_all(&[Phase::AfterChoice], |_| Ok(()))?;
        }
        Ok(Some(count as f64))
    }

    /// What opened the interface again; absent where everything that was tried opened nothing.
    fn reopened_by(&self) -> Fact {
        let (lived, choice) = match &self.made {
            Ok((lived, choice)) => (lived, choice),
            Err(why) => return Fact::Unknown(why.clone()),
        };
        match (&choice.reopened_by, choice.obstacle) {
            (Some(reopened), _) => Fact::text(means_word(reopened.means)),
            (None, Some(Obstacle::NothingReopens)) => Fact::absent(),
            (None, _) => {
                let why = lived.chosen.clone().err();
                Fact::Unknown(why.unwrap_or_else(|| "what opened the interface again was not recorded".to_owned()))
            }
        }
    }

    /// Where in the evidence the choice stands.
    pub(super) fn at_choice(&self) -> String {
        match (&self.made, self.index) {
            (Ok((lived, _)), _) => pointer::in_visit(lived.index, "choice"),
            (Err(_), Some(index)) => pointer::visit(index),
            (Err(_), None) => pointer::WHOLE.to_owned(),
        }
    }

    fn at_return(&self) -> String {
        let at = self.made.as_ref().ok().and_then(|(lived, _)| {
            lived.moment(Phase::Return).ok().map(|(at, _)| pointer::in_moment(lived.index, at, "search"))
        });
        at.unwrap_or_else(|| self.at_choice())
    }
}

fn means_word(means: ReopenMeans) -> &'static str {
    match means {
        ReopenMeans::StillThere => "still-there",
        ReopenMeans::Platform => "platform",
        ReopenMeans::Widget => "widget",
        ReopenMeans::Link => "link",
        ReopenMeans::PlatformCall => "platform-call",
    }
}

fn toggles(steps: &[Step]) -> usize {
    steps.iter().filter(|step| step.kind == StepKind::Toggle).count()
}

/// Activations of a control that accepts or refuses beyond the first of these: what was said had to be said again.
/// Saving what refusing set is no question.
fn asked_again(steps: &[Step]) -> usize {
    let says = |step: &&Step| step.kind == StepKind::Activate && matches!(step.role, Role::Accept | Role::Reject);
    steps.iter().filter(says).count().saturating_sub(1)
}

fn status_word(status: ChoiceStatus) -> &'static str {
    match status {
        ChoiceStatus::Observed => "observed",
        ChoiceStatus::NotOffered => "not-offered",
        ChoiceStatus::Unconfirmed => "unconfirmed",
        ChoiceStatus::Failed => "failed",
    }
}
