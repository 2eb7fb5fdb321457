//! What was worked out lately, so that it need not be again.

/// Values by their keys, as many as fit; those used last are kept.
pub(super) struct Recent<K, V> {
    /// The one used last comes last.
    entries: Vec<(K, V)>,
    capacity: usize,
}

impl<K: PartialEq, V> Recent<K, V> {
    /// Nothing yet, and never more than `capacity`.
    pub(super) const fn new(capacity: usize) -> Self {
        Recent { entries: Vec::new(), capacity }
    }

    /// What `look` sees in the value of `key`: the one that is kept, or what `make` makes, which is kept unless it fails.
    pub(super) fn with<E, T>(
        &mut self,
        key: K,
        make: impl FnOnce(&K) -> Result<V, E>,
        look: impl FnOnce(&V) -> T,
    ) -> Result<T, E> {
        let entry = match self.entries.iter().position(|(known, _)| *known == key) {
            Some(at) => self.entries.remove(at),
            None => {
                let value = make(&key)?;
                if self.entries.len() >= self.capacity {
                    self.entries.remove(0);
                }
                (key, value)
            }
        };
        let seen = look(&entry.1);
        self.entries.push(entry);
        Ok(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_is_kept() {
        let mut recent = Recent::new(2);
        let mut made = Vec::new();
        for key in ["a", "b", "a", "c", "a", "b", "none", "b"] {
            let upper = |key: &str| if key == "none" { Err("nothing") } else { Ok(key.to_uppercase()) };
            let seen = recent.with(
                key,
                |key| {
                    made.push(*key);
                    upper(key)
                },
                String::clone,
            );
            assert_eq!(seen, upper(key));
        }
        assert_eq!(made, ["a", "b", "c", "b", "none"]);
    }
}
