//! The NIK: 16 digits, of which six are the holder's birth date and sex at registration.
//!
//! A corrected birth date never changes the NIK, so a mismatch is a warning and never a rejection. There is no check
//! digit, and region codes are split over time, so nothing else of the number is judged.

/// What does not fit between a NIK and the other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NikWarning {
    /// Digits 7 to 12 are not the birth date.
    BirthDate,
    /// The day's digits tell the other sex (women: day + 40).
    Sex,
}

impl NikWarning {
    /// The stable word in `warnings`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BirthDate => "nik_birth_date_mismatch",
            Self::Sex => "nik_sex_mismatch",
        }
    }
}

/// The parts of a NIK that can be compared.
pub(crate) struct Nik<'v> {
    day: u8,
    month: &'v [u8],
    year: &'v [u8],
}

const WOMAN: u8 = 40;

impl<'v> Nik<'v> {
    /// `None` unless the text is 16 digits.
    pub(crate) fn read(text: &'v str) -> Option<Self> {
        let digits: &[u8; 16] = text.as_bytes().try_into().ok()?;
        let [_, _, _, _, _, _, tens, ones, month_and_year @ .., _, _, _, _] = digits;
        let (month, year) = month_and_year.split_at_checked(2)?;
        let day = tens.checked_sub(b'0')?.checked_mul(10)?.checked_add(ones.checked_sub(b'0')?)?;
        digits.iter().all(u8::is_ascii_digit).then_some(Self { day, month, year })
    }

    /// Compares with a birth date `YYYY-MM-DD`.
    pub(crate) fn fits_birth_date(&self, date: &str) -> bool {
        let Some((year, month, day)) =
            date.split_once('-').and_then(|(year, rest)| rest.split_once('-').map(|(month, day)| (year, month, day)))
        else {
            return false;
        };
        let own_day = self.day.checked_sub(WOMAN).unwrap_or(self.day);
        year.as_bytes().ends_with(self.year) && month.as_bytes() == self.month && day.parse() == Ok(own_day)
    }

    pub(crate) fn is_womans(&self) -> bool {
        self.day > WOMAN
    }
}
