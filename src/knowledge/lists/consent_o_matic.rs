//! `Rules.json` of Consent-O-Matic: detectors and methods, as platforms.
//!
//! The one sign of a detector becomes a root, what it wants to see showing the first layer, a single click of
//! `OPEN_OPTIONS` the settings, one of `SAVE_CONSENT` the control that saves. How switches are set in between is not
//! taken over: our own search finds them by their words.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::Json;
use super::read::PassedOver;
use super::recogniser::{Draft, Ids, css};
use crate::knowledge::platform::Platform;
use crate::yaml::{SourceError, SourceText};

const FORM: &str = "Rules.json of Consent-O-Matic is an object of platforms, each with `detectors` and `methods`";

#[derive(Deserialize)]
struct Rule {
    detectors: Vec<Detector>,
    #[serde(default)]
    methods: Vec<Method>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detector {
    present_matcher: OneOrMany<Matcher>,
    #[serde(default)]
    showing_matcher: Option<OneOrMany<Matcher>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    fn all(&self) -> &[T] {
        match self {
            Self::Many(all) => all,
            Self::One(one) => std::slice::from_ref(one),
        }
    }
}

#[derive(Deserialize)]
struct Matcher {
    #[serde(rename = "type")]
    kind: Option<String>,
    target: Option<Target>,
    #[serde(default)]
    parent: Option<Target>,
}

/// An element; filters by text or children single out what a selector cannot. That it must show, or stands in a frame, is
/// what our own search heeds anyway.
#[derive(Deserialize)]
struct Target {
    selector: Option<String>,
    #[serde(flatten)]
    filters: BTreeMap<String, serde_json::Value>,
}

impl Target {
    fn css(&self) -> Result<String, String> {
        let heeded = |name: &str, value: &serde_json::Value| match name {
            "displayFilter" => value.as_bool() == Some(true),
            "iframeFilter" => true,
            name => !name.ends_with("Filter") || value.is_null(),
        };
        let filter = self.filters.iter().find(|(name, value)| !heeded(name, value));
        match (&self.selector, filter) {
            (Some(selector), None) => css(selector),
            (None, _) => Err("names no selector".to_owned()),
            (_, Some((name, _))) => Err(format!("singles out by `{name}`")),
        }
    }
}

#[derive(Deserialize)]
struct Method {
    name: String,
    #[serde(default)]
    action: Option<Action>,
}

#[derive(Deserialize)]
struct Action {
    #[serde(rename = "type")]
    kind: Option<String>,
    target: Option<Target>,
    #[serde(default)]
    parent: Option<Target>,
    #[serde(default)]
    actions: Vec<Action>,
}

/// An element below another.
fn within(parent: Option<&Target>, target: Option<&Target>) -> Result<String, String> {
    let own = target.ok_or_else(|| "names no element".to_owned())?.css()?;
    let parent = parent.map(Target::css).transpose()?;
    // Either may be a list of selectors, which does not join.
    match parent {
        Some(parent) if !parent.contains(',') && !own.contains(',') => Ok(format!("{parent} {own}")),
        Some(_) => Err("joins lists of selectors".to_owned()),
        None => Ok(own),
    }
}

/// Reads `Rules.json`.
///
/// # Errors
/// A text of another form. What cannot be expressed is passed over.
pub(super) fn read(name: &str, text: &SourceText) -> Result<(Vec<Platform>, Vec<PassedOver>), SourceError> {
    let json = Json::of(text);
    let rules: BTreeMap<String, &RawValue> = json.read(json.whole(), FORM)?;
    let mut platforms = Vec::new();
    let mut taken = Ids::default();
    let mut passed_over = Vec::new();
    for (title, part) in rules.iter().filter(|(_, part)| part.get().starts_with('{')) {
        let line = json.line(part);
        let rule: Rule = match json.try_part(part) {
            Ok(rule) => rule,
            Err(why) => {
                passed_over.push(PassedOver { line, why });
                continue;
            }
        };
        let mut note = |why: String| passed_over.push(PassedOver { line, why: format!("`{title}` {why}") });
        match draft(title, &rule, &mut note) {
            Ok(draft) => platforms.push(draft.platform(name, line, &mut taken)),
            Err(why) => note(why),
        }
    }
    if platforms.is_empty() {
        return Err(SourceError::whole(&text.path, "there is no rule in it that can be used", FORM));
    }
    Ok((platforms, passed_over))
}

fn draft(title: &str, rule: &Rule, note: &mut impl FnMut(String)) -> Result<Draft, String> {
    let signs: Vec<Result<String, String>> = rule.detectors.iter().map(sign).collect();
    let roots: Vec<String> = signs.iter().filter_map(|sign| sign.clone().ok()).collect();
    if roots.is_empty() {
        return Err(signs.into_iter().find_map(Result::err).unwrap_or_else(|| "has no detector".to_owned()));
    }
    let showing = rule.detectors.iter().filter_map(|detector| detector.showing_matcher.as_ref());
    let layers = showing.flat_map(OneOrMany::all).filter(|matcher| matcher.is_css());
    let mut draft = Draft {
        name: title.to_owned(),
        roots,
        first_layer: layers.filter_map(|one| within(one.parent.as_ref(), one.target.as_ref()).ok()).collect(),
        ..Draft::default()
    };
    for method in &rule.methods {
        let controls = match method.name.as_str() {
            "OPEN_OPTIONS" => &mut draft.controls.settings,
            "SAVE_CONSENT" => &mut draft.controls.save,
            _ => continue,
        };
        match method.action.as_ref().map(single_click) {
            None => {}
            Some(Ok(selector)) => controls.push(selector),
            Some(Err(why)) => note(format!("in {} {why}", method.name)),
        }
    }
    Ok(draft)
}

impl Matcher {
    fn is_css(&self) -> bool {
        self.kind.as_deref() == Some("css")
    }
}

fn sign(detector: &Detector) -> Result<String, String> {
    match detector.present_matcher.all() {
        [matcher] if matcher.is_css() => within(matcher.parent.as_ref(), matcher.target.as_ref()),
        [_] => Err("is recognised by no selector".to_owned()),
        _ => Err("is recognised by several signs that must hold together".to_owned()),
    }
}

/// The one click that an action is, waiting aside.
fn single_click(action: &Action) -> Result<String, String> {
    match action.kind.as_deref() {
        Some("click") => within(action.parent.as_ref(), action.target.as_ref()),
        Some("list") => {
            let acting: Vec<&Action> =
                action.actions.iter().filter(|one| !matches!(one.kind.as_deref(), Some("wait" | "waitcss"))).collect();
            match acting.as_slice() {
                [only] if only.kind.as_deref() == Some("click") => single_click(only),
                _ => Err("does more than one click".to_owned()),
            }
        }
        _ => Err("does something else than click".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: &str = r##"{
  "$schema": "x",
  "bar": {
    "detectors": [{"presentMatcher": {"type": "css", "target": {"selector": "#bar"}},
      "showingMatcher": [{"type": "css", "target": {"selector": ".box"}, "parent": {"selector": "#bar"}}]}],
    "methods": [
      {"name": "OPEN_OPTIONS", "action": {"type": "list", "actions": [
        {"type": "wait", "waitTime": 100}, {"type": "click", "target": {"selector": ".more", "displayFilter": true}}]}},
      {"name": "DO_CONSENT", "action": {"type": "consent", "consents": []}},
      {"name": "SAVE_CONSENT", "action": {"type": "click", "target": {"selector": "button", "textFilter": "Save"}}}
    ]
  },
  "odd": {"detectors": [{"presentMatcher": [{"type": "css", "target": {"selector": "#a"}},
    {"type": "css", "target": {"selector": "#b"}}]}], "methods": []},
  "boxed": {"detectors": [{"presentMatcher": {"type": "checkbox", "target": {"selector": "#a"}}}]}
}"##;

    fn text(words: &str) -> SourceText {
        SourceText { path: "Rules.json".into(), text: words.into() }
    }

    #[test]
    fn what_carries_over_is_taken_and_the_rest_is_told() {
        let (platforms, passed) = read("com", &text(RULES)).unwrap();
        let [bar] = platforms.as_slice() else { panic!("{platforms:?}") };
        assert_eq!((bar.id.as_str(), &bar.recognise.roots[..]), ("com:bar", &["#bar".to_owned()][..]));
        assert_eq!(bar.first_layer, ["#bar .box"]);
        assert_eq!(bar.controls.settings, [".more"]);
        assert!(bar.controls.save.is_empty() && bar.controls.reject.is_empty() && bar.controls.accept.is_empty());
        let told: Vec<(usize, &str)> = passed.iter().map(|one| (one.line, one.why.as_str())).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.contains(&(3, "`bar` in SAVE_CONSENT singles out by `textFilter`")), "{told:?}");
        assert!(told.iter().any(|(line, why)| *line == 13 && why.contains("hold together")), "{told:?}");
        assert!(told.iter().any(|(line, why)| *line == 15 && why.contains("no selector")), "{told:?}");
    }

    #[test]
    fn another_form_is_refused_where_it_differs() {
        for (words, says) in [("[]", "Rules.json:1:"), ("{}", "no rule"), ("{\n\"a\": {\"detectors\": 1}}", "no rule")]
        {
            let error = read("com", &text(words)).expect_err(says);
            assert!(error.rendered.contains(says), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[\\[\\]{}\":,a1.\n]{0,40}") {
            let _ = read("c", &text(&words));
            let _ = read("c", &text(&format!("{{\"a\":{{\"detectors\":[{words}]}}}}")));
        }
    }
}
