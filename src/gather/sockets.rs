//! Messages on websockets and event streams.

use super::recorder::{Recorder, cut};
use crate::browser::{Heard, MessageWay};
use crate::evidence::{Phase, Socket, SocketMessage, SocketWay};

/// Most messages that are kept of one socket: what it is for is known by then, and how many came is counted.
const MOST_MESSAGES: usize = 300;

impl Recorder {
    /// Takes in what went over a socket.
    pub(super) fn heard_of_socket(&mut self, phase: Phase, at_ms: f64, what: Heard) {
        match what {
            Heard::Message { id, way, text, binary } => {
                let Some(step) = self.step(&id) else { return };
                let socket = step.socket.get_or_insert_with(Socket::default);
                socket.count += 1;
                if socket.messages.len() < MOST_MESSAGES {
                    let way = way_of(way);
                    socket.messages.push(SocketMessage { at_ms, phase, way, text: cut(&text), binary });
                }
            }
            Heard::MoreMessages { id, count } => {
                if let Some(step) = self.step(&id) {
                    step.socket.get_or_insert_with(Socket::default).count += count;
                }
            }
            Heard::SocketClosed { id } => {
                if let Some(step) = self.step(&id) {
                    step.socket.get_or_insert_with(Socket::default).closed_ms = Some(at_ms);
                }
            }
            _ => {}
        }
    }
}

fn way_of(way: MessageWay) -> SocketWay {
    match way {
        MessageWay::Sent => SocketWay::Sent,
        MessageWay::Received => SocketWay::Received,
    }
}
