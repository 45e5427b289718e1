//! What the browser's accessibility tree tells of elements that a script names.

use serde_json::{Value, json};

use super::super::{Fault, Script, Voice};
use super::ask;
use super::listen::text;
use super::tab::Tab;

/// Most elements that are asked about at once.
const MOST: usize = 200;

/// What is told of each element of the array that `script` gives, in its order.
pub(super) async fn voices(tab: &Tab, frame: &str, script: Script, args: &Value) -> Result<Vec<Option<Voice>>, Fault> {
    let (session, array) = ask::object(tab, frame, script, args).await?;
    let within = tab.setup.within;
    let params = json!({ "objectId": array, "ownProperties": true });
    let answer = tab.client.send_raw(&session, "Runtime.getProperties", params, within).answer().await?;
    let mut elements: Vec<(usize, String)> =
        answer["result"].as_array().into_iter().flatten().filter_map(element).collect();
    elements.sort_by_key(|(at, _)| *at);
    elements.truncate(MOST);
    let asked: Vec<_> = elements
        .into_iter()
        .map(|(_, id)| {
            let params = json!({ "objectId": id, "fetchRelatives": false });
            tab.client.send_raw(&session, "Accessibility.getPartialAXTree", params, within)
        })
        .collect();
    let mut told = Vec::with_capacity(asked.len());
    for one in asked {
        match one.answer().await {
            Ok(answer) => told.push(answer["nodes"].as_array().and_then(|nodes| nodes.first()).map(voice)),
            // It is not drawn, or left the document meanwhile.
            Err(Fault::Refused { .. }) => told.push(None),
            Err(fault) => return Err(fault),
        }
    }
    ask::let_go(tab, &session).await?;
    Ok(told)
}

/// Position and object of an entry of an array.
fn element(property: &Value) -> Option<(usize, String)> {
    let at = property["name"].as_str()?.parse().ok()?;
    Some((at, text(property["value"].get("objectId")?)))
}

fn voice(node: &Value) -> Voice {
    let ignored = node["ignored"] == true;
    let checked = node["properties"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|property| property["name"] == "checked" || property["name"] == "pressed");
    Voice {
        role: if ignored { String::new() } else { text(&node["role"]["value"]) },
        name: text(&node["name"]["value"]),
        checked: checked.map(|property| text(&property["value"]["value"])).filter(|word| !word.is_empty()),
    }
}
