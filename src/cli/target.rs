//! A word of the command line to a target; what is local is served on loopback.

use std::path::Path;

use url::Url;

use super::exit::Trouble;
use crate::evidence::{Target, TargetKind};
use crate::serve::Server;

/// A target, and the server that must live as long as it is visited.
pub struct Served {
    /// The target.
    pub target: Target,
    /// The server of a local target.
    pub server: Option<Server>,
}

/// Reads a word of the command line: an address, an HTML file or a folder. Without a scheme, what exists on disk is
/// local and everything else is taken for a host and opened by `https`.
///
/// # Errors
/// What is none of these, with what it could be.
pub async fn open(word: &str) -> Result<Served, Trouble> {
    let path = Path::new(word);
    if !word.contains("://") && path.exists() {
        return local(word, path).await;
    }
    let url = address(word)?;
    Ok(Served { target: Target { given: word.to_owned(), url: url.into(), kind: TargetKind::Url }, server: None })
}

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
    let named = url.host_str().is_some_and(|host| host.contains('.') || host.contains(':') || host == "localhost");
    if !named && !word.contains("://") {
        return Err(refuse("no such file or folder, and not a host"));
    }
    Ok(url)
}

async fn local(word: &str, path: &Path) -> Result<Served, Trouble> {
    let (server, kind) = if path.is_dir() {
        (Server::folder(path).await, TargetKind::Folder)
    } else {
        (Server::file(path).await, TargetKind::File)
    };
    let server = server.map_err(|why| Trouble::usage(format!("{}: cannot be served: {why}", path.display())))?;
    let target = Target { given: word.to_owned(), url: server.url().to_owned(), kind };
    Ok(Served { target, server: Some(server) })
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
    }
}
