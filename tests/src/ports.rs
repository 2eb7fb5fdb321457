//! Ports for servers that stop and serve again.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process,
    sync::atomic::{AtomicU16, Ordering},
};

/// Above what browsers refuse to open, and below what Linux gives to outgoing connections and to listeners that ask for any
/// port (32768 and up): one of those could be somebody else's by the time its server comes back.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// An address on loopback whose port is free, and is given to nobody else in this process for a long time.
pub fn kept() -> SocketAddr {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    // Processes side by side begin in different places.
    let start = process::id() % u32::from(COUNT);
    let next = || (start + u32::from(GIVEN.fetch_add(1, Ordering::Relaxed))) % u32::from(COUNT);
    std::iter::repeat_with(next)
        .take(COUNT.into())
        .filter_map(|offset| {
            Some(SocketAddr::from((Ipv4Addr::LOCALHOST, FIRST + u16::try_from(offset).ok()?)))
        })
        .find(|address| TcpListener::bind(address).is_ok())
        .expect("a port is free")
}
