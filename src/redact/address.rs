//! Addresses, queries and `Set-Cookie` lines taken apart, each part handed to what replaces it.

/// The parts of an address that say who is meant and what is carried along.
pub trait Parts {
    /// A part that names a place: what singles out a person in it is replaced.
    fn place(&mut self, text: &str) -> String;
    /// A value.
    fn value(&mut self, text: &str) -> String;
    /// The value of a parameter.
    fn parameter(&mut self, name: &str, text: &str) -> String;
}

/// An address with its parts replaced. Scheme, host and port stay; a user and password do not.
pub fn address(text: &str, parts: &mut dyn Parts) -> String {
    if let Some(inner) = text.strip_prefix("blob:") {
        return format!("blob:{}", address(inner, parts));
    }
    if let Some(data) = text.strip_prefix("data:") {
        let (kind, content) = data.split_once(',').unwrap_or((data, ""));
        return if content.is_empty() { text.to_owned() } else { format!("data:{kind},{}", parts.value(content)) };
    }
    let (before_fragment, fragment) = cut(text, '#');
    let (before_query, query) = cut(before_fragment, '?');
    let mut made = match before_query.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            format!("{scheme}://{host}{}", parts.place(path))
        }
        None => parts.place(before_query),
    };
    if let Some(query) = query {
        made.push('?');
        made.push_str(&self::query(query, parts));
    }
    if let Some(fragment) = fragment {
        made.push('#');
        made.push_str(&if fragment.contains('=') { self::query(fragment, parts) } else { parts.value(fragment) });
    }
    made
}

/// A query with its values replaced. A part without a name is a value.
pub fn query(text: &str, parts: &mut dyn Parts) -> String {
    let replaced = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => format!("{}={}", parts.place(name), parts.parameter(name, value)),
        None => parts.value(pair),
    });
    replaced.collect::<Vec<_>>().join("&")
}

/// Whether a body is written like a query.
pub fn is_query(text: &str) -> bool {
    let name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]%".contains(c));
    !text.is_empty() && text.split('&').all(|pair| pair.split_once('=').is_some_and(|(before, _)| name(before)))
}

/// A `Set-Cookie` line in its parts: name with `=`, value, and the rest from the first `;` on.
pub fn cookie_line(line: &str) -> (&str, &str, &str) {
    let (pair, rest) = line.find(';').map_or((line, ""), |at| line.split_at(at));
    // Without `=` the whole is the value.
    let value_at = pair.find('=').map_or(0, |at| at + 1);
    let (name, value) = pair.split_at(value_at);
    (name, value, rest)
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}
