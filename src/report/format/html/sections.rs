//! The sections of one report in the order in which they are read: the outcome, what failed, what is not known, then what
//! it rests on. Drawings stand beside the parts of the document that say the same in words.

use super::card::Board;
use super::gallery::{Gallery, Shot};
use super::markup::escaped;
use super::{anatomy, block, course, items, paths};
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::document::{Block, Part, Table, items_heading};
use crate::report::exhibits::Exhibits;
use crate::report::form::Report;
use crate::report::persona::Persona;

/// A section: its heading, how many things are in it, and its content.
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) count: Option<usize>,
    pub(super) body: String,
}

fn tally(block: &Block) -> Option<String> {
    if let Block::Tally(counts) = block { Some(block::tally(counts)) } else { None }
}

/// What stands above the first section, and the sections.
#[derive(Default)]
pub(super) struct Sections {
    /// What the site is called.
    pub(super) name: String,
    /// The counts of its outcome alone.
    pub(super) tally: String,
    pub(super) head: String,
    pub(super) all: Vec<Section>,
    pub(super) store: String,
}

/// In which order parts are read.
const ORDER: [Part; 14] = [
    Part::Head,
    Part::Plain,
    Part::Baseline,
    Part::Findings,
    Part::Undetermined,
    Part::Banner,
    Part::States,
    Part::Items,
    Part::Recipients,
    Part::Hosts,
    Part::Signals,
    Part::Quiet,
    Part::Site,
    Part::Closing,
];

/// Those of one report.
pub(super) fn of_report(report: &Report, exhibits: &Exhibits, number: usize, persona: Persona) -> Sections {
    let m = report.messages();
    let gallery = Gallery::new(number, exhibits, m);
    let board = Board::new(number, report, exhibits, &gallery);
    let mut sections = Sections { name: clean(&report.target.called()), ..Sections::default() };
    for part in ORDER {
        if part == Part::Items {
            // The table of the document would be made and thrown away.
            sections.add(&[items_heading(report)], |_| String::new());
            sections.body().push_str(&items::table(&board));
            continue;
        }
        let blocks = part.blocks(report, exhibits, persona);
        let before = sections.all.len();
        match part {
            Part::Banner => sections.add(&blocks, |block| match block {
                Block::Table(table) => banner(&board, table),
                other => block::block(other, m),
            }),
            Part::Findings => sections.add(&blocks, |block| match block {
                Block::Card(card) => board.card(card),
                Block::Table(table) => block::table(&board.leading(table), m),
                other => block::block(other, m),
            }),
            Part::Quiet => {
                sections.add(&blocks, |block| block::block(block, m));
                sections.fold(before, m);
            }
            Part::Head => {
                sections.add(&blocks, |block| block::block(block, m));
                sections.tally = blocks.iter().filter_map(tally).collect();
            }
            _ => sections.add(&blocks, |block| block::block(block, m)),
        }
        sections.draw(part, &board);
    }
    sections.store = gallery.store();
    sections
}

/// Those of blocks alone.
pub(super) fn of_blocks(blocks: &[Block]) -> Sections {
    let mut sections = Sections::default();
    sections.add(blocks, |block| block::block(block, Messages::default()));
    sections
}

impl Sections {
    fn add(&mut self, blocks: &[Block], draw: impl Fn(&Block) -> String) {
        for block in blocks {
            if let Block::Heading(words, count) = block {
                self.all.push(Section { heading: words.clone(), count: *count, body: String::new() });
            } else {
                let text = draw(block);
                self.body().push_str(&text);
            }
        }
    }

    /// Where what comes next is written.
    fn body(&mut self) -> &mut String {
        match self.all.last_mut() {
            Some(section) => &mut section.body,
            None => &mut self.head,
        }
    }

    /// Closes sections from this one on that count rules of which nothing is to be done.
    fn fold(&mut self, from: usize, m: Messages) {
        for section in self.all.iter_mut().skip(from) {
            let rules = m.count("common.rules", section.count.unwrap_or_default(), &[]);
            let told = escaped(&m.fill("html.as-list", &[("what", &rules)]));
            section.body = format!("<details><summary>{told}</summary>\n{}</details>\n", section.body);
        }
    }

    /// Draws what a part says, at its end.
    fn draw(&mut self, part: Part, board: &Board<'_>) {
        match part {
            Part::States => {
                let shots = clicks(board);
                self.body().push_str(&shots);
            }
            Part::Signals => self.all.push(Section {
                heading: board.report.messages().say("html.timeline").to_owned(),
                count: None,
                body: course::courses(board.exhibits, board.report.messages()),
            }),
            _ => {}
        }
    }
}

/// The banner drawn, the ways through it, and its controls as a table.
fn banner(board: &Board<'_>, table: &Table) -> String {
    let report = board.report;
    let m = report.messages();
    let drawn = anatomy::layers(report, board.gallery);
    let ways = paths::paths(report);
    let controls = block::table(&anatomy::numbered(report, table), m);
    let (through, heading) = (m.say("html.ways"), m.say("html.controls-heading"));
    format!("{drawn}<h3>{through}</h3>\n{ways}<h3>{heading}</h3>\n{controls}")
}

/// Pictures of the clicks of each state.
fn clicks(board: &Board<'_>) -> String {
    let mut out = String::new();
    for state in &board.report.states {
        for path in state.pictures.iter().filter(|path| board.gallery.has(path)) {
            let shows = board.report.messages().fill("html.clicked", &[("state", &state.state)]);
            out.push_str(&board.gallery.figure(&Shot { path, shows: &shows, marks: &[] }));
        }
    }
    if out.is_empty() { out } else { format!("<div class=\"shots\">\n{out}</div>\n") }
}
