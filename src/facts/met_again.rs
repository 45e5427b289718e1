//! A control of the interface found among what a later look at it met.

use crate::evidence::{Control, Role};

/// Position of the only one that is the same control: same role, same words, same place. `mark` gives these three.
pub fn only<T>(met: &[T], control: &Control, mark: impl Fn(&T) -> (Role, &str, &str)) -> Option<usize> {
    let own = (control.role, control.words(), control.selector.as_str());
    let mut same = met.iter().enumerate().filter(|(_, other)| mark(other) == own).map(|(at, _)| at);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}
