//! What every store promises, and what a Redis that dies, stops, fills up or comes back from the past does to it.

use crate::redis_server::RedisServer;
use crate::wait;
use ikd_server::{MemoryStore, RedisStore, Replicas, Store, StoreError};
use std::sync::Arc;
use std::time::{Duration, Instant};

const LIFE: Duration = Duration::from_mins(15);

fn redis(server: &RedisServer) -> RedisStore {
    RedisStore::new(&server.address()).unwrap().timeout(Duration::from_millis(500))
}

/// The contract, the same for all.
async fn keeps_its_promise(store: &impl Store) -> Result<(), StoreError> {
    assert_eq!(store.check().await?, Vec::<String>::new());
    assert_eq!((store.get("k").await?, store.exchange("k", "taken", LIFE).await?), (None, None));
    assert_eq!(store.get("k").await?, None, "an exchange of nothing writes nothing");
    assert!(store.add("k", "open s", LIFE).await?);
    assert!(!store.add("k", "other", LIFE).await?);
    assert_eq!(store.get("k").await?.as_deref(), Some("open s"));
    assert_eq!(store.exchange("k", "taken s", LIFE).await?.as_deref(), Some("open s"));
    assert_eq!(store.exchange("k", "taken t", LIFE).await?.as_deref(), Some("taken s"));
    store.put("k", "put", LIFE).await?;
    assert_eq!(store.get("k").await?.as_deref(), Some("put"));
    let short = Duration::from_millis(60);
    assert!(store.add("short", "v", short).await?);
    tokio::time::sleep(2 * short).await;
    assert_eq!((store.get("short").await?, store.exchange("short", "x", LIFE).await?), (None, None));
    assert!(store.add("short", "again", LIFE).await?);
    assert!(store.age("k").await? < Duration::from_mins(1));
    Ok(())
}

/// One key, two hundred takers: one of them gets what stood there (E05, E07).
async fn gives_to_one<S: Store>(store: Arc<S>) {
    assert!(store.add("one", "open", LIFE).await.unwrap());
    let takers = (0..200).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { store.exchange("one", "taken", LIFE).await.unwrap() })
    });
    let mut open = 0;
    for taker in takers.collect::<Vec<_>>() {
        open += usize::from(taker.await.unwrap().as_deref() == Some("open"));
    }
    assert_eq!(open, 1);
}

#[test]
fn memory_keeps_its_promise() {
    wait(keeps_its_promise(&MemoryStore::new())).unwrap();
    wait(gives_to_one(Arc::new(MemoryStore::new())));
}

#[test]
fn a_full_memory_refuses_rather_than_forgets() {
    wait(async {
        let store = MemoryStore::new().at_most(2);
        let short = Duration::from_millis(40);
        assert!(store.add("a", "1", LIFE).await.unwrap() && store.add("b", "1", short).await.unwrap());
        assert_eq!(store.add("c", "1", LIFE).await, Err(StoreError::Full));
        assert_eq!(store.put("c", "1", LIFE).await, Err(StoreError::Full));
        assert_eq!(store.put("a", "2", LIFE).await, Ok(()));
        tokio::time::sleep(2 * short).await;
        assert_eq!(store.add("c", "1", LIFE).await, Ok(true));
        assert_eq!(store.get("a").await.unwrap().as_deref(), Some("2"));
    });
}

#[test]
fn redis_keeps_its_promise() {
    let Some(server) = RedisServer::start("redis-promise", &[]) else { return };
    wait(keeps_its_promise(&redis(&server))).unwrap();
    wait(gives_to_one(Arc::new(redis(&server))));
}

/// The untaken nonce of an older snapshot is not taken again.
#[test]
fn redis_back_from_an_older_snapshot_gives_nothing_of_before() {
    let Some(mut server) = RedisServer::start("redis-snapshot", &[]) else { return };
    wait(async {
        let store = redis(&server);
        assert!(store.add("n", "open", LIFE).await.unwrap());
        assert!(server.say("SAVE").starts_with("+OK"));
        assert_eq!(store.exchange("n", "taken", LIFE).await.unwrap().as_deref(), Some("open"));
        server.crash_and_return();
        assert_eq!(server.say("DBSIZE"), ":1", "the snapshot brought the key back");
        assert!(store.exchange("n", "taken", LIFE).await.is_err(), "the old connection is gone");
        assert_eq!(store.exchange("n", "taken", LIFE).await.unwrap(), None);
        assert_eq!(store.get("n").await.unwrap(), None);
    });
}

#[test]
fn redis_that_stops_is_a_timeout_and_comes_back() {
    let Some(server) = RedisServer::start("redis-stop", &[]) else { return };
    wait(async {
        let store = redis(&server);
        assert!(store.add("n", "open", LIFE).await.unwrap());
        server.signal("STOP");
        let start = Instant::now();
        assert_eq!(store.exchange("n", "taken", LIFE).await, Err(StoreError::TimedOut));
        assert_eq!(store.get("n").await, Err(StoreError::TimedOut));
        assert!(start.elapsed() < Duration::from_secs(2));
        server.signal("CONT");
        // It may have been carried out or not; either way nobody takes it twice.
        let later = store.exchange("n", "taken", LIFE).await.unwrap();
        assert!(matches!(later.as_deref(), Some("open" | "taken")));
        assert_eq!(store.exchange("n", "taken", LIFE).await.unwrap().as_deref(), Some("taken"));
    });
}

#[test]
fn redis_that_is_away_full_or_a_replica_is_an_error() {
    let Some(mut server) = RedisServer::start("redis-away", &["--maxmemory", "1gb"]) else { return };
    wait(async {
        let store = redis(&server);
        assert!(store.add("n", "open", LIFE).await.unwrap());
        assert!(server.say("CONFIG SET maxmemory 1").starts_with("+OK"));
        assert_eq!(store.add("m", "open", LIFE).await, Err(StoreError::Full));
        assert!(server.say("CONFIG SET maxmemory 0").starts_with("+OK"));
        assert!(server.say("REPLICAOF 127.0.0.1 1").starts_with("+OK"));
        assert_eq!(store.exchange("n", "taken", LIFE).await, Err(StoreError::Refused));
        assert!(store.check().await.unwrap()[0].contains("replica"));
        assert!(server.say("REPLICAOF NO ONE").starts_with("+OK"));
        assert_eq!(store.exchange("n", "taken", LIFE).await, Ok(None), "another era");
        assert!(
            store.age("n").await.unwrap() < Duration::from_secs(5),
            "a former replica counts from when it was seen"
        );
        assert!(server.say("CONFIG SET maxmemory-policy allkeys-lru").starts_with("+OK"));
        assert!(store.check().await.unwrap()[0].contains("noeviction"));
        server.kill();
        assert!(store.get("n").await.is_err());
        assert_eq!(store.get("n").await, Err(StoreError::Unreachable));
    });
}

#[test]
fn a_grant_counts_only_when_replicas_have_it() {
    let Some(server) = RedisServer::start("redis-primary", &[]) else { return };
    let within = Duration::from_millis(200);
    let store = redis(&server).replicas(Replicas { at_least: 1, within });
    wait(async {
        assert_eq!(store.add("n", "open", LIFE).await, Err(StoreError::TooFewReplicas));
        assert!(store.check().await.unwrap()[0].contains("0 replicas"));
        let Some(replica) = RedisServer::start("redis-replica", &[]) else { return };
        assert!(replica.say(&format!("REPLICAOF 127.0.0.1 {}", server.port())).starts_with("+OK"));
        let mut tries = (0..100).map(|number| format!("n{number}"));
        loop {
            let key = tries.next().expect("the replica follows within seconds");
            match store.add(&key, "open", LIFE).await {
                Ok(kept) => break assert!(kept),
                Err(error) => assert_eq!(error, StoreError::TooFewReplicas),
            }
        }
        assert_eq!(redis(&replica).get("n0").await, Err(StoreError::Refused), "a replica is not asked");
    });
}
