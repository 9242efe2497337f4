//! Codewords → numbers of any width, the highest bit first (ISO/IEC 18004, §7.4). Refuses to read past the end.

/// The bits that have not been taken yet.
pub(crate) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(crate) const fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub(crate) const fn left(&self) -> usize {
        8 * self.data.len() - self.at
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<usize> {
        let end = self.at + count;
        let value = (self.at..end)
            .try_fold(0, |value, i| Some(value << 1 | usize::from(*self.data.get(i / 8)? >> (7 - i % 8) & 1)))?;
        self.at = end;
        Some(value)
    }
}
