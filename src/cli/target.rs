//! A word of the command line to a target; what is local is served on loopback.

use std::path::Path;

use url::Url;

use super::address::{address, on_disk};
use super::configuration::{Address, Aim};
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

/// Opens what is to be visited. A word of the command line is an address, an HTML file or a folder: without a scheme, what
/// exists on disk is local and everything else is taken for a host and opened by `https`.
///
/// # Errors
/// What is none of these, with what it could be.
pub async fn open(aim: &Aim) -> Result<Served, Trouble> {
    let mut served = match &aim.address {
        Address::Web(url) => web(url.clone()),
        Address::File(path) | Address::Folder(path) => local(path).await?,
        Address::Word(word) => match on_disk(word) {
            Some(path) => local(path).await?,
            None => web(address(word)?),
        },
    };
    served.target.given.clone_from(&aim.given);
    served.target.name.clone_from(&aim.name);
    if let Some(page) = &aim.page {
        served.target.url = page_of(&served.target.url, page)
            .ok_or_else(|| Trouble::usage(format!("`{page}` is no page of {}", aim.given)))?;
    }
    Ok(served)
}

/// The address of a page of a site; `None` for what lies elsewhere.
fn page_of(site: &str, page: &str) -> Option<String> {
    let site = Url::parse(site).ok()?;
    let page = site.join(page).ok()?;
    (page.origin() == site.origin()).then(|| page.into())
}

fn web(url: Url) -> Served {
    let target = Target { given: String::new(), url: url.into(), kind: TargetKind::Url, name: None };
    Served { target, server: None }
}

async fn local(path: &Path) -> Result<Served, Trouble> {
    let (server, kind) = if path.is_dir() {
        (Server::folder(path).await, TargetKind::Folder)
    } else {
        (Server::file(path).await, TargetKind::File)
    };
    let server = server.map_err(|why| Trouble::usage(format!("{}: cannot be served: {why}", path.display())))?;
    let target = Target { given: String::new(), url: server.url().to_owned(), kind, name: None };
    Ok(Served { target, server: Some(server) })
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn pages_lie_on_their_site() {
        let told = |page: &str| page_of("https://shop.example/de/", page);
        assert_eq!(told("/cart").as_deref(), Some("https://shop.example/cart"));
        assert_eq!(told("cart?a=1").as_deref(), Some("https://shop.example/de/cart?a=1"));
        for page in ["//evil.example/", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)"] {
            assert_eq!(told(page), None, "{page}");
        }
    }
}
