//! What an operator watches: calls by route, code and mode, how long they took, what the store did not do.
//!
//! In: counts. Out: Prometheus' text format (0.0.4). Every label is one of the program's own words, so that nobody can
//! make more series by what they send, and none is a person's.

use crate::lists::ListState;
use crate::store::StoreError;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper ends in seconds. A verification takes a fifth of a millisecond, a store on another machine one.
const BUCKETS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 5.0];

#[derive(Default)]
pub struct Metrics(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    calls: BTreeMap<(&'static str, &'static str, &'static str), u64>,
    times: BTreeMap<&'static str, Histogram>,
    store_errors: BTreeMap<&'static str, u64>,
    reloads_failed: u64,
}

#[derive(Default)]
struct Histogram {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum: f64,
}

impl Histogram {
    fn add(&mut self, seconds: f64) {
        self.count += 1;
        self.sum += seconds;
        for (count, _) in self.buckets.iter_mut().zip(BUCKETS).filter(|(_, end)| seconds <= *end) {
            *count += 1;
        }
    }
}

impl Metrics {
    pub fn call(&self, route: &'static str, (code, mode): (&'static str, &'static str), time: Duration) {
        let mut counts = self.counts();
        *counts.calls.entry((route, code, mode)).or_default() += 1;
        counts.times.entry(route).or_default().add(time.as_secs_f64());
    }

    pub fn store_error(&self, error: StoreError) {
        *self.counts().store_errors.entry(error.word()).or_default() += 1;
    }

    pub fn reload_failed(&self) {
        self.counts().reloads_failed += 1;
    }

    /// Everything as text. The lists are given, since their age is counted from now.
    pub fn to_text(&self, lists: Option<&ListState>, now: u64) -> String {
        let counts = self.counts();
        let mut text = String::new();
        head(&mut text, "ikd_calls_total", "counter", "Calls by route, code and mode.");
        for ((route, code, mode), count) in &counts.calls {
            let _ = writeln!(text, "ikd_calls_total{{route=\"{route}\",code=\"{code}\",mode=\"{mode}\"}} {count}");
        }
        head(&mut text, "ikd_call_seconds", "histogram", "How long calls took.");
        for (route, times) in &counts.times {
            histogram(&mut text, route, times);
        }
        head(&mut text, "ikd_store_errors_total", "counter", "What the store did not answer for certain, by reason.");
        for (reason, count) in &counts.store_errors {
            let _ = writeln!(text, "ikd_store_errors_total{{reason=\"{reason}\"}} {count}");
        }
        head(&mut text, "ikd_list_reloads_failed_total", "counter", "New lists that were not taken.");
        let _ = writeln!(text, "ikd_list_reloads_failed_total {}", counts.reloads_failed);
        if let Some(lists) = lists {
            ages(&mut text, lists, now);
        }
        text
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn histogram(text: &mut String, route: &str, times: &Histogram) {
    for (count, end) in times.buckets.iter().zip(BUCKETS) {
        let _ = writeln!(text, "ikd_call_seconds_bucket{{route=\"{route}\",le=\"{end}\"}} {count}");
    }
    let Histogram { count, sum, .. } = times;
    let _ = writeln!(text, "ikd_call_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
    let _ = writeln!(
        text,
        "ikd_call_seconds_sum{{route=\"{route}\"}} {sum}\nikd_call_seconds_count{{route=\"{route}\"}} {count}"
    );
}

fn ages(text: &mut String, lists: &ListState, now: u64) {
    head(text, "ikd_list_age_seconds", "gauge", "How long ago each list was made.");
    let _ = writeln!(text, "ikd_list_age_seconds{{list=\"trust\"}} {}", now.saturating_sub(lists.issued));
    for (number, issued) in lists.status.iter().enumerate() {
        let _ = writeln!(text, "ikd_list_age_seconds{{list=\"status_{number}\"}} {}", now.saturating_sub(*issued));
    }
    head(text, "ikd_trust_list_expires_seconds", "gauge", "For how long the trust list still counts.");
    let _ = writeln!(text, "ikd_trust_list_expires_seconds {}", lists.expires.saturating_sub(now));
}
