//! The `consentinel` program; everything is in the library.

fn main() -> std::process::ExitCode {
    consentinel::cli::main()
}
