//! What of a token must stay the same when it is replaced: its alphabet, how much of it is news, whether it reads as
//! words. The same measures by which facts tell identifiers from constants, kept here so that neither room needs the
//! other; a test outside holds that both agree on what they judge.

/// From how many bits a token can single out a visitor.
const IDENTIFYING_BITS: f64 = 32.0;

/// What a word of a language is worth, bits.
const WORD_BITS: f64 = 11.0;

/// Usual alphabets, the smallest that holds a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Digits.
    Digits,
    /// Digits and `a` to `f`, six characters or more.
    LowerHex,
    /// Digits and `A` to `F`, six characters or more.
    UpperHex,
    /// Letters of one case.
    OneCase,
    /// Letters of one case and digits.
    OneCaseAndDigits,
    /// Anything else.
    Mixed,
}

impl Alphabet {
    /// The smallest that holds a token.
    pub fn of(token: &str) -> Self {
        let all = |test: fn(char) -> bool| token.chars().all(test);
        let long = token.chars().count() >= 6;
        if all(|c| c.is_ascii_digit()) {
            Self::Digits
        } else if long && all(|c| matches!(c, '0'..='9' | 'a'..='f')) {
            Self::LowerHex
        } else if long && all(|c| matches!(c, '0'..='9' | 'A'..='F')) {
            Self::UpperHex
        } else if all(|c| c.is_ascii_lowercase()) || all(|c| c.is_ascii_uppercase()) {
            Self::OneCase
        } else if all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            || all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        {
            Self::OneCaseAndDigits
        } else {
            Self::Mixed
        }
    }

    fn bits(self) -> f64 {
        let size: f64 = match self {
            Self::Digits => 10.0,
            Self::LowerHex | Self::UpperHex => 16.0,
            Self::OneCase => 26.0,
            Self::OneCaseAndDigits => 36.0,
            Self::Mixed => 62.0,
        };
        size.log2()
    }
}

/// For each character, whether it merely carries on a run (`1234`, `7777`) that the two before it began.
pub fn carried_on(token: &[char]) -> Vec<bool> {
    let mut last = None;
    let mut found = Vec::with_capacity(token.len());
    for (index, c) in token.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| token.get(before));
        let step = before.map(|before| i64::from(u32::from(*c)) - i64::from(u32::from(*before)));
        found.push(step.is_some_and(|step| step.abs() <= 1 && last == Some(step)));
        last = step;
    }
    found
}

/// Length of the shortest part that, repeated, gives the whole.
pub fn period(token: &[char]) -> usize {
    let whole = token.len();
    let repeats = |length: usize| {
        whole.is_multiple_of(length) && token.iter().skip(length).zip(token).all(|(later, earlier)| later == earlier)
    };
    (1..=whole / 2).find(|length| repeats(*length)).unwrap_or(whole)
}

/// How many words of a language a token reads as, `None` if it does not read as words.
pub fn word_count(token: &str) -> Option<usize> {
    if !token.chars().all(char::is_alphabetic) {
        return None;
    }
    if !token.is_ascii() {
        return Some(1);
    }
    let words = words(token);
    let long_enough = token.len() >= words.len() * 3;
    (long_enough && words.iter().all(|word| reads_as_word(&word.to_ascii_lowercase()))).then_some(words.len())
}

/// A token cut before capital letters that follow small ones.
pub fn words(token: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last_upper = true;
    for c in token.chars() {
        let starts = c.is_ascii_uppercase() && !last_upper;
        match words.last_mut() {
            Some(word) if !starts => word.push(c),
            _ => words.push(c.to_string()),
        }
        last_upper = c.is_ascii_uppercase();
    }
    words
}

fn reads_as_word(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if word.len() <= 3 {
        return true;
    }
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let longest = word.split(vowel).map(str::len).max().unwrap_or(0);
    vowels * 5 >= word.len() && vowels * 5 <= word.len() * 4 && longest < 5 && word.len() <= 20
}

/// Whether a token looks like seconds, milliseconds or microseconds since 1970 in our times. The first four digits
/// tell the fortnight.
pub fn is_moment(token: &str) -> bool {
    matches!(token.len(), 10 | 13 | 16) && token.starts_with('1') && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many characters of a token are news.
fn news(token: &str) -> u32 {
    let chars: Vec<char> = token.chars().collect();
    let once = chars.get(..period(&chars)).unwrap_or(&chars);
    u32::try_from(carried_on(once).iter().filter(|carries| !**carries).count()).unwrap_or(u32::MAX)
}

/// An estimate of what a token tells, bits.
fn bits(token: &str) -> f64 {
    let bits = Alphabet::of(token).bits() * f64::from(news(token));
    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    match word_count(token) {
        Some(words) => bits.min(WORD_BITS * words as f64),
        None => bits,
    }
}

/// Whether a token could single out a visitor by itself.
pub fn is_identifying(token: &str) -> bool {
    bits(token) >= IDENTIFYING_BITS
}

/// Whether two tokens are worth the same to whoever looks for identifiers.
pub fn is_alike(one: &str, other: &str) -> bool {
    Alphabet::of(one) == Alphabet::of(other) && news(one) == news(other) && word_count(one) == word_count(other)
}
