//! A company's own inventory of cookies: `name,domain,purpose,owner,lifetime`. Other columns are the company's affair.
//!
//! It is the only list that its reader can mend, so everything that is not understood is refused.

use std::collections::BTreeMap;

use super::cookie_list::{CookieList, Row, literal};
use super::csv::{self, Field, Record};
use super::place::Lines;
use crate::knowledge::cookie::Purpose;
use crate::knowledge::declaration::{DeclarationWords, DeclaredLifetime};
use crate::knowledge::host;
use crate::yaml::{SourceError, SourceText, suggest};

/// How many errors are shown at once.
const MOST_ERRORS: usize = 20;

const COLUMNS: [&str; 5] = ["name", "domain", "purpose", "owner", "lifetime"];
const PURPOSES: [(&str, Purpose); 5] = [
    ("necessary", Purpose::Necessary),
    ("functional", Purpose::Functional),
    ("analytics", Purpose::Analytics),
    ("marketing", Purpose::Marketing),
    ("social", Purpose::Social),
];

/// Words that follow or go before the name of a purpose in the headings of consent tools, and change nothing.
const BESIDE: [&str; 14] = [
    "cookies",
    "cookie",
    "category",
    "purpose",
    "kategorie",
    "catégorie",
    "categoria",
    "categoría",
    "categorie",
    "zweck",
    "de",
    "di",
    "of",
    "für",
];

/// Where each column stands.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn of(text: &SourceText, head: &Record) -> Result<Self, SourceError> {
        let folded: Vec<String> = head.iter().map(|field| field.value.to_lowercase()).collect();
        let columns = Self(COLUMNS.map(|column| folded.iter().position(|name| name == column)));
        match [0, 2].into_iter().find(|column| columns.0[*column].is_none()) {
            None => Ok(columns),
            Some(missing) => {
                let place =
                    head.first().map_or(0, |field| field.place.start)..head.last().map_or(0, |field| field.place.end);
                let message = format!("there is no column `{}`", COLUMNS[missing]);
                let like = folded.iter().find_map(|name| {
                    let near = suggest(name, [COLUMNS[missing]]);
                    near.starts_with("did you mean").then(|| format!("rename `{name}`; "))
                });
                let help = format!(
                    "{}the first line names the columns: name,domain,purpose,owner,lifetime",
                    like.unwrap_or_default()
                );
                Err(SourceError::at(text, place, &message, &help))
            }
        }
    }

    /// The field of a column, if the record goes that far and something stands there.
    fn field<'r>(&self, record: &'r Record, column: usize) -> Option<&'r Field> {
        self.0[column].and_then(|at| record.get(at)).filter(|field| !field.value.is_empty())
    }
}

/// Reads an inventory.
///
/// # Errors
/// Everything that is not understood, each with its place.
pub(super) fn read(name: &str, text: &SourceText, words: &DeclarationWords) -> Result<CookieList, Vec<SourceError>> {
    let records = csv::records(text).map_err(|error| vec![error])?;
    let Some((head, rest)) = records.split_first() else {
        let help = "the first line names the columns: name,domain,purpose,owner,lifetime";
        return Err(vec![SourceError::whole(&text.path, "the inventory is empty", help)]);
    };
    let columns = Columns::of(text, head).map_err(|error| vec![error])?;
    let lines = Lines::of(&text.text);
    let mut rows: Vec<Row> = Vec::new();
    let mut known = BTreeMap::new();
    let mut errors = Vec::new();
    for record in rest {
        let line = record.first().map_or(0, |field| lines.at(field.place.start));
        match row(text, &columns, record, words) {
            Ok(row) => {
                let (purpose, other) = *known.entry(key(&row)).or_insert((row.purpose, line));
                if purpose != row.purpose {
                    errors.push(contradiction(text, &row, record, [other, line]));
                }
                rows.push(Row { line, ..row });
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(CookieList::new(name, rows)) } else { Err(first(errors)) }
}

/// As many errors as somebody reads at once.
fn first(mut errors: Vec<SourceError>) -> Vec<SourceError> {
    let more = errors.len().saturating_sub(MOST_ERRORS);
    errors.truncate(MOST_ERRORS);
    if let (1.., Some(last)) = (more, errors.last_mut()) {
        last.rendered.push_str(&format!("\n\n{more} more lines are not understood"));
    }
    errors
}

/// By what a row is known: a name for domains.
fn key(row: &Row) -> (String, Vec<String>) {
    (row.name.clone(), row.domains.clone())
}

fn row(text: &SourceText, columns: &Columns, record: &Record, words: &DeclarationWords) -> Result<Row, SourceError> {
    let domains = columns.field(record, 1).map(|field| domains(text, field)).transpose()?.unwrap_or_default();
    let lifetime = columns.field(record, 4).map(|field| lifetime(text, field, words)).transpose()?;
    Ok(Row {
        name: cookie_name(text, record, columns.field(record, 0))?,
        anywhere: domains.is_empty(),
        domains,
        purpose: purpose(text, record, columns.field(record, 2), words)?,
        vendor: columns.field(record, 3).map(|field| field.value.clone()),
        lifetime,
        line: 0,
    })
}

/// The whole record, for what is missing in it.
fn whole(record: &Record) -> std::ops::Range<usize> {
    record.first().map_or(0, |field| field.place.start)..record.last().map_or(0, |field| field.place.end)
}

fn cookie_name(text: &SourceText, record: &Record, field: Option<&Field>) -> Result<String, SourceError> {
    let Some(field) = field else {
        return Err(SourceError::at(
            text,
            whole(record),
            "this row names no cookie",
            "write its name, or remove the row",
        ));
    };
    if literal(&field.value) < 2 {
        let message = format!("`{}` would fit almost every cookie", field.value);
        let help = "write at least two characters beside `*`";
        return Err(SourceError::at(text, field.place.clone(), &message, help));
    }
    Ok(field.value.clone())
}

fn purpose(
    text: &SourceText,
    record: &Record,
    field: Option<&Field>,
    words: &DeclarationWords,
) -> Result<Purpose, SourceError> {
    let Some(field) = field else {
        let help = "write necessary, functional, analytics, marketing or social";
        return Err(SourceError::at(text, whole(record), "this row names no purpose", help));
    };
    let word = field.value.to_lowercase();
    let exact = PURPOSES.iter().find(|(own, _)| *own == word).map(|(_, purpose)| *purpose);
    exact.or_else(|| words.purpose_exactly(&bare(&word))).ok_or_else(|| {
        let message = format!("`{}` is no purpose", field.value);
        let help = suggest(&word, PURPOSES.iter().map(|(own, _)| *own));
        SourceError::at(text, field.place.clone(), &message, &help)
    })
}

/// A heading without what changes nothing in it. The whole rest must be the name of a purpose: in `icke-nödvändiga` and
/// `consentement nécessaire` a part of it is, and says the contrary.
fn bare(folded: &str) -> String {
    let parts = folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|part| !part.is_empty());
    parts.filter(|part| !BESIDE.contains(part)).collect::<Vec<_>>().join(" ")
}

/// Domains, several of them apart by blanks. Those that begin with a point or `*.` mean all below too, as all do.
fn domains(text: &SourceText, field: &Field) -> Result<Vec<String>, SourceError> {
    let parts = field.value.split([' ', ',', ';', '|']).filter(|part| !part.is_empty());
    let read = parts.map(|part| {
        let plain = host::folded(part.trim_start_matches("*."));
        if plain == "localhost" || (host::is_plain(&plain) && psl::domain(plain.as_bytes()).is_some()) {
            return Ok(plain);
        }
        let message = format!("`{part}` is not a domain");
        let help = "write a plain host such as shop.example, without https:// and path and no public suffix such as co.uk; leave it empty for any";
        Err(SourceError::at(text, field.place.clone(), &message, help))
    });
    read.collect()
}

fn lifetime(text: &SourceText, field: &Field, words: &DeclarationWords) -> Result<DeclaredLifetime, SourceError> {
    let days = field.value.parse::<f64>().ok().filter(|days| days.is_finite() && *days >= 0.0);
    days.map(DeclaredLifetime::Days).or_else(|| words.lifetime(&field.value)).ok_or_else(|| {
        let message = format!("`{}` is no lifetime", field.value);
        SourceError::at(
            text,
            field.place.clone(),
            &message,
            "write `session`, `13 months`, `30 days`, or days as a number",
        )
    })
}

/// The same name for the same domains with another purpose, on these two lines.
fn contradiction(text: &SourceText, row: &Row, record: &Record, [other, line]: [usize; 2]) -> SourceError {
    let message = format!("line {other} gives `{}` another purpose than line {line}", row.name);
    SourceError::at(text, whole(record), &message, "keep one of them, or say for which domain each is")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::cookie::{CookieQuery, ItemShape, KnownBy};
    use proptest::prelude::*;

    fn words() -> DeclarationWords {
        let text = SourceText {
            path: "declarations/words.yaml".into(),
            text: include_str!("../../../rules/declarations/words.yaml").into(),
        };
        DeclarationWords::load(&[text]).unwrap()
    }

    fn text(words: &str) -> SourceText {
        SourceText { path: "ours.csv".into(), text: words.into() }
    }

    const OURS: &str = "Name;Domain;Purpose;Owner;Lifetime;Note\n\
        basket;shop.example;necessary;Shop Ltd;session;x\n\
        basket_*;;Statistics;Shop Ltd;13 months\n\
        _m;.meter.example *.meter2.example;marketing;;400\n";

    #[test]
    fn an_inventory_is_read_with_its_lines() {
        let list = read("ours", &text(OURS), &words()).unwrap();
        assert_eq!(list.len(), 3);
        let asked = |name, domain| CookieQuery {
            name,
            domain,
            site: "shop.example",
            setter: None,
            shape: ItemShape::default(),
        };
        let basket = list.at_home(&asked("basket", "www.shop.example")).unwrap();
        assert_eq!((basket.purpose, basket.list.unwrap().line), (Purpose::Necessary, 2));
        assert_eq!(list.by_name("basket_7", |_| true).unwrap().known_by, KnownBy::Pattern);
        assert_eq!(list.at_home(&asked("_m", "a.meter2.example")).unwrap().purpose, Purpose::Marketing);
        assert_eq!(list.claims("_m").next().unwrap().lifetime, Some(DeclaredLifetime::Days(400.0)));
        assert!(list.at_home(&asked("_m", "shop.example")).is_none());
    }

    #[test]
    fn what_is_not_understood_is_refused_where_it_stands() {
        for (from, to, says, place) in [
            ("necessary", "necesary", "did you mean `necessary`", "ours.csv:2:21"),
            ("shop.example", "https://shop.example", "not a domain", "ours.csv:2:8"),
            ("shop.example", "co.uk", "not a domain", "ours.csv:2:8"),
            ("necessary", "not necessary", "is no purpose", "ours.csv:2:21"),
            ("necessary", "Icke-nödvändiga", "is no purpose", "ours.csv:2:21"),
            ("necessary", "nem szükséges", "is no purpose", "ours.csv:2:21"),
            ("necessary", "consentement nécessaire", "is no purpose", "ours.csv:2:21"),
            ("necessary", "Einwilligung erforderlich", "is no purpose", "ours.csv:2:21"),
            ("necessary", "optional / necessary", "is no purpose", "ours.csv:2:21"),
            ("13 months", "a while", "no lifetime", "ours.csv:3:31"),
            ("basket_*", "*", "almost every cookie", "ours.csv:3:1"),
            ("Purpose", "Purpos", "rename `purpos`", "ours.csv:1:1"),
            ("_m;", ";", "names no cookie", "ours.csv:4:1"),
            ("marketing", "", "names no purpose", "ours.csv:4:1"),
            ("400", "\"400", "never closed", "ours.csv:4:"),
        ] {
            let errors = read("ours", &text(&OURS.replacen(from, to, 1)), &words()).expect_err(says);
            assert!(errors[0].rendered.contains(says), "{}", errors[0]);
            assert!(errors[0].rendered.contains(place), "{place}: {}", errors[0]);
        }
        assert!(read("ours", &text("\n"), &words()).unwrap_err()[0].rendered.contains("empty"));
        let many = format!("{OURS}{}", "x1;;nothing\n".repeat(50));
        let errors = read("ours", &text(&many), &words()).unwrap_err();
        assert_eq!(errors.len(), MOST_ERRORS);
        assert!(errors[MOST_ERRORS - 1].rendered.ends_with("30 more lines are not understood"), "{}", errors[19]);
        for (heading, purpose) in [
            ("Strictly Necessary Cookies", Purpose::Necessary),
            ("Notwendig", Purpose::Necessary),
            ("Cookies de publicité", Purpose::Marketing),
            ("Social Media", Purpose::Social),
        ] {
            let list = read("ours", &text(&OURS.replacen("necessary", heading, 1)), &words());
            assert_eq!(list.unwrap().claims("basket").next().unwrap().purpose, purpose, "{heading}");
        }
        let twice = format!("{OURS}basket;shop.example;analytics\n");
        assert!(read("ours", &text(&twice), &words()).unwrap_err()[0].rendered.contains("line 2 gives"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(rows in "[a*\",; \n.ä]{0,60}") {
            let _ = read("ours", &text(&rows), &DeclarationWords::default());
            let _ = read("ours", &text(&format!("name,purpose,domain\n{rows}")), &DeclarationWords::default());
        }
    }
}
