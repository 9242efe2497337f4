//! One table of the configuration file: takes what it knows by name, and says of everything else what is wrong with it.
//!
//! Faults are gathered, so that who writes the file sees all of them at once. No sentence repeats a value: it could be a
//! secret in the wrong place.

use std::cell::RefCell;
use std::rc::Rc;
use toml::{Table, Value};

/// What is wrong with a file, a sentence each.
#[derive(Clone, Default)]
pub(super) struct Faults(Rc<RefCell<Vec<String>>>);

impl Faults {
    pub fn add(&self, sentence: impl Into<String>) {
        self.0.borrow_mut().push(sentence.into());
    }

    pub fn take(&self) -> Vec<String> {
        self.0.take()
    }

    /// The value, or one more fault.
    pub fn keep<T>(&self, result: Result<T, impl Into<String>>) -> Option<T> {
        result.map_err(|sentence| self.add(sentence)).ok()
    }
}

/// A table and where it stands.
pub(super) struct Section {
    place: String,
    table: Table,
    faults: Faults,
}

impl Section {
    pub fn new(table: Table, faults: &Faults) -> Self {
        Self { place: String::new(), table, faults: faults.clone() }
    }

    /// The name of an item as the sentences give it.
    pub fn name(&self, item: &str) -> String {
        if self.place.is_empty() { item.into() } else { format!("{}.{item}", self.place) }
    }

    pub fn fault(&self, item: &str, sentence: &str) {
        self.faults.add(format!("{} {sentence}", self.name(item)));
    }

    fn take<T>(&mut self, item: &str, kind: &str, read: impl FnOnce(Value) -> Option<T>) -> Option<T> {
        let read = read(self.table.remove(item)?);
        if read.is_none() {
            self.fault(item, &format!("must be {kind}"));
        }
        read
    }

    pub fn text(&mut self, item: &str) -> Option<String> {
        self.take(item, "a text", text)
    }

    /// A text that must be there.
    pub fn needed(&mut self, item: &str) -> Option<String> {
        if !self.table.contains_key(item) {
            self.fault(item, "is missing");
        }
        self.text(item)
    }

    pub fn texts(&mut self, item: &str) -> Option<Vec<String>> {
        self.take(item, "a list of texts", |value| match value {
            Value::Array(values) => values.into_iter().map(text).collect(),
            _ => None,
        })
    }

    /// A whole number in a range, or the usual one.
    pub fn number(&mut self, item: &str, (least, most): (u64, u64), usual: u64) -> u64 {
        let kind = format!("a whole number from {least} to {most}");
        let read = |value: Value| value.as_integer().and_then(|number| u64::try_from(number).ok());
        let within = |value| read(value).filter(|number| (least..=most).contains(number));
        self.take(item, &kind, within).unwrap_or(usual)
    }

    /// The table under a name, empty where there is none.
    pub fn section(&mut self, item: &str) -> Self {
        self.given_section(item).unwrap_or_else(|| self.below(item, Table::new()))
    }

    pub fn given_section(&mut self, item: &str) -> Option<Self> {
        let table =
            self.take(item, "a table", |value| if let Value::Table(table) = value { Some(table) } else { None });
        table.map(|table| self.below(item, table))
    }

    fn below(&self, item: &str, table: Table) -> Self {
        Self { place: self.name(item), table, faults: self.faults.clone() }
    }

    /// The names that are left.
    pub fn names(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    pub fn is_text(&self, item: &str) -> bool {
        self.table.get(item).is_some_and(Value::is_str)
    }

    /// What nobody took is unknown, and perhaps a secret.
    pub fn close(self) {
        for item in self.names() {
            self.fault(&item, "is not known here");
        }
    }
}

fn text(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}
