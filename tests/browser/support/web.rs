//! A small web on loopback: any host name that ends in `.localhost`, any path, any answer. The secure one has every
//! host name that ends in `.example`, over TLS and without.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use super::socket;
use crate::fixtures::tls::Tls;

/// A request that arrived.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whether it came over TLS.
    pub secure: bool,
    /// Without the port.
    pub host: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How long the answer takes.
    pub after: Duration,
    /// Whether it ever comes, and ends.
    pub ends: Ends,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It comes and is whole.
    Whole,
    /// It begins and does not end.
    Endless,
    /// It never comes.
    Never,
    /// It is the beginning of a websocket, on which `socket.rs` talks.
    Socket,
}

impl Reply {
    pub fn html(body: impl Into<String>) -> Self {
        Self::of("text/html; charset=utf-8", body.into())
    }

    pub fn script(body: impl Into<String>) -> Self {
        Self::of("text/javascript; charset=utf-8", body.into())
    }

    pub fn of(mime: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), mime.to_owned())];
        Self { status: 200, headers, body: body.into(), after: Duration::ZERO, ends: Ends::Whole }
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::of("text/plain", "") }
    }

    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("Location", to)
    }

    /// A websocket, if one was asked for.
    pub fn socket(asked: &Asked) -> Self {
        let accept = socket::accept(asked.header("sec-websocket-key").unwrap_or_default());
        Self { ends: Ends::Socket, headers: Vec::new(), ..Self::status(101) }
            .with("Upgrade", "websocket")
            .with("Connection", "Upgrade")
            .with("Sec-WebSocket-Accept", &accept)
    }

    pub fn never() -> Self {
        Self { ends: Ends::Never, ..Self::status(200) }
    }

    pub fn endless(self) -> Self {
        Self { ends: Ends::Endless, ..self }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn after(mut self, milliseconds: u64) -> Self {
        self.after = Duration::from_millis(milliseconds);
        self
    }
}

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A server that is ended when it is dropped.
pub struct Web {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: Vec<AbortHandle>,
    secure: Option<Secure>,
}

/// The part of a web that is met over TLS.
struct Secure {
    port: u16,
    key: String,
}

impl Web {
    /// Serves what `answer` says.
    pub async fn serve(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, answer): (_, Arc<Answer>) = (Arc::clone(&asked), Arc::new(answer));
        let serving = vec![tokio::spawn(serve(listener, false, answer, log)).abort_handle()];
        Self { port, asked, serving, secure: None }
    }

    /// Serves what `answer` says over TLS, and over plain connections beside. The browser must know of it
    /// (`support::start::start_on`).
    pub async fn secure(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let answer: Arc<Answer> = Arc::new(answer);
        let plain = Arc::clone(&answer);
        let mut web = Self::serve(move |asked| plain(asked)).await;
        let tls = Tls::fresh(&["shop.example"]);
        let listener = tls.listen().await;
        web.secure = Some(Secure { port: listener.port(), key: tls.key_digest().to_owned() });
        web.serving.push(tokio::spawn(serve(listener, true, answer, Arc::clone(&web.asked))).abort_handle());
        web
    }

    /// What the browser's `--host-resolver-rules` must be, if it needs any.
    pub fn host_rules(&self) -> Option<String> {
        let secure = self.secure.as_ref()?;
        Some(format!("MAP *.example:443 127.0.0.1:{}, MAP *.example:80 127.0.0.1:{}", secure.port, self.port))
    }

    /// The key that the browser must trust, if there is one.
    pub fn trusted_key(&self) -> Option<String> {
        self.secure.as_ref().map(|secure| secure.key.clone())
    }

    /// Serves one page.
    pub async fn page(html: &'static str) -> Self {
        Self::serve(move |asked| if asked.path == "/" { Reply::html(html) } else { Reply::status(404) }).await
    }

    /// The port of the part over TLS.
    pub fn secure_port(&self) -> Option<u16> {
        self.secure.as_ref().map(|secure| secure.port)
    }

    /// An address on this web: `url("a", "/x")` is `http://a.localhost:PORT/x`, or `https://a.example/x` on a secure one.
    pub fn url(&self, host: &str, path: &str) -> String {
        match &self.secure {
            Some(_) => format!("https://{host}.example{path}"),
            None => format!("http://{host}.localhost:{}{path}", self.port),
        }
    }

    /// Everything that was asked for so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.serving.iter().for_each(AbortHandle::abort);
    }
}

async fn serve<L: Listener>(mut listener: L, secure: bool, answer: Arc<Answer>, log: Arc<Mutex<Vec<Asked>>>) {
    loop {
        let (stream, _) = listener.accept().await;
        tokio::spawn(talk(stream, secure, Arc::clone(&answer), Arc::clone(&log)));
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    secure: bool,
    answer: Arc<Answer>,
    log: Arc<Mutex<Vec<Asked>>>,
) {
    let mut stream = BufReader::new(stream);
    while let Some(asked) = read(&mut stream, secure).await {
        let reply = answer(&asked);
        log.lock().unwrap().push(asked);
        if reply.ends == Ends::Never {
            std::future::pending::<()>().await;
        }
        #[expect(clippy::disallowed_methods, reason = "a slow server is what is tested")]
        tokio::time::sleep(reply.after).await;
        if write(&mut stream, &reply).await.is_err() {
            return;
        }
        match reply.ends {
            Ends::Endless => std::future::pending::<()>().await,
            Ends::Socket => return socket::talk(&mut stream).await,
            Ends::Whole | Ends::Never => {}
        }
    }
}

async fn read<S: AsyncRead + Unpin>(stream: &mut BufReader<S>, secure: bool) -> Option<Asked> {
    let mut line = String::new();
    if stream.read_line(&mut line).await.ok()? == 0 {
        return None;
    }
    let mut words = line.split_whitespace();
    let path = words.nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut asked = Asked { secure, host: String::new(), path, headers, body: String::new() };
    let host = asked.header("host").unwrap_or_default();
    asked.host = host.split(':').next().unwrap_or_default().to_owned();
    let length = asked.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    asked.body = String::from_utf8_lossy(&body).into_owned();
    Some(asked)
}

async fn write<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, reply: &Reply) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Said\r\n", reply.status);
    if reply.ends == Ends::Whole {
        head.push_str(&format!("Content-Length: {}\r\n", reply.body.len()));
    }
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&reply.body).await?;
    stream.flush().await
}
