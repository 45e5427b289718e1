//! The frames of a page and where they stand.

use headless_chrome::protocol::cdp::DOM::{self, DescribeNode, GetBoxModel, GetFrameOwner};
use headless_chrome::protocol::cdp::Page::GetFrameTree;
use serde_json::Value;

use super::super::{Fault, Frame};
use super::listen::text;
use super::tab::Tab;

/// Left, top, width and height.
type Place = (f64, f64, f64, f64);

/// All frames, parents before children.
pub(super) async fn frames(tab: &Tab) -> Result<Vec<Frame>, Fault> {
    let main = tab.session();
    let within = tab.setup.within;
    let enabled = tab.client.send(&main, &DOM::Enable { include_whitespace: None }, within);
    let mut all = tree(tab, &main).await?;
    enabled.answer().await?;
    let children: Vec<String> =
        tab.known().sessions.iter().filter(|(_, kind)| *kind == "iframe").map(|(session, _)| session.clone()).collect();
    for session in children {
        // A frame that went away meanwhile is no frame of the page.
        let Ok(inner) = tree(tab, &session).await else { continue };
        all.extend(inner);
    }
    place(tab, &main, &mut all).await?;
    Ok(all)
}

async fn tree(tab: &Tab, session: &str) -> Result<Vec<Frame>, Fault> {
    let answer = tab.client.call(session, &GetFrameTree(None), tab.setup.within).await?;
    let mut found = Vec::new();
    let mut open = vec![&answer["frameTree"]];
    while let Some(node) = open.pop() {
        let frame = &node["frame"];
        found.push(Frame {
            id: text(&frame["id"]),
            parent: frame["parentId"].as_str().map(str::to_owned),
            url: text(&frame["url"]) + frame["urlFragment"].as_str().unwrap_or_default(),
            origin: text(&frame["securityOrigin"]),
            offset: None,
            size: None,
            owner: String::new(),
        });
        open.extend(node["childFrames"].as_array().into_iter().flatten().rev());
    }
    Ok(found)
}

/// Asks for the owner elements of all frames at once, then for their boxes.
async fn place(tab: &Tab, main: &str, frames: &mut [Frame]) -> Result<(), Fault> {
    let (client, within) = (&tab.client, tab.setup.within);
    let asked: Vec<_> = frames
        .iter()
        .map(|frame| {
            let owned = frame.parent.is_some();
            owned.then(|| client.send(main, &GetFrameOwner { frame_id: frame.id.clone() }, within))
        })
        .collect();
    let mut described = Vec::new();
    for (frame, owner) in frames.iter_mut().zip(asked) {
        let Some(owner) = owner else {
            let (width, height) = tab.setup.settings.viewport;
            frame.offset = Some((0.0, 0.0));
            frame.size = Some((f64::from(width), f64::from(height)));
            continue;
        };
        let Some(id) = kept(owner.answer().await)?.and_then(|owner| owner["backendNodeId"].as_u64()) else { continue };
        let Ok(id) = u32::try_from(id) else { continue };
        let boxed = GetBoxModel { node_id: None, backend_node_id: Some(id), object_id: None };
        let node =
            DescribeNode { node_id: None, backend_node_id: Some(id), object_id: None, depth: None, pierce: None };
        described.push((frame, client.send(main, &boxed, within), client.send(main, &node, within)));
    }
    for (frame, boxed, node) in described {
        if let Some(node) = kept(node.answer().await)? {
            frame.owner = owner(&node["node"]);
        }
        if let Some((x, y, width, height)) = kept(boxed.answer().await)?.as_ref().and_then(content) {
            frame.offset = Some((x, y));
            frame.size = Some((width, height));
        }
    }
    Ok(())
}

/// A refusal means that there is no such thing, or none any more; other faults are faults.
fn kept(answer: Result<Value, Fault>) -> Result<Option<Value>, Fault> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Refused { .. }) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// The box around the content quad.
fn content(answer: &Value) -> Option<Place> {
    let quad: Vec<f64> = answer["model"]["content"].as_array()?.iter().filter_map(Value::as_f64).collect();
    let (xs, ys): (Vec<f64>, Vec<f64>) = quad.chunks_exact(2).map(|point| (point[0], point[1])).unzip();
    let least = |values: &[f64]| values.iter().copied().reduce(f64::min);
    let most = |values: &[f64]| values.iter().copied().reduce(f64::max);
    let (left, top) = (least(&xs)?, least(&ys)?);
    Some((left, top, most(&xs)? - left, most(&ys)? - top))
}

/// `iframe#consent.overlay` for people.
fn owner(node: &Value) -> String {
    let attributes: Vec<&str> = node["attributes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let attribute = |name: &str| attributes.chunks_exact(2).find(|pair| pair[0] == name).map(|pair| pair[1]);
    let mut words = text(&node["localName"]);
    if let Some(id) = attribute("id").filter(|id| !id.is_empty()) {
        words.push('#');
        words.push_str(id);
    }
    for class in attribute("class").unwrap_or_default().split_whitespace() {
        words.push('.');
        words.push_str(class);
    }
    words
}
