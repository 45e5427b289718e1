//! In which language a text is written, by its letters: for whole texts, which say more than the words of a banner.

use serde::{Deserialize, Serialize};
use whatlang::Lang;

use super::subject::base;

/// Fewer letters say too little.
const ENOUGH: usize = 80;

/// A language as it was recognised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tongue {
    /// BCP 47.
    pub language: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
}

/// The language of a text; `None` below 80 letters, and where it cannot be told.
pub fn tongue(text: &str) -> Option<Tongue> {
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let info = whatlang::detect(text)?;
    Some(Tongue { language: tag(info.lang()).to_owned(), confidence: info.confidence() })
}

/// Its short tag, as `lang` has it.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Cym => "cy",
        Lang::Afr => "af",
        Lang::Ind => "id",
        Lang::Pes => "fa",
        other => other.code(),
    }
}

/// Languages that stand so near to each other that a text of one is easily taken for another's.
const NEAR: [&[&str]; 4] = [&["nb", "nn", "no", "da"], &["hr", "sr", "bs", "sl"], &["cs", "sk"], &["id", "ms", "jv"]];

/// Whether two tags name one language, or two that cannot be told apart surely. Regions do not matter.
pub fn same_tongue(one: &str, other: &str) -> bool {
    let (one, other) = (base(one), base(other));
    one == other || NEAR.iter().any(|near| near.contains(&one.as_str()) && near.contains(&other.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_tell_their_language_and_short_ones_do_not() {
        for (text, language) in [
            (
                "This shop sells shoes of every kind. We repair them too, and whoever buys two pairs gets the laces \
                 for nothing.",
                "en",
            ),
            (
                "Dieser Laden verkauft Schuhe aller Art. Wir reparieren sie auch, und wer zwei Paar kauft, bekommt die \
                 Schnürsenkel geschenkt.",
                "de",
            ),
            (
                "Cette boutique vend des chaussures de toutes sortes. Nous les réparons aussi, et qui en achète deux \
                 paires reçoit les lacets.",
                "fr",
            ),
        ] {
            let found = tongue(text).unwrap();
            assert_eq!(found.language, language, "{text}");
            assert!(found.confidence >= 0.9, "{text}: {}", found.confidence);
        }
        assert_eq!(tongue("We use cookies. OK?"), None);
        assert_eq!(tongue(""), None);
    }

    #[test]
    fn regions_and_near_languages_are_no_difference() {
        assert!(same_tongue("pt-BR", "pt") && same_tongue("nb", "da") && same_tongue("EN_us", "en"));
        assert!(!same_tongue("de", "en"));
    }
}
