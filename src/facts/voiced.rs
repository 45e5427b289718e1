//! What assistive technology is told of the interface and its controls.

use super::banner::{Banner, Found};
use super::lived::Ground;
use super::met_again;
use super::pointer;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Control, FramePlace, Role, Spoken, SpokenInterface, State};

/// Roles that tell of something that can be operated.
const OPERATED: [&str; 16] = [
    "button",
    "checkbox",
    "combobox",
    "disclosuretriangle",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "popupbutton",
    "radio",
    "slider",
    "switch",
    "tab",
    "textbox",
    "togglebutton",
];
/// Roles by which an interface is announced as a whole.
const ANNOUNCED: [&str; 3] = ["dialog", "alertdialog", "region"];

/// What `none-again` asked for, or why it did not.
pub fn asked<'a>(ground: &Ground<'a>) -> Result<&'a SpokenInterface, String> {
    let lived = ground.loaded(&State::NoneAgain)?;
    match &lived.visit.spoken {
        None => Err(format!("the accessibility tree was not asked for in the state {}", lived.state())),
        Some(gathered) => {
            gathered.as_result().map_err(|why| format!("the accessibility tree could not be asked for: {why}"))
        }
    }
}

/// The facts of a control of the first layer.
pub fn facts(control: &Control, spoken: &Result<&SpokenInterface, String>) -> [(&'static str, Fact); 3] {
    let told = spoken.as_ref().map_err(Clone::clone).and_then(|spoken| told(spoken, control));
    match told {
        Err(why) => {
            ["accessible-role", "accessible-named", "accessible-state"].map(|name| (name, Fact::Unknown(why.clone())))
        }
        Ok(told) => {
            let role = told.role.to_lowercase();
            let role = if OPERATED.contains(&role.as_str()) { Fact::text(role) } else { Fact::absent() };
            let state = control.role == Role::Toggle;
            let state = if state { Fact::flag(told.checked.is_some()) } else { Fact::absent() };
            [
                ("accessible-role", role),
                ("accessible-named", Fact::flag(says_something(&told.name))),
                ("accessible-state", state),
            ]
        }
    }
}

/// What is told of the only one that is the same control.
fn told<'a>(spoken: &'a SpokenInterface, control: &Control) -> Result<&'a Spoken, String> {
    let missed = || format!("{:?} was not met as the same control in the accessibility tree", control.words());
    let at = met_again::only(&spoken.controls, control, |met| (met.role, &met.text, &met.selector));
    at.and_then(|at| spoken.controls.get(at)?.told.as_ref()).ok_or_else(missed)
}

/// Whether a name has a word: signs and the letter that stands for a cross say nothing.
fn says_something(name: &str) -> bool {
    let name = name.trim();
    !name.eq_ignore_ascii_case("x") && name.chars().any(char::is_alphanumeric)
}

/// Adds how the interface is announced as a whole.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, banner: &Banner<'_>) {
    let spoken = asked(ground);
    let at = match (&spoken, ground.loaded(&State::NoneAgain)) {
        (Ok(_), Ok(lived)) => format!("{}/ok", pointer::in_visit(lived.index, "spoken")),
        _ => banner.search.clone(),
    };
    let (role, named) = match &banner.found {
        Ok(Some(found)) => announced(found, &spoken),
        Ok(None) => (Fact::absent(), Fact::absent()),
        Err(why) => (Fact::Unknown(why.clone()), Fact::Unknown(why.clone())),
    };
    singles.insert("banner.accessible-role", role, at.clone());
    singles.insert("banner.accessible-named", named, at);
}

fn announced(found: &Found<'_>, spoken: &Result<&SpokenInterface, String>) -> (Fact, Fact) {
    let spoken = match spoken {
        Ok(spoken) => spoken,
        Err(why) => return (Fact::Unknown(why.clone()), Fact::Unknown(why.clone())),
    };
    if spoken.boxes.is_empty() {
        let why = "the boxes around its controls were not told".to_owned();
        return (Fact::Unknown(why.clone()), Fact::Unknown(why));
    }
    let box_of = spoken.boxes.iter().find(|told| ANNOUNCED.contains(&told.role.to_lowercase().as_str()));
    match box_of {
        Some(told) => (Fact::text(told.role.to_lowercase()), Fact::flag(says_something(&told.name))),
        None if found.interface.placement.frame != FramePlace::Main => {
            let why = "what the page around its frame says of it was not asked for".to_owned();
            (Fact::Unknown(why.clone()), Fact::Unknown(why))
        }
        None => (Fact::text("none"), Fact::absent()),
    }
}
