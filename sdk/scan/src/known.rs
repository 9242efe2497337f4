//! What is known of a symbol's modules besides what the picture shows.

use crate::layout::Layout;

/// What is known of the modules besides their values: 1 dark, −1 light, 0 unknown.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) modules: Vec<i8>,
}

impl Known {
    /// Only what the version tells.
    pub(crate) fn reset(&mut self, layout: &Layout) {
        self.modules.clear();
        self.modules.resize(layout.size * layout.size, 0);
        for fixed in &layout.fixed {
            self.modules[usize::from(fixed.index)] = if fixed.dark { 1 } else { -1 };
        }
    }
}
