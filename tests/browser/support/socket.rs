//! The far end of a websocket: it greets twice, once in binary, repeats what it is told, and closes on `bye`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// What the protocol adds to each key.
const MAGIC: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x88;

/// The answer to a key.
pub fn accept(key: &str) -> String {
    STANDARD.encode(Sha1::digest(format!("{key}{MAGIC}")))
}

/// Talks until it is told to close or the other side is gone.
pub async fn talk<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    if say(stream, TEXT, b"welcome").await.is_err() || say(stream, BINARY, &[1, 2, 255]).await.is_err() {
        return;
    }
    while let Some((kind, heard)) = hear(stream).await {
        let said = match (kind, heard.as_slice()) {
            (TEXT, b"bye") | (CLOSE, _) => {
                let _ = say(stream, CLOSE, &[0x03, 0xe8]).await;
                return;
            }
            _ => say(stream, TEXT, &[b"again: ", heard.as_slice()].concat()).await,
        };
        if said.is_err() {
            return;
        }
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, kind: u8, words: &[u8]) -> std::io::Result<()> {
    let length = u8::try_from(words.len()).expect("a short message");
    stream.write_all(&[&[kind, length], words].concat()).await?;
    stream.flush().await
}

/// One short message of a browser, which is masked.
async fn hear<S: AsyncRead + Unpin>(stream: &mut S) -> Option<(u8, Vec<u8>)> {
    let kind = stream.read_u8().await.ok()?;
    let length = usize::from(stream.read_u8().await.ok()? & 0x7f);
    let mut mask = [0; 4];
    stream.read_exact(&mut mask).await.ok()?;
    let mut words = vec![0; length];
    stream.read_exact(&mut words).await.ok()?;
    for (at, byte) in words.iter_mut().enumerate() {
        *byte ^= mask[at % 4];
    }
    Some((kind, words))
}
