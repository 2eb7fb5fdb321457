//! Small apps to test with.

use estuary_tests::{bridge::Bridge, page, workbench::Workbench};

/// Files of an app, from texts.
pub(crate) fn files(texts: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

/// A page that does nothing but load the host's script.
pub(crate) const PLAIN: &str =
    "<!doctype html><meta charset=utf-8><script src=webxdc.js></script><p id=app>app</p>";

/// Whether a page of the app is loaded.
pub(crate) const LOADED: &str = "return location.pathname !== 'blank' && document.readyState === 'complete'";

/// The workbench with this app open and loaded by both peers.
pub(crate) fn open(files: &[(String, Vec<u8>)]) -> (Bridge, Workbench) {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    bench.open(files);
    for peer in [0, 1] {
        bench.until(peer, "the app is there", LOADED);
    }
    (bridge, bench)
}
