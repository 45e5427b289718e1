//! By which published signs a script is taken for one that tells browsers apart: a table, each line with its source.
//!
//! None of them proves anything. A chart reads pixels, a game asks for the graphics card, a test for emoji draws and
//! reads text; the signs are narrow so that these stay silent, and what is left is an indication.

use super::drawn::{self, Drawn};
use crate::evidence::{ProbeCall, ProbedInterface};

/// How much an indication weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Hardly anything else does all of this.
    Strong,
    /// Other uses are known and rare.
    Moderate,
    /// Other uses are common.
    Weak,
}

impl Strength {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Moderate => "moderate",
            Self::Weak => "weak",
        }
    }
}

/// One heuristic.
#[derive(Debug, Clone, Copy)]
pub struct Heuristic {
    /// Its name, as rules and reports say it.
    pub name: &'static str,
    /// Which part of the browser it looks at.
    pub interface: ProbedInterface,
    /// How much it weighs.
    pub strength: Strength,
    /// Who published it, and where ours differs.
    pub source: &'static str,
    /// What one script must have done, all of it.
    pub signs: &'static [Sign],
}

/// Something that a script did or did not do.
#[derive(Debug, Clone, Copy)]
pub enum Sign {
    /// It used one of these members.
    AnyOf(&'static [&'static str]),
    /// It used none of these members.
    NoneOf(&'static [&'static str]),
    /// It used this member with each of these arguments.
    With(&'static str, &'static [&'static str]),
    /// It drew text in so many colours, or with so many different characters beside emoji.
    TextDrawn { colours: usize, characters: usize },
    /// It read back a canvas with text on it, so many pixels wide and high at least.
    TextReadBack { least: u32 },
    /// It measured one text in so many fonts.
    FontsMeasured(usize),
    /// It asked for so many fonts.
    FontsAsked(usize),
    /// It used so many members of `navigator` and `screen`; each other part of the browser counts as one more.
    Surfaces(usize),
}

/// All heuristics.
pub const HEURISTICS: &[Heuristic] = &[
    Heuristic {
        name: "canvas-text-read-back",
        interface: ProbedInterface::Canvas,
        strength: Strength::Strong,
        source: "Englehardt and Narayanan 2016, section 6.1: at least 16×16 pixels read back, text in two colours or \
                 with ten different characters, no save, no restore. Ours: the text must stand on the canvas that is \
                 read, emoji and flags are not counted (WordPress tests for them), addEventListener is not looked at",
        signs: &[
            Sign::TextDrawn { colours: 2, characters: 10 },
            Sign::TextReadBack { least: 16 },
            Sign::NoneOf(&["save", "restore"]),
        ],
    },
    Heuristic {
        name: "canvas-font",
        interface: ProbedInterface::Font,
        strength: Strength::Strong,
        source: "Englehardt and Narayanan 2016, section 6.2: one text measured in at least 50 fonts",
        signs: &[Sign::FontsMeasured(50)],
    },
    Heuristic {
        name: "font-check",
        interface: ProbedInterface::Font,
        strength: Strength::Moderate,
        source: "after the threshold of canvas-font: at least 50 fonts asked for by FontFaceSet.check",
        signs: &[Sign::FontsAsked(50)],
    },
    Heuristic {
        name: "webrtc-address",
        interface: ProbedInterface::WebRtc,
        strength: Strength::Moderate,
        source: "Englehardt and Narayanan 2016, section 6.3: createDataChannel, createOffer and onicecandidate; ours \
                 also asks that no camera or microphone was asked for",
        signs: &[
            Sign::AnyOf(&["createDataChannel"]),
            Sign::AnyOf(&["createOffer"]),
            Sign::AnyOf(&["onicecandidate"]),
            Sign::NoneOf(&["getUserMedia"]),
        ],
    },
    Heuristic {
        name: "audio-render",
        interface: ProbedInterface::Audio,
        strength: Strength::Strong,
        source: "Englehardt and Narayanan 2016, section 6.4: an oscillator through a compressor or analyser, rendered \
                 without a listener and read",
        signs: &[
            Sign::With("createOscillator", &["offline"]),
            Sign::AnyOf(&["createDynamicsCompressor", "createAnalyser"]),
            Sign::AnyOf(&["startRendering"]),
            Sign::AnyOf(&["getChannelData", "copyFromChannel", "getFloatFrequencyData"]),
        ],
    },
    Heuristic {
        name: "webgl-renderer",
        interface: ProbedInterface::WebGl,
        strength: Strength::Weak,
        source: "the extension WEBGL_debug_renderer_info (Khronos): UNMASKED_VENDOR_WEBGL and UNMASKED_RENDERER_WEBGL; \
                 games and maps ask for it too",
        signs: &[Sign::With("getParameter", &["37445", "37446"])],
    },
    Heuristic {
        name: "wide-probing",
        interface: ProbedInterface::Navigator,
        strength: Strength::Moderate,
        source: "after Eckersley, How Unique Is Your Web Browser, 2010: many readings together single out; our threshold is 15",
        signs: &[Sign::Surfaces(15)],
    },
];

/// What one script did, in some phases.
#[derive(Debug, Clone, Default)]
pub struct Doings<'a> {
    calls: Vec<&'a ProbeCall>,
}

impl<'a> Doings<'a> {
    /// These calls.
    pub fn of(calls: impl IntoIterator<Item = &'a ProbeCall>) -> Self {
        Self { calls: calls.into_iter().collect() }
    }

    /// Whether all signs of `heuristic` are there.
    pub fn match_all(&self, heuristic: &Heuristic) -> bool {
        heuristic.signs.iter().all(|sign| self.show(sign))
    }

    fn show(&self, sign: &Sign) -> bool {
        match *sign {
            Sign::AnyOf(members) => self.calls.iter().any(|call| members.contains(&call.member.as_str())),
            Sign::NoneOf(members) => !self.show(&Sign::AnyOf(members)),
            Sign::With(member, arguments) => {
                let of = self.calls.iter().filter(|call| call.member == member);
                let given: Vec<&str> = of.flat_map(|call| call.arguments.iter().map(String::as_str)).collect();
                arguments.iter().all(|wanted| given.contains(wanted))
            }
            Sign::TextDrawn { colours, characters } => {
                let drawn = Drawn::of(self.arguments(&["fillText", "strokeText"]));
                drawn.colours() >= colours || drawn.characters() >= characters
            }
            Sign::TextReadBack { least } => {
                let mut read = self.arguments(&["toDataURL", "toBlob", "convertToBlob", "getImageData"]);
                read.any(|argument| drawn::reads_text(argument, least))
            }
            Sign::FontsMeasured(fonts) => drawn::fonts_of_one_text(self.arguments(&["measureText"])) >= fonts,
            Sign::FontsAsked(fonts) => self.arguments(&["check"]).count() >= fonts,
            Sign::Surfaces(many) => self.surfaces() >= many,
        }
    }

    fn arguments(&self, members: &'static [&'static str]) -> impl Iterator<Item = &'a str> {
        let calls = self.calls.iter().copied().filter(|call| members.contains(&call.member.as_str()));
        calls.flat_map(|call| call.arguments.iter().map(String::as_str))
    }

    fn surfaces(&self) -> usize {
        let mut surfaces: Vec<(ProbedInterface, &str)> = self.calls.iter().map(|call| surface(call)).collect();
        surfaces.sort_unstable();
        surfaces.dedup();
        surfaces.len()
    }
}

fn surface(call: &ProbeCall) -> (ProbedInterface, &str) {
    match call.interface {
        ProbedInterface::Navigator | ProbedInterface::Screen => (call.interface, &call.member),
        other => (other, ""),
    }
}
