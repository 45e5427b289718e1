//! Finding closed shadow roots, which no script can.
//!
//! A snapshot of the whole tree tells them, in flat lists, however deep the tree is. It is dear, so it is taken only
//! when there may be a new one: after a document was loaded, and when our hook saw one being made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use headless_chrome::protocol::cdp::DOM::DescribeNode;
use headless_chrome::protocol::cdp::DOMSnapshot::CaptureSnapshot;
use serde_json::Value;

use super::super::Fault;
use super::listen::text;
use super::tab::Tab;

/// Elements that may have a shadow root beside those whose name has a hyphen.
const HOSTS: [&str; 18] = [
    "ARTICLE",
    "ASIDE",
    "BLOCKQUOTE",
    "BODY",
    "DIV",
    "FOOTER",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "HEADER",
    "MAIN",
    "NAV",
    "P",
    "SECTION",
    "SPAN",
];

/// Closed shadow roots by frame, as backend node ids.
pub(super) type Roots = Arc<BTreeMap<String, Vec<u64>>>;

/// The closed shadow roots of all frames that `session` reaches.
pub(super) async fn closed(tab: &Tab, session: &str) -> Result<Roots, Fault> {
    let main = session == tab.session();
    if main && let Some(known) = tab.known().roots.clone() {
        return Ok(known);
    }
    let made = tab.known().roots_made;
    let request = CaptureSnapshot {
        computed_styles: Vec::new(),
        include_paint_order: None,
        include_dom_rects: None,
        include_blended_background_colors: None,
        include_text_color_opacities: None,
    };
    let snapshot = tab.client.call(session, &request, tab.setup.within).await?;
    let roots = Arc::new(of_hosts(tab, session, hosts(&snapshot)).await?);
    let mut known = tab.known();
    if main && known.roots_made == made {
        known.roots = Some(Arc::clone(&roots));
    }
    Ok(roots)
}

/// Elements that may be hosts of closed roots, by frame. The snapshot leaves the roots themselves out: a child of a
/// root stands beside the children of its host, and carries the kind of the root that it is in.
fn hosts(snapshot: &Value) -> BTreeSet<(String, u64)> {
    let string = |index: &Value| {
        let index = usize::try_from(index.as_u64()?).ok()?;
        snapshot["strings"][index].as_str()
    };
    let place = |index: &Value| index.as_u64().and_then(|index| usize::try_from(index).ok());
    let mut hosts = BTreeSet::new();
    for document in snapshot["documents"].as_array().into_iter().flatten() {
        let nodes = &document["nodes"];
        let Some(frame) = string(&document["frameId"]) else { continue };
        let inside = nodes["shadowRootType"]["index"].as_array().into_iter().flatten();
        let kinds = nodes["shadowRootType"]["value"].as_array().into_iter().flatten();
        for (node, _) in inside.zip(kinds).filter(|(_, kind)| string(kind) == Some("closed")) {
            let Some(parent) = place(node).and_then(|node| place(&nodes["parentIndex"][node])) else { continue };
            let name = string(&nodes["nodeName"][parent]).unwrap_or_default().to_ascii_uppercase();
            let may_be_host = name.contains('-') || HOSTS.contains(&name.as_str());
            if let Some(id) = nodes["backendNodeId"][parent].as_u64().filter(|_| may_be_host) {
                hosts.insert((frame.to_owned(), id));
            }
        }
    }
    hosts
}

async fn of_hosts(
    tab: &Tab,
    session: &str,
    hosts: BTreeSet<(String, u64)>,
) -> Result<BTreeMap<String, Vec<u64>>, Fault> {
    let asked: Vec<_> = hosts
        .into_iter()
        .filter_map(|(frame, host)| {
            let request = DescribeNode {
                node_id: None,
                backend_node_id: Some(u32::try_from(host).ok()?),
                object_id: None,
                depth: None,
                pierce: None,
            };
            Some((frame, tab.client.send(session, &request, tab.setup.within)))
        })
        .collect();
    let mut roots: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (frame, one) in asked {
        let described = match one.answer().await {
            Ok(described) => described,
            // It left the document meanwhile.
            Err(Fault::Refused { .. }) => continue,
            Err(fault) => return Err(fault),
        };
        let own = described["node"]["shadowRoots"].as_array().into_iter().flatten();
        let closed =
            own.filter(|root| root["shadowRootType"] == "closed").filter_map(|root| root["backendNodeId"].as_u64());
        roots.entry(frame).or_default().extend(closed);
    }
    Ok(roots)
}

impl Tab {
    /// There may be a closed shadow root that is not known yet.
    pub(super) fn doubt_roots(&self) {
        let mut known = self.known();
        known.roots = None;
        known.roots_made += 1;
    }
}

/// What our hook reports when a closed shadow root is made.
pub(super) fn is_report(payload: &Value) -> bool {
    text(&payload["visitor"]) == "closed-root"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hosts_are_the_parents_of_what_is_in_a_closed_root() {
        let snapshot = json!({
            "strings": ["main", "closed", "open", "inner", "DIV", "B", "x-banner", "#document"],
            "documents": [
                { "frameId": 0, "nodes": {
                    "backendNodeId": [10, 11, 12, 13, 14],
                    "parentIndex": [-1, 0, 1, 2, 1],
                    "nodeName": [7, 4, 5, 5, 5],
                    "shadowRootType": { "index": [2, 3, 4], "value": [1, 1, 2] },
                } },
                { "frameId": 3, "nodes": {
                    "backendNodeId": [20, 21],
                    "parentIndex": [-1, 0],
                    "nodeName": [6, 5],
                    "shadowRootType": { "index": [1], "value": [1] },
                } },
            ],
        });
        let expected = BTreeSet::from([("main".to_owned(), 11), ("inner".to_owned(), 20)]);
        assert_eq!(hosts(&snapshot), expected);
        assert!(hosts(&Value::Null).is_empty());
    }
}
