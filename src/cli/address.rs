//! A word to an address of the web.

use url::Url;

use super::exit::Trouble;

/// The address that a word names.
///
/// # Errors
/// What is no address of the web.
pub fn address(word: &str) -> Result<Url, Trouble> {
    let refuse = |why: &str| {
        Trouble::usage(format!(
            "`{word}`: {why}. A target is an address (https://shop.example), an HTML file or a folder."
        ))
    };
    let text = if word.contains("://") { word.to_owned() } else { format!("https://{word}") };
    let url = Url::parse(&text).map_err(|why| refuse(&format!("no such file, and not an address: {why}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(&format!("the scheme `{}` cannot be audited", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Trouble::usage(
            "a target's address holds a user or password, which evidence and reports would keep. Leave them out and say \
             --basic-auth '${SHOP_USER}:${SHOP_PASSWORD}', or `basic-auth` in the configuration",
        ));
    }
    let named = url.host_str().is_some_and(|host| host.contains('.') || host.contains(':') || host == "localhost");
    if !named && !word.contains("://") {
        return Err(refuse("no such file or folder, and not a host"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn hosts_get_https_and_nonsense_is_refused() {
        assert_eq!(address("shop.example").unwrap().as_str(), "https://shop.example/");
        assert_eq!(address("http://127.0.0.1:8080/a").unwrap().as_str(), "http://127.0.0.1:8080/a");
        for word in ["ftp://shop.example", "publik", "https://", "", "file:///etc/passwd"] {
            assert!(address(word).is_err(), "{word}");
        }
        let refused = address("https://staging:hunter2@shop.example").unwrap_err();
        assert!(!refused.message.contains("hunter2"), "{}", refused.message);
    }
}
