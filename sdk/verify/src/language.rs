//! The two languages in which a screen of this country explains what happened.

/// A language of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia.
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// The language with this code (ISO 639-1), `id` or `en`.
    ///
    /// ```
    /// use ikd_verify::Language;
    /// assert_eq!(Language::named("en"), Some(Language::English));
    /// ```
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        [Self::Indonesian, Self::English].into_iter().find(|language| language.code() == code)
    }

    /// The language's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }
}
