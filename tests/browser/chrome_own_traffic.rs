//! Chrome asks for nothing on its own account, and what is left is told apart from what pages ask for.

use std::sync::{Arc, Mutex};

use consentinel::browser::chrome::{Chrome, Flavour};
use consentinel::browser::{Browser, ClockChoice, Heard, Page, PageSettings, Way};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::both::both;
use crate::support::start::{launch, page_time, settings, within};

/// Everything that reaches the far end of any connection, whatever host and port was meant.
#[derive(Clone, Default)]
struct Arrived(Arc<Mutex<Vec<String>>>);

impl Arrived {
    /// Listens for all that is sent to any host.
    async fn listen(&self) -> u16 {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let all = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(all.clone().answer(stream));
            }
        });
        port
    }

    async fn answer(self, mut stream: TcpStream) {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            let said = String::from_utf8_lossy(&buffer[..read]).into_owned();
            let host = said.lines().find_map(|line| line.strip_prefix("Host: ")).unwrap_or("not HTTP");
            let asked = format!("{host} {}", said.lines().next().unwrap_or_default());
            self.0.lock().unwrap().push(asked);
            let page = "<!doctype html><title>Shop</title><p>Good morning.</p><form><input type=password></form>";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
            let answer = format!("{head}Content-Length: {}\r\n\r\n{page}", page.len());
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

async fn nothing_goes_out_but_what_the_page_asks_for_and_an_icon(flavour: Flavour) {
    let arrived = Arrived::default();
    let port = arrived.listen().await;
    let profiles = tempfile::tempdir().unwrap();
    let mut launch = launch(flavour, profiles.path());
    launch.host_rules = Some(format!("MAP * 127.0.0.1:{port}"));
    let chrome = Chrome::start(&launch).await.unwrap();
    // On wall time: what the browser does by itself it does by that clock.
    let page = chrome.open(&PageSettings { clock: ClockChoice::Real, ..settings() }).await.unwrap();
    let landing = page.go(&Way::To("http://shop.test/".to_owned()), page_time(4000), within(20)).await.unwrap();
    assert_eq!(landing.error, None);
    let told: Vec<(String, Option<String>)> = page
        .heard()
        .into_iter()
        .filter_map(|heard| match heard.what {
            Heard::Sent { url, browsers_own, .. } => Some((url, browsers_own)),
            _ => None,
        })
        .collect();
    page.close().await;
    chrome.close().await;
    let mut expected = vec!["shop.test GET / HTTP/1.1"];
    let mut expected_told = vec![("http://shop.test/".to_owned(), None)];
    if flavour == Flavour::Full {
        expected.push("shop.test GET /favicon.ico HTTP/1.1");
        expected_told.push(("http://shop.test/favicon.ico".to_owned(), Some("icon of the tab".to_owned())));
    }
    assert_eq!(*arrived.0.lock().unwrap(), expected);
    assert_eq!(told, expected_told);
}

both!(nothing_goes_out_but_what_the_page_asks_for_and_an_icon);
