//! `consentinel explain cookie`: what is known about a cookie or storage key, how, and what else claims its name.

use serde::Serialize;

use super::arguments::{ColourChoice, ExplainCookieArguments, ExplainFormat};
use super::exit::{Exit, Trouble};
use super::leaf::Leaf;
use super::texts::Texts;
use super::{knowledge, output, settings};
use crate::knowledge::lists::{CookieClaim, ListPlace};
use crate::knowledge::{
    AppearsAs, Claim, CookieQuery, CookieReading, DeclaredLifetime, Exemption, ItemShape, Knowledge, KnownBy, Place,
    Purpose, SetBy, Standing, Weighed, fits,
};
use crate::report::clean;

/// Runs the command.
///
/// # Errors
/// Knowledge that is refused.
pub fn run(words: &ExplainCookieArguments) -> Result<Exit, Trouble> {
    let mut knowledge = Texts::load(&words.rules)?.knowledge()?;
    knowledge::add(&mut knowledge, &words.imported)?;
    let told = told(&knowledge, words);
    match words.format {
        ExplainFormat::Text => {
            let width = settings::look(None, ColourChoice::Auto).width.unwrap_or(100).min(100);
            output::say(&page(&told, width));
        }
        ExplainFormat::Json => {
            let text = serde_json::to_string_pretty(&told).map_err(|why| Trouble::usage(why.to_string()))?;
            output::say(&text);
        }
    }
    Ok(Exit::Clean)
}

/// Everything that is told, as JSON has it.
#[derive(Debug, Serialize)]
struct Told {
    name: String,
    domain: Option<String>,
    site: Option<String>,
    setter: Option<String>,
    purpose: Purpose,
    kind: Option<String>,
    vendor: Option<String>,
    known_by: KnownBy,
    /// Whether that may carry a finding.
    carries_finding: bool,
    /// How it is known, and why not better.
    why: Vec<String>,
    /// File below `rules/` that decided; none for guesses.
    entry: Option<String>,
    /// Name and line of the user's list that decided, if one did.
    list: Option<String>,
    /// What his lists say of the name, whatever decided.
    lists: Vec<ToldListClaim>,
    /// Every entry that names it, the first in precedence first.
    claims: Vec<ToldClaim>,
    /// Consent platforms that keep the choice under this name.
    records_of: Vec<String>,
}

/// What a list of the user's says of the name.
#[derive(Debug, Serialize)]
struct ToldListClaim {
    list: String,
    line: usize,
    written: String,
    /// Domains that it is for; none means any.
    domains: Vec<String>,
    purpose: Purpose,
    vendor: Option<String>,
    /// How long it is kept, where the list says so.
    lifetime: Option<String>,
}

impl From<CookieClaim> for ToldListClaim {
    fn from(claim: CookieClaim) -> Self {
        let CookieClaim { place, name, domains, purpose, vendor, lifetime } = claim;
        let lifetime = lifetime.map(told_lifetime);
        Self { list: place.list, line: place.line, written: name, domains, purpose, vendor, lifetime }
    }
}

/// A lifetime, hours where it is short.
fn told_lifetime(lifetime: DeclaredLifetime) -> String {
    match lifetime {
        DeclaredLifetime::Session => "session".to_owned(),
        DeclaredLifetime::Forever => "no end".to_owned(),
        DeclaredLifetime::Days(days) if days < 1.0 => format!("{} hours", rounded(days * 24.0)),
        DeclaredLifetime::Days(days) if days.fract() > 0.0 && is_whole(days * 12.0 / 365.0) => {
            format!("{} months ({} days)", rounded(days * 12.0 / 365.0), rounded(days))
        }
        DeclaredLifetime::Days(days) => match rounded(days).as_str() {
            "1" => "1 day".to_owned(),
            days => format!("{days} days"),
        },
    }
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-6
}

/// A number with at most one digit behind the point.
fn rounded(number: f64) -> String {
    let written = format!("{number:.1}");
    written.strip_suffix(".0").unwrap_or(&written).to_owned()
}

/// One entry that names it.
#[derive(Debug, Serialize)]
struct ToldClaim {
    vendor: String,
    entry: String,
    written: String,
    by_pattern: bool,
    decides: bool,
    /// How it stands to what was asked.
    standing: String,
    purpose: Purpose,
    kind: String,
    place: Place,
    appears_as: AppearsAs,
    lifetime: String,
    identifies: bool,
    common: bool,
    domains: Vec<String>,
    hosts: Vec<String>,
    set_by: SetBy,
    contested: Option<String>,
    exempt: Vec<Exemption>,
    summary: String,
    sources: Vec<String>,
    date: String,
}

fn told(knowledge: &Knowledge, words: &ExplainCookieArguments) -> Told {
    let bare = |host: &Option<String>| host.as_deref().map(|host| host.trim_start_matches('.').to_owned());
    let (domain, site, setter) = (bare(&words.domain), bare(&words.site), bare(&words.setter));
    // Who says only one of the two means a cookie of the site's own.
    let asked_domain = domain.clone().or_else(|| site.clone()).unwrap_or_default();
    let asked_site = site.clone().or_else(|| domain.clone()).unwrap_or_default();
    let query = CookieQuery {
        name: &words.name,
        domain: &asked_domain,
        site: &asked_site,
        setter: setter.as_deref(),
        shape: ItemShape::default(),
    };
    let reading = knowledge.cookie(&query);
    let mut weighed = knowledge.cookies.weigh(&query);
    let why = match &reading.list {
        None => reasons(&reading, &weighed, &query),
        Some(place) => {
            weighed.iter_mut().for_each(|one| one.decides = false);
            by_list(place, reading.disputed)
        }
    };
    let CookieReading { purpose, kind, vendor, known_by, entry, list, .. } = reading;
    Told {
        name: words.name.clone(),
        domain,
        site,
        setter,
        purpose,
        kind,
        vendor,
        known_by,
        carries_finding: matches!(known_by, KnownBy::NameAndDomain | KnownBy::NameAndSetter),
        why,
        entry,
        list: list.as_ref().map(ToString::to_string),
        lists: knowledge.lists.claims(&words.name).into_iter().map(ToldListClaim::from).collect(),
        claims: weighed.into_iter().map(|one| ToldClaim::of(one, list.as_ref())).collect(),
        records_of: records_of(knowledge, &words.name),
    }
}

fn records_of(knowledge: &Knowledge, name: &str) -> Vec<String> {
    let keeps = knowledge.platforms.iter().filter(|one| one.record.iter().any(|record| fits(&record.name, name)));
    keeps.map(|platform| format!("{} (cmps/{}.yaml)", platform.name, platform.id)).collect()
}

impl ToldClaim {
    fn of(weighed: Weighed, list: Option<&ListPlace>) -> Self {
        let standing = standing(&weighed, list);
        let Weighed { claim, decides, .. } = weighed;
        Self {
            vendor: claim.vendor,
            entry: claim.entry,
            written: claim.written,
            by_pattern: claim.by_pattern,
            decides,
            standing,
            purpose: claim.purpose,
            kind: claim.kind,
            place: claim.place,
            appears_as: claim.appears_as,
            lifetime: claim.lifetime,
            identifies: claim.identifies,
            common: claim.common,
            domains: claim.domains,
            hosts: claim.hosts,
            set_by: claim.set_by,
            contested: claim.contested,
            exempt: claim.exempt,
            summary: claim.summary,
            sources: claim.sources,
            date: claim.date,
        }
    }
}

/// How an entry stands to what was asked, where a list of the user's decided or none.
fn standing(weighed: &Weighed, list: Option<&ListPlace>) -> String {
    match weighed.standing {
        Standing::AtHome => "speaks on this domain".to_owned(),
        Standing::SetByVendor => "one of its hosts set it".to_owned(),
        Standing::SetBySite => "the site itself set it, as this software does".to_owned(),
        Standing::ByName if weighed.decides => "decides by its name alone".to_owned(),
        Standing::ByName => match list {
            Some(place) => format!("knows the name; {place} of your own lists decides"),
            None => "knows the name; an entry before it decides".to_owned(),
        },
        Standing::Elsewhere => format!("speaks only on {}", weighed.claim.domains.join(", ")),
        Standing::Common => "others use this name too: only a setter of its own would tell".to_owned(),
    }
}

/// That a list of the user's decided.
fn by_list(place: &ListPlace, disputed: Option<Purpose>) -> Vec<String> {
    let decided = format!("{place} of your own lists says so, and goes before built-in knowledge here");
    let disputed = disputed.map(|purpose| format!("Built-in knowledge surely says otherwise: {}", word(&purpose)));
    [Some(decided), disputed].into_iter().flatten().collect()
}

/// How it is known, and why not better.
fn reasons(reading: &CookieReading, weighed: &[Weighed], query: &CookieQuery<'_>) -> Vec<String> {
    let decided = weighed.iter().find(|one| one.decides);
    let mut why = vec![how(reading, query)];
    match (reading.known_by, decided) {
        (KnownBy::Name | KnownBy::Pattern, Some(one)) => match (&one.claim.contested, one.standing, query.setter) {
            (Some(contested), standing, _) if standing != Standing::ByName => {
                why.push(format!("Domain or setter agree, but what it is for is contested: {contested}"));
            }
            (_, _, None) => why.push(format!("It would be sure if one of these hosts set it: {}", setters(one))),
            (_, _, Some(setter)) => {
                why.push(format!("{setter} set it, which is none of these hosts: {}", setters(one)));
            }
        },
        (KnownBy::Unknown, Some(Weighed { claim: Claim { contested: Some(contested), .. }, .. })) => {
            why.push(format!("An entry knows whose it is, but what it is for is contested: {contested}"));
        }
        (KnownBy::Setter | KnownBy::Heuristic | KnownBy::Unknown, _) if weighed.is_empty() => {
            why.push("No entry names it".to_owned());
        }
        (KnownBy::Setter | KnownBy::Heuristic | KnownBy::Unknown, _) => {
            why.push("Entries name it, and none of them speaks here: see below".to_owned());
        }
        _ => {}
    }
    why
}

fn setters(one: &Weighed) -> String {
    let mut hosts = one.claim.hosts.clone();
    if one.claim.set_by == SetBy::Site {
        hosts.push("the site's own".to_owned());
    }
    if hosts.is_empty() { "none is described".to_owned() } else { hosts.join(", ") }
}

fn how(reading: &CookieReading, query: &CookieQuery<'_>) -> String {
    match reading.known_by {
        KnownBy::NameAndDomain => format!("The name and its domain {} agree with the book", query.domain),
        KnownBy::NameAndSetter => {
            format!("The name and {}, which set it, agree with the book", query.setter.unwrap_or_default())
        }
        KnownBy::Name => "The exact name is in the book".to_owned(),
        KnownBy::Pattern => "The name fits a pattern of the book".to_owned(),
        KnownBy::Setter => "The name is not known; the domain or who set it belongs to a tracker".to_owned(),
        KnownBy::Heuristic => "A guess from the shape of the name".to_owned(),
        KnownBy::Unknown => "Nothing is known that would tell what it is for".to_owned(),
    }
}

fn page(told: &Told, width: usize) -> String {
    let mut leaf = Leaf::new(width);
    let beside = |what: &str, host: &Option<String>| host.as_ref().map(|host| format!(", {what} {}", clean(host)));
    let about = [beside("domain", &told.domain), beside("site", &told.site), beside("set by", &told.setter)];
    leaf.line(&format!("{}{}", clean(&told.name), about.into_iter().flatten().collect::<String>()));
    let kind = told.kind.as_ref().map(|kind| format!(" ({kind})")).unwrap_or_default();
    let vendor = told.vendor.as_ref().map(|vendor| format!(", {}", clean(vendor))).unwrap_or_default();
    leaf.line(&format!("{}{kind}{vendor}", word(&told.purpose)));
    let finding = if told.carries_finding { "may carry a finding" } else { "carries no finding" };
    leaf.line(&format!("known by {}, which {finding}", word(&told.known_by)));
    leaf.list("How that is known", &told.why.iter().map(|why| clean(why)).collect::<Vec<_>>());
    if let Some(entry) = told.entry.as_ref().filter(|_| !told.claims.iter().any(|claim| claim.decides)) {
        leaf.list("What decides", &[format!("rules/{}", clean(entry))]);
    }
    for claim in told.claims.iter().filter(|claim| claim.decides) {
        leaf.list("What decides", &details(claim));
        leaf.list("Where it may do without consent, and on what condition", &exemptions(claim));
        leaf.list("Where that was read", &sources(claim));
    }
    let listed: Vec<String> = told.lists.iter().map(in_list).collect();
    leaf.list("What your own lists say", &listed);
    let others: Vec<String> = told.claims.iter().filter(|claim| !claim.decides).map(other).collect();
    leaf.list("What else claims the name, in order of precedence", &others);
    let records: Vec<String> = told.records_of.iter().map(|one| clean(one)).collect();
    leaf.list("Consent platforms that keep the choice under this name", &records);
    leaf.text()
}

fn in_list(claim: &ToldListClaim) -> String {
    let ToldListClaim { list, line, written, domains, purpose, vendor, lifetime } = claim;
    let on = if domains.is_empty() { "any domain".to_owned() } else { domains.join(", ") };
    let vendor = vendor.as_ref().map(|vendor| format!(", {vendor}")).unwrap_or_default();
    let lifetime = lifetime.as_ref().map(|lifetime| format!(", lifetime {lifetime}")).unwrap_or_default();
    clean(&format!("{list}, line {line}: `{written}` on {on}: {}{vendor}{lifetime}", word(purpose)))
}

/// The word that JSON uses.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn details(claim: &ToldClaim) -> Vec<String> {
    let by = if claim.by_pattern { "pattern" } else { "name" };
    let identifies = if claim.identifies { "tells browsers apart" } else { "does not tell browsers apart" };
    let party = match claim.appears_as {
        AppearsAs::First => "kept for the visited site (first party)",
        AppearsAs::Third => "kept for the vendor's own domain (third party)",
        AppearsAs::Either => "kept for the visited site or the vendor's own domain",
    };
    let contested = claim.contested.as_ref().map(|words| format!("contested: {words}"));
    let all = [
        Some(format!("rules/{}, {by} `{}`: {}", claim.entry, claim.written, claim.standing)),
        Some(claim.summary.clone()),
        Some(format!("{}, {party}", word(&claim.place))),
        Some(format!("lifetime {}; {identifies}, as its vendor says", claim.lifetime)),
        contested,
    ];
    all.into_iter().flatten().map(|line| clean(&line)).collect()
}

fn exemptions(claim: &ToldClaim) -> Vec<String> {
    let told = claim.exempt.iter().map(|one| format!("{}, {}: {}", one.country, one.authority, one.condition));
    told.map(|line| clean(&line)).collect()
}

fn sources(claim: &ToldClaim) -> Vec<String> {
    claim.sources.iter().map(|source| clean(&format!("{source} ({})", claim.date))).collect()
}

fn other(claim: &ToldClaim) -> String {
    let by = if claim.by_pattern { "pattern" } else { "name" };
    clean(&format!(
        "{}: {} ({}), {by} `{}` in rules/{}; {}",
        claim.vendor,
        word(&claim.purpose),
        claim.kind,
        claim.written,
        claim.entry,
        claim.standing
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_told_in_hours_and_days() {
        for (lifetime, told) in [
            (DeclaredLifetime::Session, "session"),
            (DeclaredLifetime::Forever, "no end"),
            (DeclaredLifetime::Days(0.5 / 24.0), "0.5 hours"),
            (DeclaredLifetime::Days(0.25), "6 hours"),
            (DeclaredLifetime::Days(1.0), "1 day"),
            (DeclaredLifetime::Days(730.0), "730 days"),
            (DeclaredLifetime::Days(395.4), "395.4 days"),
            (DeclaredLifetime::Days(13.0 * 365.0 / 12.0), "13 months (395.4 days)"),
        ] {
            assert_eq!(told_lifetime(lifetime), told);
        }
    }
}
