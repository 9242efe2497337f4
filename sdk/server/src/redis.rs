//! A store in Redis or Valkey, for a backend of several processes; Node processes of this project can share it.
//!
//! In: an address (redis://user:password@host:port/db). Out: the four operations, each one small script on one key.
//! Every value is written behind the era of the server that holds it, and a value of another era is never exchanged: a
//! server that came back from an older snapshot, or a replica that took over, accepts nothing from before.
//! Refuses doubt: after an error or a timeout the connection is thrown away, since nobody knows what it would answer
//! next, and the next call finds whoever stands at the address then. There is no TLS here: the channel is the host's.

use crate::store::{Store, StoreError};
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, ErrorKind, FromRedisValue, RedisError, Script, ServerErrorKind};
use std::sync::{Mutex as Lock, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How many replicas must have a grant before it counts (`WAIT`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replicas {
    /// So many, besides the server itself.
    pub at_least: u32,
    /// In this time.
    pub within: Duration,
}

/// A store in Redis.
///
/// ```
/// use ikd_server::RedisStore;
/// use std::time::Duration;
/// let store = RedisStore::new("redis://127.0.0.1:6379/0").unwrap().timeout(Duration::from_millis(500));
/// assert!(RedisStore::new("postgres://127.0.0.1").is_err());
/// # drop(store);
/// ```
pub struct RedisStore {
    client: Client,
    connection: Lock<Connected>,
    /// One connects, the others wait for it.
    connecting: Mutex<()>,
    scripts: Scripts,
    replicas: Option<Replicas>,
    timeout: Duration,
    /// The era that a former replica is in, and when it was seen first.
    era: Lock<Option<(String, Instant)>>,
}

/// A connection with its number, so that of many who fail on one only the first throws it away.
#[derive(Clone, Default)]
struct Connected {
    number: u64,
    connection: Option<MultiplexedConnection>,
}

struct Scripts {
    add: Script,
    get: Script,
    put: Script,
    exchange: Script,
    age: Script,
}

impl Scripts {
    fn new() -> Self {
        Self {
            add: Script::new(include_str!("../lua/add.lua")),
            get: Script::new(include_str!("../lua/get.lua")),
            put: Script::new(include_str!("../lua/put.lua")),
            exchange: Script::new(include_str!("../lua/exchange.lua")),
            age: Script::new(include_str!("../lua/age.lua")),
        }
    }
}

/// Whether replicas must have it too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Grant,
    Plain,
}

impl RedisStore {
    /// A store at this address. It connects when it is first asked.
    ///
    /// # Errors
    /// A sentence without the address, which may hold a password.
    pub fn new(address: &str) -> Result<Self, &'static str> {
        let client = Client::open(address).map_err(|_| "the address is not redis://user:password@host:port/db")?;
        let timeout = Duration::from_secs(1);
        let (connection, connecting, era) = (Lock::default(), Mutex::default(), Lock::default());
        Ok(Self { client, connection, connecting, scripts: Scripts::new(), replicas: None, timeout, era })
    }

    /// Waits so long for an answer instead of a second.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Lets a grant count only when replicas have it.
    #[must_use]
    pub fn replicas(self, replicas: Replicas) -> Self {
        Self { replicas: Some(replicas), ..self }
    }

    async fn run<T: FromRedisValue>(
        &self,
        script: &Script,
        (key, arguments): (&str, &[&str]),
        weight: Weight,
    ) -> Result<T, StoreError> {
        let mut call = script.key(key);
        for argument in arguments {
            call.arg(*argument);
        }
        self.ask(async |mut connection| {
            let answer = call.invoke_async(&mut connection).await.map_err(|error| refusal(&error))?;
            match self.replicas {
                Some(replicas) if weight == Weight::Grant => replicated(&mut connection, replicas).await?,
                _ => {}
            }
            Ok(answer)
        })
        .await
    }

    /// Asks within the timeout, on a connection that is thrown away unless it answers.
    async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(MultiplexedConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut used = None;
        let asked = async {
            let (number, connection) = self.connected().await?;
            used = Some(number);
            question(connection).await
        };
        let answer = tokio::time::timeout(self.timeout, asked).await.unwrap_or(Err(StoreError::TimedOut));
        if answer.as_ref().is_err_and(|error| *error != StoreError::TooFewReplicas) {
            self.throw_away(used);
        }
        answer
    }

    fn throw_away(&self, number: Option<u64>) {
        let mut connected = self.current();
        if number == Some(connected.number) {
            connected.connection = None;
        }
    }

    fn current(&self) -> MutexGuard<'_, Connected> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connected(&self) -> Result<(u64, MultiplexedConnection), StoreError> {
        let _alone = self.connecting.lock().await;
        let Connected { number, connection } = self.current().clone();
        if let Some(connection) = connection {
            return Ok((number, connection));
        }
        // The timeout around the question counts for both.
        let config = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await;
        let connection = connection.map_err(|error| refusal(&error))?;
        *self.current() = Connected { number: number + 1, connection: Some(connection.clone()) };
        Ok((number + 1, connection))
    }

    /// A part of what a server says of itself.
    async fn info(&self, part: &str) -> Result<String, StoreError> {
        let mut command = redis::cmd("INFO");
        command.arg(part);
        self.ask(async |mut connection| command.query_async(&mut connection).await.map_err(|error| refusal(&error)))
            .await
    }

    /// For how long this era was seen: Redis does not say since when a former replica is a primary.
    fn seen_for(&self, era: String) -> Duration {
        let mut seen = self.era.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.as_ref().is_none_or(|(known, _)| *known != era) {
            *seen = Some((era, Instant::now()));
        }
        seen.as_ref().map_or(Duration::ZERO, |(_, since)| since.elapsed())
    }
}

/// The writes of this connection, on enough replicas or not.
async fn replicated(connection: &mut MultiplexedConnection, replicas: Replicas) -> Result<(), StoreError> {
    let mut wait = redis::cmd("WAIT");
    wait.arg(replicas.at_least).arg(milliseconds(replicas.within));
    let have: u32 = wait.query_async(connection).await.map_err(|error| refusal(&error))?;
    if have < replicas.at_least { Err(StoreError::TooFewReplicas) } else { Ok(()) }
}

fn refusal(error: &RedisError) -> StoreError {
    match error.kind() {
        _ if error.is_timeout() => StoreError::TimedOut,
        ErrorKind::Io => StoreError::Unreachable,
        _ if error.code() == Some("OOM") => StoreError::Full,
        ErrorKind::Server(ServerErrorKind::BusyLoading | ServerErrorKind::MasterDown) => StoreError::Unreachable,
        _ => StoreError::Refused,
    }
}

fn milliseconds(time: Duration) -> String {
    time.as_millis().to_string()
}

impl Store for RedisStore {
    async fn add(&self, key: &str, value: &str, life: Duration) -> Result<bool, StoreError> {
        self.run(&self.scripts.add, (key, &[value, &milliseconds(life)]), Weight::Grant).await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.run(&self.scripts.get, (key, &[]), Weight::Plain).await
    }

    async fn put(&self, key: &str, value: &str, life: Duration) -> Result<(), StoreError> {
        self.run::<u8>(&self.scripts.put, (key, &[value, &milliseconds(life)]), Weight::Plain).await.map(|_| ())
    }

    async fn exchange(&self, key: &str, value: &str, life: Duration) -> Result<Option<String>, StoreError> {
        self.run(&self.scripts.exchange, (key, &[value, &milliseconds(life)]), Weight::Grant).await
    }

    async fn age(&self, key: &str) -> Result<Duration, StoreError> {
        let (age, era): (i64, String) = self.run(&self.scripts.age, (key, &[]), Weight::Plain).await?;
        Ok(u64::try_from(age).map_or_else(|_| self.seen_for(era), Duration::from_millis))
    }

    async fn check(&self) -> Result<Vec<String>, StoreError> {
        let (replication, memory) = (self.info("replication").await?, self.info("memory").await?);
        let replicas = field(&replication, "connected_slaves").and_then(|number| number.parse().ok()).unwrap_or(0);
        let wanted = self.replicas.map_or(0, |replicas| replicas.at_least);
        let mut faults = Vec::new();
        if field(&replication, "role") != Some("master") {
            faults.push("the store is a read-only replica; name its primary".into());
        } else if replicas < wanted {
            faults.push(format!("the store has {replicas} replicas, and {wanted} must have what it grants"));
        }
        if field(&memory, "maxmemory_policy") != Some("noeviction") {
            faults.push("the store forgets when it is full; set maxmemory-policy to noeviction".into());
        }
        if faults.is_empty() {
            // Whether the scripts may run here.
            self.age("ikd:check").await?;
        }
        Ok(faults)
    }
}

/// A field of what INFO answers.
fn field<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    info.lines().filter_map(|line| line.split_once(':')).find(|(own, _)| *own == name).map(|(_, value)| value)
}
