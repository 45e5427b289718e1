//! `consentinel config show`: every setting that holds, and who said so. Secrets are named and not shown.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value as Json, json};

#[cfg(feature = "chrome")]
use super::super::arguments::VisitingArguments;
use super::super::arguments::{BaselineArguments, JudgingArguments, WriteWord};
use super::super::baseline;
use super::super::exit::{Exit, Trouble};
use super::super::judges::Judges;
use super::super::output;
use super::answered;
use super::checks::pair;
use super::handed::proxy;
use super::held::{Held, Origin, Settings};
use super::read::{Configuration, common, unfold_device};
use super::secret;
use super::setting::{Row, Scope, Secrecy, Setting, Shape};
use super::site::Site;
use crate::yaml::suggest;

/// Words of `config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// What to do.
    #[command(subcommand)]
    action: ConfigAction,
}

/// What `config` can do.
#[derive(Debug, Subcommand)]
enum ConfigAction {
    /// Print every setting that holds, and where it was said.
    Show(Box<ShowArguments>),
}

/// Words of `config show`.
#[derive(Debug, Args)]
struct ShowArguments {
    /// Names of sites in the configuration; without any, all of them.
    #[arg(value_name = "SITE")]
    sites: Vec<String>,
    /// How to visit.
    #[cfg(feature = "chrome")]
    #[command(flatten)]
    visiting: VisitingArguments,
    /// How to judge.
    #[command(flatten)]
    judging: JudgingArguments,
    /// What the run is held against.
    #[command(flatten)]
    held: BaselineArguments,
    /// Folder for reports.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// A file for the whole run, as for `audit`; those of the configuration in other formats stay.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = WriteWord::from_str)]
    write: Vec<WriteWord>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = ShownAs::Yaml)]
    format: ShownAs,
}

/// In which form settings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShownAs {
    /// As a configuration file would say it, with where it was said behind.
    Yaml,
    /// One object.
    Json,
}

/// What holds for the run, and for each site.
struct Shown {
    run: Settings,
    /// What is declared of the sites.
    declared: Option<Held>,
    sites: Vec<Part>,
}

/// Settings under the name of what they hold for.
struct Part {
    name: String,
    settings: Settings,
    /// What is waived there.
    exceptions: Option<Held>,
}

/// Keys of the file that are no settings.
const SITE: &str = "site";
const EXCEPTIONS: &str = "exceptions";

/// Runs the command.
///
/// # Errors
/// Everything that is wrong with the file or the words; a site that it does not name.
pub fn run(words: &ConfigArguments) -> Result<Exit, Trouble> {
    let ConfigAction::Show(words) = &words.action;
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let all = all(words, configuration.as_ref())?;
    output::say(&match words.format {
        ShownAs::Yaml => yaml(configuration.as_ref(), &all),
        ShownAs::Json => json(configuration.as_ref(), &all),
    });
    Ok(Exit::Clean)
}

fn all(words: &ShowArguments, configuration: Option<&Configuration>) -> Result<Shown, Trouble> {
    let mut flags = super::flags::judging(&words.judging)?;
    #[cfg(feature = "chrome")]
    {
        flags = flags.over(&super::flags::visiting(&words.visiting)?);
    }
    if let Some(output) = &words.output {
        flags.say(Setting::Output, vec![output.display().to_string()], Origin::Flag("--output"));
    }
    unfold_device(&mut flags);
    let common = common(configuration);
    let sites = configuration.map_or(&[][..], |file| &file.sites);
    if let Some(word) = words.sites.iter().find(|word| !sites.iter().any(|site| site.name == **word)) {
        let help = suggest(word, sites.iter().map(|site| site.name.as_str()));
        return Err(Trouble::usage(format!("no site of the configuration goes by the name `{word}`; {help}")));
    }
    let mut whole = flags.clone().over(&common);
    match baseline::meant(&words.held, &whole) {
        Some(Held { words, from }) => whole.say(Setting::Baseline, words, from),
        None => whole.forget(Setting::Baseline),
    }
    if let Some(Held { words, from }) = super::flags::written(&words.write, &whole)? {
        whole.say(Setting::Write, words, from);
    }
    let judges = Judges::load(&words.judging, configuration)?;
    let threshold = judges.threshold().clone();
    whole.say(Setting::FailOn, threshold.words, threshold.from);
    let part = |name: &str, place: Option<&str>, settings: Settings| {
        let exceptions = answered::exceptions(&judges.of(place).policy.exceptions);
        Part { name: name.to_owned(), settings, exceptions }
    };
    let chosen = sites.iter().filter(|site| words.sites.is_empty() || words.sites.contains(&site.name));
    let of_site = |site: &Site| flags.clone().over(&site.settings).over(&common);
    let mut parts: Vec<Part> = chosen.map(|site| part(&site.name, Some(&site.name), of_site(site))).collect();
    if parts.is_empty() {
        parts.push(part("any site", None, whole.clone()));
    }
    let file = configuration.map(|file| &file.text);
    let declared = answered::site(judges.run().declared(), &words.judging.site_fact, file);
    Ok(Shown { run: whole, declared, sites: parts })
}

fn of_scope(settings: &Settings, scope: Scope) -> impl Iterator<Item = (&'static Row, &Held)> {
    settings.all().map(|(setting, held)| (setting.row(), held)).filter(move |(row, _)| row.scope == scope)
}

/// A word as it may be shown.
fn shown(row: &Row, word: &str) -> String {
    match (row.secrecy, row.shape) {
        (Secrecy::Open, _) => word.to_owned(),
        (Secrecy::Secret, Shape::Pairs(between)) => match pair(word, between) {
            Some((name, value)) => format!("{name}{between}{}", shown_value(row, value)),
            None => secret::shown(word),
        },
        (Secrecy::Secret, _) if row.setting == Setting::Proxy => shown_proxy(word),
        (Secrecy::Secret, _) => secret::shown(word),
    }
}

/// The value of a header or cookie. Who reads a cookie is no secret.
fn shown_value(row: &Row, value: &str) -> String {
    let (value, readers) = match value.rsplit_once(';') {
        Some((value, readers)) if row.setting == Setting::Cookies && readers.trim() == "scripts" => {
            (value, format!(";{readers}"))
        }
        _ => (value, String::new()),
    };
    secret::shown(value) + &readers
}

/// A proxy: who signs in there is a secret, its address is none.
fn shown_proxy(word: &str) -> String {
    match proxy(word) {
        Ok((_, None)) => word.to_owned(),
        Ok((address, Some((user, password)))) => {
            let (scheme, host) = address.split_once("://").unwrap_or(("http", &address));
            format!("{scheme}://{}:{}@{host}", secret::shown(&user), secret::shown(&password))
        }
        Err(_) => secret::shown(word),
    }
}

/// Where it was said, and whether the environment has the last word.
fn from(row: &Row, held: &Held) -> String {
    let variables: Vec<&str> = match row.secrecy {
        Secrecy::Open => Vec::new(),
        Secrecy::Secret => held.words.iter().flat_map(|word| secret::names(word)).collect(),
    };
    if variables.is_empty() {
        return held.from.to_string();
    }
    format!("{}, environment {}", held.from, variables.join(" "))
}

fn yaml(file: Option<&Configuration>, all: &Shown) -> String {
    let mut text = match file {
        Some(file) => format!("# {}\n", file.text.path),
        None => "# no configuration file\n".to_owned(),
    };
    lines(&mut text, "", of_scope(&all.run, Scope::Run));
    line(&mut text, SITE, all.declared.as_ref());
    for Part { name, settings, exceptions } in &all.sites {
        let _ = writeln!(text, "{}:", quoted(name));
        lines(&mut text, "  ", of_scope(settings, Scope::Site));
        line(&mut text, &format!("  {EXCEPTIONS}"), exceptions.as_ref());
    }
    text
}

/// A line for what is no setting.
fn line(text: &mut String, key: &str, held: Option<&Held>) {
    if let Some(held) = held {
        let words: Vec<String> = held.words.iter().map(|word| quoted(word)).collect();
        let _ = writeln!(text, "{key}: [{}]  # {}", words.join(", "), held.from);
    }
}

fn lines<'a>(text: &mut String, indent: &str, rows: impl Iterator<Item = (&'static Row, &'a Held)>) {
    for (row, held) in rows {
        let words: Vec<String> = held.words.iter().map(|word| quoted(&shown(row, word))).collect();
        let value = match row.shape {
            Shape::One | Shape::Flag => words.join(" "),
            Shape::Many | Shape::OneOrMore | Shape::Pairs(_) => format!("[{}]", words.join(", ")),
        };
        let _ = writeln!(text, "{indent}{}: {value}  # {}", row.name, from(row, held));
    }
}

/// A word that YAML would read as something else, in quotes.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) && !word.starts_with('-');
    if plain && !word.is_empty() { word.to_owned() } else { Json::from(word).to_string() }
}

fn json(file: Option<&Configuration>, all: &Shown) -> String {
    let rows = |settings: &Settings, scope| -> Map<String, Json> {
        let one = |(row, held): (&'static Row, &Held)| {
            let words: Vec<String> = held.words.iter().map(|word| shown(row, word)).collect();
            let value = match (row.shape, words.as_slice()) {
                (Shape::One | Shape::Flag, [word]) => json!(word),
                _ => json!(words),
            };
            (row.name.to_owned(), json!({ "value": value, "from": from(row, held) }))
        };
        of_scope(settings, scope).map(one).collect()
    };
    let entry = |key: &str, held: &Option<Held>| -> Option<(String, Json)> {
        let held = held.as_ref()?;
        Some((key.to_owned(), json!({ "value": held.words, "from": held.from.to_string() })))
    };
    let of_site = |part: &Part| -> Json {
        rows(&part.settings, Scope::Site).into_iter().chain(entry(EXCEPTIONS, &part.exceptions)).collect()
    };
    let sites: Map<String, Json> = all.sites.iter().map(|part| (part.name.clone(), of_site(part))).collect();
    let run: Json = rows(&all.run, Scope::Run).into_iter().chain(entry(SITE, &all.declared)).collect();
    let told = json!({ "file": file.map(|file| &file.text.path), "run": run, "sites": sites });
    format!("{told:#}\n")
}
