//! The states: how each ended, in how many steps, and whether the interface came back.

use super::banner::{shown, still_stands};
use super::lived::{Ground, Lived, reason};
use super::pointer;
use super::presence::flag;
use super::site::StateFacts;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Choice, ChoiceStatus, Phase, State};

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
    }
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

/// Adds `reject.*` and `accept.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let reject = Attempt::of(ground, &State::Reject);
    let accept = Attempt::of(ground, &State::Accept);
    singles.insert("reject.status", reject.status(), reject.at_choice());
    singles.insert("accept.status", accept.status(), accept.at_choice());
    let (reject_steps, accept_steps) = (reject.steps(), accept.steps());
    let more = match (&reject_steps, &accept_steps) {
        (Ok(None), _) | (_, Ok(None)) => Fact::absent(),
        (Err(why), _) | (_, Err(why)) => Fact::Unknown(why.clone()),
        (Ok(Some(reject)), Ok(Some(accept))) => Fact::number(reject - accept),
    };
    singles.insert("reject.steps", number(reject_steps), reject.at_choice());
    singles.insert("accept.steps", number(accept_steps), accept.at_choice());
    singles.insert("reject.steps-more", more, reject.at_choice());
    singles.insert("reject.banner-on-return", flag(reject.banner_on_return()), reject.at_return());
    singles.insert("accept.banner-on-return", flag(accept.banner_on_return()), accept.at_return());
    singles.insert("reject.recorded", flag(reject.recorded()), reject.at_choice());
}

fn number(steps: Result<Option<f64>, String>) -> Fact {
    match steps {
        Ok(Some(steps)) => Fact::number(steps),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why),
    }
}

/// The attempt to make one choice.
struct Attempt<'g, 'a> {
    /// The visit and its choice, or why there is none.
    made: Result<(&'g Lived<'a>, &'a Choice), String>,
    index: Option<usize>,
}

impl<'g, 'a> Attempt<'g, 'a> {
    fn of(ground: &'g Ground<'a>, state: &State) -> Self {
        let index = ground.attempted(state).ok().map(|lived| lived.index);
        let made = ground.loaded(state).and_then(|lived| match &lived.visit.choice {
            Some(choice) => Ok((lived, choice)),
            None => Err(lived.chosen.clone().err().unwrap_or_else(|| format!("the state {state} holds no choice"))),
        });
        Self { made, index }
    }

    fn status(&self) -> Fact {
        match &self.made {
            Ok((_, choice)) => Fact::text(status_word(choice.status)),
            Err(why) => Fact::Unknown(why.clone()),
        }
    }

    /// Steps of a confirmed choice; `Ok(None)` if the interface offers no way to make it.
    fn steps(&self) -> Result<Option<f64>, String> {
        let (lived, choice) = self.made.as_ref().map_err(Clone::clone)?;
        match choice.status {
            ChoiceStatus::NotOffered => Ok(None),
            _ => lived.chosen.clone().map(|()| Some(choice.steps.len() as f64)),
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
        if !choice.record.is_empty() {
            return Ok(true);
        }
        lived.saw_all(&[Phase::Arrival, Phase::AfterChoice], |moment| {
            moment.cookies.as_result().map_err(|why| format!("the jar was not read: {why}"))?;
            moment.storage.as_result().map_err(|why| format!("the storage was not read: {why}"))?;
            Ok(())
        })?;
        Ok(false)
    }

    fn at_choice(&self) -> String {
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

fn status_word(status: ChoiceStatus) -> &'static str {
    match status {
        ChoiceStatus::Observed => "observed",
        ChoiceStatus::NotOffered => "not-offered",
        ChoiceStatus::Unconfirmed => "unconfirmed",
        ChoiceStatus::Failed => "failed",
    }
}
