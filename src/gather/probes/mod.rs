//! The scripts that are run in pages, one `.js` file each; `kit/` holds what several of them are made of.
//!
//! Every file is one expression, so that it can be checked by itself. A probe of several files is their list,
//! evaluated from left to right: the kit leaves its functions in our own world, the last file is the script.

use crate::browser::Script;

macro_rules! probe {
    ($file:literal) => {
        Script { name: $file, source: include_str!($file) }
    };
    ($first:literal, $($kit:literal),* => $file:literal) => {
        Script {
            name: $file,
            source: concat!("(", include_str!($first), $(",\n", include_str!($kit),)* ",\n", include_str!($file), ")"),
        }
    };
}

/// Runs before the page's own scripts: reports writes to cookies and web storage.
pub const HOOKS: Script = probe!("hooks.js");
/// Runs before the page's own scripts: counts calls by which browsers are told apart.
pub const FINGERPRINTS: Script = probe!("fingerprints.js");
/// Whether the hooks of a document still stand.
pub const STANDING: Script = probe!("standing.js");
/// Runs before the page's own scripts: what consent interfaces tell by themselves.
pub const CONSENT_EVENTS: Script = probe!("consent_events.js");
/// Runs beside the page from its start: since when what is drawn has been there.
pub const FIRSTS: Script = probe!("firsts.js");
/// What kind of page it is.
pub const PAGE: Script = probe!("page.js");
/// Boxes, controls, platform roots and frames.
pub const SURVEY: Script = probe!(
    "kit/tree.js", "kit/text.js", "kit/name.js", "kit/look.js", "kit/colour.js", "kit/controls.js", "kit/candidates.js", "kit/firsts.js" => "survey.js"
);
/// Entries of web storage.
pub const STORAGE: Script = probe!("storage.js");
/// Databases, caches and service workers, read piece by piece.
pub const DATABASES: Script = probe!("databases.js");
/// Names in the page's global scope.
pub const GLOBALS: Script = probe!("globals.js");
/// Answers of consent interfaces.
pub const SIGNALS: Script = probe!("signals.js");
/// The page's own markup.
pub const MARKUP: Script = probe!("markup.js");
/// Links of a frame.
pub const LINKS: Script = probe!("links.js");
/// What a document says in words.
pub const WORDS: Script = probe!("words.js");
/// Where to click a control.
pub const AIM: Script = probe!("kit/act.js", => "aim.js");
/// Whether a frame is on top at a point.
pub const THROUGH: Script = probe!("kit/act.js", => "through.js");
/// Focus for a control.
pub const FOCUS: Script = probe!("kit/act.js", => "focus.js");
/// Where the focus is.
pub const FOCUSED: Script = probe!("kit/act.js", => "focused.js");
/// How a control looks with and without the focus.
pub const FOCUS_LOOKS: Script = probe!("kit/act.js", => "focus_looks.js");
/// The elements of an interface of which assistive technology is told.
pub const VOICED: Script = probe!("kit/act.js", => "voiced.js");
/// A script click.
pub const PRESS: Script = probe!("kit/act.js", => "press.js");
/// Whether addresses of the site answer.
pub const KNOCK: Script = probe!("knock.js");
/// Controls by which a visitor may come back to the choice.
pub const REOPEN: Script = probe!("kit/act.js", "kit/words.js" => "reopen.js");
/// A point on the backdrop of an interface.
pub const BACKDROP: Script = probe!("kit/act.js", => "backdrop.js");
/// Links to further pages of the site.
pub const NEXT_PAGE: Script = probe!("kit/act.js", "kit/words.js" => "next_page.js");
/// Calls a function of the page.
pub const CALL: Script = probe!("call.js");
/// Cookies that a document declares in tables and lists.
pub const DECLARATION: Script = probe!("kit/columns.js", "kit/grid.js" => "declaration.js");
/// Cookies that a platform lists among its globals.
pub const LISTED: Script = probe!("listed.js");
