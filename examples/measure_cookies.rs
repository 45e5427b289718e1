//! How many declared cookies the book reads as their sites declared them.
//!
//! ```text
//! COOKIE_LABELS=labels.csv cargo run --release --no-default-features --example measure_cookies
//! ```
//!
//! The file has one cookie a line, with the columns `name`, `cookie_domain`, `site` and `label` (necessary, functional,
//! analytics, advertising). It says what site owners declared, which is at times wrong: the same name carries other
//! labels on other sites. Who set a cookie is not in it, so `name-and-setter` cannot be measured. Figures are printed,
//! rows are not.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement prints, and is told its file")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use consentinel::knowledge::{CookieBook, CookieQuery, CookieReading, ItemShape, KnownBy, Purpose};
use consentinel::yaml::SourceText;

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
    let labels = fs::read_to_string(env::var("COOKIE_LABELS").map_err(|_| "set COOKIE_LABELS to a file")?)?;
    let book = CookieBook::load(&rules()?).map_err(|errors| errors[0].to_string())?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut confused: BTreeMap<String, u32> = BTreeMap::new();
    let mut lines = labels.lines();
    let header: Vec<&str> = lines.next().ok_or("the file is empty")?.split(',').collect();
    let column = |name: &str| header.iter().position(|own| *own == name).ok_or(format!("no column `{name}`"));
    let (name, domain, site, label) = (column("name")?, column("cookie_domain")?, column("site")?, column("label")?);
    let start = Instant::now();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        // Only the last column may hold commas.
        if cells.len() < header.len() || line.starts_with('"') {
            return Err(format!("a line has {} columns, not {}", cells.len(), header.len()).into());
        }
        let (name, domain, site, label) = (cells[name], cells[domain], cells[site], cells[label]);
        let domain = domain.trim_start_matches('.');
        let reading = book.look_up(&CookieQuery { name, domain, site, setter: None, shape: ItemShape::default() });
        tally(&mut scores, label, &reading);
        *confused.entry(format!("{label:<12} read as {:?}", reading.purpose)).or_default() += 1;
    }
    println!("{} names and patterns are known; {:?} for all look-ups\n", book.name_count(), start.elapsed());
    for (what, score) in &scores {
        println!("{what:<44} {}", score.shown());
    }
    println!();
    for (what, count) in &confused {
        println!("{what:<44} {count:>5}");
    }
    Ok(())
}

fn tally(scores: &mut BTreeMap<String, Score>, label: &str, reading: &CookieReading) {
    let class = match reading.purpose {
        Purpose::Necessary => "necessary",
        Purpose::Functional => "functional",
        Purpose::Analytics => "analytics",
        Purpose::Marketing | Purpose::Social => "advertising",
        Purpose::Unknown => "unknown",
    };
    let needs_consent = |class: &str| class != "necessary";
    let is_known = reading.purpose != Purpose::Unknown;
    let right = class == label;
    let consent_right = is_known && needs_consent(class) == needs_consent(label);
    let mut count = |what: String, is_right| scores.entry(what).or_default().count(is_right);
    count("all: four classes".to_owned(), right);
    count("all: consent needed or not".to_owned(), consent_right);
    count("all: consent needed or not, unknown needs it".to_owned(), needs_consent(class) == needs_consent(label));
    if is_known {
        count("known: four classes".to_owned(), right);
        count("known: consent needed or not".to_owned(), consent_right);
    }
    if reading.known_by <= KnownBy::NameAndSetter {
        count("by name and domain: four classes".to_owned(), right);
    }
    count("not unknown".to_owned(), is_known);
    count(format!("known by {:?}: four classes", reading.known_by), right);
}

fn rules() -> Result<Vec<SourceText>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    for folder in ["cookies", "trackers"] {
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.push(SourceText { path: format!("{folder}/{name}"), text: fs::read_to_string(&path)? });
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(texts)
}
