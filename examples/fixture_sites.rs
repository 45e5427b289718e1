//! Serves the fixture sites of the browser tests until it is stopped, to look at them in a browser of one's own.
//!
//! `tests/sites/setup.sh && cargo run --example fixture_sites`

#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic)]

#[path = "../tests/browser/fixtures/mod.rs"]
mod fixtures;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let running = fixtures::server::Fixtures::start().await;
    for group in std::fs::read_dir(fixtures::server::sites_folder())?.flatten() {
        let folder = group.file_name().to_string_lossy().into_owned();
        if matches!(folder.as_str(), "node_modules" | "shared" | "expect") {
            continue;
        }
        for site in std::fs::read_dir(group.path()).into_iter().flatten().flatten() {
            println!("{}", running.url(&format!("{folder}-{}", site.file_name().to_string_lossy())));
        }
    }
    println!("--host-resolver-rules={}", running.host_rules());
    println!("--ignore-certificate-errors-spki-list={}", running.trusted_key());
    tokio::signal::ctrl_c().await
}
