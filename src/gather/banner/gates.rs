//! Gates: what a visitor has to pass before a page shows anything, and that is no choice about data.
//!
//! Two kinds are known: age gates and language choosers. Each is recognised by a box that stands in the way and by
//! its words; each has one way in that says nothing but "I may come in" or "I read this language". Boxes that ask for
//! consent, for terms to be accepted, for money or for words to be typed are no gates.

use super::look::{Candidate, RawControl};
use super::portray;
use super::roles::{self, Reading};
use super::survey::{SeenFrame, Survey};
use super::weigh::{Sight, Weighed};
use crate::evidence::{GateKind, Role};
use crate::knowledge::Knowledge;

/// Longest text of a gate.
const LONGEST: f64 = 900.0;
/// Longest text of a way in.
const LONGEST_ENTRY: usize = 60;
/// From this share of the viewport on, a box stands in the way.
const IN_THE_WAY: f64 = 0.5;

/// Words that ask for an age, folded to small letters.
#[rustfmt::skip]
const AGE: &[&str] = &[
    "drinking age", "legal age", "of age", "your age", "years old", "years of age", "or older", "or over",
    "over 18", "over 21", "adults only", "adult content", "18+", "21+", "alt genug", "volljährig", "über 18",
    "über 16", "jahre alt", "mindestalter", "majeur", "majorité", "plus de 18", "18 ans", "mayor de edad",
    "mayor de 18", "18 años", "maggiorenne", "18 anni", "maior de idade", "maior de 18", "18 anos", "meerderjarig",
    "18 jaar", "pełnoletni", "18 lat", "18 let", "18 rokov", "plnoletý", "elmúltál", "betöltöttem", "18 év",
    "peste 18", "18 ani", "навърш", "18 години", "18 лет", "18 років", "совершеннолет", "ενήλικ", "18 ετών",
    "fyldt 18", "fyllt 18", "over 18 år", "över 18", "18 år", "18 ára", "täysi-ikä", "18 vuotta", "18-aastane",
    "18 gadi", "18 metų", "18 yaş", "18歳", "20歳", "满18", "年满", "滿18", "만 18", "만 19", "18 tahun", "18 tuổi",
    "18 ปี", "20 ปี", "18 سنة", "גיל 18", "18 वर्ष",
];
/// Words that let in, in the beginning of a control's text.
#[rustfmt::skip]
const ENTRIES: &[&str] = &[
    "enter", "yes", "ja", "oui", "sí", "si", "sì", "sim", "tak", "ano", "áno", "da", "igen", "kyllä", "jah", "jā",
    "taip", "ναι", "да", "так", "evet", "po", "bai", "ie", "là", "vâng", "có", "ya", "はい", "是", "예", "네", "ใช่",
    "نعم", "כן", "हाँ", "betreten", "eintreten", "weiter zur", "entrer", "j'ai plus de", "entrar", "entra",
    "soy mayor", "sono maggiorenne", "sou maior", "betreden", "wejdź", "wchodzę", "vstoupit", "vstúpiť", "belépek",
    "belépés", "intră", "вход", "войти", "увійти", "είσοδος", "gå ind", "gå in", "gå inn", "astu sisään", "sisene",
    "ieiet", "įeiti", "giriş", "入る", "入場", "进入", "進入", "입장", "masuk", "i am", "i'm", "ich bin", "je suis",
    "over 18", "18+", "18 or", "21 or", "mam", "je mi", "mám", "jeg er", "jag är",
];
/// Words that turn a way in into something else.
#[rustfmt::skip]
const TURNS: &[&str] = &[
    "not", "no", "under", "younger", "leave", "exit", "nicht", "nein", "unter", "noch", "pas", "non", "moins",
    "menor", "minore", "nee", "niet", "jonger", "nie", "ne", "nem", "nu", "не", "нет", "ні", "ikke", "inte", "ei",
    "accept", "agree", "cookie", "cookies", "subscribe", "sign", "log", "buy",
];
/// Languages as they call themselves.
#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "english", "deutsch", "français", "español", "italiano", "português", "nederlands", "polski", "čeština",
    "slovenčina", "slovenščina", "magyar", "română", "hrvatski", "srpski", "српски", "bosanski", "български",
    "ελληνικά", "dansk", "svenska", "norsk", "suomi", "íslenska", "eesti", "latviešu", "lietuvių", "gaeilge",
    "malti", "català", "euskara", "galego", "cymraeg", "lëtzebuergesch", "shqip", "македонски", "українська",
    "русский", "türkçe", "العربية", "עברית", "हिन्दी", "日本語", "한국어", "中文", "简体中文", "繁體中文", "tiếng việt", "ไทย",
    "bahasa indonesia", "bahasa melayu",
];

/// A gate, and what is needed to pass it.
#[derive(Debug, Clone)]
pub struct Gate {
    /// What it asks for.
    pub kind: GateKind,
    /// The box.
    pub sight: Sight,
    /// Which of its controls lets in; `None` if none is known to do only that.
    pub entry: Option<usize>,
}

/// The gate that stands before the page, if one does.
pub fn gate(survey: &Survey, knowledge: &Knowledge) -> Option<Gate> {
    let frame = survey.frames.first()?;
    let before = frame.look.candidates.iter().filter(|candidate| stands_in_the_way(candidate, frame));
    // The innermost box that holds all of it.
    let mut boxes: Vec<&Candidate> = before.collect();
    boxes.sort_by(|a, b| a.length.total_cmp(&b.length).then((a.end - a.at).cmp(&(b.end - b.at))));
    boxes.into_iter().find_map(|candidate| {
        let controls: Vec<&RawControl> = frame
            .look
            .controls
            .iter()
            .filter(|control| candidate.controls.contains(&control.id) && control.hidden.is_none())
            .collect();
        let kind = kind(candidate, &controls)?;
        let readings: Vec<Reading> =
            controls.iter().map(|control| roles::read(control, &[], Some(&candidate.rect), knowledge)).collect();
        let text = knowledge.phrases.text(&candidate.text);
        if text.consent {
            return None;
        }
        let entry = controls.iter().zip(&readings).position(|(control, reading)| lets_in(kind, control, reading));
        let controls = controls.iter().copied().zip(&readings).collect();
        let weighed = Weighed { candidate, text, controls, means: Vec::new() };
        Some(Gate { kind, sight: portray::sight(&weighed, frame, survey, &[]), entry })
    })
}

fn stands_in_the_way(candidate: &Candidate, frame: &SeenFrame) -> bool {
    let covers = candidate.modal() || candidate.share + frame.look.curtained >= IN_THE_WAY;
    candidate.shown && candidate.overlay() && !candidate.wraps && candidate.length <= LONGEST && covers
}

fn kind(candidate: &Candidate, controls: &[&RawControl]) -> Option<GateKind> {
    let words = candidate.text.to_lowercase();
    if AGE.iter().any(|age| words.contains(age)) {
        return Some(GateKind::Age);
    }
    let languages = controls.iter().filter(|control| is_language(&control.text)).count();
    (languages >= 2 && candidate.fields == 0).then_some(GateKind::Language)
}

fn is_language(words: &str) -> bool {
    LANGUAGES.contains(&words.trim().to_lowercase().as_str())
}

fn lets_in(kind: GateKind, control: &RawControl, reading: &Reading) -> bool {
    let words = control.text.trim().to_lowercase();
    if words.chars().count() > LONGEST_ENTRY || control.toggle || matches!(reading.role, Role::Pay | Role::PolicyLink) {
        return false;
    }
    match kind {
        GateKind::Language => is_language(&words),
        GateKind::Age => {
            let own: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '+').collect();
            let begins = |entry: &str| match words.strip_prefix(entry) {
                Some(rest) => !rest.starts_with(char::is_alphabetic) || !entry.is_ascii(),
                None => false,
            };
            !TURNS.iter().any(|turn| own.contains(turn)) && ENTRIES.iter().any(|entry| begins(entry))
        }
    }
}
