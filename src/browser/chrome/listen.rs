//! Takes the events of a page in the order in which they came.

use headless_chrome::protocol::cdp::Page::HandleJavaScriptDialog;
use serde_json::{Value, json};

use super::super::{Fault, Heard};
use super::client::{Event, Sink};
use super::hand_over;
use super::network;
use super::open;
use super::roots;
use super::stored;
use super::tab::{Context, Tab};
use super::wire::UNREADABLE;

/// How much of a console message is kept, characters.
const CONSOLE_LENGTH: usize = 1000;

impl Sink for Tab {
    fn event(&self, event: Event) {
        let Event { session, method, params } = event;
        match method.as_str() {
            "Target.attachedToTarget" => open::attached(self, &params),
            "Target.detachedFromTarget" => self.detached(&session),
            "Page.frameNavigated" => self.navigated(&session, &params["frame"]),
            "Page.navigatedWithinDocument" => self.moved_within(&session, &params),
            "Page.frameStoppedLoading" | "Page.documentOpened" => self.doubt_roots(),
            "Page.frameAttached" => {
                self.known().parents.insert(text(&params["frameId"]), text(&params["parentFrameId"]));
            }
            "Page.frameDetached" => self.frame_detached(&params),
            "Page.javascriptDialogOpening" => self.dialog(&session, &params),
            "Page.downloadWillBegin" => self.hear(Heard::Download { url: text(&params["url"]) }),
            "Page.windowOpen" => self.known().opening.push(text(&params["url"])),
            "Runtime.executionContextCreated" => self.context_created(&session, &params["context"]),
            "Runtime.executionContextDestroyed" => self.context_destroyed(&session, &params),
            "Runtime.executionContextsCleared" => self.contexts_cleared(&session),
            "Runtime.consoleAPICalled" if params["args"][0]["value"] == *self.secret => self.wrote(&session, &params),
            "Runtime.consoleAPICalled" => self.console(&params),
            "Runtime.exceptionThrown" => self.exception(&params["exceptionDetails"]),
            "Emulation.virtualTimeBudgetExpired" if session == self.session() => {
                self.advance(|now| now.expired += 1);
            }
            "Fetch.requestPaused" if self.setup.settings.guise.brought.needs_stops() => {
                hand_over::paused(self, &session, &params);
            }
            "Fetch.authRequired" => hand_over::asked_to_sign_in(self, &session, &params),
            "Fetch.requestPaused" => {
                let held = (text(&params["requestId"]), text(&params["request"]["url"]));
                self.advance(|now| now.held.push(held));
            }
            UNREADABLE => self.complain(format!("an event of the browser could not be read: {}", text(&params["why"]))),
            _ if method.starts_with("DOMStorage.") => stored::heard(self, &session, &method, &params),
            _ if method.starts_with("Network.") && self.known().twins.is_heeded(&session) => {
                network::heard(self, &session, &method, &params);
            }
            _ => {}
        }
    }

    fn crashed(&self, session: &str) {
        if session == self.session() {
            self.hear(Heard::Crashed);
            self.advance(|now| now.died = Some(Fault::Crashed));
        }
    }

    fn gone(&self) {
        let fault = self.client.ended().unwrap_or_else(|| Fault::Gone(String::new()));
        self.advance(|now| now.died = Some(fault));
    }
}

impl Tab {
    fn detached(&self, session: &str) {
        let mut known = self.known();
        known.sessions.remove(session);
        known.twins.detached(session);
        known.defaults.retain(|_, context| context.session != session);
        known.worlds.retain(|_, context| context.session != session);
    }

    fn navigated(&self, session: &str, frame: &Value) {
        let id = text(&frame["id"]);
        let url = text(&frame["url"]) + frame["urlFragment"].as_str().unwrap_or_default();
        let main = session == self.session() && frame["parentId"].is_null();
        {
            let mut known = self.known();
            known.frame_urls.insert(id.clone(), text(&frame["url"]));
            if main {
                known.main_frame.clone_from(&id);
                if frame["unreachableUrl"].is_null() {
                    known.document_error = None;
                }
            }
        }
        self.doubt_roots();
        let url = frame["unreachableUrl"].as_str().map_or(url, str::to_owned);
        self.hear(Heard::Navigated { frame: id, url, main });
        if main {
            self.advance(|now| now.commits += 1);
        }
    }

    fn moved_within(&self, session: &str, params: &Value) {
        let frame = text(&params["frameId"]);
        let main = session == self.session() && frame == self.known().main_frame;
        self.hear(Heard::Navigated { frame, url: text(&params["url"]), main });
    }

    fn frame_detached(&self, params: &Value) {
        // A swap hands the frame to another process; it lives on.
        if params["reason"] == "swap" {
            return;
        }
        let frame = text(&params["frameId"]);
        let mut known = self.known();
        known.defaults.remove(&frame);
        known.worlds.remove(&frame);
        known.frame_urls.remove(&frame);
        known.parents.remove(&frame);
    }

    fn dialog(&self, session: &str, params: &Value) {
        let kind = text(&params["type"]);
        let accept = matches!(kind.as_str(), "alert" | "beforeunload");
        self.hear(Heard::Dialog { kind, text: text(&params["message"]) });
        let request = HandleJavaScriptDialog { accept, prompt_text: None };
        let pending = self.client.send(session, &request, self.setup.within);
        tokio::spawn(pending.answer());
    }

    fn context_created(&self, session: &str, context: &Value) {
        let (Some(id), Some(frame)) = (context["id"].as_i64(), context["auxData"]["frameId"].as_str()) else { return };
        if context["auxData"]["isDefault"] == true {
            self.known().defaults.insert(frame.to_owned(), Context { session: session.to_owned(), id });
        }
    }

    fn context_destroyed(&self, session: &str, params: &Value) {
        let Some(id) = params["executionContextId"].as_i64() else { return };
        let gone = Context { session: session.to_owned(), id };
        let mut known = self.known();
        known.defaults.retain(|_, context| *context != gone);
        known.worlds.retain(|_, context| *context != gone);
    }

    fn contexts_cleared(&self, session: &str) {
        let mut known = self.known();
        known.defaults.retain(|_, context| context.session != session);
        known.worlds.retain(|_, context| context.session != session);
    }

    /// A report of our scripts in the page. Their own calls have no address and fall out of the stack.
    fn wrote(&self, session: &str, params: &Value) {
        let raw = params["args"][1]["value"].as_str().unwrap_or_default();
        let mut payload = serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.to_owned()));
        if roots::is_report(&payload) {
            self.doubt_roots();
            return;
        }
        if let Value::Object(fields) = &mut payload {
            let calls = network::calls(&params["stackTrace"])
                .into_iter()
                .map(|place| json!({ "url": place.url, "line": place.line, "column": place.column }));
            fields.insert("stack".to_owned(), calls.collect());
            if self.is_other_window(session) {
                fields.insert("elsewhere".to_owned(), Value::Bool(true));
            }
        }
        self.hear(Heard::Wrote { payload });
    }

    /// Whether a session drives a window that the page opened.
    fn is_other_window(&self, session: &str) -> bool {
        let known = self.known();
        session != known.main_session && known.sessions.get(session).is_some_and(|kind| kind == "page")
    }

    fn console(&self, params: &Value) {
        let level = match params["type"].as_str() {
            Some("error" | "assert") => "error",
            Some("warning") => "warning",
            _ => return,
        };
        let words: Vec<String> = params["args"].as_array().into_iter().flatten().map(spoken).collect();
        self.hear(Heard::Console { level: level.to_owned(), text: shortened(&words.join(" ")) });
    }

    fn exception(&self, details: &Value) {
        let what = details["exception"]["description"].as_str().or_else(|| details["text"].as_str());
        self.hear(Heard::Console { level: "error".to_owned(), text: shortened(what.unwrap_or("an exception")) });
    }

    /// Tells of something that went wrong with the watching itself.
    pub(super) fn complain(&self, text: String) {
        self.hear(Heard::Console { level: "error".to_owned(), text });
    }
}

fn spoken(argument: &Value) -> String {
    match &argument["value"] {
        Value::Null => argument["description"].as_str().or_else(|| argument["type"].as_str()).unwrap_or("").to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(CONSOLE_LENGTH).collect()
}

/// The text of a value, empty if it is none.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
