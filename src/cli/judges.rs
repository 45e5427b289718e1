//! A judge for every site of the configuration, and one for everything else. Sites that are judged alike share one.

use std::collections::BTreeMap;
use std::path::Path;

use super::anchor;
use super::arguments::{BaselineArguments, JudgingArguments};
use super::baseline::Stored;
use super::configuration::{self, Configuration, Origin, Setting, Settings, Site};
use super::exit::Trouble;
use super::judge::{Case, Judge};
use crate::evidence::Gatherings;
use crate::report::{Anchor, Expected, Report, Threshold};

/// The settings by which a judge differs from others.
const JUDGED_BY: [Setting; 3] = [Setting::Profiles, Setting::Exceptions, Setting::Inventory];

/// Everything that judges in a run.
pub struct Judges {
    judges: Vec<Judge>,
    /// Which judge, what is known of the banner, and where the site stands, by its name.
    sites: BTreeMap<String, (usize, Expected, Anchor)>,
    /// What is known of the banner of everything else.
    expected: Expected,
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
        let mut judges = vec![Judge::load(words, &run, configuration)?];
        let mut sites = BTreeMap::new();
        for site in configuration.map_or(&[][..], |file| &file.sites) {
            let settings = flags.clone().over(&site.settings).over(&common);
            let known = keys.iter().position(|known| *known == key(&settings));
            let at = match known {
                Some(at) => at,
                None => {
                    keys.push(key(&settings));
                    judges.push(Judge::load(words, &settings, configuration)?);
                    judges.len() - 1
                }
            };
            let expected = configuration::expected(settings.many(Setting::Expect));
            sites.insert(site.name.clone(), (at, expected, place(site)));
        }
        if run.held(Setting::FailOn).is_none_or(|held| held.from == Origin::Default) {
            level(&mut judges);
        }
        let expected = configuration::expected(run.many(Setting::Expect));
        Ok(Self { judges, sites, expected })
    }

    /// The same, holding every report against the baseline that the user names.
    ///
    /// # Errors
    /// A baseline that cannot be read.
    pub fn held_against(self, words: &BaselineArguments) -> Result<Self, Trouble> {
        let Some(given) = &words.baseline else { return Ok(self) };
        let stored = Stored::read(given)?;
        let judges = self.judges.into_iter().map(|judge| judge.held_against(&stored)).collect();
        Ok(Self { judges, ..self })
    }

    /// The one that judges the run as a whole.
    pub fn run(&self) -> &Judge {
        &self.judges[0] // `load` begins with one.
    }

    /// The one for a target by its name in the configuration: that of the site that it is, or is a page of.
    #[cfg(feature = "chrome")]
    pub fn of(&self, name: Option<&str>) -> &Judge {
        &self.judges[self.site(name).map_or(0, |(at, ..)| *at)]
    }

    /// Judges the evidence of one target, and takes what it shows beside the report from the files of its bundle.
    pub fn case(&self, gathered: &Gatherings) -> Case {
        let site = self.site(gathered.evidence.target.name.as_deref());
        let (at, expected) = site.map_or((0, &self.expected), |(at, expected, _)| (*at, expected));
        self.judges[at].case(gathered, expected)
    }

    /// Where a target stands: its line of the configuration, else what was audited, else `kept`.
    pub fn anchor(&self, report: &Report, kept: &Path) -> Anchor {
        let site = self.site(report.target.name.as_deref());
        site.map_or_else(|| anchor::of(report, kept), |(.., line)| line.clone())
    }

    fn site(&self, name: Option<&str>) -> Option<&(usize, Expected, Anchor)> {
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
fn level(judges: &mut [Judge]) {
    let strictest = judges.iter().map(|judge| judge.threshold().severity).max();
    if let Some(severity) = strictest {
        judges.iter_mut().for_each(|judge| judge.fail_on(Threshold::from(severity)));
    }
}
