//! The service's log: one JSON object a line, on standard error unless told otherwise.
//!
//! In: an event and what belongs to it. Never in it: a value of a person, a token, a session, a presentation, a body.
//! Only the program's own words, ids, numbers and the names of requests in the configuration.

use serde_json::{Map, Value};
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where lines go.
type Sink = Box<dyn Fn(&str) + Send + Sync>;

pub struct Journal(Sink);

impl Default for Journal {
    fn default() -> Self {
        Self(Box::new(|line| {
            // Nobody can be told that standard error is closed.
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        }))
    }
}

impl Journal {
    pub fn to(sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Box::new(sink))
    }

    pub fn write<const N: usize>(&self, event: &str, items: [(&str, Value); N]) {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let mut line = Map::new();
        line.insert("time".into(), u64::try_from(at).unwrap_or(u64::MAX).into());
        line.insert("event".into(), event.into());
        line.extend(items.into_iter().filter(|(_, item)| !item.is_null()).map(|(name, item)| (name.into(), item)));
        (self.0)(&Value::Object(line).to_string());
    }
}
