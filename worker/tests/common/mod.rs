//! What several tests need.

/// A name that was never used before: each test works in a database and among tabs of its own.
pub(crate) fn fresh_name(purpose: &str) -> String {
    let mut id = [0; 8];
    getrandom::fill(&mut id).unwrap();
    format!("test-{purpose}-{:x}", u64::from_be_bytes(id))
}
