//! Calls, answers and events: many sessions over one connection.
//!
//! Answers and events are handed over in the order in which the browser sent them: an event that came before an
//! answer has reached its [`Sink`] before the caller sees that answer. Events are never dropped; answers that come
//! after their deadline are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::types::Method;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::super::Fault;
use super::wire::{self, Message};

/// One event of the browser, as it came.
#[derive(Debug)]
pub(super) struct Event {
    /// The session that it belongs to; empty for the browser itself.
    pub session: String,
    /// `Domain.name`.
    pub method: String,
    /// As sent.
    pub params: Value,
}

/// Takes the events of one page with all its frames, popups and workers. Called by the reading task: must not block.
pub(super) trait Sink: Send + Sync {
    /// Takes one event.
    fn event(&self, event: Event);
    /// The renderer behind `session` died; calls to it are about to be answered.
    fn crashed(&self, session: &str);
    /// The browser is gone; all calls have been answered already.
    fn gone(&self);
}

/// A connection to a browser. Clones share it.
#[derive(Clone)]
pub(super) struct Client(Arc<Shared>);

struct Shared {
    outbox: mpsc::UnboundedSender<Vec<u8>>,
    table: Mutex<Table>,
    drawing: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct Table {
    next: u64,
    waiting: BTreeMap<u64, Waiter>,
    /// By session.
    routes: BTreeMap<String, Route>,
    /// By browser context, for targets that are not attached yet.
    contexts: BTreeMap<String, Weak<dyn Sink>>,
    ended: Option<Fault>,
}

struct Waiter {
    session: String,
    what: String,
    reply: oneshot::Sender<Result<Value, Fault>>,
}

struct Route {
    sink: Weak<dyn Sink>,
    target: String,
    crashed: bool,
}

impl Client {
    /// Held while a frame of any page is being drawn.
    pub(super) fn drawing(&self) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(&self.0.drawing)
    }

    /// A connection that writes to `outbox`.
    pub(super) fn new(outbox: mpsc::UnboundedSender<Vec<u8>>) -> Self {
        Self(Arc::new(Shared { outbox, table: Mutex::default(), drawing: Arc::default() }))
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a typed request at once; its answer is awaited from what is returned.
    pub(super) fn send<M: Method + Serialize>(&self, session: &str, request: &M, within: Duration) -> Pending {
        match serde_json::to_value(request) {
            Ok(params) => self.send_raw(session, M::NAME, params, within),
            Err(error) => {
                let why = error.to_string();
                self.refused(M::NAME, within, Fault::Refused { what: M::NAME.to_owned(), why })
            }
        }
    }

    /// Sends a request that the typed ones cannot say.
    pub(super) fn send_raw(&self, session: &str, what: &str, params: Value, within: Duration) -> Pending {
        let (reply, answer) = oneshot::channel();
        let mut table = self.table();
        let route_crashed = table.routes.get(session).is_some_and(|route| route.crashed);
        if let Some(fault) = table.ended.clone().or_else(|| route_crashed.then_some(Fault::Crashed)) {
            drop(table);
            return self.refused(what, within, fault);
        }
        table.next += 1;
        let id = table.next;
        let mut message = json!({ "id": id, "method": what });
        if !params.is_null() {
            message["params"] = params;
        }
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        table.waiting.insert(id, Waiter { session: session.to_owned(), what: what.to_owned(), reply });
        // Sent under the lock, so that requests leave in the order of their ids.
        let sent = self.0.outbox.send(message.to_string().into_bytes());
        drop(table);
        if sent.is_err() {
            self.end(&Fault::Gone("the connection is closed".to_owned()));
        }
        Pending { client: self.clone(), id, what: what.to_owned(), answer, within, by: Instant::now() + within }
    }

    fn refused(&self, what: &str, within: Duration, fault: Fault) -> Pending {
        let (reply, answer) = oneshot::channel();
        let _ = reply.send(Err(fault));
        Pending { client: self.clone(), id: 0, what: what.to_owned(), answer, within, by: Instant::now() + within }
    }

    /// Sends a typed request and awaits its answer.
    pub(super) async fn call<M: Method + Serialize>(
        &self,
        session: &str,
        request: &M,
        within: Duration,
    ) -> Result<Value, Fault> {
        self.send(session, request, within).answer().await
    }

    /// Gives `sink` everything that happens in a browser context from now on.
    pub(super) fn adopt(&self, context: &str, sink: Weak<dyn Sink>) {
        self.table().contexts.insert(context.to_owned(), sink);
    }

    /// Forgets a browser context and wakes whoever still waits for one of its sessions.
    pub(super) fn forget(&self, context: &str, sessions: &[String]) {
        let mut table = self.table();
        table.contexts.remove(context);
        for session in sessions {
            table.routes.remove(session);
        }
        drop(table);
        self.fail(|waiter| sessions.contains(&waiter.session), gone_away);
    }

    /// How many browser contexts are looked after.
    pub(super) fn contexts(&self) -> usize {
        self.table().contexts.len()
    }

    /// Ends the connection: every waiter wakes with `fault`, every later call fails with it.
    pub(super) fn end(&self, fault: &Fault) {
        {
            let mut table = self.table();
            if table.ended.is_none() {
                table.ended = Some(fault.clone());
            }
        }
        let told = self.ended().unwrap_or_else(|| fault.clone());
        self.fail(|_| true, |_| told.clone());
        let sinks: Vec<_> = self.table().contexts.values().filter_map(Weak::upgrade).collect();
        for sink in sinks {
            sink.gone();
        }
    }

    /// Why the connection ended, if it did.
    pub(super) fn ended(&self) -> Option<Fault> {
        self.table().ended.clone()
    }

    fn fail(&self, which: impl Fn(&Waiter) -> bool, fault: impl Fn(&str) -> Fault) {
        let mut table = self.table();
        let ids: Vec<u64> = table.waiting.iter().filter(|(_, waiter)| which(waiter)).map(|(id, _)| *id).collect();
        let woken: Vec<Waiter> = ids.iter().filter_map(|id| table.waiting.remove(id)).collect();
        drop(table);
        for waiter in woken {
            let fault = fault(&waiter.what);
            let _ = waiter.reply.send(Err(fault));
        }
    }

    /// Takes one message of the browser.
    pub(super) fn receive(&self, bytes: &[u8]) {
        match wire::read(bytes) {
            Message::Answer { id, result } => {
                let waiter = self.table().waiting.remove(&id);
                if let Some(waiter) = waiter {
                    let result = result.map_err(|why| Fault::Refused { what: waiter.what, why });
                    let _ = waiter.reply.send(result);
                }
            }
            Message::Event(event) => self.route(event),
            Message::Unreadable { session, why } => {
                let params = json!({ "why": why });
                self.route(Event { session, method: wire::UNREADABLE.to_owned(), params });
            }
        }
    }

    fn route(&self, event: Event) {
        if event.method == "Target.targetCrashed" {
            self.target_crashed(event.params["targetId"].as_str().unwrap_or_default());
            return;
        }
        let sink = {
            let mut table = self.table();
            let sink = if event.session.is_empty() {
                let context = event.params["targetInfo"]["browserContextId"].as_str().unwrap_or_default();
                table.contexts.get(context).cloned()
            } else {
                table.routes.get(&event.session).map(|route| Weak::clone(&route.sink))
            };
            if event.method == "Target.attachedToTarget"
                && let (Some(sink), Some(session)) = (&sink, event.params["sessionId"].as_str())
            {
                let target = event.params["targetInfo"]["targetId"].as_str().unwrap_or_default().to_owned();
                let route = Route { sink: Weak::clone(sink), target, crashed: false };
                table.routes.insert(session.to_owned(), route);
            }
            sink
        };
        if event.method == "Target.detachedFromTarget" {
            self.detached(&event);
            return;
        }
        if let Some(sink) = sink.and_then(|sink| sink.upgrade()) {
            sink.event(event);
        }
    }

    fn detached(&self, event: &Event) {
        let session = event.params["sessionId"].as_str().unwrap_or_default();
        let route = self.table().routes.remove(session);
        self.fail(|waiter| waiter.session == session, gone_away);
        if let Some(sink) = route.and_then(|route| route.sink.upgrade()) {
            sink.event(Event {
                session: session.to_owned(),
                method: event.method.clone(),
                params: event.params.clone(),
            });
        }
    }

    fn target_crashed(&self, target: &str) {
        let mut struck = Vec::new();
        for (session, route) in &mut self.table().routes {
            if route.target == target {
                route.crashed = true;
                struck.push((session.clone(), Weak::clone(&route.sink)));
            }
        }
        for (session, sink) in struck {
            // Told first: who is woken by the fault may ask what was heard.
            if let Some(sink) = sink.upgrade() {
                sink.crashed(&session);
            }
            self.fail(|waiter| waiter.session == session, |_| Fault::Crashed);
        }
    }
}

fn gone_away(what: &str) -> Fault {
    Fault::Refused { what: what.to_owned(), why: "the page, frame or worker went away".to_owned() }
}

/// A request that has been sent.
pub(super) struct Pending {
    client: Client,
    id: u64,
    what: String,
    answer: oneshot::Receiver<Result<Value, Fault>>,
    within: Duration,
    by: Instant,
}

impl Pending {
    /// Waits for the answer, at most until the deadline that was given when it was sent.
    pub(super) async fn answer(mut self) -> Result<Value, Fault> {
        match tokio::time::timeout_at(self.by.into(), &mut self.answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(self.client.ended().unwrap_or_else(|| gone_away(&self.what))),
            Err(_) => {
                let after_ms = u64::try_from(self.within.as_millis()).unwrap_or(u64::MAX);
                Err(Fault::Deadline { what: self.what.clone(), after_ms })
            }
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.client.table().waiting.remove(&self.id);
    }
}

/// Waits for all of them, in order, and gives the first failure.
pub(super) async fn all(pending: Vec<Pending>) -> Result<Vec<Value>, Fault> {
    let mut answers = Vec::with_capacity(pending.len());
    for one in pending {
        answers.push(one.answer().await?);
    }
    Ok(answers)
}
