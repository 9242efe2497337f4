//! The machine's clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// UNIX seconds. Before 1970 it is 0, which no list and no request is current at.
pub fn unix_time() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
