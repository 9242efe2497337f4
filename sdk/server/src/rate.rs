//! How often one session may call: a bucket of calls for each, that fills up again over a minute.
//!
//! In: a session and the time. Out: nothing, or for how long to wait. Bounded: when more sessions call at once than are
//! counted, a new one waits. Sessions are kept as hashes.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_mins(1);

pub struct Rates {
    calls: u32,
    sessions: usize,
    buckets: Mutex<HashMap<[u8; 32], Bucket>>,
}

struct Bucket {
    left: f64,
    at: Instant,
}

impl Rates {
    pub fn new(calls: u32, sessions: usize) -> Self {
        Self { calls, sessions, buckets: Mutex::default() }
    }

    /// Counts a call, or says how long to wait.
    pub fn take(&self, session: &str, now: Instant) -> Result<(), Duration> {
        let key = Sha256::digest(session.as_bytes()).into();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= self.sessions && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at) < MINUTE);
            if buckets.len() >= self.sessions {
                return Err(MINUTE);
            }
        }
        let most = f64::from(self.calls);
        let bucket = buckets.entry(key).or_insert(Bucket { left: most, at: now });
        let filled = now.saturating_duration_since(bucket.at).as_secs_f64() / MINUTE.as_secs_f64() * most;
        *bucket = Bucket { left: (bucket.left + filled).min(most), at: now };
        if bucket.left < 1.0 {
            return Err(MINUTE.mul_f64((1.0 - bucket.left) / most));
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_waits_and_others_do_not() {
        let (rates, start) = (Rates::new(2, 2), Instant::now());
        assert_eq!([rates.take("a", start), rates.take("a", start)], [Ok(()), Ok(())]);
        let wait = rates.take("a", start).unwrap_err();
        assert!(wait > Duration::from_secs(29) && wait <= Duration::from_secs(30), "{wait:?}");
        assert_eq!(rates.take("b", start), Ok(()));
        assert_eq!(rates.take("c", start), Err(MINUTE), "no third session is counted");
        assert_eq!(rates.take("a", start + Duration::from_secs(31)), Ok(()));
        assert_eq!(rates.take("c", start + Duration::from_secs(61)), Ok(()), "b has called enough a minute ago");
    }
}
