//! `consentinel init`: asks for what is not said, and writes a configuration file, and what a pipeline needs.

mod path;
mod pipeline;

use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::address;
use crate::cli::configuration::{self, DEFAULT_FILE, Setting, faults};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output;
use crate::cli::texts::{self, Texts};
use crate::yaml::{SourceText, suggest};
use pipeline::PipelineFile;

/// Where editors find the schema: beside the file, so that no network is needed.
const SCHEMA: &str = "consentinel.schema.json";

/// Words of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// Address, HTML file or folder of the site.
    #[arg(long, value_name = "TARGET")]
    url: Option<String>,
    /// Name of the site.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Whether the site is to show a banner: `yes`, `no` or `unknown`.
    #[arg(long, value_name = "WORD")]
    banner: Option<String>,
    /// Profile by which is judged.
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Lowest severity that makes the exit code 1, as in `high:medium`; otherwise that of the profile, else `high`.
    #[arg(long, value_name = "SEVERITY[:CONFIDENCE]")]
    fail_on: Option<String>,
    /// Country that the visits come from, as ISO 3166 code.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Pipeline that audits by it: `shell` (a script for any), `github`, `gitlab`, `jenkins` or `none`. Its files are written
    /// into the folder one is in, and never over others. Beside a configuration that is there it may be said alone.
    #[arg(long, value_name = "WORD")]
    ci: Option<String>,
    /// For `--ci github`: the action of this copy of Consentinel, as OWNER/REPOSITORY@COMMIT, which builds or takes the
    /// program itself; otherwise the runner must have it.
    #[arg(long, value_name = "ACTION", requires = "ci")]
    action: Option<String>,
    /// Ask nothing: what is not said is left as it is by default.
    #[arg(long)]
    yes: bool,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
    /// The file to write.
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// A file that is there already, a word that is refused, nobody to ask. Then nothing was written.
pub fn run(words: &InitArguments) -> Result<Exit, Trouble> {
    let place = words.file.display();
    if words.file.exists() && !words.force {
        if let (Some(word), None) = (&words.ci, &words.url) {
            pipeline::check(word).map_err(Trouble::usage)?;
            let made = free(pipeline::files(word, &words.file, words.action.as_deref())?)?;
            write_all(&made)?;
            output::say(&format!("{place} is there already and was left as it is. {}", told(&made)));
            return Ok(Exit::Clean);
        }
        return Err(Trouble::usage(format!("{place} is there already: --force writes over it, --file names another")));
    }
    let answers = Answers::of(words)?;
    let text = answers.written(&words.file);
    let written = SourceText { path: place.to_string(), text: text.clone() };
    let errors = faults(&written);
    if !errors.is_empty() {
        return Err(texts::refused(&errors));
    }
    let made = free(pipeline::files(&answers.ci, &words.file, words.action.as_deref())?)?;
    keep(&words.file, &text)?;
    keep(&words.file.with_file_name(SCHEMA), &format!("{:#}\n", configuration::schema().1.to_value()))?;
    write_all(&made)?;
    output::say(&format!(
        "{place} was written, and {SCHEMA} for editors beside it. {}{}{}",
        answers.missing(),
        told(&made),
        next(&words.file)
    ));
    Ok(Exit::Clean)
}

/// What can be done with the file, in words that can be copied.
fn next(file: &Path) -> String {
    let config =
        if file == Path::new(DEFAULT_FILE) { String::new() } else { format!(" --config {}", path::word(file)) };
    let (show, audit) = (format!("consentinel config show{config}"), format!("consentinel audit{config}"));
    let width = show.chars().count();
    format!("Next:\n  {show}   what holds, and who said so\n  {audit:width$}   visit and judge the site")
}

/// The files, none of which may be written over another one. What is there already as it would be written is left out.
fn free(files: Vec<PipelineFile>) -> Result<Vec<PipelineFile>, Trouble> {
    let is_same = |file: &PipelineFile| std::fs::read_to_string(&file.path).is_ok_and(|text| text == file.text);
    let files: Vec<PipelineFile> = files.into_iter().filter(|file| !is_same(file)).collect();
    match files.iter().find(|file| file.path.exists()) {
        Some(taken) => Err(Trouble::usage(format!(
            "{} is there already, and pipelines are never written over: nothing was written. Move it away, or leave out --ci \
             and add the audit to it yourself, as ci/ of Consentinel shows",
            taken.path.display()
        ))),
        None => Ok(files),
    }
}

fn write_all(files: &[PipelineFile]) -> Result<(), Trouble> {
    for PipelineFile { path, text } in files {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|why| Trouble::usage(format!("cannot make the folder {}: {why}", folder.display())))?;
        }
        keep(path, text)?;
    }
    Ok(())
}

/// What was written for the pipeline, and what it needs.
fn told(files: &[PipelineFile]) -> String {
    let names: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!(
            "For the pipeline: {}. What it needs stands in the first lines; until there is a consentinel-baseline.json, \
             everything counts.\n",
            names.join(", ")
        ),
    }
}

/// Writes a file of the repository, which others read as well.
fn keep(path: &Path, text: &str) -> Result<(), Trouble> {
    output::whole_shared(path, text.as_bytes()).map_err(|why| {
        Trouble::usage(format!("cannot write {}: {why}. Name another file with --file.", path.display()))
    })
}

/// What the file is to say.
struct Answers {
    key: &'static str,
    url: String,
    name: Option<String>,
    banner: String,
    profile: String,
    fail_on: Option<String>,
    country: String,
    ci: String,
}

impl Answers {
    fn of(words: &InitArguments) -> Result<Self, Trouble> {
        let asking = if words.yes { Asking::Nobody } else { Asking::of_terminal() };
        if words.url.is_none() && asking == Asking::Nobody {
            return Err(Trouble::usage(
                "nobody can be asked here: say what to write, as in `consentinel init --yes --url https://shop.example \
                 --banner yes --profile eu-gdpr --country DE`",
            ));
        }
        let url = asking.ask(words.url.as_deref(), "Address, HTML file or folder of the site", "", &target)?;
        let banner = asking.ask(
            words.banner.as_deref(),
            "Does it show a consent banner (yes, no, unknown)",
            "unknown",
            &banner,
        )?;
        let known = profiles()?;
        let is_profile = |word: &str| {
            let missing = word.split(',').find(|id| !known.iter().any(|one| one == id));
            missing.map_or(Ok(()), |id| {
                Err(format!("unknown profile `{id}`; {}", suggest(id, known.iter().map(String::as_str))))
            })
        };
        let profile = asking.ask(words.profile.as_deref(), "Profile by which is judged", "eu-gdpr", &is_profile)?;
        let fail_on = words.fail_on.clone();
        fail_on.as_deref().map_or(Ok(()), threshold).map_err(Trouble::usage)?;
        let about = "Country that your visits come from, two letters, empty if unknown";
        let country = asking.ask(words.country.as_deref(), about, "", &country)?;
        let about = "Pipeline that audits it (none, shell, github, gitlab, jenkins)";
        let ci = asking.ask(words.ci.as_deref(), about, pipeline::NONE, &pipeline::check)?;
        let key = match address::on_disk(&url) {
            Some(path) if path.is_dir() => "folder",
            Some(_) => "file",
            None if path::is_meant(&url) => path::kind(&url),
            None => "url",
        };
        Ok(Self { key, url, name: words.name.clone(), banner, profile, fail_on, country, ci })
    }

    /// What is to be made before it can be audited.
    fn missing(&self) -> String {
        if self.key == "url" || Path::new(&self.url).exists() {
            return String::new();
        }
        format!("There is no {} {} yet: it must be there when it is audited. ", self.key, self.url)
    }

    /// The text of `file`.
    fn written(&self, file: &Path) -> String {
        let mut text = String::new();
        let _ = write!(
            text,
            "# yaml-language-server: $schema={SCHEMA}\n# What else can be set: docs/configuration.md\n\ndefaults:\n"
        );
        let profiles: Vec<String> = self.profile.split(',').map(quoted).collect();
        let _ = writeln!(text, "  profiles: [{}]", profiles.join(", "));
        if !self.country.is_empty() {
            let _ = writeln!(text, "  country: {}", quoted(&self.country));
        }
        let _ = writeln!(text, "\nsites:\n  - {}: {}", self.key, quoted(&self.address(file)));
        if let Some(name) = &self.name {
            let _ = writeln!(text, "    name: {}", quoted(name));
        }
        if self.banner != "unknown" {
            let _ = writeln!(text, "    expect: {{ banner: {} }}", quoted(&self.banner));
        }
        // Without it the profile has the word.
        if let Some(fail_on) = &self.fail_on {
            let _ = write!(text, "\n# The run leaves with 1 from this severity on.\nfail-on: {}\n", quoted(fail_on));
        }
        text
    }

    /// The address as `file` names it: a path is taken from its folder.
    fn address(&self, file: &Path) -> String {
        if self.key == "url" { self.url.clone() } else { path::from_folder_of(file, &self.url) }
    }
}

/// A text that YAML reads as a text.
fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}

fn target(word: &str) -> Result<(), String> {
    if word.is_empty() {
        return Err("write an address, as in https://shop.example, or the path of a folder".to_owned());
    }
    match address::on_disk(word) {
        Some(_) => Ok(()),
        None if path::is_meant(word) => Ok(()),
        None => address::address(word).map(|_| ()).map_err(|why| why.message),
    }
}

fn banner(word: &str) -> Result<(), String> {
    let known = ["yes", "no", "unknown"];
    if known.contains(&word) { Ok(()) } else { Err(format!("`{word}`: {}", suggest(word, known))) }
}

fn country(word: &str) -> Result<(), String> {
    if word.is_empty() { Ok(()) } else { checked(Setting::Country, word) }
}

fn threshold(word: &str) -> Result<(), String> {
    checked(Setting::FailOn, word)
}

fn checked(setting: Setting, word: &str) -> Result<(), String> {
    let wrong = setting.row().refuse(word);
    wrong.map_or(Ok(()), |wrong| Err(format!("{}; {}", wrong.message, wrong.help)))
}

/// The profiles that there are: a profile's file goes by its id.
fn profiles() -> Result<Vec<String>, Trouble> {
    let texts = Texts::load(&[])?;
    Ok(texts.policy().iter().filter(|text| text.below("profiles")).map(|text| text.stem().to_owned()).collect())
}

/// Whom to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// The user at the terminal.
    User,
    /// Nobody.
    Nobody,
}

impl Asking {
    fn of_terminal() -> Self {
        if std::io::stdin().is_terminal() { Self::User } else { Self::Nobody }
    }

    /// What was said, or is answered, or else holds. What was said must be right; who can be asked is asked again.
    fn ask(
        self,
        said: Option<&str>,
        question: &str,
        usual: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, Trouble> {
        if let Some(word) = said {
            return check(word).map(|()| word.to_owned()).map_err(Trouble::usage);
        }
        if self == Self::Nobody {
            return Ok(usual.to_owned());
        }
        loop {
            let answer = answer(question, usual)?;
            match check(&answer) {
                Ok(()) => return Ok(answer),
                Err(why) => output::complain(&why),
            }
        }
    }
}

/// One line from the user; an empty one stands for what is usual.
fn answer(question: &str, usual: &str) -> Result<String, Trouble> {
    let shown = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{question}{shown}: ");
    let _ = err.flush();
    drop(err);
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(1..) => {
            let word = line.trim();
            Ok(if word.is_empty() { usual.to_owned() } else { word.to_owned() })
        }
        Ok(0) => Err(Trouble::usage("there were no more answers; nothing was written")),
        Err(why) => Err(Trouble::usage(format!("no answer can be read: {why}; nothing was written"))),
    }
}
