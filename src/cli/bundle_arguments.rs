//! What can be written on the command line about bundles: how they are kept, checked, signed and redacted.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How evidence is kept.
#[cfg(feature = "chrome")]
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Keeping evidence")]
pub struct KeepingArguments {
    /// Replace values (of cookies, storage, addresses, bodies, headers) by salted digests of the same shape, so that the
    /// bundle can be passed on. Pictures are left out unless you say `--redact=keep-pictures`.
    #[arg(long, value_enum, value_name = "PICTURES", num_args = 0..=1, require_equals = true, default_missing_value = "drop-pictures")]
    pub redact: Option<PicturesArgument>,
    /// Largest bundle: `20MB`, `500KB`, or bytes. What is left out is said: bodies first, then websocket messages, then
    /// pictures; never cookies, addresses or the choice.
    #[arg(long, value_name = "SIZE")]
    pub size_limit: Option<String>,
    /// Sign the bundle by this secret key of `minisign` or `ssh-keygen`. The password of a locked key is taken from the
    /// environment variable CONSENTINEL_KEY_PASSWORD.
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// Ask this time-stamping authority (RFC 3161, `http://…`) to stamp the bundle.
    #[arg(long, value_name = "URL")]
    pub timestamp: Option<String>,
}

/// In which form pages are stored.
#[cfg(feature = "chrome")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageArgument {
    /// With everything that it shows, as MHTML.
    Mhtml,
    /// The markup of its own document.
    Html,
}

/// What becomes of pictures when values are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PicturesArgument {
    /// They are left out: they may show what was replaced.
    DropPictures,
    /// They are kept as they are.
    KeepPictures,
}

/// Words of `verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 every bundle is as it was written and signed as asked; 1 one is not; 2 one could \
not be looked at."
)]
pub struct VerifyArguments {
    /// Bundles: folders that hold `manifest.json`, or site folders with `bundle/` in them.
    #[arg(required = true, value_name = "BUNDLE")]
    pub bundles: Vec<PathBuf>,
    /// Public key that must have signed: a file of `minisign` or `ssh-keygen`, or the key itself.
    #[arg(long, value_name = "PUBKEY")]
    pub key: Option<String>,
}

/// Words of `sign`.
#[derive(Debug, Args)]
#[command(after_help = "The password of a locked key is taken from the environment variable CONSENTINEL_KEY_PASSWORD.")]
#[group(required = true, multiple = true)]
pub struct SealArguments {
    /// Secret key of `minisign` or `ssh-keygen` to sign by.
    #[arg(long, value_name = "KEY")]
    pub key: Option<PathBuf>,
    /// Time-stamping authority (RFC 3161, `http://…`) to ask.
    #[arg(long, value_name = "URL")]
    pub timestamp: Option<String>,
}

/// Words of `sign`.
#[derive(Debug, Args)]
pub struct SignArguments {
    /// Bundles: folders that hold `manifest.json`, or site folders with `bundle/` in them.
    #[arg(required = true, value_name = "BUNDLE")]
    pub bundles: Vec<PathBuf>,
    /// By what.
    #[command(flatten)]
    pub seal: SealArguments,
}

/// Words of `redact`.
#[derive(Debug, Args)]
pub struct RedactArguments {
    /// Bundle: a folder that holds `manifest.json`, or a site folder with `bundle/` in it.
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// Folder of the redacted bundle.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Keep pictures and stored pages as they are, though they may show what is replaced.
    #[arg(long)]
    pub keep_pictures: bool,
}
