use super::{forms::forms, websocket::messages};

/// What was said on one connection. Where it became a WebSocket, `up` and `down` are its messages, unmasked.
#[derive(Clone, Debug)]
pub struct Talk {
    /// Of the first request.
    pub path: String,
    /// By the client.
    pub up: Vec<Vec<u8>>,
    /// By the server.
    pub down: Vec<Vec<u8>>,
}

impl Talk {
    /// Reads the bytes of a connection.
    pub(super) fn read(up: &[u8], down: &[u8]) -> Self {
        let (request, answer) = (head(up), head(down));
        let target = request.split(' ').nth(1).unwrap_or_default();
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let said = |stream: &[u8], head: &str| match is_websocket(&request) {
            true => messages(&stream[head.len()..]),
            false => vec![stream.to_vec()],
        };
        Self { path, up: said(up, &request), down: said(down, &answer) }
    }

    /// Whether either side says these bytes, however they are written.
    pub fn says(&self, bytes: &[u8]) -> bool {
        forms(bytes).iter().any(|form| self.contains(form))
    }

    /// Whether either side says exactly this.
    pub fn contains(&self, part: &[u8]) -> bool {
        let is_in = |said: &Vec<u8>| said.windows(part.len()).any(|window| window == part);
        self.up.iter().chain(&self.down).any(is_in)
    }
}

/// The head of the first request or answer, with the empty line behind it.
fn head(stream: &[u8]) -> String {
    let end = stream.windows(4).position(|end| end == b"\r\n\r\n").map_or(stream.len(), |at| at + 4);
    stream[..end].iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
}

fn is_websocket(head: &str) -> bool {
    head.to_ascii_lowercase().contains("\r\nupgrade: websocket\r\n")
}
