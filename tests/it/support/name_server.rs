//! A small name server on loopback that answers from a table.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::CNAME;
use hickory_resolver::proto::rr::{Name, RData, Record};
use tokio::net::UdpSocket;

/// What the server says of a name.
#[derive(Clone, Copy)]
pub enum Says {
    /// It leads there.
    Alias(&'static str),
    /// It is there and leads nowhere else.
    NoAlias,
    /// Never an answer.
    Nothing,
}

/// A server that answers from a table; names that are not in it do not exist.
pub async fn serve(table: &[(&'static str, Says)]) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let table: BTreeMap<&str, Says> = table.iter().copied().collect();
    tokio::spawn(async move {
        let mut bytes = [0_u8; 1500];
        loop {
            let (length, from) = socket.recv_from(&mut bytes).await.unwrap();
            let asked = Message::from_vec(&bytes[..length]).unwrap();
            let name = asked.queries[0].name().clone();
            let known = table.get(name.to_ascii().trim_end_matches('.')).copied();
            if matches!(known, Some(Says::Nothing)) {
                continue;
            }
            let mut answer = Message::response(asked.metadata.id, OpCode::Query);
            answer.metadata.recursion_available = true;
            answer.add_query(asked.queries[0].clone());
            match known {
                Some(Says::Alias(to)) => {
                    let to = RData::CNAME(CNAME(Name::from_ascii(format!("{to}.")).unwrap()));
                    answer.add_answer(Record::from_rdata(name, 60, to));
                }
                Some(_) => {}
                None => answer.metadata.response_code = ResponseCode::NXDomain,
            }
            socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
        }
    });
    address
}
