//! The order in which kinds of words decide what a button does, the same for every language.
//!
//! Other business and payment first, then everything that refuses, narrows or turns, and acceptance only when nothing
//! of that is left. A step that cannot decide hands on to the next.

use super::class::Class::{
    Again, Agree, All, Analytics, Benefit, Choice, Close, Comfort, Confirm, Consent, Device, Errand, Except, Filler,
    Fine, Functional, Marketing, More, Necessary, No, Not, Only, Optional, Or, Partner, Pay, Policy, Proceed,
    Recommended, Refuse, Save, Select, Sell, Setting, Social, Terms, Tracker, Understand, Use, We, Withdraw, Without,
    Yes, You,
};
use super::class::{Class, Classes};
use super::units::Unit;
use super::{Intent, Right};

/// What was decided, and the kinds of words that did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    /// What the button does.
    pub(super) intent: Intent,
    /// Kinds of the words that decided.
    pub(super) by: Classes,
}

/// A text as one language understands it, counted.
pub(super) struct Sight<'u> {
    units: &'u [Unit],
    all: Classes,
    words: usize,
    unknown: usize,
    /// How long it is as a reader counts words; the same as `words` where spaces part them.
    length: usize,
}

/// Which of two readings of the same strength prevails: the higher one. Acceptance never prevails.
pub(super) fn caution(intent: Intent) -> u8 {
    match intent {
        Intent::Pay => 8,
        Intent::Reject => 7,
        Intent::Settings => 6,
        Intent::Save => 5,
        Intent::Other => 4,
        Intent::Acknowledge => 3,
        Intent::Close => 2,
        Intent::PolicyLink => 1,
        Intent::Accept => 0,
    }
}

/// Buttons are short: beyond this many words a text is a sentence that happens to hold a word of consent.
const LONGEST_ACCEPTANCE: usize = 10;
const LONGEST_REFUSAL: usize = 24;
const LONGEST_OTHER: usize = 14;

impl<'u> Sight<'u> {
    pub(super) fn new(units: &'u [Unit], length: usize) -> Self {
        let all = units.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
        let words = units.iter().map(|unit| unit.to - unit.from).sum();
        let unknown = units.iter().filter(|unit| !unit.known()).count();
        Self { units, all, words, unknown, length }
    }

    fn has(&self, class: Class) -> bool {
        self.all.has(class)
    }

    fn any(&self, classes: &[Class]) -> bool {
        self.all.meets(Classes::of(classes))
    }

    /// Whether every word is known and of these kinds.
    fn only_of(&self, classes: &[Class]) -> bool {
        let allowed = Classes::of(classes);
        self.units.iter().all(|unit| unit.classes.meets(allowed))
    }

    /// Whether a word of one kind stands before every word of another.
    fn first(&self, one: Class, others: &[Class]) -> bool {
        let others = Classes::of(others);
        let here = self.units.iter().position(|unit| unit.classes.has(one));
        let there = self.units.iter().position(|unit| unit.classes.meets(others) && !unit.classes.has(one));
        matches!((here, there), (Some(here), Some(there)) if here < there)
    }

    /// Whether at least half of the words are understood.
    fn understood(&self) -> bool {
        self.unknown * 2 <= self.words
    }
}

fn decision(intent: Intent, by: &[Class]) -> Option<Decision> {
    Some(Decision { intent, by: Classes::of(by) })
}

/// What a text does, if this language can tell.
pub(super) fn decide(sight: &Sight<'_>) -> Option<Decision> {
    const STEPS: [fn(&Sight<'_>) -> Option<Decision>; 12] = [
        other_business,
        sale_of_data,
        only_necessary,
        without_agreeing,
        negated,
        refused,
        stored,
        settings_or_acceptance,
        accepted,
        settings,
        acknowledged,
        policy,
    ];
    STEPS.iter().find_map(|step| step(sight))
}

/// Which right of the visitor a text serves, beside what it does here.
pub(super) fn right(s: &Sight<'_>) -> Option<Right> {
    if s.any(&[Errand, Pay, Terms]) || s.length > LONGEST_REFUSAL || !s.understood() {
        return None;
    }
    if refuses_sale(s) {
        return Some(Right::DoNotSell);
    }
    if s.has(Policy) {
        return None;
    }
    let of_consent = s.any(&[Consent, Agree, Choice, Setting, Tracker]);
    (s.has(Withdraw) && of_consent && !s.any(&[Not, No, More])).then_some(Right::Withdraw)
}

fn other_business(s: &Sight<'_>) -> Option<Decision> {
    if s.has(Errand) {
        return decision(Intent::Other, &[Errand]);
    }
    if s.has(Pay) {
        return decision(Intent::Pay, &[Pay]);
    }
    None
}

fn sale_of_data(s: &Sight<'_>) -> Option<Decision> {
    if refuses_sale(s) { decision(Intent::Reject, &[Not, No, Refuse, Sell]) } else { None }
}

/// "Do not sell my personal data", where the data may be what policies are named after; but not a policy on sales.
fn refuses_sale(s: &Sight<'_>) -> bool {
    s.has(Sell) && s.any(&[Not, No, Refuse]) && (!s.has(Policy) || s.first(Sell, &[Policy]))
}

/// "Accept only necessary", "use necessary cookies", "reject all but necessary".
fn only_necessary(s: &Sight<'_>) -> Option<Decision> {
    // Comfort counts as necessary where it is all that is taken: in some languages the law's word is "functional".
    let necessary = s.has(Necessary) || (s.has(Functional) && s.any(&[Only, Agree]));
    let turned = s.any(&[Refuse, Except, Without, Not, No]);
    let act = s.any(&[Only, Agree, Consent, Proceed, Use, Save, Confirm, Yes, Understand]) || turned;
    if !necessary || !act || s.length > LONGEST_REFUSAL || !s.understood() {
        return None;
    }
    if s.any(&[Analytics, Marketing, Social, Optional]) && !turned {
        // Part of what can be refused is taken all the same: neither acceptance nor refusal.
        return decision(Intent::Other, &[Necessary, Functional, Analytics, Marketing, Social, Optional]);
    }
    if s.any(&[Setting, More, Select, Policy]) && !s.any(&[Only, Agree, Refuse]) {
        return None;
    }
    decision(Intent::Reject, &[Necessary, Functional, Only, Agree, Except, Refuse, Proceed, Use])
}

fn without_agreeing(s: &Sight<'_>) -> Option<Decision> {
    let what = [Agree, Consent, Tracker, Analytics, Marketing, Social, Optional];
    // "Continue without choosing" leaves everything refused.
    let undecided = s.has(Proceed) && s.any(&[Select, Choice]);
    if !s.has(Without) || !(s.any(&what) || undecided) || s.length > LONGEST_REFUSAL || !s.understood() {
        return None;
    }
    if s.has(Refuse) {
        return decision(Intent::Other, &[Without, Refuse]);
    }
    decision(
        Intent::Reject,
        &[Without, Agree, Consent, Tracker, Analytics, Marketing, Social, Optional, Select, Choice],
    )
}

/// "Do not accept", "no, thanks", "no, customise", "do not show again".
fn negated(s: &Sight<'_>) -> Option<Decision> {
    if !s.any(&[Not, No]) {
        return None;
    }
    if s.has(Again) {
        let intent = if s.any(&[Agree, Consent, Refuse]) { Intent::Other } else { Intent::Acknowledge };
        return decision(intent, &[Not, No, Again]);
    }
    if s.length > LONGEST_REFUSAL || !s.understood() {
        return decision(Intent::Other, &[Not, No]);
    }
    if s.has(Refuse) && !s.any(&[Agree, Setting]) {
        // "No, reject"; but "do not reject" refuses nothing.
        let intent = if s.has(No) { Intent::Reject } else { Intent::Other };
        return decision(intent, &[No, Not, Refuse]);
    }
    if s.has(Partner) && !s.any(&[Agree, Consent, Use, Sell]) {
        // "Advertising (partners not on the list)".
        return decision(Intent::Other, &[Not, No, Partner]);
    }
    if s.any(&[Analytics, Marketing, Social]) && (s.first(Agree, &[Not]) || s.first(Agree, &[No])) {
        // "Accept, but no advertising": part of it is taken.
        return decision(Intent::Other, &[Agree, Not, No]);
    }
    if s.any(&[Setting, Select, Choice]) {
        let answered = s.has(No) && !s.any(&[Agree, Consent]);
        return decision(if answered { Intent::Settings } else { Intent::Other }, &[No, Not, Setting, Select, Choice]);
    }
    if s.any(&[More, Policy, Terms]) && !s.any(&[Agree, Use]) {
        return decision(Intent::Other, &[More, Policy, Terms]);
    }
    if s.any(&[Agree, Consent, Tracker, Use, Optional, Analytics, Marketing, Social, Fine, Sell]) {
        return decision(
            Intent::Reject,
            &[Not, No, Agree, Consent, Tracker, Use, Optional, Marketing, Analytics, Fine],
        );
    }
    if s.has(No) && s.has(Close) {
        return decision(Intent::Close, &[Close]);
    }
    if s.has(No) && s.only_of(&[No, All, Filler, We, You, Understand]) {
        return decision(Intent::Reject, &[No]);
    }
    decision(Intent::Other, &[Not, No])
}

fn refused(s: &Sight<'_>) -> Option<Decision> {
    if !s.has(Refuse) || s.length > LONGEST_REFUSAL {
        return None;
    }
    if !s.understood() || s.any(&[Policy, Terms]) || (s.has(More) && !s.first(Refuse, &[More])) {
        return decision(Intent::Other, &[Refuse]);
    }
    if s.has(Agree) {
        return decision(Intent::Other, &[Refuse, Agree]);
    }
    if s.any(&[Setting, Select]) && (s.has(Or) || !s.first(Refuse, &[Setting, Select])) {
        return decision(Intent::Settings, &[Setting, Select]);
    }
    decision(Intent::Reject, &[Refuse, All])
}

/// "Save", "accept selection", "confirm my choices".
fn stored(s: &Sight<'_>) -> Option<Decision> {
    let plain = s.length <= LONGEST_OTHER && s.understood() && !s.any(&[Device, Partner, More]);
    if !plain || tells_what_for(s) {
        return None;
    }
    if s.has(Save) {
        // "Accept all and save" takes all; "save and accept" stores what is ticked.
        // "Save recommended settings" takes what the site recommends.
        if (s.has(Agree) && s.has(All)) || (s.has(Recommended) && !s.has(Choice)) {
            return None;
        }
        return decision(Intent::Save, &[Save, Setting, Choice]);
    }
    let act = s.any(&[Confirm, Agree, Consent, Proceed, Use, Only]);
    // "Change selection" changes it, "confirm selection and settings" stores it.
    let changes = s.has(Setting) && !s.any(&[Confirm, Agree]);
    if s.has(Choice) && act && !s.has(Or) && !changes {
        return decision(Intent::Save, &[Confirm, Agree, Consent, Proceed, Use, Only, Choice]);
    }
    if s.has(Setting) && s.has(Confirm) {
        return decision(Intent::Save, &[Confirm, Setting]);
    }
    None
}

/// A purpose as consent dialogs word it, not a button: "use limited data to select advertising".
fn tells_what_for(s: &Sight<'_>) -> bool {
    // A word that is saving as well as using saves the choice.
    let uses = s.units.iter().any(|unit| unit.classes.has(Use) && !unit.classes.has(Save));
    uses && s.length > 3 && !s.has(Tracker) && s.any(&[Marketing, Analytics, Benefit, Comfort])
}

/// Both in one text: "accept recommended settings", "settings or accept".
fn settings_or_acceptance(s: &Sight<'_>) -> Option<Decision> {
    if !s.any(&[Setting, Select]) || !s.any(&[Agree]) {
        return None;
    }
    let short = s.length <= LONGEST_OTHER && s.understood();
    let takes_all = s.has(Recommended) || (s.has(Select) && s.has(All));
    // "Accept all settings", and where the verb stands last.
    let in_order = s.first(Agree, &[Setting]) || (s.first(All, &[Setting]) && s.length <= 4);
    let all_of_it = s.has(All) && in_order && !s.has(Or) && !s.has(Select);
    let narrowed = s.any(&[Only, Except, Necessary, Or]);
    let intent = if (takes_all || all_of_it) && !narrowed && s.unknown == 0 {
        Intent::Accept
    } else if short && (s.first(Setting, &[Agree]) || (s.has(Select) && !s.any(&[All, Setting]))) {
        // "Change or accept", "let me choose".
        Intent::Settings
    } else if short && !s.any(&[All, Or]) {
        Intent::Save
    } else {
        Intent::Other
    };
    decision(intent, &[Setting, Select, Agree, Recommended, All])
}

fn accepted(s: &Sight<'_>) -> Option<Decision> {
    if s.length > LONGEST_ACCEPTANCE || s.any(&[More, Policy, Terms, Or, Only, Except, Necessary]) {
        return None;
    }
    let negated = s.units.iter().any(|unit| unit.classes.has(Optional) && unit.to - unit.from > 1);
    if s.has(Agree) && (negated || s.any(&[Analytics, Marketing, Social, Functional])) {
        // One kind only; and no acceptance stands on a negation ("non-essential").
        return decision(Intent::Other, &[Agree, Analytics, Marketing, Social, Functional, Optional]);
    }
    if s.has(Agree) {
        return decision(Intent::Accept, &[Agree, All]);
    }
    if s.unknown > 0 || s.any(&[Choice, Setting, Save]) && !s.has(Recommended) {
        return None;
    }
    // The bare noun is the name of a tab in most languages.
    if s.has(Consent)
        && s.any(&[All, Yes, Proceed])
        && s.only_of(&[Consent, All, Yes, Filler, Proceed, Close, We, You, Understand])
    {
        return decision(Intent::Accept, &[Consent, All]);
    }
    if s.has(Yes) && s.only_of(&[Yes, Fine, Tracker, All, Understand, Filler, We, You, Use, Optional, Benefit]) {
        return decision(Intent::Accept, &[Yes, Fine, Tracker, All, Benefit]);
    }
    if s.has(All) && s.any(&[Select, Confirm, Proceed, Use, Tracker]) {
        let within = [All, Select, Confirm, Proceed, Use, Tracker, Understand, Fine, Filler, We, You];
        return if s.only_of(&within) {
            decision(Intent::Accept, &[All, Select, Confirm, Proceed, Use, Tracker])
        } else {
            None
        };
    }
    if s.has(Recommended) && s.any(&[Tracker, Setting, Proceed, Use, Confirm]) {
        return decision(Intent::Accept, &[Recommended, Tracker, Setting]);
    }
    if s.has(Proceed) && s.has(Tracker) && s.only_of(&[Proceed, Tracker, Yes, Understand, Fine, Filler, We, You]) {
        return decision(Intent::Accept, &[Proceed, Tracker]);
    }
    None
}

fn settings(s: &Sight<'_>) -> Option<Decision> {
    let selects = s.has(Select) && s.unknown == 0;
    if !(s.has(Setting) || selects) || s.length > LONGEST_OTHER || !s.understood() || tells_what_for(s) {
        return None;
    }
    // A list of partners, a network's page on advertisements.
    let about_others = s.any(&[Partner, Marketing]) && !s.any(&[Tracker, You, Choice, Analytics]);
    if about_others || s.has(Without) {
        return decision(Intent::Other, &[Setting, Partner, Marketing, Without]);
    }
    if s.any(&[Agree, Consent]) && s.has(Or) {
        return decision(Intent::Other, &[Setting, Agree]);
    }
    decision(Intent::Settings, &[Setting, Select, Choice])
}

fn acknowledged(s: &Sight<'_>) -> Option<Decision> {
    let close_by = s.has(Policy) && (s.first(Close, &[Policy]) || s.length <= 4);
    if s.has(Close) && close_by && !s.any(&[More, Terms]) && s.understood() {
        // "Close cookie notice".
        return decision(Intent::Close, &[Close]);
    }
    if s.any(&[More, Policy, Terms]) || s.length > LONGEST_ACCEPTANCE {
        return None;
    }
    let rest = [Understand, Fine, Proceed, Close, Confirm, Filler, We, You, Tracker, Yes, Use];
    if s.has(Understand) && s.unknown <= 1 && s.understood() {
        return decision(Intent::Acknowledge, &[Understand]);
    }
    if s.has(Close) && s.understood() {
        return decision(Intent::Close, &[Close]);
    }
    if s.any(&[Confirm, Proceed]) && s.only_of(&rest) {
        return decision(Intent::Acknowledge, &[Confirm, Proceed]);
    }
    None
}

fn policy(s: &Sight<'_>) -> Option<Decision> {
    if s.has(Policy) {
        return decision(Intent::PolicyLink, &[Policy]);
    }
    if s.any(&[Terms, More]) { decision(Intent::Other, &[Terms, More]) } else { None }
}
