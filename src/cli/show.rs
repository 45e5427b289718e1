//! `consentinel show`: what a bundle holds, without any judgement.

use super::arguments::{ShowArguments, ShowPart};
use super::exit::{Exit, Trouble};
use super::texts::Texts;
use super::{evaluate, output, settings, states};
use crate::facts;
use crate::report::show::{self, Part, Values};

/// Runs the command.
///
/// # Errors
/// No bundle, knowledge that is refused, or a state that is not in the bundle.
pub fn run(words: &ShowArguments) -> Result<Exit, Trouble> {
    let wanted = states::states(&words.state, "--state")?;
    let knowledge = Texts::load(&words.rules)?.knowledge()?;
    let evidence = evaluate::read(&words.bundle)?;
    if let Some(missing) = wanted.iter().find(|state| evidence.visit(state).is_none()) {
        let there: Vec<String> = evidence.visits.iter().map(|visit| visit.state.to_string()).collect();
        let held = there.join(", ");
        return Err(Trouble::usage(format!("--state {missing}: this bundle does not hold it; it holds {held}")));
    }
    let part = match words.part {
        ShowPart::Cookies => Part::Cookies,
        ShowPart::Storage => Part::Storage,
        ShowPart::Requests => Part::Requests,
        ShowPart::Signals => Part::Signals,
        ShowPart::Timeline => Part::Timeline,
    };
    let format = settings::format(words.format);
    let values = if words.values { Values::Whole } else { Values::Cut };
    let facts = facts::derive(&evidence, &knowledge);
    let listings = show::listings(part, &evidence, &facts, &wanted, values);
    output::say_in(format, show::print(&listings, format, settings::printing_look(&words.printing)));
    Ok(Exit::Clean)
}
