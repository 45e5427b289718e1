//! Starting the process and knowing when and why it ended.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStderr, Command};
use tokio::sync::{oneshot, watch};

use super::super::Fault;
use super::args;
use super::client::Client;
use super::find::Found;
use super::pipe::{self, LAST_WORDS};
use super::profile::{self, Profile};

/// Whether Chrome's own sandbox is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sandbox {
    /// Used.
    On,
    /// Not used: only as root, where Chrome refuses to start with it, or when asked.
    Off,
}

impl Sandbox {
    /// On, unless we are root.
    pub fn fitting() -> Self {
        #[cfg(unix)]
        if rustix::process::geteuid().is_root() {
            return Self::Off;
        }
        Self::On
    }
}

/// What to do about certificates that are not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificates {
    /// Refuse them, as a visitor's browser does.
    Checked,
    /// Take them: only when asked, for test systems.
    Ignored,
}

/// Whether a person can watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// No window is drawn.
    Unseen,
    /// Windows as a visitor has them, on the display of the environment. Full Chrome or Chromium alone can do it.
    Shown,
}

/// How Chrome is to be started.
#[derive(Debug, Clone)]
pub struct Launch {
    /// What to start.
    pub found: Found,
    /// Folder under which temporary profiles are kept; stale ones in it are swept away.
    pub profiles: PathBuf,
    /// Its sandbox.
    pub sandbox: Sandbox,
    /// Whether a window is shown.
    pub window: Window,
    /// Invalid certificates.
    pub certificates: Certificates,
    /// Value of `--host-resolver-rules`, as in `MAP *:443 127.0.0.1:8443`.
    pub host_rules: Option<String>,
    /// The proxy, without user and password; `None` for that of the system. What is on loopback is reached without.
    pub proxy: Option<String>,
    /// SHA-256 of public keys, in base64, whose certificates are taken though nobody vouches for them. All other
    /// certificates are checked as ever.
    pub trusted_keys: Vec<String>,
    /// How long the start may take.
    pub start_within: Duration,
    /// How long any single call may take.
    pub call_within: Duration,
}

impl Launch {
    /// The usual settings: sandbox on unless we are root, certificates checked.
    pub fn new(found: Found, profiles: impl Into<PathBuf>) -> Self {
        Self {
            found,
            profiles: profiles.into(),
            sandbox: Sandbox::fitting(),
            window: Window::Unseen,
            certificates: Certificates::Checked,
            host_rules: None,
            proxy: None,
            trusted_keys: Vec::new(),
            start_within: Duration::from_secs(20),
            call_within: Duration::from_secs(10),
        }
    }
}

/// A running process with its profile. Dropping it kills the whole process group and removes the profile.
pub(super) struct Process {
    group: Option<rustix::process::Pid>,
    ended: watch::Receiver<bool>,
    profile: Option<Profile>,
    /// The command line without the program.
    pub arguments: Vec<String>,
}

/// Starts Chrome and connects to it. It has not answered anything yet.
pub(super) fn start(launch: &Launch) -> Result<(Process, Client), Fault> {
    profile::sweep(&launch.profiles);
    let profile = Profile::fresh(&launch.profiles, launch.found.flavour).map_err(|error| {
        let place = launch.profiles.display();
        Fault::NoBrowser(format!("no temporary profile can be made under {place}: {error}"))
    })?;
    let arguments = args::arguments(launch, profile.folder());
    let program = &launch.found.executable;
    let no_start = |error: std::io::Error| {
        Fault::NoBrowser(format!("the browser {} cannot be started: {error}", program.display()))
    };
    let mut command = Command::new(program);
    command.args(&arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.process_group(0).kill_on_drop(true);
    let pipe = pipe::fit(&mut command).map_err(no_start)?;
    let mut child = command.spawn().map_err(no_start)?;
    // The command holds the browser's ends of the pipes: as long as it lives, their closing is not heard.
    drop(command);
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
    let tail = Tail::default();
    if let Some(stderr) = child.stderr.take() {
        tokio::spawn(tail.clone().listen(stderr));
    }
    let (client, closed) = pipe.run();
    let (tell, ended) = watch::channel(false);
    tokio::spawn(watch_over(child, closed, client.clone(), tail, tell));
    Ok((Process { group, ended, profile: Some(profile), arguments: args::told(&arguments) }, client))
}

/// Waits for the end and wakes everyone who still waits for an answer.
async fn watch_over(
    mut child: Child,
    mut closed: oneshot::Receiver<()>,
    client: Client,
    tail: Tail,
    tell: watch::Sender<bool>,
) {
    let status = tokio::select! {
        status = child.wait() => status.ok(),
        _ = &mut closed => tokio::time::timeout(LAST_WORDS, child.wait()).await.ok().and_then(Result::ok),
    };
    // What it said last may still be in the pipe.
    let _ = tokio::time::timeout(LAST_WORDS, tail.complete()).await;
    client.end(&Fault::Gone(epitaph(status, &tail)));
    if status.is_none() {
        let _ = child.kill().await;
    }
    let _ = tell.send(true);
}

fn epitaph(status: Option<ExitStatus>, tail: &Tail) -> String {
    let mut words = match status {
        Some(status) => format!("it ended with {status}"),
        None => "it closed the connection".to_owned(),
    };
    let said = tail.text();
    if !said.is_empty() {
        words.push_str("; its last words: ");
        words.push_str(&said);
    }
    words
}

impl Process {
    /// Waits until the process has ended, at most for `within`, then removes its profile.
    pub(super) async fn finish(mut self, within: Duration) {
        let _ = tokio::time::timeout(within, self.ended.wait_for(|ended| *ended)).await;
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // Also when the leader has ended: its children may have not.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        drop(self.profile.take());
    }
}

/// The last lines of what the browser wrote to standard error.
#[derive(Clone)]
struct Tail {
    lines: Arc<Mutex<Vec<String>>>,
    done: watch::Sender<bool>,
}

impl Default for Tail {
    fn default() -> Self {
        Self { lines: Arc::default(), done: watch::Sender::new(false) }
    }
}

impl Tail {
    /// How many lines are kept, and how many bytes of each.
    const LINES: usize = 8;
    const BYTES: usize = 400;

    async fn listen(self, stderr: ChildStderr) {
        let mut reader = BufReader::new(stderr);
        let mut line = Vec::new();
        while let Ok(1..) = reader.read_until(b'\n', &mut line).await {
            line.truncate(Self::BYTES);
            let text = String::from_utf8_lossy(&line).trim().to_owned();
            line.clear();
            if !text.is_empty() {
                let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
                if lines.len() == Self::LINES {
                    lines.remove(0);
                }
                lines.push(text);
            }
        }
        let _ = self.done.send_replace(true);
    }

    async fn complete(&self) {
        let _ = self.done.subscribe().wait_for(|done| *done).await;
    }

    fn text(&self) -> String {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).join(" | ")
    }
}
