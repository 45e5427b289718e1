//! A server on loopback that gives one answer after the other, whatever is asked, and hangs up.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use rustls::pki_types::PrivateKeyDer;

/// Such a server; it ends with the tests.
pub struct Answers {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Answers {
    /// Serves these answers as they stand.
    pub fn serve(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept() else { return };
                answer_one(&mut stream, &answer, &heard);
            }
        });
        Self { address, asked }
    }

    /// Serves these answers over TLS, with a certificate of its own, which is handed out as PEM.
    pub fn serve_secure(answers: Vec<String>) -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let der = base64::engine::general_purpose::STANDARD.encode(made.cert.der());
        let pem = format!("-----BEGIN CERTIFICATE-----\n{der}\n-----END CERTIFICATE-----\n");
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let settings = Arc::new(settings);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                let connection = rustls::ServerConnection::new(settings.clone()).unwrap();
                answer_one(&mut rustls::StreamOwned::new(connection, stream), &answer, &heard);
            }
        });
        (Self { address, asked }, pem)
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// The heads of the requests that came, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// An answer that leads elsewhere.
    pub fn moved(to: &str) -> String {
        format!("HTTP/1.1 301 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }

    /// A whole answer with this body.
    pub fn good(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    }

    /// An answer with that status and nothing else.
    pub fn status(status: u16) -> String {
        format!("HTTP/1.1 {status} Sorry\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }
}

/// Reads a request to its end, which a peer that trusts nobody never sends, and answers.
fn answer_one(stream: &mut (impl Read + Write), answer: &str, heard: &Mutex<Vec<String>>) {
    let mut asked = Vec::new();
    let mut byte = [0];
    while !asked.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => asked.push(byte[0]),
            _ => return,
        }
    }
    heard.lock().unwrap().push(String::from_utf8_lossy(&asked).into_owned());
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.flush();
}
