//! How many connections one address may hold.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Counts open connections.
#[derive(Debug)]
pub(crate) struct Connections {
    per_address: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// The right to one connection, given back when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    connections: Arc<Connections>,
    address: IpAddr,
}

impl Connections {
    /// At most `per_address` connections from each address.
    pub(crate) fn new(per_address: usize) -> Arc<Self> {
        Arc::new(Self { per_address, open: Mutex::default() })
    }

    /// A place for one more, unless the address holds its share.
    pub(crate) fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Slot> {
        let mut open = self.open();
        let count = open.entry(address).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        Some(Slot { connections: Arc::clone(self), address })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        match open.get_mut(&self.address) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.remove(&self.address)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Connections;

    #[test]
    fn each_address_has_its_share_and_gets_it_back() {
        let connections = Connections::new(2);
        let (one, other) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
        let first = connections.admit(one).unwrap();
        let _second = connections.admit(one).unwrap();
        assert!(connections.admit(one).is_none());
        let another = connections.admit(other).unwrap();
        drop(first);
        let _third = connections.admit(one).unwrap();
        assert!(connections.admit(one).is_none());
        drop(another);
        assert_eq!(connections.open().len(), 1);
    }
}
