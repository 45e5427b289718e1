//! Scripts that look as if they told browsers apart, as indications: what was called, and which heuristic says so.

use std::collections::BTreeMap;

use super::described::{optional, purpose_word};
use super::heuristics::{Doings, HEURISTICS, Heuristic};
use super::lived::Lived;
use super::party::{host_of, party};
use super::pointer;
use super::presence::flag;
use super::requests::steady_path;
use super::setter::without_query;
use super::unseen;
use super::value::{Collected, Collection, Fact, Item};
use crate::evidence::{Phase, ProbeCall, ProbedInterface};
use crate::knowledge::{AddressQuery, Knowledge, Purpose};

/// A call with its position in the visit's list.
type Call<'a> = (usize, &'a ProbeCall);

/// The collection of one state.
pub fn collection(lived: &Lived<'_>, knowledge: &Knowledge, started: i64) -> Collection {
    lived.chosen.clone()?;
    let calls = match &lived.visit.probe_calls {
        None => return Err("calls by which browsers are told apart were not recorded".to_owned()),
        Some(calls) => calls.as_result().map_err(str::to_owned)?,
    };
    let complete = complete(lived, calls);
    let ground = Ground { lived, knowledge, started, complete: &complete };
    let items = by_script(calls).into_iter().flat_map(|(script, calls)| {
        let found = HEURISTICS.iter().filter(|heuristic| doings(&calls, |_| true).match_all(heuristic));
        found.filter_map(|heuristic| item(&ground, &script, &calls, heuristic)).collect::<Vec<_>>()
    });
    let items = items.collect();
    Ok(Collected { items, complete })
}

/// What every script of a visit is told against.
struct Ground<'g> {
    lived: &'g Lived<'g>,
    knowledge: &'g Knowledge,
    started: i64,
    /// `Ok` if no call can have been missed.
    complete: &'g Result<(), String>,
}

fn complete(lived: &Lived<'_>, calls: &[ProbeCall]) -> Result<(), String> {
    if let Some(cut) = calls.iter().find(|call| call.cut) {
        let whose = cut.script.as_ref().map_or(cut.frame_url.as_str(), |place| place.url.as_str());
        return Err(format!("not all calls of {} by {whose} were counted", cut.member));
    }
    unseen::writes(lived.visit)?;
    lived.saw_everything(|_| Ok(()))
}

/// Calls by the address of their script, without query. What was counted for nobody is nobody's.
fn by_script(calls: &[ProbeCall]) -> BTreeMap<String, Vec<Call<'_>>> {
    let mut scripts: BTreeMap<String, Vec<Call<'_>>> = BTreeMap::new();
    for (at, call) in calls.iter().enumerate() {
        if let Some(place) = &call.script {
            scripts.entry(without_query(&place.url)).or_default().push((at, call));
        }
    }
    scripts
}

fn doings<'a>(calls: &[Call<'a>], which: impl Fn(Phase) -> bool) -> Doings<'a> {
    Doings::of(calls.iter().map(|(_, call)| *call).filter(|call| which(call.phase)))
}

fn item(ground: &Ground<'_>, script: &str, calls: &[Call<'_>], heuristic: &Heuristic) -> Option<Item> {
    let Ground { lived, knowledge, started, complete } = *ground;
    let (at, first) = calls.iter().find(|(_, call)| call.interface == heuristic.interface).or(calls.first())?;
    let line = first.script.as_ref().map_or_else(Fact::absent, |place| Fact::number(f64::from(place.line)));
    // A script within the page is the page's own.
    let host = host_of(script).unwrap_or_else(|| lived.page_host.clone());
    let known = knowledge.address(&AddressQuery::of_script(script, &lived.page_host));
    let did = |which: &dyn Fn(Phase) -> bool| doings(calls, which).match_all(heuristic);
    let (early, late) = (did(&|phase| phase == Phase::Arrival), did(&Phase::is_after_choice));
    let seen = |there: bool| flag(if there { Ok(true) } else { complete.clone().map(|()| false) });
    let told = |there: bool| {
        if early || late {
            seen(there)
        } else {
            Fact::Unknown("it was done in parts, before the choice and after it".to_owned())
        }
    };
    let facts = BTreeMap::from([
        ("script", Fact::text(script)),
        ("script-line", line),
        ("host", Fact::text(host.as_str())),
        ("party", Fact::text(party(&host, &lived.page_host).word())),
        ("vendor", optional(known.as_ref().and_then(|known| known.vendor.as_deref()))),
        ("purpose", Fact::text(purpose_word(known.as_ref().map_or(Purpose::Unknown, |known| known.purpose)))),
        ("heuristic", Fact::text(heuristic.name)),
        ("interface", Fact::text(interface_word(heuristic.interface))),
        ("strength", Fact::text(heuristic.strength.word())),
        ("before-choice", if lived.chooses() { told(early) } else { Fact::flag(true) }),
        ("after-choice", if lived.chooses() { told(late) } else { Fact::flag(false) }),
        ("on-return", seen(did(&|phase| phase == Phase::Return))),
    ]);
    Some(Item {
        facts,
        evidence: pointer::entry(lived.index, "probe_calls", *at),
        identity: format!("fingerprint {} {host}{}", heuristic.name, steady_path(script, started)),
        is_counted: false,
    })
}

fn interface_word(interface: ProbedInterface) -> &'static str {
    match interface {
        ProbedInterface::Canvas => "canvas",
        ProbedInterface::WebGl => "web-gl",
        ProbedInterface::Audio => "audio",
        ProbedInterface::Font => "font",
        ProbedInterface::WebRtc => "web-rtc",
        ProbedInterface::Battery => "battery",
        ProbedInterface::Navigator => "navigator",
        ProbedInterface::Screen => "screen",
    }
}
