//! Mounts the interface.

fn main() {
    leptos::mount::mount_to_body(estuary_app::App);
}
