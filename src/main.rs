//! The `consentinel` program; everything is in the library.

/// Reports are made of many small texts: the system's own allocator would take a quarter of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    consentinel::cli::main()
}
