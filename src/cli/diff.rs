//! `consentinel diff`: two runs of a site held against each other.

use std::collections::BTreeMap;
use std::path::Path;

use super::arguments::{DiffArguments, DiffFormat};
use super::configuration::Configuration;
use super::earlier::{self, Earlier};
use super::exit::{Exit, Trouble};
use super::judges::Judges;
use super::waived::{self, Remembered};
use super::{output, settings};
use crate::bundle;
use crate::compare::{self, Diff, Given, Pictures};
use crate::report::{BaselineKind, Difference, Format, Report, spoken};

/// Runs the command.
///
/// # Errors
/// Nothing there, something that cannot be read, runs of two sites, or with `--strict` runs that are not alike.
pub fn run(words: &DiffArguments) -> Result<Exit, Trouble> {
    let configuration = Configuration::find(words.judging.config.as_deref())?;
    let judges = Judges::load(&words.judging, configuration.as_ref())?;
    let judge = judges.run();
    let (then, now) = (Remembered::all(earlier::find(&words.then)?), earlier::find(&words.now)?);
    if let Some(doubts) = waived::doubts(&then) {
        output::complain(&format!("{}: {doubts}", words.then.display()));
    }
    let then: Vec<Earlier> = then.iter().map(|run| run.judged(judge)).collect();
    let now: Vec<Earlier> = now.iter().map(|found| found.judged(judge)).collect();
    let pairs = pairs(&then, &now)?;
    let given = [&words.then, &words.now].map(|path| path.display().to_string());
    let diffs: Vec<Diff> = pairs.iter().map(|pair| diff(pair, &given)).collect();
    if words.strict {
        refuse_unequal(&diffs)?;
    }
    let format = format(words.format);
    let pictures = if format == Format::Html { pairs.iter().map(pictures).collect() } else { Vec::new() };
    let look = settings::look(words.width, words.color);
    output::say_in(format, compare::print_diff(&diffs, &pictures, format, look));
    let reports: Vec<Report> = pairs.iter().map(|pair| held(pair, &given[0])).collect();
    let verdict = judge.verdict(&reports);
    if format == Format::Terminal || format == Format::Markdown {
        output::say_in(format, verdict.because);
    }
    let unpaired = if pairs.len() < now.len() { Exit::Incomplete } else { Exit::Clean };
    Ok(judge.leaving().with(judge.came_to(&reports).worst(unpaired)))
}

/// The form that a word of the command line names.
fn format(word: DiffFormat) -> Format {
    match word {
        DiffFormat::Table => Format::Terminal,
        DiffFormat::Json => Format::Json,
        DiffFormat::Markdown => Format::Markdown,
        DiffFormat::Html => Format::Html,
    }
}

/// Two runs of one site.
struct Pair<'a> {
    then: &'a Earlier,
    now: &'a Earlier,
}

/// Each run of now with that of then. What has no counterpart is told.
fn pairs<'a>(then: &'a [Earlier], now: &'a [Earlier]) -> Result<Vec<Pair<'a>>, Trouble> {
    let reports: Vec<&Report> = then.iter().map(|one| &one.report).collect();
    let mut pairs = Vec::new();
    for one in now {
        let found = compare::pick(&reports, &one.report).and_then(|place| then.get(place));
        match found {
            Some(then) => pairs.push(Pair { then, now: one }),
            None => output::complain(&format!(
                "{}: the earlier side holds nothing of this site, so that it is left out",
                one.report.target.url
            )),
        }
    }
    if pairs.is_empty() {
        let sites: Vec<&str> = reports.iter().map(|one| one.target.url.as_str()).collect();
        let sites = sites.join(", ");
        return Err(Trouble::usage(format!(
            "there is nothing to compare: the earlier side holds other sites ({sites})"
        )));
    }
    Ok(pairs)
}

fn diff(pair: &Pair<'_>, [then, now]: &[String; 2]) -> Diff {
    let of = |given: &str, one: &Earlier| (given.to_owned(), one.kind);
    let ((then, then_kind), (now, now_kind)) = (of(then, pair.then), of(now, pair.now));
    compare::diff(
        Given { given: &then, kind: then_kind, report: &pair.then.report },
        Given { given: &now, kind: now_kind, report: &pair.now.report },
    )
}

/// The later report with the earlier one as its baseline: the exit code is that of a run that is held against it.
fn held(pair: &Pair<'_>, given: &str) -> Report {
    let baseline = compare::beside(given, pair.then.kind, Some(&pair.then.report), &pair.now.report);
    Report { baseline: Some(baseline), ..pair.now.report.clone() }
}

/// # Errors
/// In what runs differ, if they do.
fn refuse_unequal(diffs: &[Diff]) -> Result<(), Trouble> {
    let told = |one: &Difference| format!("  {}: then {}, now {}", spoken(&one.what), one.then, one.now);
    let all: Vec<String> = diffs
        .iter()
        .filter(|diff| !diff.differences.is_empty())
        .map(|diff| {
            let told: Vec<String> = diff.differences.iter().map(told).collect();
            format!("{}:\n{}", diff.now.url, told.join("\n"))
        })
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    Err(Trouble::usage(format!(
        "--strict: the runs are not alike, so that they are not compared. Make them alike, or leave --strict out.\n{}",
        all.join("\n")
    )))
}

/// The banner and the page at arrival, of bundles; of reports there are no pictures.
fn pictures(pair: &Pair<'_>) -> Vec<Pictures> {
    let [mut then, mut now] = [pair.then, pair.now].map(shown);
    let whats = ["the banner", "its second layer", "the page at arrival"];
    let pairs = whats.map(|what| Pictures { what: what.to_owned(), then: then.remove(what), now: now.remove(what) });
    pairs.into_iter().filter(|pair| pair.then.is_some() || pair.now.is_some()).collect()
}

fn shown(one: &Earlier) -> BTreeMap<&'static str, Vec<u8>> {
    if one.kind != BaselineKind::Bundle {
        return BTreeMap::new();
    }
    let banner = &one.report.banner;
    let paths = [
        ("the banner", banner.first_layer.picture.clone()),
        ("its second layer", banner.second_layer.as_ref().and_then(|layer| layer.picture.clone())),
        ("the page at arrival", one.viewport.clone()),
    ];
    let mut files = files(&one.place);
    paths.into_iter().filter_map(|(what, path)| Some((what, files.remove(&path?)?))).collect()
}

/// The files of a bundle. One that cannot be read now was read a moment ago; then there are no pictures.
fn files(place: &Path) -> BTreeMap<String, Vec<u8>> {
    bundle::read_whole(place).map(|whole| whole.files).unwrap_or_default()
}
