use std::{io, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream},
    time::timeout,
};

use super::{
    data::{Step, Unstuffer},
    reply::Reply,
};

/// Longest command line, with its end. AUTH may need more than the 512 of RFC 5321; nothing here needs as much.
const LONGEST_LINE: usize = 4096;
/// A mail above the limit is read to its end, so that the client hears why it was refused, but not without end.
const PATIENCE: usize = 4;

/// A line or a mail that is larger than it may be; it was read and forgotten.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Lines, mails and replies over a stream, with limits.
pub(super) struct Wire<S> {
    stream: BufStream<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream: BufStream::new(stream) }
    }

    pub(super) async fn send(&mut self, reply: &Reply) -> io::Result<()> {
        self.stream.write_all(&reply.to_bytes()).await?;
        self.stream.flush().await
    }

    /// Ends the stream so that the client knows nothing was cut off.
    pub(super) async fn close(&mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }

    /// The next line with its end; `None` at the end of the stream.
    pub(super) async fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
        let (mut line, mut too_long) = (Vec::new(), false);
        loop {
            let chunk = self.stream.fill_buf().await?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(chunk.len(), |end| end + 1);
            if too_long || line.len() + taken > LONGEST_LINE {
                (line, too_long) = (Vec::new(), true);
            } else {
                line.extend(chunk.iter().take(taken));
            }
            self.stream.consume(taken);
            if end.is_some() {
                return Ok(Some(if too_long { Err(TooLong) } else { Ok(line) }));
            }
        }
    }

    /// A mail of at most `limit` bytes, of which some must come every `silence`.
    pub(super) async fn data(
        &mut self,
        limit: usize,
        silence: Duration,
    ) -> io::Result<Result<Vec<u8>, TooLong>> {
        let (mut unstuffer, mut mail) = (Unstuffer::default(), Vec::new());
        let (mut read, mut too_long) = (0_usize, false);
        loop {
            let chunk = timeout(silence, self.stream.fill_buf()).await??;
            if chunk.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let (mut taken, mut end) = (0, false);
            for byte in chunk {
                taken += 1;
                match unstuffer.push(*byte) {
                    Step::Nothing => {}
                    Step::One(byte) => mail.push(byte),
                    Step::CrAnd(byte) => mail.extend([b'\r', byte]),
                    Step::End => {
                        end = true;
                        break;
                    }
                }
            }
            self.stream.consume(taken);
            read = read.saturating_add(taken);
            too_long |= mail.len() > limit;
            if too_long {
                mail = Vec::new();
            }
            if read > limit.saturating_mul(PATIENCE) {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "A mail far above the limit"));
            }
            if end {
                return Ok(if too_long { Err(TooLong) } else { Ok(mail) });
            }
        }
    }
}
