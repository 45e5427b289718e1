//! In which parts of a request identifiers are looked for beside its address.

use consentinel::evidence::{Gathered, Header, Phase, Socket, SocketMessage, SocketWay, State};

use super::leaks::{IDS, facts, identities, shop};

#[test]
fn headers_tell_too_and_the_cookies_of_a_party_are_no_news() {
    let told = |name: &str| {
        let mut evidence = shop("shop.example", |_| "https://other.example/a.gif".to_owned()).done();
        for (id, visit) in IDS.iter().zip(&mut evidence.visits) {
            let Gathered::Ok(requests) = &mut visit.requests else { panic!("no requests") };
            let header = Header { name: name.to_owned(), value: format!("vid={id}") };
            requests.last_mut().unwrap().wire.sent.push(header);
        }
        identities(&facts(&evidence), State::None).join(", ")
    };
    assert_eq!(told("x-visitor"), "leak cookie vid shop.example to other.example header raw");
    assert_eq!(told("referer"), "leak cookie vid shop.example to other.example referer raw");
    assert_eq!(told("cookie"), "");
}

#[test]
fn messages_that_were_sent_tell_and_those_that_came_do_not() {
    let told = |way: SocketWay| {
        let mut evidence = shop("shop.example", |_| "wss://other.example/live".to_owned()).done();
        for (id, visit) in IDS.iter().zip(&mut evidence.visits) {
            let Gathered::Ok(requests) = &mut visit.requests else { panic!("no requests") };
            let message =
                SocketMessage { at_ms: 1.0, phase: Phase::Arrival, way, text: format!("vid={id}"), binary: false };
            let socket = Socket { messages: vec![message], count: 1, closed_ms: None };
            requests.last_mut().unwrap().socket = Some(socket);
        }
        identities(&facts(&evidence), State::None).join(", ")
    };
    assert_eq!(told(SocketWay::Sent), "leak cookie vid shop.example to other.example message raw");
    assert_eq!(told(SocketWay::Received), "");
}
