//! A word to an address of the web.

use std::path::Path;

use url::{Host, Url};

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
    if is_path(word, &url) {
        return Err(refuse("there is no such file or folder"));
    }
    let named = match url.host() {
        // A number is an address of the network too, as it was written long ago. Nobody means that.
        Some(Host::Ipv4(_)) => {
            word.split(['/', ':', '?', '#']).next().is_some_and(|host| host.matches('.').count() == 3)
        }
        Some(Host::Ipv6(_)) => true,
        Some(Host::Domain(host)) => host.contains('.') || host == "localhost",
        None => false,
    };
    if !named && !word.contains("://") {
        return Err(refuse("no such file or folder, and not a host"));
    }
    Ok(url)
}

/// The file or folder that a word names: what exists, unless the word has a scheme.
pub fn on_disk(word: &str) -> Option<&Path> {
    let path = Path::new(word);
    (!word.contains("://") && path.exists()).then_some(path)
}

/// Whether a word without a scheme can only have meant a place on disk: no host is a dot, and none ends as a page does.
fn is_path(word: &str, url: &Url) -> bool {
    let is_dots = |host: &str| host.trim_matches('.').is_empty();
    let is_page = |host: &str| host.ends_with(".html") || host.ends_with(".htm");
    let starts = ["/", "./", "../", ".\\", "..\\", "~"].iter().any(|start| word.starts_with(start));
    !word.contains("://") && (starts || url.host_str().is_none_or(|host| is_dots(host) || is_page(host)))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn hosts_get_https_and_nonsense_is_refused() {
        assert_eq!(address("shop.example").unwrap().as_str(), "https://shop.example/");
        assert_eq!(address("http://127.0.0.1:8080/a").unwrap().as_str(), "http://127.0.0.1:8080/a");
        assert_eq!(address("127.0.0.1:8080/a").unwrap().as_str(), "https://127.0.0.1:8080/a");
        assert_eq!(address("[::1]/a").unwrap().as_str(), "https://[::1]/a");
        for word in [
            "ftp://shop.example",
            "publik",
            "12",
            "1.2",
            "https://",
            "",
            "file:///etc/passwd",
            "./public",
            "../site",
            "/srv/public",
            ".",
            "..",
            "./a.html",
            "index.html",
            "shop.htm",
            "~/public",
        ] {
            assert!(address(word).is_err(), "{word}");
        }
        let refused = address("https://staging:hunter2@shop.example").unwrap_err();
        assert!(!refused.message.contains("hunter2"), "{}", refused.message);
    }
}
