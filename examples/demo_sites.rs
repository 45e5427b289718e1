//! Serves the demo sites until it is stopped, to look at them in a browser of one's own.
//!
//! `cargo run --example demo_sites` prints the addresses and the `--host-resolver-rules` that the browser needs for
//! the trackers.

#![allow(clippy::print_stdout)]

use consentinel::serve::{ServeError, Server};

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    let demo = Server::demo().await?;
    for site in demo.sites() {
        println!("{:<28} {}", site.url, site.about);
    }
    println!("--host-resolver-rules={}", demo.host_rules());
    tokio::signal::ctrl_c().await.map_err(ServeError::Listen)
}
