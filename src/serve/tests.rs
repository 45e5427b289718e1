//! Tests of the loopback server, spoken to in plain HTTP/1.1.

use std::path::Path;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{ServeError, Server};

/// Asks for `path` word for word, as no browser would, and gives the whole answer.
async fn ask(port: u16, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the server listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("the request goes out");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("the answer comes");
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    write("public/index.html", "<title>Grüße</title>".as_bytes());
    write("public/latin.html", b"<meta charset=iso-8859-1><title>Gr\xfc\xdfe</title>");
    write("public/odd name.html", b"<title>odd</title>");
    write("public/app.js", b"let a = 1;");
    write("public/sub/index.html", b"<title>sub</title>");
    write("secret.txt", b"not for you");
    folder
}

#[tokio::test]
async fn a_folder_is_served_with_types_and_charsets() {
    let folder = folder();
    let server = Server::folder(&folder.path().join("public")).await.expect("serves");
    let page = ask(server.port(), "localhost", "/").await;
    assert_eq!(status(&page), "200");
    assert!(page.to_lowercase().contains("content-type: text/html; charset=utf-8"), "{page}");
    assert!(page.ends_with("<title>Grüße</title>"), "{page}");
    let script = ask(server.port(), "localhost", "/app.js").await.to_lowercase();
    assert!(script.contains("content-type: text/javascript; charset=utf-8"), "{script}");
    assert!(ask(server.port(), "localhost", "/sub/").await.ends_with("<title>sub</title>"));
    assert_eq!(status(&ask(server.port(), "localhost", "/none.html").await), "404");
}

#[tokio::test]
async fn a_page_that_names_its_charset_is_not_overruled() {
    let folder = folder();
    let server = Server::folder(&folder.path().join("public")).await.expect("serves");
    let page = ask(server.port(), "localhost", "/latin.html").await.to_lowercase();
    assert!(page.contains("content-type: text/html\r\n"), "{page}");
}

#[tokio::test]
async fn nothing_outside_the_folder_is_reached() {
    let folder = folder();
    let server = Server::folder(&folder.path().join("public")).await.expect("serves");
    for path in
        ["/../secret.txt", "/%2e%2e/secret.txt", "/sub/..%2f..%2fsecret.txt", "//../secret.txt", "/..%5csecret.txt"]
    {
        let answer = ask(server.port(), "localhost", path).await;
        assert!(!answer.contains("not for you"), "{path} escaped: {answer}");
        assert_ne!(status(&answer), "200", "{path}");
    }
}

#[tokio::test]
async fn one_file_is_served_at_its_own_name() {
    let folder = folder();
    let server = Server::file(&folder.path().join("public/odd name.html")).await.expect("serves");
    assert!(server.url().ends_with("/odd%20name.html"), "{}", server.url());
    assert!(ask(server.port(), "localhost", "/odd%20name.html").await.ends_with("<title>odd</title>"));
}

#[tokio::test]
async fn what_is_not_there_is_an_error_that_names_it() {
    let folder = folder();
    let missing = Server::folder(&folder.path().join("gone")).await.expect_err("nothing there");
    assert!(missing.to_string().contains("gone"), "{missing}");
    let kind = Server::folder(&folder.path().join("secret.txt")).await.expect_err("a file");
    assert!(matches!(kind, ServeError::Kind { wanted: "folder", .. }), "{kind}");
    let kind = Server::file(Path::new("/")).await.expect_err("a folder");
    assert!(matches!(kind, ServeError::Kind { wanted: "file", .. }), "{kind}");
}

#[tokio::test]
async fn a_dropped_server_no_longer_listens() {
    let folder = folder();
    let server = Server::folder(folder.path()).await.expect("serves");
    let port = server.port();
    drop(server);
    // The task ends at its next turn: give it turns, not time.
    for _ in 0..1000 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("port {port} still answers");
}

#[tokio::test]
async fn every_demo_site_answers_and_one_is_down() {
    let demo = Server::demo().await.expect("serves");
    for site in demo.sites() {
        let url = url::Url::parse(&site.url).expect("an address");
        let port = url.port().expect("a port");
        if site.down {
            assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "{} is up", site.name);
            continue;
        }
        let page = ask(port, &format!("{}:{port}", url.host_str().expect("a host")), "/").await;
        assert_eq!(status(&page), "200", "{}", site.name);
        assert!(page.contains("<!doctype html>"), "{}", site.name);
    }
}

#[tokio::test]
async fn trackers_answer_by_their_real_names() {
    let demo = Server::demo().await.expect("serves");
    let rules = demo.host_rules();
    assert!(rules.contains("MAP static.hotjar.com:80 127.0.0.1:"), "{rules}");
    assert!(!rules.contains("localhost"), "{rules}");
    let port = url::Url::parse(&demo.sites()[0].url).expect("an address").port().expect("a port");
    let beacon = ask(port, "demo.matomo.cloud", "/matomo.php?idsite=1").await;
    assert_eq!(status(&beacon), "204", "{beacon}");
    let ids = [ask(port, "ads.localhost", "/seen").await, ask(port, "ads.localhost", "/seen").await]
        .map(|answer| answer.split("visitor=").nth(1).expect("a cookie").chars().take(32).collect::<String>());
    assert_ne!(ids[0], ids[1], "identifiers differ from answer to answer");
}
