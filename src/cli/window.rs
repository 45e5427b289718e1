//! `--open`: whether a window is shown, and whether there is a display to show it on.

use super::arguments::{BrowserArguments, FlavourChoice};
use super::environment::is_filled;
use super::exit::Trouble;
use crate::browser::chrome::Window;

/// The window that the words ask for, checked before any browser starts.
///
/// # Errors
/// A window of a browser that has none, or no display to show it on.
pub fn of(words: &BrowserArguments) -> Result<Window, Trouble> {
    if !words.open {
        return Ok(Window::Unseen);
    }
    if words.browser == Some(FlavourChoice::Shell) {
        return Err(Trouble::usage("--open: the headless shell has no windows; leave out --browser shell"));
    }
    let needs_display = cfg!(all(unix, not(target_os = "macos")));
    if needs_display && !is_filled("DISPLAY") && !is_filled("WAYLAND_DISPLAY") {
        return Err(Trouble::usage(
            "--open: there is no display to show a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
             On a machine without one: xvfb-run -a consentinel audit \u{2026} --open; over ssh: ssh -X",
        ));
    }
    Ok(Window::Shown)
}
