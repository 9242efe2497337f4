//! The few that rank highest of many, in order: bounded memory, whatever the picture shows.

/// At most `limit` items, the highest rank first; of equal ranks the first added.
pub(crate) struct Ranking<T> {
    items: Vec<(f32, T)>,
    limit: usize,
}

impl<T> Default for Ranking<T> {
    fn default() -> Self {
        Self { items: Vec::new(), limit: 0 }
    }
}

impl<T> Ranking<T> {
    /// Empties it for another limit, and keeps the memory.
    pub(crate) fn reset(&mut self, limit: usize) {
        self.items.clear();
        self.limit = limit;
    }

    /// Adds an item, and drops the lowest where there are too many.
    pub(crate) fn add(&mut self, rank: f32, item: T) {
        let above = self.items.iter().rev().take_while(|(other, _)| *other < rank).count();
        let place = self.items.len() - above;
        if place < self.limit {
            self.items.truncate(self.limit - 1);
            self.items.insert(place, (rank, item));
        }
    }

    /// The item at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        self.items.get(place).map(|(_, item)| item)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|(_, item)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_stay_in_order() {
        let mut ranking = Ranking::default();
        ranking.reset(3);
        for (rank, item) in [(1.0, 'a'), (3.0, 'b'), (2.0, 'c'), (3.0, 'd'), (0.5, 'e'), (f32::NAN, 'f')] {
            ranking.add(rank, item);
        }
        assert_eq!(ranking.iter().collect::<String>(), "bdc");
    }
}
