//! The command line as a layer.

#[cfg(feature = "chrome")]
use super::super::arguments::{ClockArgument, VisitingArguments};
use super::super::arguments::{FormArguments, JudgingArguments, WriteWord};
use super::super::exit::Trouble;
use super::held::{Held, Origin, Settings};
use super::setting::Setting;

/// What the words of visiting say.
///
/// # Errors
/// A word that is refused, with its flag.
#[cfg(feature = "chrome")]
pub fn visiting(words: &VisitingArguments) -> Result<Settings, Trouble> {
    let clock = words.clock.map(|clock| match clock {
        ClockArgument::Virtual => "virtual".to_owned(),
        ClockArgument::Real => "real".to_owned(),
    });
    let certificates = words.browser.ignore_certificate_errors.then(|| "yes".to_owned());
    let one = |word: &Option<String>| word.iter().cloned().collect::<Vec<String>>();
    layer([
        (Setting::States, words.states.clone()),
        (Setting::Pages, words.page.clone()),
        (Setting::Device, one(&words.device)),
        (Setting::Viewport, one(&words.viewport)),
        (Setting::TimeZone, one(&words.time_zone)),
        (Setting::UserAgent, one(&words.user_agent)),
        (Setting::Headers, words.header.clone()),
        (Setting::Cookies, words.cookie.clone()),
        (Setting::BasicAuth, one(&words.basic_auth)),
        (Setting::Proxy, one(&words.proxy)),
        (Setting::Resolve, words.resolve.clone()),
        (Setting::Clock, clock.into_iter().collect()),
        (Setting::Deadline, one(&words.deadline)),
        (Setting::Locale, one(&words.locale)),
        (Setting::Country, one(&words.country)),
        (Setting::Certificates, certificates.into_iter().collect()),
    ])
}

/// What the words of judging say.
///
/// # Errors
/// A word that is refused, with its flag.
pub fn judging(words: &JudgingArguments) -> Result<Settings, Trouble> {
    let path = |path: &std::path::PathBuf| path.display().to_string();
    let on = |flag: bool| flag.then(|| "yes".to_owned()).into_iter().collect::<Vec<String>>();
    layer([
        (Setting::Profiles, words.profile.clone()),
        (Setting::Rules, words.rules.iter().map(path).collect()),
        (Setting::Exceptions, words.exceptions.iter().map(path).collect()),
        (Setting::FailOn, words.fail_on.iter().map(ToString::to_string).collect()),
        (Setting::AllowIncomplete, on(words.allow_incomplete)),
    ])
}

/// In which forms a run is printed and written: to standard output what the command line says, else the file; to files
/// what both say.
///
/// # Errors
/// A word of the file that is no format; it was checked when it was read.
pub fn forms(words: &FormArguments, common: &Settings) -> Result<FormArguments, Trouble> {
    let said = common.one(Setting::Format).map(str::parse).transpose();
    let format = words.format.clone().or(said.map_err(Trouble::usage)?);
    let (mut write, _) = beside(&words.write, common)?;
    write.extend(words.write.iter().cloned());
    Ok(FormArguments { format, write, layout: words.layout })
}

/// The files that are written, and where each was said: a pipeline adds some to those of the file.
///
/// # Errors
/// As [`forms`].
pub fn written(words: &[WriteWord], common: &Settings) -> Result<Option<Held>, Trouble> {
    let (kept, from) = beside(words, common)?;
    let flag = Origin::Flag("--write");
    let parts = kept.iter().map(|file| (file, &from)).chain(words.iter().map(|file| (file, &flag)));
    let parts: Vec<(String, Origin)> = parts.map(|(file, from)| (file.form.to_string(), from.clone())).collect();
    let from = match (kept.is_empty(), words.is_empty()) {
        (true, true) => return Ok(None),
        (false, true) => from,
        (true, false) => flag,
        (false, false) => Origin::Parts(parts),
    };
    Ok(Some(Held { words: kept.iter().chain(words).map(ToString::to_string).collect(), from }))
}

/// The files of the configuration beside those of the command line, which take the place of those of their own format.
fn beside(words: &[WriteWord], common: &Settings) -> Result<(Vec<WriteWord>, Origin), Trouble> {
    let said = common.many(Setting::Write).iter().map(|word| word.parse());
    let mut said = said.collect::<Result<Vec<WriteWord>, String>>().map_err(Trouble::usage)?;
    said.retain(|file| !words.iter().any(|word| word.is_like(file)));
    let from = common.held(Setting::Write).map_or(Origin::Default, |held| held.from.clone());
    Ok((said, from))
}

/// Words by their settings; those without words say nothing.
fn layer<const N: usize>(said: [(Setting, Vec<String>); N]) -> Result<Settings, Trouble> {
    let mut settings = Settings::default();
    for (setting, words) in said.into_iter().filter(|(_, words)| !words.is_empty()) {
        let row = setting.row();
        let flag = row.flag.unwrap_or(row.name);
        let wrong = words.iter().find_map(|word| row.refuse(word));
        if let Some(wrong) = wrong.or_else(|| row.refuse_beside(&words).map(|(_, wrong)| wrong)) {
            return Err(Trouble::usage(format!("{flag}: {}; {}", wrong.message, wrong.help)));
        }
        settings.say(setting, words, Origin::Flag(flag));
    }
    Ok(settings)
}
