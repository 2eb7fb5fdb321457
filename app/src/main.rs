//! Mounts the interface.

fn main() {
    estuary_app::start();
}
