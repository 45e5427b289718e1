//! Running our scripts in a frame.

use headless_chrome::protocol::cdp::Page::CreateIsolatedWorld;
use headless_chrome::protocol::cdp::Runtime::{CallArgument, CallFunctionOn};
use serde_json::{Value, json};

use super::super::{Fault, Script, World};
use super::listen::text;
use super::open::function;
use super::roots;
use super::tab::{Context, Tab};

/// Hands a script its arguments, the closed shadow roots as one array, and what only our scripts know.
const ASK: &str = include_str!("ask.js");

/// Name of our world, for the browser's own tools.
pub(super) const WORLD: &str = "visitor";

/// Group of the objects that are handed over, so that they can be let go together.
const GROUP: &str = "asked";

/// How what a script returns comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Returned {
    /// As JSON.
    ByValue,
    /// As an object of the page, to be asked further.
    ByReference,
}

/// Runs `script` in a frame.
pub(super) async fn ask(tab: &Tab, frame: &str, world: World, script: Script, args: &Value) -> Result<Value, Fault> {
    let (_, result) = run(tab, frame, (world, Returned::ByValue), script, args).await?;
    Ok(result["value"].clone())
}

/// Runs `script` in our own world of a frame and gives what it returned as an object, with its session. It belongs to
/// the group that [`let_go`] lets go.
pub(super) async fn object(tab: &Tab, frame: &str, script: Script, args: &Value) -> Result<(String, String), Fault> {
    let (session, result) = run(tab, frame, (World::Isolated, Returned::ByReference), script, args).await?;
    Ok((session, text(&result["objectId"])))
}

/// Lets go of all objects that were handed over in a session.
pub(super) async fn let_go(tab: &Tab, session: &str) -> Result<(), Fault> {
    let params = json!({ "objectGroup": GROUP });
    tab.client.send_raw(session, "Runtime.releaseObjectGroup", params, tab.setup.within).answer().await.map(drop)
}

async fn run(
    tab: &Tab,
    frame: &str,
    (world, returned): (World, Returned),
    script: Script,
    args: &Value,
) -> Result<(String, Value), Fault> {
    let context = match world {
        World::Isolated => isolated(tab, frame).await?,
        World::Page => page_world(tab, frame)?,
    };
    let roots = match world {
        World::Isolated => handed(tab, frame, &context).await?,
        World::Page => Vec::new(),
    };
    let mut arguments = vec![CallArgument { value: Some(args.clone()), unserializable_value: None, object_id: None }];
    arguments.extend(roots.into_iter().map(|id| CallArgument {
        value: None,
        unserializable_value: None,
        object_id: Some(id),
    }));
    let secret = match world {
        World::Isolated => json!(tab.secret),
        World::Page => Value::Null,
    };
    let request = CallFunctionOn {
        function_declaration: format!("({})({}, {secret})", function(ASK), function(script.source)),
        object_id: None,
        arguments: Some(arguments),
        silent: Some(true),
        return_by_value: Some(returned == Returned::ByValue),
        generate_preview: None,
        user_gesture: None,
        await_promise: Some(true),
        execution_context_id: u32::try_from(context.id).ok(),
        object_group: Some(GROUP.to_owned()),
        throw_on_side_effect: None,
        unique_context_id: None,
        serialization_options: None,
    };
    let answer = tab.client.call(&context.session, &request, tab.setup.within).await?;
    if let Some(thrown) = answer.get("exceptionDetails") {
        let why = thrown["exception"]["description"].as_str().or_else(|| thrown["text"].as_str());
        return Err(Fault::Script { script: script.name.to_owned(), why: why.unwrap_or("unknown").to_owned() });
    }
    Ok((context.session, answer["result"].clone()))
}

/// Our own context in a frame, made when it is first needed and kept until the frame goes elsewhere.
pub(super) async fn isolated(tab: &Tab, frame: &str) -> Result<Context, Fault> {
    if let Some(known) = tab.known().worlds.get(frame) {
        return Ok(known.clone());
    }
    let session = session_of(tab, frame);
    let request = CreateIsolatedWorld {
        frame_id: frame.to_owned(),
        world_name: Some(WORLD.to_owned()),
        grant_univeral_access: None,
    };
    let answer = tab.client.call(&session, &request, tab.setup.within).await?;
    let id = answer["executionContextId"].as_i64().ok_or_else(|| Fault::Refused {
        what: "Page.createIsolatedWorld".to_owned(),
        why: "no context in the answer".to_owned(),
    })?;
    let context = Context { session, id };
    tab.known().worlds.insert(frame.to_owned(), context.clone());
    Ok(context)
}

fn page_world(tab: &Tab, frame: &str) -> Result<Context, Fault> {
    tab.known().defaults.get(frame).cloned().ok_or_else(|| Fault::Refused {
        what: "the page's own world".to_owned(),
        why: format!("frame {frame} has none"),
    })
}

/// The session that a frame is reached by: its own for frames in other processes, else the page's.
fn session_of(tab: &Tab, frame: &str) -> String {
    let known = tab.known();
    known.defaults.get(frame).map_or_else(|| known.main_session.clone(), |context| context.session.clone())
}

/// The frame's closed shadow roots as objects of our context.
async fn handed(tab: &Tab, frame: &str, context: &Context) -> Result<Vec<String>, Fault> {
    let roots = roots::closed(tab, &context.session).await?;
    let within = tab.setup.within;
    let asked: Vec<_> = roots
        .get(frame)
        .into_iter()
        .flatten()
        .map(|node| {
            let params = json!({ "backendNodeId": node, "executionContextId": context.id, "objectGroup": GROUP });
            tab.client.send_raw(&context.session, "DOM.resolveNode", params, within)
        })
        .collect();
    let mut objects = Vec::with_capacity(asked.len());
    for one in asked {
        match one.answer().await {
            Ok(answer) => objects.push(text(&answer["object"]["objectId"])),
            // It left the document meanwhile.
            Err(Fault::Refused { .. }) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(objects)
}
