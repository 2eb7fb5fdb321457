//! A static file server and nothing else: what a mini app would be on any other page.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Result, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// Path → media type and content.
pub type Files = HashMap<String, (&'static str, Vec<u8>)>;

/// Serves these files on a port of its own until the process ends; the origin.
pub fn serve(files: Files) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let files = Arc::new(files);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let files = Arc::clone(&files);
            // Whoever hangs up needs no answer.
            thread::spawn(move || answer_all(&stream, &files).ok());
        }
    });
    format!("http://localhost:{port}")
}

/// HTTP/1.1 with `keep-alive`, as far as browsers ask for files.
fn answer_all(mut stream: &TcpStream, files: &Files) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(request) = lines.next().transpose()? {
        while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
        let path = request.split(' ').nth(1).unwrap_or_default();
        let (status, media_type, content) = match files.get(path) {
            Some((media_type, content)) => ("200 OK", *media_type, content.as_slice()),
            None => ("404 Not Found", "text/plain", &b""[..]),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\r\n",
            content.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(content)?;
    }
    Ok(())
}
