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

    /// The language for a reader with this BCP 47 tag: Indonesian, where it is neither of the two.
    ///
    /// ```
    /// use ikd_verify::Language;
    /// assert_eq!([Language::nearest("EN-gb"), Language::nearest("jv")], [Language::English, Language::Indonesian]);
    /// ```
    #[must_use]
    pub fn nearest(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        if primary.eq_ignore_ascii_case(Self::English.code()) { Self::English } else { Self::Indonesian }
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
