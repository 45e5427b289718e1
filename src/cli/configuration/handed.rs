//! The checks of what a site or proxy is handed: headers, cookies, users and passwords. Whatever is wrong with a word, it is
//! told without being quoted.

use url::Url;

use super::checks::{Wrong, line, pair, wrong};
use super::secret;
use crate::browser::CookieReaders;

/// Headers that say who asks for what, or carry what has a setting of its own.
const OTHERS_HEADERS: [(&str, &str); 8] = [
    ("cookie", "write it under `cookies` (--cookie)"),
    ("authorization", "write user and password under `basic-auth` (--basic-auth)"),
    ("proxy-authorization", "write it under `proxy` (--proxy)"),
    ("user-agent", "write it under `user-agent` (--user-agent)"),
    ("accept-language", "write it under `locale` (--locale)"),
    ("host", "say where the host leads under `resolve` (--resolve)"),
    ("content-length", "the browser counts for itself"),
    ("sec-gpc", "it belongs to the state `gpc`"),
];

/// A header: `Name: value`.
pub fn header(word: &str) -> Result<(), Wrong> {
    let Some((name, value)) = pair(word, ": ") else {
        return wrong("there is no `:` between a header's name and value", "a header is `Name: value`");
    };
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        // It is not quoted: where the `:` is misplaced, it holds the value.
        return wrong("what stands before the `:` is no name of a header", "letters, digits and `-`");
    }
    if let Some((other, help)) = OTHERS_HEADERS.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
        // `Authorization` with another scheme than `Basic` has no setting of its own.
        if !name.eq_ignore_ascii_case("authorization") || value.to_ascii_lowercase().starts_with("basic") {
            return wrong(format!("the header `{other}` cannot be set here"), *help);
        }
    }
    line(value)?;
    references(value)
}

/// A cookie: `name=value`, or `name=value; scripts`.
pub fn cookie(word: &str) -> Result<(), Wrong> {
    let Some((name, value, _)) = brought_cookie(word) else {
        return wrong("there is no `=` between a cookie's name and value", "a cookie is `name=value`");
    };
    let fine = |text: &str| text.chars().all(|c| !c.is_control() && !";, \"\\".contains(c));
    if name.is_empty() || !fine(name) || !fine(value) {
        return wrong(
            "this cannot be a cookie",
            "no spaces, commas, semicolons or quotes; `; scripts` behind the value lets the page's scripts read it",
        );
    }
    references(value)
}

/// Name and value of a cookie, and who reads it.
pub fn brought_cookie(word: &str) -> Option<(&str, &str, CookieReaders)> {
    let (name, value) = pair(word, "=")?;
    let said = value.rsplit_once(';').filter(|(_, word)| word.trim() == "scripts");
    Some(said.map_or((name, value, CookieReaders::Servers), |(value, _)| (name, value.trim(), CookieReaders::Scripts)))
}

/// User and password, from the environment.
pub fn basic_auth(word: &str) -> Result<(), Wrong> {
    references(word)?;
    if secret::names(word).is_empty() {
        return wrong(
            "user and password stand in plain text",
            "name variables of the environment, as in `${SHOP_USER}:${SHOP_PASSWORD}`",
        );
    }
    Ok(())
}

fn references(word: &str) -> Result<(), Wrong> {
    secret::fault(word).map_or(Ok(()), |message| wrong(message, "a variable is written `${NAME}`"))
}

/// A proxy.
pub fn proxy_word(word: &str) -> Result<(), Wrong> {
    references(word)?;
    let (address, _) = proxy(&secret::stand_ins(word))?;
    let host = word.rsplit_once('@').map_or(word, |(_, host)| host);
    if !secret::names(host).is_empty() {
        return wrong(
            "a variable stands for the address",
            "name the address itself; variables are for user and password",
        );
    }
    // A word alone is no more an address than any other word.
    let bare = address.strip_prefix("http://").unwrap_or(&address);
    if !word.contains("://") && !bare.contains(['.', ':']) && bare != "localhost" {
        return wrong("no proxy", "name its port or scheme, as in `proxy:3128` or `http://proxy.example`");
    }
    Ok(())
}

/// Address of a proxy without user and password, and these, as they are written.
pub fn proxy(word: &str) -> Result<(String, Option<(String, String)>), Wrong> {
    let no = || wrong("no proxy", "an address, as in `http://proxy.example:3128` or `socks5://proxy.example:1080`");
    let (scheme, rest) = word.split_once("://").unwrap_or(("http", word));
    let (who, host) = rest.rsplit_once('@').map_or((None, rest), |(who, host)| (Some(who), host));
    let Ok(url) = Url::parse(&format!("{scheme}://{host}")) else { return no() };
    let known = matches!(url.scheme(), "http" | "https" | "socks4" | "socks5");
    let more = url.path().len() > 1 || url.query().is_some() || url.fragment().is_some();
    if !known || more || url.host_str().is_none_or(str::is_empty) {
        return no();
    }
    let sign_in = who.map(|who| who.split_once(':').unwrap_or((who, "")));
    let sign_in = sign_in.map(|(user, password)| (user.to_owned(), password.to_owned()));
    Ok((format!("{}://{}", url.scheme(), host.trim_end_matches('/')), sign_in))
}

#[cfg(test)]
mod tests {
    use super::super::checks::Check;
    use super::*;

    #[test]
    fn words_pass_or_are_refused() {
        let cases: [(Check, &[&str], &[&str]); 4] = [
            (
                header,
                &["X-Team: web", "X-A: ${T}", "Authorization: Bearer ${T}"],
                &["X-Team", "X Team: a", "Cookie: a=b", "Authorization: Basic abc", "X: a\nY: b", "X: ${1}", "X: ${A"],
            ),
            (
                cookie,
                &["beta=1", "session=${S}", "beta=1; scripts", "beta=${B};scripts"],
                &["beta", "=1", "a b=1", "a=1;b", "a=1; script", "a=1; scripts; scripts", "a=${1}; scripts"],
            ),
            (basic_auth, &["${U}:${P}", "me:${P}"], &["me:secret", "${U:P"]),
            (
                proxy_word,
                &[
                    "http://proxy.example:3128",
                    "proxy.example:3128",
                    "socks5://10.0.0.1:1080",
                    "http://${U}:${P}@proxy.example",
                    "squid:3128",
                    "http://squid",
                    "localhost",
                ],
                &[
                    "",
                    "nope",
                    "3128",
                    "me:${P}@nope",
                    "http://${PROXY}",
                    "${PROXY}:3128",
                    "ftp://proxy.example",
                    "http://proxy.example/path",
                    "http://proxy.example?key=x",
                    "proxy.example#x",
                ],
            ),
        ];
        for (check, good, bad) in cases {
            for word in good {
                assert_eq!(check(word), Ok(()), "{word}");
            }
            for word in bad {
                assert!(check(word).is_err(), "{word}");
            }
        }
    }

    /// Whatever is wrong with what may be secret: it is told without being quoted.
    #[test]
    fn refusals_of_secrets_quote_nothing_of_them() {
        const SECRET: &str = "hunter2";
        let cases: [(Check, &[&str]); 4] = [
            (
                header,
                &[
                    "hunter2",
                    "X Team hunter2: a",
                    "X-Team hunter2",
                    "Authorization Bearer hunter2:x",
                    ": hunter2",
                    "Authorization: Basic hunter2",
                    "Cookie: hunter2=1",
                    "X-A: a\nhunter2",
                    "X-A: ${hunter2-}",
                    "X-A: hunter2${",
                    "X-A: hunter2${A",
                ],
            ),
            (
                cookie,
                &[
                    "hunter2",
                    "session hunter2=1",
                    "a=hunter2;",
                    "a=hunter2 x",
                    "a=hunter2; script",
                    "=hunter2",
                    "a=${hunter2 }",
                ],
            ),
            (basic_auth, &["me:hunter2", "hunter2", "me:${hunter2-}", "${U}:hunter2${"]),
            (
                proxy_word,
                &[
                    "ftp://me:hunter2@proxy.example",
                    "http://me:hunter2@",
                    "http://me:hunter2@proxy.example/path",
                    "http://proxy.example/hunter2",
                    "http://proxy.example?key=hunter2",
                    "http://me:hunter2@proxy example",
                    "http://${hunter2-}@proxy.example",
                    "hunter2://proxy.example",
                    "me:hunter2",
                ],
            ),
        ];
        for (check, words) in cases {
            for word in words {
                let wrong = check(word).expect_err(word);
                let told = format!("{} {}", wrong.message, wrong.help);
                assert!(!told.contains(SECRET), "{word}: {told}");
            }
        }
    }

    proptest::proptest! {
        /// A mark that no message of ours has stands for the secret, among whatever can be mistyped around it.
        #[test]
        fn no_refusal_quotes_what_may_be_secret(before in "[ -~]{0,12}", after in "[ -~\n]{0,12}") {
            let word = format!("{before}QZ7{after}");
            for check in [header, cookie, basic_auth, proxy_word] {
                if let Err(wrong) = check(&word) {
                    let told = format!("{} {}", wrong.message, wrong.help);
                    proptest::prop_assert!(!told.contains("QZ7"), "{word}: {told}");
                }
            }
        }
    }

    #[test]
    fn a_proxy_is_known_apart_from_who_signs_in() {
        let (address, sign_in) = proxy("http://me:p@ss@proxy.example:3128").unwrap();
        assert_eq!(address, "http://proxy.example:3128");
        assert_eq!(sign_in, Some(("me".to_owned(), "p@ss".to_owned())));
    }
}
