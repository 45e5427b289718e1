//! Pages on which refusing takes more than a click.

use consentinel::evidence::StepKind::{self, Activate, Scroll, Toggle};

/// A page with what refusing on it takes.
pub struct Page {
    pub name: &'static str,
    pub html: &'static str,
    pub refusal: &'static [(StepKind, &'static str)],
    pub by: &'static str,
    pub record: &'static str,
}

/// All of them.
pub const HARD_PAGES: &[Page] = &[
    Page {
        name: "twosteps",
        html: include_str!("pages/twosteps.html"),
        refusal: &[(Activate, "Manage preferences"), (Activate, "Reject all")],
        by: "pointer",
        record: "cookie_choice",
    },
    Page {
        name: "preticked",
        html: include_str!("pages/preticked.html"),
        refusal: &[
            (Activate, "Cookie settings"),
            (Toggle, "Statistics"),
            (Toggle, "Marketing"),
            (Activate, "Save settings"),
        ],
        by: "pointer",
        record: "cookie_choice",
    },
    Page {
        name: "strictly",
        html: include_str!("pages/strictly.html"),
        refusal: &[(Activate, "Cookie settings"), (Toggle, "Strictly necessary cookies"), (Activate, "Save changes")],
        by: "pointer",
        record: "privacy_bar",
    },
    Page {
        name: "tabbed",
        html: include_str!("pages/tabbed.html"),
        refusal: &[
            (Activate, "Cookie settings"),
            (Activate, "Strictly necessary cookies"),
            (Toggle, "Strictly necessary cookies"),
            (Activate, "Save changes"),
        ],
        by: "pointer",
        record: "privacy_bar",
    },
    Page {
        name: "covered",
        html: include_str!("pages/covered.html"),
        refusal: &[(Activate, "Reject all")],
        by: "keyboard",
        record: "cookie_choice",
    },
    Page {
        name: "scrolled",
        html: include_str!("pages/scrolled.html"),
        refusal: &[(Scroll, "Reject all"), (Activate, "Reject all")],
        by: "pointer",
        record: "cookie_choice",
    },
];
