//! A server on the loopback interface, for what is on disk and for the sites of `consentinel demo`.
//!
//! This room knows nothing of the others. Whatever it serves stays on `127.0.0.1`, on a port that the system chose,
//! and ends when the [`Server`] is dropped.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Server`]: binding, address, end |
//! | `folder.rs` | a folder or one file of it |
//! | `content.rs` | content types, and the charset of what is text |
//! | `sites.rs` | the table of the demo sites: what each is and what must be found on it |
//! | `replies.rs` | the table of what the demo's hosts do beyond sending a page: cookies and beacons |
//! | `demo.rs` | the demo: one listener, routed by host |
//! | `demo/` | the pages themselves, embedded in the binary |

mod content;
mod demo;
mod folder;
mod replies;
mod sites;

pub use demo::{Demo, DemoSite};

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// Why nothing can be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The path is not there or cannot be read.
    #[error("cannot serve `{}`: {why}", path.display())]
    Path {
        /// The path as it was given.
        path: PathBuf,
        /// The system's words.
        why: std::io::Error,
    },
    /// The path is something else than what was asked for.
    #[error("cannot serve `{}`: it is not a {wanted}", path.display())]
    Kind {
        /// The path as it was given.
        path: PathBuf,
        /// `folder` or `file`.
        wanted: &'static str,
    },
    /// No port of the loopback interface can be had.
    #[error("cannot listen on the loopback interface: {0}")]
    Listen(#[from] std::io::Error),
}

/// A running server. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    first_page: String,
    task: AbortHandle,
}

impl Server {
    /// Serves a folder. `index.html` answers for a folder; nothing outside the folder is reached.
    ///
    /// # Errors
    /// [`ServeError`] if the folder is not there or no port can be had.
    pub async fn folder(path: &Path) -> Result<Self, ServeError> {
        let root = folder::folder_root(path)?;
        Self::start(folder::router(&root), String::new()).await
    }

    /// Serves one HTML file, and beside it the folder that it lies in, so that its styles and scripts are found.
    ///
    /// # Errors
    /// [`ServeError`] if the file is not there or no port can be had.
    pub async fn file(path: &Path) -> Result<Self, ServeError> {
        let (root, name) = folder::file_root(path)?;
        Self::start(folder::router(&root), folder::as_url_segment(&name)).await
    }

    /// Serves the demo sites.
    ///
    /// # Errors
    /// [`ServeError::Listen`] if no port can be had.
    pub async fn demo() -> Result<Demo, ServeError> {
        Demo::start().await
    }

    /// Address of the first page, as in `http://127.0.0.1:40123/`.
    pub fn url(&self) -> String {
        format!("http://{}/{}", self.address, self.first_page)
    }

    /// Port on `127.0.0.1`.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    async fn start(router: Router, first_page: String) -> Result<Self, ServeError> {
        let mut server = Self::bind(|_| router).await?;
        server.first_page = first_page;
        Ok(server)
    }

    /// Binds a port and serves what is made for it.
    async fn bind(router: impl FnOnce(u16) -> Router) -> Result<Self, ServeError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = router(address.port());
        let task = tokio::spawn(async move { axum::serve(listener, router).await }).abort_handle();
        Ok(Self { address, first_page: String::new(), task })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests;
