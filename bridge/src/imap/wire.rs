use std::{io, time::Duration};

use imap_codec::{
    CommandCodec, GreetingCodec, ResponseCodec,
    decode::Decoder,
    encode::Encoder,
    fragmentizer::{FragmentInfo, Fragmentizer, LiteralAnnouncement},
    imap_types::{
        IntoStatic,
        command::Command,
        core::{LiteralMode, Tag},
        response::{
            Bye, Code, CommandContinuationRequest, CommandContinuationRequestBasic, Data, Greeting,
            GreetingKind, Response, Status, StatusBody, Tagged,
        },
    },
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufWriter},
    time::timeout,
};

use super::{
    answer::{Answer, text},
    capability::capabilities,
};

/// Largest command, literals included. Long ones name many UIDs; nothing that is accepted here carries a mail.
const LARGEST_COMMAND: u32 = 64 * 1024;
/// Largest literal; passwords and tokens come as such.
const LARGEST_LITERAL: u32 = 4096;
/// A client that takes nothing for so long is gone.
const STALLED: Duration = Duration::from_secs(300);

/// Commands and responses over a stream, with limits.
pub(super) struct Wire {
    reader: Box<dyn AsyncRead + Send + Unpin>,
    writer: BufWriter<Box<dyn AsyncWrite + Send + Unpin>>,
    fragments: Fragmentizer,
}

impl Wire {
    pub(super) fn new(stream: impl AsyncRead + AsyncWrite + Send + 'static) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader: Box::new(reader),
            writer: BufWriter::new(Box::new(writer)),
            fragments: Fragmentizer::new(LARGEST_COMMAND),
        }
    }

    /// Sends what is waiting, then waits for a whole message, which [`Wire::decode`] reads. `false` if there will be
    /// none. Nothing is lost if it is dropped while it waits.
    pub(super) async fn receive(&mut self) -> io::Result<bool> {
        self.flush().await?;
        loop {
            match self.fragments.progress() {
                Some(FragmentInfo::Line { announcement: Some(literal), .. }) => {
                    self.answer_literal(literal).await?
                }
                Some(_) if self.fragments.is_message_complete() => return Ok(true),
                Some(_) => {}
                None if self.fragments.is_max_message_size_exceeded() => {
                    self.bye("Command is too long").await?;
                    return Ok(false);
                }
                None => {
                    let mut chunk = [0; 8192];
                    let read = self.reader.read(&mut chunk).await?;
                    if read == 0 {
                        return Ok(false);
                    }
                    self.fragments.enqueue_bytes(chunk.get(..read).unwrap_or_default());
                }
            }
        }
    }

    async fn answer_literal(&mut self, literal: LiteralAnnouncement) -> io::Result<()> {
        if literal.mode == LiteralMode::NonSync {
            return Ok(()); // it comes anyway, and counts as a part of the command
        }
        if literal.length <= LARGEST_LITERAL {
            self.ask("Go on").await?;
            return self.flush().await;
        }
        let tag = self.tag();
        self.fragments.skip_message();
        self.answer(tag, Answer::no("Literal is too long").with(Code::TooBig)).await?;
        self.flush().await
    }

    /// Reads the message that was received last.
    pub(super) fn decode<C: Decoder>(&self, codec: &C) -> Option<C::Message<'_>> {
        self.fragments.decode_message(codec).ok()
    }

    /// The same, as a command; otherwise its tag, if it has one.
    pub(super) fn command(&self) -> Result<Command<'static>, Option<Tag<'static>>> {
        self.decode(&CommandCodec::default()).map(IntoStatic::into_static).ok_or_else(|| self.tag())
    }

    fn tag(&self) -> Option<Tag<'static>> {
        self.fragments.decode_tag().map(IntoStatic::into_static)
    }

    pub(super) async fn greet(&mut self) -> io::Result<()> {
        let code = Some(Code::Capability(capabilities()));
        let greeting = Greeting { kind: GreetingKind::Ok, code, text: text("Estuary") };
        self.write(GreetingCodec::default().encode(&greeting).dump()).await
    }

    pub(super) async fn data(&mut self, data: Data<'_>) -> io::Result<()> {
        self.response(&Response::Data(data)).await
    }

    /// Says something that is not the end of a command.
    pub(super) async fn note(&mut self, answer: Answer) -> io::Result<()> {
        self.answer(None, answer).await
    }

    /// Ends the command of this tag.
    pub(super) async fn answer(&mut self, tag: Option<Tag<'_>>, answer: Answer) -> io::Result<()> {
        let Answer { kind, code, text } = answer;
        let body = StatusBody { kind, code, text };
        self.response(&Response::Status(match tag {
            Some(tag) => Status::Tagged(Tagged { tag, body }),
            None => Status::Untagged(body),
        }))
        .await
    }

    /// Asks for the rest of a command, or says that the server waits.
    pub(super) async fn ask(&mut self, what: &'static str) -> io::Result<()> {
        let request = match CommandContinuationRequestBasic::new(None, what) {
            Ok(basic) => CommandContinuationRequest::Basic(basic),
            Err(_) => CommandContinuationRequest::base64(&b""[..]),
        };
        self.response(&Response::CommandContinuationRequest(request)).await
    }

    /// Asks for the next message of an authentication, with nothing to go on.
    pub(super) async fn challenge(&mut self) -> io::Result<()> {
        let request = CommandContinuationRequest::base64(&b""[..]);
        self.response(&Response::CommandContinuationRequest(request)).await
    }

    /// Says why the connection ends, and ends it.
    pub(super) async fn bye(&mut self, why: &'static str) -> io::Result<()> {
        self.response(&Response::Status(Status::Bye(Bye { code: None, text: text(why) }))).await?;
        self.close().await
    }

    /// Ends the stream so that the client knows nothing was cut off.
    pub(super) async fn close(&mut self) -> io::Result<()> {
        timeout(STALLED, self.writer.shutdown()).await?
    }

    async fn response(&mut self, response: &Response<'_>) -> io::Result<()> {
        self.write(ResponseCodec::default().encode(response).dump()).await
    }

    async fn write(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        timeout(STALLED, self.writer.write_all(&bytes)).await?
    }

    async fn flush(&mut self) -> io::Result<()> {
        timeout(STALLED, self.writer.flush()).await?
    }
}
