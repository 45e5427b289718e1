//! The program as users run it, with no lists of whoever runs the tests.

use std::path::Path;
use std::process::Command;

/// The program, to be given its words.
pub fn consentinel() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_consentinel"));
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Runs a command: its exit code, standard output, standard error.
pub fn said(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// Runs the program with these words: its exit code, standard output, standard error.
pub fn run(words: &[&str]) -> (i32, String, String) {
    said(consentinel().args(words))
}

/// The folder of one of the frozen bundles.
pub fn bundle(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles").join(name).display().to_string()
}
