use super::Engine;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

/// A running driver on a port of its own. It ends, with its browsers, when this is dropped.
pub(super) struct Driver {
    process: Child,
    pub(super) url: String,
}

impl Driver {
    /// Its process.
    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Starts one for such a browser.
    pub(super) fn start(engine: Engine) -> Self {
        // A port is chosen before it is opened, for IPv4 and IPv6, and somebody else may have it by then.
        (0..5).find_map(|_| Self::on_some_port(engine)).expect("the driver names its port")
    }

    fn on_some_port(engine: Engine) -> Option<Self> {
        let (program, words) = engine.driver();
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{program} does not start: {e}"));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| Some(line.split_once(words)?.1.trim_end_matches('.').to_owned()));
        let driver =
            Self { process, url: format!("http://127.0.0.1:{}", port.as_deref().unwrap_or_default()) };
        thread::spawn(move || lines.for_each(drop)); // its pipe must not fill up
        port.map(|_| driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
