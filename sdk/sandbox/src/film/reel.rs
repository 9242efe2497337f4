//! The order of work when a film is written: two pictures at once on two threads, handed on in order.

use std::io;

/// Makes `total` parts by `make` and gives them to `keep` in order.
pub(super) fn wind<Part: Send>(
    total: usize,
    make: impl Fn(usize) -> io::Result<Part> + Sync,
    mut keep: impl FnMut(usize, Part) -> io::Result<()>,
) -> io::Result<()> {
    for first in (0..total).step_by(2) {
        let pair: Vec<_> = std::thread::scope(|scope| {
            let other = (first + 1 < total).then(|| scope.spawn(|| make(first + 1)));
            let mine = make(first);
            let other = other
                .map(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("A picture could not be drawn."))));
            std::iter::once(mine).chain(other).collect()
        });
        for (index, part) in (first..).zip(pair) {
            keep(index, part?)?;
        }
    }
    Ok(())
}
