//! Listings to a terminal, to Markdown and to JSON.

use serde_json::{Map, Value, json};

use super::Listing;
use crate::report::document::{Block, Kind, Span, Table, Tone};
use crate::report::format::{self, Format, Look};

/// The listings in a format. What pages wrote is made safe for terminals and Markdown; JSON keeps it, escaped.
pub fn print(listings: &[Listing], format: Format, look: Look) -> String {
    match format {
        Format::Json => {
            let all: Vec<Value> = listings.iter().map(object).collect();
            let text = serde_json::to_string_pretty(&all).unwrap_or_default();
            format!("{text}\n")
        }
        _ => format::blocks(format, &blocks(listings), look),
    }
}

fn object(listing: &Listing) -> Value {
    let row = |row: &Vec<String>| {
        let pairs = listing.heads.iter().zip(row).map(|(head, cell)| ((*head).to_owned(), Value::from(cell.as_str())));
        Value::Object(pairs.collect::<Map<String, Value>>())
    };
    json!({
        "state": listing.state,
        "rows": listing.rows.iter().map(row).collect::<Vec<_>>(),
        "doubt": listing.doubt,
    })
}

fn blocks(listings: &[Listing]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for listing in listings {
        blocks.push(Block::Heading(listing.state.to_string(), Some(listing.rows.len())));
        let mut table = Table::new(&listing.heads, "Nothing was seen.");
        table.rows =
            listing.rows.iter().map(|row| row.iter().map(|cell| vec![vec![Span::code(cell)]]).collect()).collect();
        if let Some(doubt) = &listing.doubt {
            let words = format!("Not everything was seen: {doubt}.");
            table.empty = vec![Span::words(&words).doubt()];
            blocks.push(Block::Text(vec![Span::new(&words, Tone::Doubt, Kind::Words)]));
            if listing.rows.is_empty() {
                continue;
            }
        }
        blocks.push(Block::Table(table));
    }
    blocks
}
