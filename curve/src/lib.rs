//! Curve25519 for WebAssembly: [X25519](x25519) and the [verification of Ed25519](VerifyingKey), two field elements at a time.
//!
//! Opening a message takes one of each, and they are two thirds of its time in `curve25519-dalek`, which knows the vectors
//! of other machines only. Here two elements share the vectors that every browser has. Everything else of these
//! algorithms (keys, signing, scalars) stays with the libraries made for it.
//!
//! The same code runs natively, with the same results to the bit, so that it can be tested beside those libraries.

mod bytes;
mod edwards;
mod field;
mod lanes;
mod montgomery;
mod naf;
mod verify;

pub use montgomery::x25519;
pub use verify::VerifyingKey;
