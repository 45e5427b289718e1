//! How many declared cookies the built-in knowledge reads as their sites declared them.
//!
//! ```text
//! cargo bench --no-default-features --bench classify -- [FILE]
//! ```
//!
//! FILE is a table of cookies, one a line, with the columns `name`, `cookie_domain`, `site`, `label` (necessary,
//! functional, analytics, advertising), and where it has them `session`, `expiry_s`, `http_only` and `value_shape`.
//! Without FILE it is looked for at `../shared/data/cookie-labels.csv`; where it is absent nothing is measured. The
//! labels are what site owners declared, at times wrong: one name carries several labels on several sites. Who set a
//! cookie is not in it, so `name-and-setter` cannot be measured. Figures are printed, rows are not.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement prints, and is told its file")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use consentinel::knowledge::{CookieBook, CookieQuery, CookieReading, ItemShape, KnownBy, Purpose};
use consentinel::yaml::SourceText;

const CLASSES: [&str; 4] = ["necessary", "functional", "analytics", "advertising"];

/// A cookie with what its site declared.
struct Declared<'a> {
    query: CookieQuery<'a>,
    label: &'a str,
}

/// Right answers of all answers.
#[derive(Default)]
struct Score {
    right: u32,
    all: u32,
}

impl Score {
    fn count(&mut self, is_right: bool) {
        self.all += 1;
        self.right += u32::from(is_right);
    }

    fn shown(&self) -> String {
        let percent = f64::from(self.right) * 100.0 / f64::from(self.all.max(1));
        format!("{:>5} of {:>5}  {percent:5.1} %", self.right, self.all)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Cargo adds flags of its own.
    let named = env::args().skip(1).find(|word| !word.starts_with('-')).map(PathBuf::from);
    let file = named.clone().unwrap_or_else(|| root.join("../shared/data/cookie-labels.csv"));
    if named.is_none() && !file.exists() {
        println!("skipped: there is no {}; name a table of declared cookies", file.display());
        return Ok(());
    }
    let table = fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
    let declared = declared(&table)?;
    let book = CookieBook::load(&rules(root)?).map_err(|errors| errors[0].to_string())?;
    let start = Instant::now();
    let readings: Vec<CookieReading> = declared.iter().map(|one| book.look_up(&one.query)).collect();
    println!("{} names and patterns are known; {:?} for all look-ups\n", book.name_count(), start.elapsed());
    print_scores(&declared, &readings);
    print_confusion(&declared, &readings);
    Ok(())
}

fn declared(table: &str) -> Result<Vec<Declared<'_>>, Box<dyn Error>> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().ok_or("the file is empty")?.split(',').collect();
    let column = |name: &str| header.iter().position(|own| *own == name);
    let needed = |name: &str| column(name).ok_or(format!("no column `{name}`"));
    let (name, domain, site, label) = (needed("name")?, needed("cookie_domain")?, needed("site")?, needed("label")?);
    let mut all = Vec::new();
    for (number, line) in lines.enumerate() {
        // Only the last column may hold commas.
        let cells: Vec<&str> = line.splitn(header.len(), ',').collect();
        if cells.len() < header.len() || !CLASSES.contains(&cells[label]) {
            return Err(format!("line {} has {} columns, or no label", number + 2, cells.len()).into());
        }
        let cell = |name: &str| column(name).map(|at| cells[at]);
        let session = cell("session").map(|flag| flag == "1");
        let lifetime = cell("expiry_s").and_then(|seconds| seconds.parse().ok());
        let shape = ItemShape {
            session,
            lifetime_s: lifetime.filter(|_| session != Some(true)),
            http_only: cell("http_only").map(|flag| flag == "1"),
            value: cell("value_shape"),
        };
        let domain = cells[domain].trim_start_matches('.');
        let query = CookieQuery { name: cells[name], domain, site: cells[site], setter: None, shape };
        all.push(Declared { query, label: cells[label] });
    }
    Ok(all)
}

fn class(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Necessary => "necessary",
        Purpose::Functional => "functional",
        Purpose::Analytics => "analytics",
        Purpose::Marketing | Purpose::Social => "advertising",
        Purpose::Unknown => "unknown",
    }
}

fn needs_consent(class: &str) -> bool {
    matches!(class, "analytics" | "advertising")
}

fn print_scores(declared: &[Declared<'_>], readings: &[CookieReading]) {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for (one, reading) in declared.iter().zip(readings) {
        let class = class(reading.purpose);
        let is_known = reading.purpose != Purpose::Unknown;
        let right = class == one.label;
        let consent_right = is_known && needs_consent(class) == needs_consent(one.label);
        let mut count = |what: String, is_right| scores.entry(what).or_default().count(is_right);
        count("1 covered, of all".to_owned(), is_known);
        count("2 four classes right, of all".to_owned(), right);
        count("3 consent needed or not right, of all".to_owned(), consent_right);
        if is_known {
            count("4 four classes wrong, of covered".to_owned(), !right);
        }
        if !matches!(reading.known_by, KnownBy::Unknown | KnownBy::Heuristic) {
            count("5 four classes wrong, of covered without guesses".to_owned(), !right);
        }
        if reading.known_by <= KnownBy::NameAndSetter {
            count("6 four classes right, of what may carry a finding".to_owned(), right);
        }
        count(format!("7 four classes right, of known by {:?}", reading.known_by), right);
    }
    for (what, score) in &scores {
        println!("{:<52} {}", &what[2..], score.shown());
    }
    println!();
}

fn print_confusion(declared: &[Declared<'_>], readings: &[CookieReading]) {
    let read_as = [CLASSES.as_slice(), &["unknown"]].concat();
    let shown = |cells: Vec<String>| cells.iter().map(|cell| format!("{cell:>13}")).collect::<String>();
    println!("declared \\ read as {}", shown(read_as.iter().map(ToString::to_string).collect()));
    for label in CLASSES {
        let pairs = || declared.iter().zip(readings).filter(|(one, _)| one.label == label);
        let count = |read: &&str| pairs().filter(|(_, reading)| class(reading.purpose) == *read).count().to_string();
        println!("{label:<18} {}", shown(read_as.iter().map(count).collect()));
    }
}

fn rules(root: &Path) -> Result<Vec<SourceText>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for folder in ["cookies", "trackers"] {
        for entry in fs::read_dir(root.join("rules").join(folder))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.push(SourceText { path: format!("{folder}/{name}"), text: fs::read_to_string(&path)? });
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(texts)
}
