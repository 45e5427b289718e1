//! Making a choice: the shortest honest way, from the interface at arrival to what came of it.

use super::super::banner::Sight;
use super::super::gesture::called;
use super::super::layers::{self, best};
use super::super::moment::Taken;
use super::super::visit::{Share, Visiting};
use super::confirm::{self, Before};
use super::decide::{Decided, decide};
use super::toggles::{self, Necessary, Prepared, Setting};
use super::walk::{Deciding, Path, Walk, walk};
use super::wish::Wish;
use super::{missed, not_made};
use crate::browser::{ClockRun, Fault, Page, Way};
use crate::evidence::{Choice, ChoiceStatus, Gathered, Phase, Role};

/// A choice that was made, before anybody knows whether it took.
#[derive(Debug)]
pub struct Made {
    /// What was done and what proves it so far.
    pub choice: Choice,
    /// The clock after it.
    pub clock: ClockRun,
    /// What was gathered after it.
    pub taken: Taken,
}

/// Fulfils `wish` on the interface that stands there; what follows belongs to `into`. `Err` with a choice that was
/// not made.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn make<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: &Wish,
    into: Phase,
) -> Result<Result<Made, Choice>, Fault> {
    match interface(visiting).await? {
        Ok(first) => make_on(visiting, wish, first, Path::default(), into).await,
        Err(choice) => Ok(Err(choice)),
    }
}

/// The same on the interface `first`, which was reached by the steps of `path`.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn make_on<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: &Wish,
    first: Sight,
    mut path: Path,
    into: Phase,
) -> Result<Result<Made, Choice>, Fault> {
    let mut before = Before::of(visiting, &first);
    let deciding = match walk(visiting, wish, first.clone(), &Setting::of(wish), &mut path).await? {
        Walk::At(deciding) => deciding,
        Walk::NotOffered(reason, obstacle) => {
            let choice = left(visiting, ChoiceStatus::NotOffered, reason, path);
            return Ok(Err(Choice { obstacle, ..choice }));
        }
        Walk::Failed(reason) => return Ok(Err(left(visiting, ChoiceStatus::Failed, reason, path))),
    };
    let gesture = visiting.sights.iter().any(|sight| sight.interface.placement.after_scroll);
    if !path.steps.is_empty() || visiting.phase != Phase::Arrival || gesture {
        // What was stored on the way to the choice is not its record.
        before.refresh(visiting).await?;
    }
    let Some(decided) = decide(visiting, &deciding, &before, into).await? else {
        let reason = format!("the control to {} could not be operated", wish.word());
        return Ok(Err(left(visiting, ChoiceStatus::Failed, reason, path)));
    };
    let end = Attempt { path, decided };
    let end = seen_through(visiting, wish, [&first, &deciding.sight], &deciding, &before, end).await?;
    let record = confirm::record(visiting, &before, &end.decided.taken);
    let confirmed_by = confirm::at_once(visiting, &before, &end.decided.taken, &record);
    let mut choice = not_made(ChoiceStatus::Unconfirmed, String::new());
    choice.reason = None;
    choice.steps = end.path.steps;
    choice.steps.extend(end.decided.steps);
    choice.layers = end.path.layers;
    choice.record_reads = confirm::reads(visiting, &end.decided.taken, &record);
    choice.record = record;
    choice.confirmed_by = confirmed_by;
    Ok(Ok(Made { choice, clock: end.decided.clock, taken: end.decided.taken }))
}

/// Goes on where the control that makes the choice left no record, and a visitor would go on. `known` are the
/// interfaces on the way.
async fn seen_through<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: &Wish,
    known: [&Sight; 2],
    deciding: &Deciding,
    before: &Before,
    end: Attempt,
) -> Result<Attempt, Fault> {
    if *wish == Wish::Accept || !confirm::record(visiting, before, &end.decided.taken).is_empty() {
        return Ok(end);
    }
    if *wish == Wish::Reject {
        if deciding.necessary_is_off {
            let [first, _] = known;
            let into = visiting.phase;
            return Ok(once_more(visiting, first, before, into).await?.unwrap_or(end));
        }
        if let Some(decided) = saved(visiting, deciding, before, &end).await? {
            return Ok(end.followed_by(Path::default(), decided));
        }
    }
    asked_back(visiting, wish, known, before, end).await
}

/// A way that was gone to its end.
struct Attempt {
    path: Path,
    decided: Decided,
}

impl Attempt {
    /// The whole way, where the end was not the end.
    fn followed_by(self, mut path: Path, decided: Decided) -> Self {
        let mut whole = self.path;
        whole.steps.extend(self.decided.steps);
        whole.steps.append(&mut path.steps);
        whole.layers.append(&mut path.layers);
        Self { path: whole, decided }
    }
}

fn left<P: Page>(visiting: &mut Visiting<'_, P>, status: ChoiceStatus, reason: String, path: Path) -> Choice {
    visiting.note("choice", reason.clone());
    Choice { steps: path.steps, layers: path.layers, ..not_made(status, reason) }
}

/// The interface to choose on; a gesture is tried if none stands there.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn interface<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Result<Sight, Choice>, Fault> {
    if visiting.sights.is_empty() && !visiting.is_late() {
        let (sights, with_gesture) = visiting.search_with_gesture().await?;
        visiting.listen(visiting.phase);
        visiting.sights = sights;
        if let Some(arrival) = visiting.moments.last_mut()
            && let (Gathered::Ok(before), Gathered::Ok(now)) = (&arrival.search, with_gesture)
        {
            arrival.search = Gathered::Ok(called(before, now));
        }
    }
    // The one that lets a visitor choose, if several stand there.
    let offers = |sight: &&Sight| {
        [Role::Accept, Role::Reject, Role::Settings, Role::Save]
            .iter()
            .any(|role| best(&sight.interface, *role).is_some())
    };
    if let Some(sight) = visiting.sights.iter().find(offers).or(visiting.sights.first()) {
        return Ok(Ok(sight.clone()));
    }
    Ok(Err(match visiting.moments.last().map(|moment| &moment.search) {
        Some(search) => missed(search),
        None => not_made(ChoiceStatus::Failed, "nothing was recorded at arrival".to_owned()),
    }))
}

/// A question that came instead of an end ("are you sure?") is answered in the same sense, once.
async fn asked_back<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: &Wish,
    known: [&Sight; 2],
    before: &Before,
    end: Attempt,
) -> Result<Attempt, Fault> {
    let is_known = |sight: &&Sight| known.iter().any(|known| layers::unchanged(&known.interface, &sight.interface));
    let Some(question) = end.decided.taken.sights.iter().find(|sight| !is_known(sight)).cloned() else {
        return Ok(end);
    };
    visiting.note("choice", "another interface came up: answering it in the same sense".to_owned());
    let into = visiting.phase;
    let mut path = Path::default();
    let Walk::At(deciding) = walk(visiting, wish, question, &Setting::of(wish), &mut path).await? else {
        return Ok(end);
    };
    let Some(decided) = decide(visiting, &deciding, before, into).await? else { return Ok(end) };
    Ok(end.followed_by(path, decided))
}

/// The control that refuses only set the toggles: what stands now is saved.
async fn saved<P: Page>(
    visiting: &mut Visiting<'_, P>,
    refused: &Deciding,
    before: &Before,
    end: &Attempt,
) -> Result<Option<Decided>, Fault> {
    let here = |sight: &&Sight| layers::same(&sight.interface, &refused.sight.interface);
    let Some(sight) = end.decided.taken.sights.iter().find(here).cloned() else { return Ok(None) };
    let setting = Setting::OptionalOff(Necessary::AsItStands);
    let Prepared::Ready(ready) = toggles::prepare(visiting, &sight, refused.layer, &setting).await? else {
        return Ok(None);
    };
    visiting.note("choice", "refusing only set the toggles: saving".to_owned());
    let into = visiting.phase;
    let mut steps = ready.steps.clone();
    let decided = decide(visiting, &Deciding::ready(*ready, refused.layer), before, into).await?;
    Ok(decided.map(|decided| {
        steps.extend(decided.steps);
        Decided { steps, ..decided }
    }))
}

/// "Save" stored nothing although the toggle of what is necessary is off: if the interface is back after a reload,
/// the refusal is made again with that toggle on. The first attempt stays in the log.
async fn once_more<P: Page>(
    visiting: &mut Visiting<'_, P>,
    first: &Sight,
    before: &Before,
    into: Phase,
) -> Result<Option<Attempt>, Fault> {
    visiting
        .note("choice", "saving stored nothing while the necessary toggle is off: looking whether it took".to_owned());
    visiting.listen(into);
    visiting.go(&Way::Reload, "choice", Share::Choice).await?;
    let back = layers::again(visiting, first).await?;
    // If it is back nothing was refused yet, and what this load brought belongs to the time before the choice. If it
    // is not, the refusal took, and everything since then came after it.
    visiting.phase = if back.is_some() { visiting.phase_before(into) } else { into };
    visiting.listen(visiting.phase);
    let Some(back) = back else { return Ok(None) };
    visiting.note("choice", "the interface is back: refusing once more with the necessary toggle on".to_owned());
    let mut path = Path::default();
    let setting = Setting::OptionalOff(Necessary::On);
    let Walk::At(deciding) = walk(visiting, &Wish::Reject, back, &setting, &mut path).await? else {
        visiting.phase = into;
        return Ok(None);
    };
    Ok(decide(visiting, &deciding, before, into).await?.map(|decided| Attempt { path, decided }))
}
