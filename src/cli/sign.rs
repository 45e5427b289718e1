//! `consentinel sign`: signatures and time-stamps over bundles that are there.

use std::path::Path;
use std::time::Duration;

use super::bundle_arguments::SignArguments;
use super::exit::{Exit, Trouble};
use super::{keys, output, place, verify};
use crate::bundle::sign::{self, SigningKey};
use crate::bundle::timestamp::Question;

/// How long an authority may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers are a few thousand bytes.
const LONGEST_ANSWER: u64 = 1 << 20;

/// Runs the command.
///
/// # Errors
/// A key that cannot sign.
pub fn run(words: &SignArguments) -> Result<Exit, Trouble> {
    let seal = Seal::of(words.seal.key.as_deref(), words.seal.timestamp.as_deref())?;
    let mut exit = Exit::Clean;
    for given in &words.bundles {
        match seal.lay_over(&place::bundle(given)) {
            Ok(done) => done.iter().for_each(|line| output::say(line)),
            Err(trouble) => {
                output::complain(&trouble.message);
                exit = exit.worst(trouble.exit);
            }
        }
    }
    Ok(exit)
}

/// What is laid over a bundle when it is finished.
#[derive(Default)]
pub struct Seal {
    key: Option<SigningKey>,
    authority: Option<String>,
}

impl Seal {
    /// Reads the key and looks at the address.
    ///
    /// # Errors
    /// A key that cannot sign, an address that cannot be asked.
    pub fn of(key: Option<&Path>, authority: Option<&str>) -> Result<Self, Trouble> {
        if let Some(address) = authority.filter(|address| !address.starts_with("http://")) {
            return Err(Trouble::usage(format!(
                "--timestamp {address}: an address that begins with http:// is needed. What comes back is signed by \
                 the authority itself, so that nothing is lost without TLS"
            )));
        }
        Ok(Self { key: key.map(keys::signing).transpose()?, authority: authority.map(str::to_owned) })
    }

    /// Signs and stamps the bundle `dir`, and says what was done.
    ///
    /// # Errors
    /// A bundle that was changed, a file that cannot be written, an authority that does not answer.
    pub fn lay_over(&self, dir: &Path) -> Result<Vec<String>, Trouble> {
        let mut done = Vec::new();
        if let Some(key) = &self.key {
            let path = sign::sign(dir, key)
                .map_err(|why| Trouble::incomplete(format!("{} was not signed: {why}", dir.display())))?;
            done.push(format!("{}  signed", path.display()));
        }
        if let Some(authority) = &self.authority {
            let stamped = stamp(dir, authority);
            let stamp = stamped.map_err(|why| {
                Trouble::incomplete(format!("{} was not stamped by {authority}: {why}", dir.display()))
            })?;
            done.push(format!("{}  {stamp}", dir.display()));
        }
        Ok(done)
    }
}

fn stamp(dir: &Path, authority: &str) -> Result<String, String> {
    let mut number = [0_u8; 8];
    getrandom::fill(&mut number).map_err(|why| why.to_string())?;
    let question = Question::about(dir, u64::from_be_bytes(number)).map_err(|why| why.to_string())?;
    let answer = ask(authority, &question.bytes().map_err(|why| why.to_string())?)?;
    question.keep(dir, &answer).map(|stamp| verify::stamp_words(&stamp)).map_err(|why| why.to_string())
}

/// Sends a question to an authority, as RFC 3161 has it over HTTP.
fn ask(authority: &str, question: &[u8]) -> Result<Vec<u8>, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
    let mut answer = agent
        .post(authority)
        .header("Content-Type", "application/timestamp-query")
        .header("Accept", "application/timestamp-reply")
        .send(question)
        .map_err(|why| why.to_string())?;
    answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(|why| why.to_string())
}
