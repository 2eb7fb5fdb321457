//! Mounts the gallery.

fn main() {
    estuary_app::start_gallery();
}
