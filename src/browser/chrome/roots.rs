//! Finding closed shadow roots, which no script can.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::Fault;
use super::tab::Tab;

/// Closed shadow roots by frame, as backend node ids.
pub(super) type Roots = Arc<BTreeMap<String, Vec<u64>>>;

/// The closed shadow roots of all frames that `session` reaches.
pub(super) async fn closed(tab: &Tab, session: &str, frame: &str, context: i64) -> Result<Roots, Fault> {
    if let Some(known) = tab.known().roots.clone() {
        return Ok(known);
    }
    let within = tab.setup.within;
    let _ = frame;
    let document = tab
        .client
        .send_raw(session, "Runtime.evaluate", json!({"expression":"document","contextId":context}), within)
        .answer()
        .await?;
    let object = document["result"]["objectId"].clone();
    let request = json!({ "objectId": object, "depth": -1, "pierce": true });
    let answer = tab.client.send_raw(session, "DOM.describeNode", request, within).answer().await?;
    let mut roots = BTreeMap::new();
    walk(&answer["node"], frame, &mut roots);
    Ok(Arc::new(roots))
}

fn walk(node: &Value, frame: &str, roots: &mut BTreeMap<String, Vec<u64>>) {
    for root in node["shadowRoots"].as_array().into_iter().flatten() {
        if root["shadowRootType"] == "closed"
            && let Some(id) = root["backendNodeId"].as_u64()
        {
            roots.entry(frame.to_owned()).or_default().push(id);
        }
        walk(root, frame, roots);
    }
    for child in node["children"].as_array().into_iter().flatten() {
        walk(child, frame, roots);
    }
    let inner = &node["contentDocument"];
    if !inner.is_null() {
        walk(inner, node["frameId"].as_str().unwrap_or_default(), roots);
    }
}
