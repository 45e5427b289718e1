//! `rules.json` of DuckDuckGo's autoconsent: rules that hold everywhere, as platforms.
//!
//! | of a rule | becomes |
//! |---|---|
//! | the one sign of `detectCmp`, or any of several | roots |
//! | what `detectPopup` wants to see | the first layer |
//! | a way of `optIn` with one click | accept |
//! | a way of `optOut` with one click | reject |
//! | a way of `optOut` with more | its first click opens the settings, its last one saves |
//!
//! Rules for one site, signs that must hold together, and scripts are passed over.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::Json;
use super::read::PassedOver;
use super::recogniser::{Draft, Ids, css};
use crate::knowledge::platform::Platform;
use crate::yaml::{SourceError, SourceText};

const FORM: &str = "rules.json of the npm package @duckduckgo/autoconsent has `autoconsent`, a list of rules with `name` \
    and `detectCmp`";
/// Ways through a rule that are followed.
const MOST_WAYS: usize = 16;
/// Steps within steps that are followed.
const DEEPEST: usize = 4;

#[derive(Deserialize)]
struct Rules<'t> {
    #[serde(borrow)]
    autoconsent: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    name: String,
    #[serde(default)]
    run_context: RunContext,
    #[serde(default)]
    cosmetic: bool,
    detect_cmp: Vec<Step>,
    #[serde(default)]
    detect_popup: Vec<Step>,
    #[serde(default)]
    opt_in: Vec<Step>,
    #[serde(default)]
    opt_out: Vec<Step>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RunContext {
    url_pattern: Option<String>,
}

/// A step; of the many kinds there are, those that are heeded.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Step {
    exists: Option<Selector>,
    visible: Option<Selector>,
    wait_for: Option<Selector>,
    wait_for_visible: Option<Selector>,
    click: Option<Selector>,
    wait_for_then_click: Option<Selector>,
    eval: Option<String>,
    any: Option<Vec<Step>>,
    #[serde(rename = "if")]
    condition: Option<Box<Step>>,
    then: Vec<Step>,
    #[serde(rename = "else")]
    otherwise: Vec<Step>,
    all: bool,
    optional: bool,
    negated: bool,
    cookie_contains: Option<String>,
}

/// One selector, or a chain of them through shadow roots and frames.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Selector {
    One(String),
    Chain(Vec<String>),
}

impl Selector {
    /// What stands in the page itself.
    fn outermost(&self) -> Result<String, String> {
        match self {
            Self::One(selector) => css(selector),
            Self::Chain(chain) => css(chain.first().map_or("", String::as_str)),
        }
    }

    /// What is meant; boundaries on the way there are crossed by our own search.
    fn innermost(&self) -> Result<String, String> {
        match self {
            Self::One(selector) => css(selector),
            Self::Chain(chain) => css(chain.last().map_or("", String::as_str)),
        }
    }
}

/// Reads `rules.json`.
///
/// # Errors
/// A text of another form. What cannot be expressed is passed over.
pub(super) fn read(name: &str, text: &SourceText) -> Result<(Vec<Platform>, Vec<PassedOver>), SourceError> {
    let json = Json::of(text);
    let rules: Rules<'_> = json.read(json.whole(), FORM)?;
    let mut platforms = Vec::new();
    let mut taken = Ids::default();
    let mut passed_over = Vec::new();
    for part in rules.autoconsent {
        let line = json.line(part);
        let rule: Rule = match json.try_part(part) {
            Ok(rule) => rule,
            Err(why) => {
                passed_over.push(PassedOver { line, why });
                continue;
            }
        };
        let mut note = |why: String| passed_over.push(PassedOver { line, why: format!("`{}` {why}", rule.name) });
        if rule.run_context.url_pattern.is_some() {
            note("is for one site".to_owned());
            continue;
        }
        match draft(&rule, &mut note) {
            Ok(draft) => platforms.push(draft.platform(name, line, &mut taken)),
            Err(why) => note(why),
        }
    }
    if platforms.is_empty() {
        return Err(SourceError::whole(&text.path, "there is no rule in it that can be used", FORM));
    }
    Ok((platforms, passed_over))
}

fn draft(rule: &Rule, note: &mut impl FnMut(String)) -> Result<Draft, String> {
    let roots = signs(&rule.detect_cmp)?;
    let layer = rule.detect_popup.iter().filter(|step| !step.negated).filter_map(|step| step.visible.as_ref());
    let mut draft = Draft {
        name: rule.name.clone(),
        roots,
        first_layer: layer.filter_map(|selector| selector.innermost().ok()).collect(),
        ..Draft::default()
    };
    let (accepting, refusing) = (ways(&rule.opt_in), ways(&rule.opt_out));
    let controls = &mut draft.controls;
    controls.accept = accepting.iter().filter_map(Way::single).collect();
    if rule.cosmetic {
        note("hides the banner where it should refuse".to_owned());
    } else {
        controls.reject = refusing.iter().filter_map(Way::single).collect();
    }
    for way in refusing.iter().filter(|way| !way.broken) {
        if let [first, .., last] = way.clicks.as_slice() {
            controls.settings.push(first.clone());
            controls.save.push(last.clone());
        }
    }
    if !accepting.iter().any(|way| way.single().is_some()) {
        note("accepts by more than one click, or by a script".to_owned());
    }
    if refusing.iter().any(|way| way.broken) {
        note("refuses by a script, or by words that browsers' selectors do not have".to_owned());
    }
    Ok(draft)
}

/// Selectors any of which is a sign.
fn signs(steps: &[Step]) -> Result<Vec<String>, String> {
    let [step] = steps else { return Err("is recognised by several signs that must hold together".to_owned()) };
    if let Some(steps) = &step.any {
        return steps.iter().map(sign).collect();
    }
    sign(step).map(|root| vec![root])
}

fn sign(step: &Step) -> Result<String, String> {
    let seen = [&step.exists, &step.visible, &step.wait_for, &step.wait_for_visible].into_iter().flatten().next();
    match seen {
        _ if step.negated || step.cookie_contains.is_some() => {
            Err("is recognised by what is absent or stored".to_owned())
        }
        Some(selector) => selector.outermost(),
        None => Err("is recognised by a script".to_owned()),
    }
}

/// One way through the steps: what is clicked, in order.
#[derive(Debug, Clone, Default)]
struct Way {
    clicks: Vec<String>,
    /// Something on the way cannot be expressed.
    broken: bool,
    /// Switches are operated on the way.
    switches: bool,
}

impl Way {
    /// The one click that does all.
    fn single(&self) -> Option<String> {
        match self.clicks.as_slice() {
            [only] if !self.broken && !self.switches => Some(only.clone()),
            _ => None,
        }
    }
}

/// All ways through these steps. Clicks that are all optional are ways of their own: whichever is there.
fn ways(steps: &[Step]) -> Vec<Way> {
    let clicks: Vec<&Step> = steps.iter().filter(|step| step.clicked().is_some()).collect();
    let rest_is_quiet = steps.iter().all(|step| step.clicked().is_some() || step.is_quiet());
    if clicks.len() > 1 && rest_is_quiet && clicks.iter().all(|step| step.optional && !step.all) {
        return clicks.iter().flat_map(|step| follow(std::slice::from_ref(*step), vec![Way::default()], 0)).collect();
    }
    follow(steps, vec![Way::default()], 0)
}

impl Step {
    fn clicked(&self) -> Option<&Selector> {
        self.click.as_ref().or(self.wait_for_then_click.as_ref())
    }

    /// Whether it does nothing that a visitor would.
    fn is_quiet(&self) -> bool {
        self.clicked().is_none() && self.eval.is_none() && self.any.is_none() && self.condition.is_none()
    }
}

fn follow(steps: &[Step], begun: Vec<Way>, depth: usize) -> Vec<Way> {
    let mut ways = begun;
    for step in steps {
        let branches: Vec<&[Step]> = match (&step.any, &step.condition) {
            (Some(any), _) => any.iter().map(std::slice::from_ref).collect(),
            (None, Some(_)) => vec![&step.then, &step.otherwise],
            (None, None) => Vec::new(),
        };
        if !branches.is_empty() {
            if depth == DEEPEST || ways.len() * branches.len() > MOST_WAYS {
                ways.iter_mut().for_each(|way| way.broken = true);
                continue;
            }
            ways = branches.into_iter().flat_map(|branch| follow(branch, ways.clone(), depth + 1)).collect();
            continue;
        }
        for way in &mut ways {
            take(way, step);
        }
    }
    ways
}

fn take(way: &mut Way, step: &Step) {
    way.broken |= step.eval.is_some();
    match step.clicked().map(Selector::innermost) {
        Some(_) if step.all => way.switches = true,
        // What may be missing is not what decides.
        Some(Ok(_)) if step.optional && !way.clicks.is_empty() => way.switches = true,
        Some(Ok(selector)) => way.clicks.push(selector),
        Some(Err(_)) => way.broken = true,
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &str) -> SourceText {
        SourceText { path: "rules.json".into(), text: words.into() }
    }

    fn rule(rest: &str) -> Result<(Vec<Platform>, Vec<PassedOver>), SourceError> {
        read("auto", &text(&format!("{{\"autoconsent\": [\n{{\"name\": \"Bar\", {rest}}}]}}")))
    }

    fn only(rest: &str) -> (Platform, Vec<PassedOver>) {
        let (mut platforms, passed) = rule(&format!(r##""detectCmp": [{{"exists": "#bar"}}], {rest}"##)).unwrap();
        (platforms.remove(0), passed)
    }

    #[test]
    fn single_clicks_are_controls_and_longer_refusals_lead_through_settings() {
        let (bar, passed) = only(
            r##""detectPopup": [{"visible": "#bar .box"}], "optIn": [{"waitForThenClick": "#yes"}],
            "optOut": [{"if": {"exists": "#no"}, "then": [{"click": "#no"}],
              "else": [{"click": "#more"}, {"wait": 100}, {"click": ".switch", "all": true}, {"click": "#save"}]}]"##,
        );
        assert_eq!((bar.id.as_str(), bar.from_list.as_deref()), ("auto:bar", Some("auto")));
        assert_eq!(bar.recognise.roots, ["#bar"]);
        assert_eq!(bar.first_layer, ["#bar .box"]);
        let controls = &bar.controls;
        assert_eq!((&controls.accept[..], &controls.reject[..]), (&["#yes".to_owned()][..], &["#no".to_owned()][..]));
        assert_eq!(
            (&controls.settings[..], &controls.save[..]),
            (&["#more".to_owned()][..], &["#save".to_owned()][..])
        );
        assert!(passed.is_empty(), "{passed:?}");
    }

    #[test]
    fn alternatives_and_chains_are_followed() {
        let (bar, _) = only(
            r##""optIn": [{"click": ".a", "optional": true}, {"click": ["#host", ".b"], "optional": true}],
            "optOut": [{"any": [{"click": ".c"}, {"click": ".d"}]}]"##,
        );
        assert_eq!(bar.controls.accept, [".a", ".b"]);
        assert_eq!(bar.controls.reject, [".c", ".d"]);
        let (platforms, _) =
            rule(r##""detectCmp": [{"any": [{"exists": ["#host", ".x"]}, {"visible": "#y"}]}]"##).unwrap();
        assert_eq!(platforms[0].recognise.roots, ["#host", "#y"]);
    }

    #[test]
    fn what_cannot_be_expressed_is_told_and_leaves_no_control() {
        let (hiding, passed) = only(
            r##""cosmetic": true, "optIn": [{"click": "#ok"}], "optOut": [{"click": "#close"}, {"hide": "#bar"}]"##,
        );
        assert!(hiding.controls.reject.is_empty());
        assert!(passed[0].why.contains("hides") && passed[0].line == 2, "{passed:?}");
        let (scripted, passed) = only(r##""optIn": [{"eval": "X"}], "optOut": [{"click": "#a"}, {"eval": "Y"}]"##);
        assert!(scripted.controls.reject.is_empty() && scripted.controls.accept.is_empty());
        assert_eq!(passed.len(), 2, "{passed:?}");
        let (same, _) = only(r##""optIn": [{"click": "#ok"}], "optOut": [{"click": "#ok"}]"##);
        assert!(same.controls.reject.is_empty() && same.controls.accept.is_empty());
    }

    #[test]
    fn rules_of_one_site_and_other_signs_are_passed_over() {
        let good = r##"{"name": "Good", "detectCmp": [{"exists": "#g"}]}"##;
        for (rest, says) in [
            (r##""runContext": {"urlPattern": "^https://x"}, "detectCmp": [{"exists": "#b"}]"##, "one site"),
            (r##""detectCmp": [{"exists": "#b"}, {"exists": "#c"}]"##, "must hold together"),
            (r##""detectCmp": []"##, "must hold together"),
            (r##""detectCmp": [{"eval": "X"}]"##, "by a script"),
            (r##""detectCmp": [{"exists": "#b", "negated": true}]"##, "absent"),
            (r##""detectCmp": [{"exists": "xpath///b"}]"##, "no selector"),
        ] {
            let words = format!("{{\"autoconsent\": [{{\"name\": \"Bad\", {rest}}},\n{good}]}}");
            let (platforms, passed) = read("auto", &text(&words)).unwrap();
            assert_eq!(platforms.len(), 1, "{rest}");
            assert!(passed.iter().any(|one| one.line == 1 && one.why.contains(says)), "{passed:?}");
        }
    }

    #[test]
    fn another_form_is_refused_where_it_differs() {
        assert!(read("a", &text("[]")).unwrap_err().rendered.contains("rules.json:1:"));
        assert!(read("a", &text("{\"autoconsent\": []}")).unwrap_err().rendered.contains("no rule"));
        assert!(rule(r#""detectCmp": 1"#).unwrap_err().rendered.contains("no rule"), "one that cannot be read is none");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[\\[\\]{}\":,a1.\n]{0,40}") {
            let _ = read("a", &text(&words));
            let _ = rule(&format!("\"detectCmp\": [{words}]"));
        }

        #[test]
        fn branches_never_run_away(depth in 0_usize..12) {
            let mut steps = r##"{"click": "#a"}"##.to_owned();
            for _ in 0..depth {
                steps = format!(r##"{{"if": {{"exists": "#a"}}, "then": [{steps}, {steps}], "else": [{{"click": "#b"}}]}}"##);
            }
            let (platform, _) = only(&format!("\"optOut\": [{steps}]"));
            prop_assert!(platform.controls.save.len() <= MOST_WAYS);
        }
    }
}
