//! Work on every core, its results in the order of the work.
//!
//! Each worker has a queue of its own before and behind it, and they take turns: the n-th piece is the n-th result without
//! anything being sorted, and no more is in memory than the queues hold. The first failure ends all.

use crate::Misuse;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Pieces that wait before and behind each worker.
const WAITING: usize = 4;

/// Does `work` on each piece and gives the results to `take`, in order.
pub fn in_order<P: Send, R: Send>(
    pieces: impl Iterator<Item = Result<P, Misuse>> + Send,
    work: impl Fn(P) -> Result<R, Misuse> + Sync,
    mut take: impl FnMut(R) -> Result<(), Misuse>,
) -> Result<(), Misuse> {
    let count = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let (mut queues, mut results) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let (queue, waiting) = sync_channel(WAITING);
            let (done, result) = sync_channel(WAITING);
            let work = &work;
            scope.spawn(move || labour(&waiting, work, &done));
            queues.push(queue);
            results.push(result);
        }
        scope.spawn(move || deal(pieces, &queues));
        // The worker whose turn it is has nothing more: then nobody has.
        let mut turn = results.iter().cycle();
        while let Some(Ok(result)) = turn.next().map(Receiver::recv) {
            take(result?)?;
        }
        Ok(())
    })
}

/// Hands the pieces round until there are no more or nobody takes them.
fn deal<P>(pieces: impl Iterator<Item = Result<P, Misuse>>, queues: &[SyncSender<Result<P, Misuse>>]) {
    for (piece, queue) in pieces.zip(queues.iter().cycle()) {
        if queue.send(piece).is_err() {
            return;
        }
    }
}

fn labour<P, R>(
    waiting: &Receiver<Result<P, Misuse>>,
    work: &impl Fn(P) -> Result<R, Misuse>,
    done: &SyncSender<Result<R, Misuse>>,
) {
    for piece in waiting {
        if done.send(piece.and_then(work)).is_err() {
            return;
        }
    }
}
