//! `consentinel doctor`: what is wrong with a machine, and what to type.
//!
//! | file | holds |
//! |---|---|
//! | `machine.rs` | what is asked of a machine: a trait, so that tests can describe one |
//! | `checks/` | the checks: a table, and a file a group |
//! | `row.rs` | what comes of a check; the form of `--format json` |
//! | `told.rs` | the same for people |
//! | `real.rs` | the machine that we run on |
//! | `trial.rs` | the browser, really started |

pub mod checks;
pub mod machine;
#[cfg(feature = "chrome")]
mod real;
pub mod row;
pub mod told;
#[cfg(feature = "chrome")]
mod trial;

#[cfg(feature = "chrome")]
pub use command::run;

#[cfg(feature = "chrome")]
mod command {
    use super::machine::{Machine, Trial};
    use super::real::Real;
    use super::row::Examination;
    use super::{checks, told, trial};
    use crate::cli::arguments::{DoctorArguments, DoctorFormat};
    use crate::cli::exit::{Exit, Trouble};
    use crate::cli::{output, session, settings};

    /// Runs the command.
    ///
    /// # Errors
    /// No usable browser; everything that was found is printed all the same.
    pub fn run(words: DoctorArguments) -> Result<Exit, Trouble> {
        let browser = session::found(&words.browser).map_err(|trouble| trouble.message);
        let trial = match &browser {
            Ok(_) => session::run(async { Ok(trial::start(&words.browser).await) })?,
            Err(_) => Trial::NotTried,
        };
        let machine = Real { browser, trial };
        let rows = checks::examine(&machine);
        let unusable = unusable(&machine);
        match words.format {
            DoctorFormat::Json => {
                let examination = Examination::of(rows, unusable.is_none());
                let text = serde_json::to_string_pretty(&examination)
                    .map_err(|why| Trouble::incomplete(format!("what was found cannot be written: {why}")))?;
                output::say(&text);
            }
            DoctorFormat::Text => {
                output::say(told::page(&rows, settings::look(None, words.color).paint).trim_end());
                if unusable.is_none() {
                    output::say(&told::summary(&rows));
                }
            }
        }
        match unusable {
            None => Ok(Exit::Clean),
            Some(why) => Err(Trouble::no_browser(format!("no usable browser: {why}"))),
        }
    }

    /// Why no audit can be made here, if none can.
    fn unusable(machine: &Real) -> Option<String> {
        match machine.trial() {
            Trial::NotTried => machine.browser().err(),
            Trial::Failed(why) => Some(why.clone()),
            Trial::Started(started) => started.page.clone().err(),
        }
    }
}
