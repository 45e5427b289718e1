//! A judge for every site of the configuration, and one for everything else. Sites that are judged alike share one.

use std::collections::BTreeMap;
use std::path::Path;

use super::anchor;
use super::arguments::{BaselineArguments, JudgingArguments};
use super::baseline::{self, Stored};
use super::configuration::{self, Configuration, Held, Origin, Setting, Settings, Site};
use super::exit::Trouble;
use super::inputs::Inputs;
use super::judge::{Case, Drawings, Judge};
use super::stock::Stock;
use crate::evidence::{Gatherings, Target, TargetKind};
use crate::report::{self, Anchor, Expected, Report, TargetForm, Threshold};

/// The settings by which a judge differs from others.
const JUDGED_BY: [Setting; 3] = [Setting::Profiles, Setting::Exceptions, Setting::Inventory];

/// Everything that judges in a run.
pub struct Judges {
    judges: Vec<Judge>,
    /// The sites of the configuration by their names.
    sites: BTreeMap<String, Seat>,
    /// What is known of the banner of everything else.
    expected: Expected,
    /// From where on findings make the run fail, and who said so.
    threshold: Held,
    /// What is set for the run.
    run: Settings,
    inputs: Inputs,
}

/// A site, with what it is judged by.
struct Seat {
    site: Site,
    /// Which judge.
    judge: usize,
    /// What is known of its banner.
    expected: Expected,
    /// Where it stands.
    anchor: Anchor,
}

impl Judges {
    /// Loads and checks everything, before any browser starts.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn load(words: &JudgingArguments, configuration: Option<&Configuration>) -> Result<Self, Trouble> {
        let flags = configuration::judging(words)?;
        let common = configuration::common(configuration);
        let run = flags.clone().over(&common);
        let key = |settings: &Settings| JUDGED_BY.map(|setting| settings.many(setting).to_vec());
        let mut keys = vec![key(&run)];
        configuration.map_or(Ok(()), |file| file.look_for_files(&flags))?;
        let stock = Stock::load(words, &run, configuration)?;
        configuration.map_or(Ok(()), |file| file.look_for_ids(&flags, &stock.known()))?;
        let mut judges = vec![Judge::load(words, &stock, &run, configuration)?];
        let mut inputs = Inputs::of(configuration);
        inputs.add_named(&run);
        let mut sites = BTreeMap::new();
        for site in configuration.map_or(&[][..], |file| &file.sites) {
            let settings = flags.clone().over(&site.settings).over(&common);
            let known = keys.iter().position(|known| *known == key(&settings));
            let judge = match known {
                Some(judge) => judge,
                None => {
                    keys.push(key(&settings));
                    judges.push(Judge::load(words, &stock, &settings, configuration)?);
                    judges.len() - 1
                }
            };
            inputs.add_named(&settings);
            let expected = configuration::expected(settings.many(Setting::Expect));
            sites.insert(site.name.clone(), Seat { site: site.clone(), judge, expected, anchor: place(site) });
        }
        let threshold = level(&mut judges, &run);
        let expected = configuration::expected(run.many(Setting::Expect));
        Ok(Self { judges, sites, expected, threshold, run, inputs })
    }

    /// The same, holding every report against the baseline that the user names, there or in the configuration.
    ///
    /// # Errors
    /// A baseline that cannot be read.
    pub fn held_against(mut self, words: &BaselineArguments) -> Result<Self, Trouble> {
        let Some(meant) = baseline::meant(words, &self.run) else { return Ok(self) };
        let stored = Stored::read(&meant)?;
        stored.places().for_each(|place| self.inputs.add("the baseline", place));
        let judges = self.judges.into_iter().map(|judge| judge.held_against(&stored)).collect();
        Ok(Self { judges, ..self })
    }

    /// The one that judges the run as a whole.
    pub fn run(&self) -> &Judge {
        &self.judges[0] // `load` begins with one.
    }

    /// From where on findings make the run fail, and who said so.
    pub fn threshold(&self) -> &Held {
        &self.threshold
    }

    /// What was read.
    pub fn inputs(&self) -> Inputs {
        self.inputs.clone()
    }

    /// The one for what is visited under a name of the configuration: that of the site that it is, or is a page of.
    pub fn of(&self, name: Option<&str>) -> &Judge {
        &self.judges[self.named(name).map_or(0, |seat| seat.judge)]
    }

    /// Judges the evidence of one target, and takes what it shows beside the report from the files of its bundle, if that
    /// is wanted.
    pub fn case(&self, gathered: &Gatherings, drawings: Drawings) -> Case {
        let Target { name, kind, url, .. } = &gathered.evidence.target;
        let seat = self.seat(name.as_deref(), *kind, url);
        let (judge, expected) = seat.map_or((0, &self.expected), |seat| (seat.judge, &seat.expected));
        self.judges[judge].case(gathered, expected, drawings)
    }

    /// What to say of evidence that has the name of a site and was gathered elsewhere: what is set for the site does not
    /// hold for it.
    pub fn stranger(&self, target: &Target) -> Option<String> {
        let seat = self.named(target.name.as_deref())?;
        let (Site { name, given, line, .. }, url) = (&seat.site, &target.url);
        let is_stranger = !seat.site.address.has(target.kind, url);
        is_stranger.then(|| {
            format!(
                "it has the name `{name}` and was gathered at {url}, which is not {given} of {}:{}; what is set there for \
                 `{name}` does not hold for it",
                line.file, line.line
            )
        })
    }

    /// Where a target stands: its line of the configuration, else what was audited, else `kept`.
    pub fn anchor(&self, report: &Report, kept: &Path) -> Anchor {
        let TargetForm { name, kind, url, .. } = &report.target;
        let seat = self.seat(name.as_deref(), *kind, url);
        seat.map_or_else(|| anchor::of(report, kept), |seat| seat.anchor.clone())
    }

    /// The site of this name, if what was gathered is of it: names of others may be the same.
    fn seat(&self, name: Option<&str>, kind: TargetKind, url: &str) -> Option<&Seat> {
        self.named(name).filter(|seat| seat.site.address.has(kind, url))
    }

    fn named(&self, name: Option<&str>) -> Option<&Seat> {
        self.sites.get(name?.split('/').next()?)
    }
}

/// Where the address of a site stands, without what quotes it.
fn place(site: &Site) -> Anchor {
    let line = &site.line;
    let before: usize = line.text.chars().take(line.column.saturating_sub(1)).map(char::len_utf16).sum();
    let quoted = line.text.chars().nth(line.column.saturating_sub(1)).is_some_and(|c| matches!(c, '"' | '\''));
    Anchor {
        file: anchor::relative(Path::new(&line.file)),
        line: line.line,
        column: before + 1 + usize::from(quoted),
        text: Some(site.given.clone()),
    }
}

/// A run has one threshold: where only profiles name any, the strictest of them. The first judge's counts too, for it
/// judges what no site of the configuration is.
fn level(judges: &mut [Judge], run: &Settings) -> Held {
    let said = run.held(Setting::FailOn);
    if let Some(said) = said.filter(|held| held.from != Origin::Default) {
        return said.clone();
    }
    let severity = judges.iter().map(|judge| judge.threshold().severity).max();
    let severity = severity.unwrap_or(report::DEFAULT_THRESHOLD.severity);
    judges.iter_mut().for_each(|judge| judge.fail_on(Threshold::from(severity)));
    let mut profiles = judges.iter().flat_map(|judge| &judge.policy.chosen);
    let profile = profiles.find(|profile| profile.fail_on == Some(severity));
    let from = profile.map_or(Origin::Default, |profile| Origin::Profile(profile.id.clone()));
    Held { words: vec![severity.to_string()], from }
}
