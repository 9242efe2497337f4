//! A Redis server of a test's own, on a free port and in a folder of its own. Without one installed the test says so.

use crate::folder;
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

pub struct RedisServer {
    port: u16,
    folder: PathBuf,
    options: Vec<&'static str>,
    child: Child,
}

impl RedisServer {
    /// A server, or a printed line where none is installed.
    pub fn start(name: &str, options: &[&'static str]) -> Option<Self> {
        let found = Command::new(program()).arg("--version").stdout(Stdio::null()).status();
        if found.is_err() {
            println!("not run: {name}, because there is no redis-server on this machine");
            return None;
        }
        let folder = folder(name);
        let port = free_port();
        let child = spawn(port, &folder, options);
        let server = Self { port, folder, options: options.to_vec(), child };
        server.answers();
        Some(server)
    }

    pub fn address(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Sends one command past the store, and gives the first line of the answer.
    pub fn say(&self, command: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(format!("{command}\r\n").as_bytes()).unwrap();
        let mut answer = [0; 512];
        let length = stream.read(&mut answer).unwrap_or_default();
        String::from_utf8_lossy(&answer[..length]).lines().next().unwrap_or_default().to_owned()
    }

    /// Dies without a word, and comes back with whatever its folder holds.
    pub fn crash_and_return(&mut self) {
        self.kill();
        self.child = spawn(self.port, &self.folder, &self.options);
        self.answers();
    }

    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// `STOP` or `CONT`.
    pub fn signal(&self, name: &str) {
        let arguments = [format!("-{name}"), self.child.id().to_string()];
        assert!(Command::new("kill").args(arguments).status().unwrap().success());
    }

    fn answers(&self) {
        for _ in 0..250 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() && self.say("PING").starts_with("+PONG") {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("redis-server does not answer");
    }
}

/// The program, or the one that `$REDIS_SERVER` names.
fn program() -> String {
    std::env::var("REDIS_SERVER").unwrap_or_else(|_| "redis-server".into())
}

fn spawn(port: u16, folder: &Path, options: &[&str]) -> Child {
    let port = port.to_string();
    let mut command = Command::new(program());
    command.args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]).args(options);
    command.arg("--dir").arg(folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that nobody has. Under 32 768: from there on the system gives ports to outgoing connections, and would give one away between
/// this look and the server's start, or while it is gone.
fn free_port() -> u16 {
    let number = RandomState::new().hash_one(0_u8) % 10_000;
    let port = 22_000 + u16::try_from(number).unwrap();
    TcpListener::bind(("127.0.0.1", port)).map_or_else(|_| free_port(), |_| port)
}
