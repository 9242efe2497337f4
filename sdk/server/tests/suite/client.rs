//! A caller over a real port: it sends exactly the bytes that a test says, which a client library would not.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub const TOKEN: &str = "a-token-of-thirty-two-characters";

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }

    /// The code of a rejection, else the outcome.
    pub fn code(&self) -> String {
        let json = self.json();
        let code = json.get("code").unwrap_or(&json["outcome"]);
        code.as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// Sends a head and a body as they are, and reads to the end.
pub fn raw(address: SocketAddr, request: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // A server that refuses a long body closes before it has read all of it.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}

/// A call with these headers beside those that every call has.
pub fn call(address: SocketAddr, (method, path): (&str, &str), headers: &str, body: &[u8]) -> Reply {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: rp\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    raw(address, &[head.as_bytes(), body].concat())
}

/// A call as the bank's backend makes it.
pub fn post(address: SocketAddr, route: &str, body: &Value) -> Reply {
    post_text(address, route, &body.to_string())
}

pub fn post_text(address: SocketAddr, route: &str, body: &str) -> Reply {
    let headers = format!("authorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\n");
    call(address, ("POST", &format!("/v1/{route}")), &headers, body.as_bytes())
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    call(address, ("GET", path), "", b"")
}
