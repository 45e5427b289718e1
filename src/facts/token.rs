//! Single tokens of values: their alphabet, what in them is news, whether they read as words.

/// Bits of one character, from the smallest usual alphabet that holds the token.
pub fn alphabet_bits(token: &str) -> f64 {
    let all = |test: fn(&char) -> bool| token.chars().all(|c| test(&c));
    let size: f64 = if all(char::is_ascii_digit) {
        10.0
    } else if token.len() >= 6
        && (all(|c| matches!(c, '0'..='9' | 'a'..='f')) || all(|c| matches!(c, '0'..='9' | 'A'..='F')))
    {
        16.0
    } else if all(|c| c.is_ascii_lowercase()) || all(|c| c.is_ascii_uppercase()) {
        26.0
    } else if all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        || all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    {
        36.0
    } else {
        62.0
    };
    size.log2()
}

/// Characters that are news: from the third on, those of a run (`1234`, `dcba`, `7777`) are not, and neither is a
/// second round of the same period.
pub fn effective_length(part: &str) -> u32 {
    let chars: Vec<char> = part.chars().collect();
    let once = period(&chars);
    let mut news = 0;
    let mut last_step = None;
    for (index, c) in chars.iter().take(once).enumerate() {
        let step = index.checked_sub(1).map(|before| i64::from(u32::from(*c)) - i64::from(u32::from(chars[before])));
        let carries_on = step.is_some_and(|step| step.abs() <= 1 && last_step == Some(step));
        if !carries_on {
            news += 1;
        }
        last_step = step;
    }
    news
}

/// Length of the shortest part that, repeated, gives the whole; the whole length if there is none.
fn period(chars: &[char]) -> usize {
    let whole = chars.len();
    (1..=whole / 2)
        .find(|length| whole.is_multiple_of(*length) && (*length..whole).all(|at| chars[at] == chars[at - length]))
        .unwrap_or(whole)
}

/// How many words of a language a token reads as (`acceptAll` is two), `None` if it does not read as words.
pub fn word_count(token: &str) -> Option<u32> {
    if !token.chars().all(char::is_alphabetic) {
        return None;
    }
    if !token.is_ascii() {
        return Some(1);
    }
    let mut words: Vec<String> = Vec::new();
    let mut last_upper = true;
    for c in token.chars() {
        let starts = c.is_ascii_uppercase() && !last_upper;
        match words.last_mut() {
            Some(word) if !starts => word.push(c.to_ascii_lowercase()),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
        last_upper = c.is_ascii_uppercase();
    }
    let long_enough = token.len() >= words.len() * 3;
    let count = u32::try_from(words.len()).ok()?;
    (long_enough && words.iter().all(|word| reads_as_word(word))).then_some(count)
}

/// Vowels between a fifth and four fifths, no five consonants in a row, no longer than long words are.
fn reads_as_word(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if word.len() <= 3 {
        return true;
    }
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let longest_run = word.split(vowel).map(str::len).max().unwrap_or(0);
    vowels * 5 >= word.len() && vowels * 5 <= word.len() * 4 && longest_run < 5 && word.len() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_periods_are_no_news() {
        for (part, news) in
            [("", 0), ("a", 1), ("aaaa", 1), ("123456", 2), ("987", 2), ("a1b2", 4), ("xyqxyq", 3), ("1213", 4)]
        {
            assert_eq!(effective_length(part), news, "{part}");
        }
    }

    #[test]
    fn words_read_as_words() {
        for (token, words) in
            [("blue", Some(1)), ("acceptAll", Some(2)), ("GRANTED", Some(1)), ("\u{17c}\u{f3}\u{142}ty", Some(1))]
        {
            assert_eq!(word_count(token), words, "{token}");
        }
        for token in ["kX9vQ2", "qzrtvbnm", "aBcDeFgH", "1234"] {
            assert_eq!(word_count(token), None, "{token}");
        }
    }

    #[test]
    fn the_smallest_usual_alphabet_counts() {
        for (token, size) in
            [("1234", 10.0), ("c0ffee", 16.0), ("C0FFEE", 16.0), ("xyz", 26.0), ("x1z", 36.0), ("xY1", 62.0)]
        {
            assert!((alphabet_bits(token) - f64::log2(size)).abs() < 1e-9, "{token}");
        }
    }

    #[test]
    fn too_many_vowels_too_many_consonants_or_too_many_letters_are_no_word() {
        for token in ["aeiouaei", "aoeubcdfg", "bananabananabananabanana"] {
            assert_eq!(word_count(token), None, "{token}");
        }
        for token in ["banana", "angsta", "bananabananabananaba"] {
            assert_eq!(word_count(token), Some(1), "{token}");
        }
    }
}
