//! The user's words to immutable settings; the only reader of environment, working directory, clock and terminal.

/// Runs the program and gives its exit code.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
