//! Whether the end of a cookie moves on as the visitor goes on: told by what was asked for, not by how fast the run was.
//!
//! Ends as the jar has them are of little use where a write explains them: they move with every write that names a
//! lifetime, by no more than the time that the pages took, and the browser shifts an `Expires` by what it takes for the
//! difference between the server's clock and its own.

use super::cookie_writes::OwnWrites;
use super::presence::Sighting;
use super::setter::Write;
use crate::evidence::Cookie;

/// What a repeated reading of the same clock may differ by, seconds: dates are whole seconds.
const ROUNDING: i64 = 1;
/// An end in the jar that moved by more than this was moved, whoever wrote it, seconds.
const CLOCKS: f64 = 2.0;

/// What a later write does to the end that an earlier one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Later {
    /// It moves it on.
    Slides,
    /// It leaves it, or moves it nearer.
    Stays,
    /// Both came within the same second and name the same end.
    TooSoon,
}

/// Whether the end moved on within the visit. `whole` says whether the jar was read every time.
///
/// # Errors
/// Why that is not known.
pub fn slides(
    writes: &OwnWrites<'_>,
    sightings: &[Sighting<'_, Cookie>],
    whole: Result<(), String>,
) -> Result<bool, String> {
    let later = writes.all().ok().map(repeated).unwrap_or_default();
    if later.contains(&Later::Slides) {
        return Ok(true);
    }
    let moved = furthest(sightings);
    if later.is_empty() && moved > CLOCKS {
        return Ok(true);
    }
    whole?;
    if later.contains(&Later::TooSoon) {
        return Err("it was written anew within a second, with the same end".to_owned());
    }
    if later.is_empty() && moved > 0.0 {
        return Err("its end moved on by less than clocks tell apart, and what wrote it anew was not seen".to_owned());
    }
    Ok(false)
}

/// What every write of a later phase does to the first.
fn repeated(writes: &[&Write]) -> Vec<Later> {
    let Some((first, others)) = writes.split_first() else { return Vec::new() };
    others.iter().filter(|write| write.phase > first.phase).map(|write| held_against(first, write)).collect()
}

/// `Max-Age` counts from the write, so that asking for as long again moves the end. `Expires` names the end itself.
fn held_against(first: &Write, later: &Write) -> Later {
    match (end_of(first), end_of(later)) {
        (Some(End::After(first)), Some(End::After(later))) if later >= first => Later::Slides,
        (Some(End::At(named)), Some(End::At(again))) => moved(again.saturating_sub(named), first.date, later.date),
        _ => Later::Stays,
    }
}

/// How a write names its end.
enum End {
    /// So many seconds after it.
    After(i64),
    /// At a time, seconds since 1970.
    At(i64),
}

fn end_of(write: &Write) -> Option<End> {
    write.line.max_age.map(End::After).or(write.line.expires.map(End::At))
}

/// Of an end that moved by `seconds` between two answers, or two writes of scripts, whose page time is never so near.
fn moved(seconds: i64, first: Option<i64>, later: Option<i64>) -> Later {
    let Some(apart) = first.zip(later).map(|(first, later)| later.saturating_sub(first)) else {
        return if seconds > ROUNDING { Later::Slides } else { Later::Stays };
    };
    match seconds {
        ..=0 if apart <= ROUNDING => Later::TooSoon,
        1.. if seconds.saturating_mul(2) > apart => Later::Slides,
        _ => Later::Stays,
    }
}

/// How far the end moved on in the jar between two sightings, seconds.
fn furthest(sightings: &[Sighting<'_, Cookie>]) -> f64 {
    let pairs = sightings.iter().zip(sightings.iter().skip(1));
    let moves = pairs.filter_map(|(one, later)| Some(later.item.expires? - one.item.expires?));
    moves.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_a_script_names_slides_if_it_moves_by_more_than_rounding() {
        for (seconds, expected) in [(-9, Later::Stays), (0, Later::Stays), (1, Later::Stays), (2, Later::Slides)] {
            assert_eq!(moved(seconds, None, None), expected, "{seconds}");
        }
    }

    #[test]
    fn an_end_that_answers_name_slides_if_it_moves_with_their_clock() {
        let at = |seconds: i64| Some(1_795_514_400 + seconds);
        for (seconds, apart, expected) in [
            (0, 0, Later::TooSoon),
            (0, 1, Later::TooSoon),
            (1, 1, Later::Slides),
            (1, 0, Later::Slides),
            (0, 2, Later::Stays),
            (1, 9, Later::Stays),
            (9, 9, Later::Slides),
            (8, 9, Later::Slides),
            (-5, 9, Later::Stays),
        ] {
            assert_eq!(moved(seconds, at(0), at(apart)), expected, "{seconds} s within {apart} s");
        }
    }
}
