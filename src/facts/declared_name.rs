//! Names of cookies as sites declare them: with parts that stand for anything.

/// A name as names are compared: small letters, no quotes and blanks around it.
pub fn folded(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`')).to_lowercase()
}

/// Signs of a part that stands for anything, with what ends it.
const BRACKETS: [(char, char); 4] = [('<', '>'), ('{', '}'), ('[', ']'), ('%', '%')];
/// Fewest letters that must be written out.
const FEWEST: usize = 2;

/// The folded pattern of a name with parts that stand for anything (`_ga_*`, `_ga_<container-id>`, `_hjSession_xxx`,
/// `_gat_UA-#`), `*` for each of them; `None` for a plain name. What would fit any name is taken for a plain one.
pub fn pattern(name: &str) -> Option<String> {
    let name = folded(name);
    let chars: Vec<char> = name.chars().collect();
    let mut pattern = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let length = variable(&chars, at);
        if length == 0 {
            pattern.push(*c);
            at += 1;
            continue;
        }
        if !pattern.ends_with('*') {
            pattern.push('*');
        }
        at += length;
    }
    let written = pattern.chars().filter(|c| c.is_alphanumeric()).count();
    (pattern.contains('*') && written >= FEWEST).then_some(pattern)
}

/// How many characters from `at` on stand for anything.
fn variable(chars: &[char], at: usize) -> usize {
    let Some(c) = chars.get(at) else { return 0 };
    if matches!(c, '*' | '#' | '\u{2026}') {
        return 1;
    }
    let rest = chars.get(at + 1..).unwrap_or_default();
    if let Some((_, end)) = BRACKETS.iter().find(|(begin, _)| begin == c) {
        return rest.iter().position(|c| c == end).map_or(0, |end| end + 2);
    }
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    let begins = before.is_none_or(|c| !c.is_alphanumeric());
    let run = chars.iter().skip(at).take_while(|c| **c == 'x').count();
    let ends = chars.get(at + run).is_none_or(|c| !c.is_alphanumeric());
    if begins && ends && run >= 2 { run } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::described::matches;

    fn fits(declared: &str, name: &str) -> bool {
        pattern(declared).map_or(folded(declared) == folded(name), |pattern| matches(&pattern, &folded(name)))
    }

    #[test]
    fn variable_parts_stand_for_anything() {
        for (declared, name) in [
            ("_ga", "_ga"),
            ("_ga_*", "_ga_ABC123"),
            ("_ga_<container-id>", "_ga_ABC123"),
            ("_hjSession_xxx", "_hjSession_4711"),
            ("_hjSession_{site_id}", "_hjSession_4711"),
            ("_gat_UA-XXXXXX-X", "_gat_UA-123456-x"),
            ("_dc_gtm_UA-#", "_dc_gtm_UA-1234-5"),
            ("_pk_id.*", "_pk_id.1.abcd"),
            ("PHPSESSID", "phpsessid"),
        ] {
            assert!(fits(declared, name), "{declared} {name}");
        }
    }

    #[test]
    fn other_names_do_not_fit() {
        for (declared, name) in [
            ("_ga", "_gid"),
            ("_ga_*", "_gid_1"),
            ("*", "anything"),
            ("xxx", "anything"),
            ("exxon", "e1on"),
            ("a[b", "acb"),
        ] {
            assert!(!fits(declared, name), "{declared} {name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_plain_name_fits_itself(name in "[A-Za-z0-9_.-]{1,30}") {
            proptest::prop_assert!(fits(&name, &name), "{}", name);
        }

        #[test]
        fn no_name_panics(name in "\\PC{0,40}") {
            pattern(&name);
        }
    }
}
