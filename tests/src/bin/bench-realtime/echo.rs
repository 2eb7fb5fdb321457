//! The least a way over a server can take: a WebSocket from a page to one that sends back what it hears.

use crate::Pace;
use axum::{
    Router,
    extract::ws::{Message, WebSocket, WebSocketUpgrade},
    response::Html,
    routing::get,
    serve::ListenerExt as _,
};
use estuary_tests::browser::Browser;
use std::sync::mpsc;
use tokio::net::TcpListener;

const PAGE: &str = "<!doctype html><meta charset=utf-8><script>\
    const socket = new WebSocket(`ws://${location.host}/echo`); socket.binaryType = 'arraybuffer';\
    const open = new Promise(done => { socket.onopen = done });\
    async function ping(size, count, pause, more) { await open; const times = [];\
        for (let n = 0; n < count; n++) {\
            if (pause) await new Promise(done => setTimeout(done, pause + Math.random() * more));\
            const data = new Uint8Array(size); const begin = performance.now();\
            const came = new Promise(done => { socket.onmessage = done }); socket.send(data); await came; times.push(performance.now() - begin) }\
        return times }</script>";

/// A page and its server.
pub(crate) struct Echo(Browser);

impl Echo {
    pub(crate) fn start() -> Self {
        let (told, address) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap()).unwrap();
                let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
                let echo = get(|upgrade: WebSocketUpgrade| async { upgrade.on_upgrade(echo) });
                let router = Router::new().route("/", get(|| async { Html(PAGE) })).route("/echo", echo);
                axum::serve(listener, router).await.unwrap();
            });
        });
        let browser = Browser::start(&[]);
        browser.go(&format!("http://{}/", address.recv().unwrap()));
        Self(browser)
    }

    pub(crate) fn ping(&self, size: usize, count: usize, pace: Pace) -> Vec<f64> {
        let (pause, more) = pace.pause();
        let script = format!("return await ping({size}, {count}, {pause}, {more})");
        serde_json::from_value(self.0.script(&script, vec![])).unwrap()
    }
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if let Message::Binary(_) = message
            && socket.send(message).await.is_err()
        {
            return;
        }
    }
}
