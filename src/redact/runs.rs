//! Texts taken apart into runs of characters that belong together, each handed to what replaces it.

/// Characters of base64 in a row first, then letters and digits in a row; what is not replaced stays.
pub fn each_wide(
    text: &str,
    wide: &mut dyn FnMut(&str) -> Option<String>,
    token: &mut dyn FnMut(&str) -> Option<String>,
) -> String {
    let is_wide = |c: char| c.is_alphanumeric() || "+/_-.~".contains(c);
    each_run(text, &is_wide, &mut |run| {
        let made = wide(run).unwrap_or_else(|| {
            each_run(run, &|c| c.is_alphanumeric() || "+/_-".contains(c), &mut |inner| {
                Some(wide(inner).unwrap_or_else(|| {
                    each_run(inner, &|c| c.is_alphanumeric() || "_-".contains(c), &mut |least| {
                        Some(wide(least).unwrap_or_else(|| each_token(least, token)))
                    })
                }))
            })
        });
        Some(made)
    })
}

/// Letters and digits in a row; what is not replaced stays. Escapes of percent-encoding are no letters.
pub fn each_token(text: &str, token: &mut dyn FnMut(&str) -> Option<String>) -> String {
    each_run(text, &char::is_alphanumeric, token)
}

fn each_run(text: &str, belongs: &dyn Fn(char) -> bool, replace: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut made = String::with_capacity(text.len());
    let mut run = String::new();
    let mut escape = String::new();
    for c in text.chars() {
        let within_escape = !escape.is_empty() && escape.len() < 3 && c.is_ascii_hexdigit();
        if within_escape {
            escape.push(c);
            if escape.len() == 3 {
                made.push_str(&std::mem::take(&mut escape));
            }
            continue;
        }
        // No escape after all: what follows the sign is a text like any other.
        for early in std::mem::take(&mut escape).chars() {
            if belongs(early) {
                run.push(early)
            } else {
                flush(&mut made, &mut run, replace);
                made.push(early)
            }
        }
        if c == '%' {
            flush(&mut made, &mut run, replace);
            escape.push(c);
        } else if belongs(c) {
            run.push(c);
        } else {
            flush(&mut made, &mut run, replace);
            made.push(c);
        }
    }
    for early in escape.chars() {
        if belongs(early) {
            run.push(early)
        } else {
            flush(&mut made, &mut run, replace);
            made.push(early)
        }
    }
    flush(&mut made, &mut run, replace);
    made
}

fn flush(made: &mut String, run: &mut String, replace: &mut dyn FnMut(&str) -> Option<String>) {
    if run.is_empty() {
        return;
    }
    let whole = std::mem::take(run);
    made.push_str(&replace(&whole).unwrap_or(whole));
}
