//! The connection: two pipes on which messages end with NUL. No port is opened, and Chrome ends by itself when our
//! end of the pipes closes, however we died.

use std::io;
use std::time::Duration;

use command_fds::{CommandFdExt, FdMapping};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe::{self, Receiver, Sender};
use tokio::process::Command;
use tokio::sync::{mpsc, oneshot};

use super::client::Client;

/// Our ends of the pipes.
pub(super) struct Pipe {
    to_browser: Sender,
    from_browser: Receiver,
}

/// Hands Chrome its ends: it reads from descriptor 3 and writes to 4.
pub(super) fn fit(command: &mut Command) -> io::Result<Pipe> {
    let (to_browser, its_in) = pipe::pipe()?;
    let (its_out, from_browser) = pipe::pipe()?;
    let mappings = vec![
        FdMapping { parent_fd: its_in.into_blocking_fd()?, child_fd: 3 },
        FdMapping { parent_fd: its_out.into_blocking_fd()?, child_fd: 4 },
    ];
    command.fd_mappings(mappings).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(Pipe { to_browser, from_browser })
}

impl Pipe {
    /// Starts the tasks that write and read. The receiver hears when the browser's end has closed.
    pub(super) fn run(self) -> (Client, oneshot::Receiver<()>) {
        let (outbox, letters) = mpsc::unbounded_channel();
        let client = Client::new(outbox);
        let (closed, ended) = oneshot::channel();
        tokio::spawn(write(self.to_browser, letters));
        let reader = client.clone();
        tokio::spawn(async move {
            read(self.from_browser, &reader).await;
            let _ = closed.send(());
        });
        (client, ended)
    }
}

async fn write(mut to_browser: Sender, mut letters: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(mut letter) = letters.recv().await {
        letter.push(0);
        if to_browser.write_all(&letter).await.is_err() {
            return;
        }
    }
}

async fn read(mut from_browser: Receiver, client: &Client) {
    let mut held: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let Ok(length @ 1..) = from_browser.read(&mut chunk).await else { return };
        let mut rest = &chunk[..length];
        while let Some(end) = rest.iter().position(|byte| *byte == 0) {
            if held.is_empty() {
                client.receive(&rest[..end]);
            } else {
                held.extend_from_slice(&rest[..end]);
                client.receive(&held);
                held.clear();
            }
            rest = &rest[end + 1..];
        }
        held.extend_from_slice(rest);
    }
}

/// How long a browser may take to end after its connection closed.
pub(super) const LAST_WORDS: Duration = Duration::from_secs(1);
