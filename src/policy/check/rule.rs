//! A whole rule.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, Need, World};
use crate::evidence::State;
use crate::facts::Unit;
use crate::facts::catalogue::CollectionDefinition;
use crate::knowledge::LegalBook;
use crate::policy::condition::Holds;
use crate::policy::language::{DemandText, NeedsText, RuleText, SoftenText};
use crate::policy::rule::{Demand, ItemRule, Judges, Message, Parameter, Requires, Rule, SiteRule, Soften};
use crate::policy::words::{Confidence, Outcome, Verdict};
use crate::yaml::{SourceError, SourceText, Spanned, parse};

/// Reads and checks a rule; with its id as it is written, for errors that only other files show.
///
/// # Errors
/// Everything that is wrong with it.
pub(in crate::policy) fn rule(
    text: &SourceText,
    legal: &LegalBook,
) -> Result<(Spanned<String>, Rule), Vec<SourceError>> {
    let written: RuleText = parse(text).map_err(|error| vec![error])?;
    let mut checker = Checker::new(text);
    checker.declare(&written);
    checker.head(&written, legal);
    let collection = written.for_each.as_ref().and_then(|name| checker.collection(name));
    let world = collection.map_or(World::Site, World::Item);
    let when = written.when.as_ref().and_then(|when| checker.condition(when, World::Site));
    let requires = written.needs.iter().filter_map(|needs| checker.requires(needs)).collect();
    let judges = checker.judges(&written, collection);
    let soften = written.soften.iter().filter_map(|soften| checker.soften(&written, soften, world)).collect();
    // Without its collection every fact of the message would be unknown: one error is enough.
    let nameless = written.for_each.is_some() && collection.is_none();
    let message = if nameless { Message::default() } else { checker.message(&written.message, world) };
    let examples =
        written.examples.iter().map(|example| checker.example(example, &written.given, collection)).collect();
    checker.unused(&written);
    checker.examples_suffice(&written);
    let Some(judges) = judges.filter(|_| checker.errors.is_empty()) else {
        return Err(checker.finish());
    };
    let rule = Rule {
        id: written.id.value.clone(),
        group: group(&text.path),
        path: text.path.clone(),
        title: written.title.value,
        severity: written.severity,
        confidence: written.confidence,
        verdict: written.verdict.value,
        law: written.law.into_iter().map(|id| id.value).collect(),
        parameters: checker.parameters,
        needs: checker.needs,
        when,
        requires,
        judges,
        soften,
        message,
        remedy: written.remedy,
        note: written.note,
        waive: written.waive,
        examples,
    };
    Ok((written.id, rule))
}

/// The folder that the file stands in.
fn group(path: &str) -> String {
    path.rsplit('/').nth(1).unwrap_or_default().to_owned()
}

impl Checker<'_> {
    fn declare(&mut self, written: &RuleText) {
        for (name, parameter) in &written.parameters.0 {
            if let Some(default) = self.setting(&parameter.default) {
                let parameter =
                    Parameter { default, meaning: parameter.meaning.clone(), whose: parameter.whose.clone() };
                self.parameters.insert(name.value.clone(), parameter);
            }
        }
    }

    /// Id, title, law, and whether confidence and verdict go together.
    fn head(&mut self, written: &RuleText, legal: &LegalBook) {
        let stem = self.text.stem();
        if written.id.value != stem {
            let help = format!("write `id: {stem}` or rename the file");
            self.refuse(
                &written.id,
                &format!("the id is `{}` and the file is named `{stem}`", written.id.value),
                &help,
            );
        }
        if written.title.value.trim().is_empty() || written.title.value.ends_with('.') {
            self.refuse(&written.title, "a title is one line without a full stop", "");
        }
        for id in &written.law {
            if legal.get(&id.value).is_none() {
                self.unknown("provision", id, legal.ids());
            }
        }
        if written.law.is_empty() {
            self.refuse(&written.id, "a rule cites at least one provision", "add `law: [eprivacy-5-3]`");
        }
        if written.confidence == Confidence::Low && written.verdict.value < Verdict::Review {
            let help = "write `verdict: review` or `verdict: info`";
            self.refuse(&written.verdict, "a rule that needs a person may not say more than `review`", help);
        }
    }

    fn judges(&mut self, written: &RuleText, collection: Option<&'static CollectionDefinition>) -> Option<Judges> {
        match (&written.for_each, &written.fail_if) {
            (None, Some(fails_if)) => {
                let stray = written.filter.as_ref().map(|condition| condition.referenced);
                let stray = stray.or(written.demand.as_ref().map(|demand| demand.referenced));
                let stray = stray.or(written.states.first().map(|state| state.referenced));
                let stray = stray.or(written.repeated_in.first().map(|state| state.referenced));
                if let Some(place) = stray {
                    let help = "`states`, `repeated-in`, `where` and `demand` belong to rules with `for-each`";
                    self.refuse(place, "this rule looks at the site, not at items", help);
                }
                let condition = self.condition(fails_if, World::Site)?;
                if !condition.has_witness(Holds::Yes) {
                    let help = "add a fact of the site, such as `banner.seen: true`, that is so when it fails";
                    self.refuse(fails_if, "this can fail without a witness: that nothing exists points nowhere", help);
                }
                let repeated_if = match &written.repeated_if {
                    Some(repeated) => Some(self.condition(repeated, World::Site)?),
                    None => None,
                };
                Some(Judges::Site(SiteRule { fails_if: condition, repeated_if }))
            }
            (Some(_), None) => Some(Judges::Items(self.item_rule(written, collection?)?)),
            (Some(_), Some(fails_if)) => {
                self.refuse(fails_if, "a rule has either `for-each` or `fail-if`", "");
                None
            }
            (None, None) => {
                let help = "write `for-each` with `states`, `where` and `demand`, or `fail-if`";
                self.refuse(&written.id, "the rule judges nothing", help);
                None
            }
        }
    }

    fn item_rule(&mut self, written: &RuleText, collection: &'static CollectionDefinition) -> Option<ItemRule> {
        let world = World::Item(collection);
        let at = written.states.first().or(written.for_each.as_ref()).unwrap_or(&written.id);
        let states = self.states(at, &written.states);
        let (Some(filter), Some(demand)) = (&written.filter, &written.demand) else {
            self.refuse(&written.id, "a rule with `for-each` has `where` and `demand`", "add `demand: none`");
            return None;
        };
        let filter = self.condition(filter, world);
        let demand = match &demand.value {
            DemandText::None => Some(Demand::None),
            DemandText::Every(condition) => self.condition(condition, world).map(Demand::Every),
            DemandText::AtMost(limit) => self.operand(limit, Need::number(Unit::Plain)).map(Demand::AtMost),
        };
        let states = states?;
        let repeated_in = self.repeated_in(written, &states)?;
        Some(ItemRule { collection: collection.name, states, repeated_in, filter: filter?, demand: demand? })
    }

    fn repeated_in(&mut self, written: &RuleText, states: &[State]) -> Option<Vec<State>> {
        if let Some(repeated) = &written.repeated_if {
            self.refuse(
                repeated,
                "`repeated-if` belongs to rules with `fail-if`",
                "write `repeated-in: [none, none-again]`",
            );
            return None;
        }
        let Some(first) = written.repeated_in.first() else { return Some(Vec::new()) };
        let repeated = self.states(first, &written.repeated_in)?;
        for (state, name) in repeated.iter().zip(&written.repeated_in) {
            if !states.contains(state) {
                self.refuse(name, &format!("`{state}` is none of the rule's states"), "name it in `states` too");
            }
        }
        if repeated.len() < 2 {
            self.refuse(first, "one state repeats nothing", "write `[none, none-again]` or `[reject, reject-again]`");
        }
        if let Some(demand) = &written.demand
            && matches!(demand.value, DemandText::AtMost(_))
        {
            self.refuse(first, "what is counted cannot be repeated", "write `demand: none`, or remove `repeated-in`");
        }
        Some(repeated)
    }

    fn requires(&mut self, written: &NeedsText) -> Option<Requires> {
        let condition = self.condition(&written.condition, World::Site)?;
        Some(Requires { condition, otherwise: written.otherwise.clone() })
    }

    fn soften(&mut self, rule: &RuleText, written: &SoftenText, world: World) -> Option<Soften> {
        let condition = self.condition(&written.condition, world);
        let [severity, verdict] = [
            written.severity.as_ref().map(|severity| (severity.referenced, severity.value > rule.severity)),
            written.verdict.as_ref().map(|verdict| (verdict.referenced, verdict.value > rule.verdict.value)),
        ];
        for (place, weaker) in [severity, verdict].into_iter().flatten() {
            if !weaker {
                self.refuse(place, "`soften` may only weaken what the rule says", "");
            }
        }
        if severity.is_none() && verdict.is_none() {
            self.refuse(&written.condition, "`soften` changes nothing", "add `severity` or `verdict`");
        }
        Some(Soften {
            condition: condition?,
            severity: written.severity.as_ref().map(|severity| severity.value),
            verdict: written.verdict.as_ref().map(|verdict| verdict.value),
            because: written.because.clone(),
        })
    }

    /// Told only of a rule that is sound otherwise: what was refused may have used them.
    fn unused(&mut self, written: &RuleText) {
        if !self.errors.is_empty() {
            return;
        }
        for (name, _) in &written.parameters.0 {
            if !self.needs.contains_key(&name.value) {
                let help = format!("use `${}` in a condition or the message, or remove it", name.value);
                self.refuse(name, &format!("the parameter `{}` is never used", name.value), &help);
            }
        }
    }

    /// A rule without an example of each is not known to work.
    fn examples_suffice(&mut self, written: &RuleText) {
        let shown: BTreeSet<Outcome> = written.examples.iter().map(|example| example.expect).collect();
        let missing: Vec<&str> = [Outcome::Failed, Outcome::Passed, Outcome::CantTell]
            .into_iter()
            .filter(|outcome| !shown.contains(outcome))
            .map(Outcome::word)
            .collect();
        if !missing.is_empty() {
            let message = format!("no example shows the outcome {}", missing.join(", "));
            self.refuse(
                &written.id,
                &message,
                "a rule has an example that fails, one that passes, one that cannot tell",
            );
        }
        let mut names = BTreeMap::new();
        for example in &written.examples {
            if names.insert(example.name.value.clone(), ()).is_some() {
                self.refuse(&example.name, "two examples have this name", "");
            }
        }
    }
}
