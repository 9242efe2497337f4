//! A JavaScript value as serde reads it: into a request or a setting.
//!
//! Refuses a value of another kind than is asked for, without saying which: serde's sentences would bring the writing of every
//! number into the module. `undefined` is a missing item, `null` is not. Numbers are whole and not negative.

use core::fmt;
use js_sys::{Array, Number, Reflect};
use serde::de::value::{MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{self, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::*;

/// What is read.
pub struct Value(pub JsValue);

/// The value is of a wrong kind.
#[derive(Debug)]
pub struct Mismatch;

impl Value {
    /// An item of an object; a getter of the page's may throw.
    pub fn item(object: &JsValue, name: &str) -> Result<Self, Mismatch> {
        Reflect::get(object, &name.into()).map(Self).map_err(|_| Mismatch)
    }

    fn whole_number(&self) -> Option<u64> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is a whole number of at most 2⁵³"
        )]
        let whole = |number: f64| number as u64;
        self.0.as_f64().filter(|number| Number::is_safe_integer(&self.0) && *number >= 0.0).map(whole)
    }
}

impl<'de> de::Deserializer<'de> for Value {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if let Some(text) = self.0.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(flag) = self.0.as_bool() {
            return visitor.visit_bool(flag);
        }
        if let Some(number) = self.whole_number() {
            return visitor.visit_u64(number);
        }
        let items = self.0.dyn_into::<Array>().map_err(|_| Mismatch)?;
        visitor.visit_seq(SeqDeserializer::new(items.iter().map(Value)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_undefined() || self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if !self.0.is_object() {
            return Err(Mismatch);
        }
        let mut items = Vec::with_capacity(fields.len());
        for &field in fields {
            let item = Self::item(&self.0, field)?;
            if !item.0.is_undefined() {
                items.push((field, item));
            }
        }
        visitor.visit_map(MapDeserializer::new(items.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(StringDeserializer::new(self.0.as_string().ok_or(Mismatch)?))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl IntoDeserializer<'_, Mismatch> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl de::StdError for Mismatch {}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("of a wrong kind")
    }
}
