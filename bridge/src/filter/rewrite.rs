use crate::header::Fields;

/// Fields that say more about the sender than a receiver needs.
const REMOVED: [&[u8]; 4] = [b"Received", b"User-Agent", b"X-Mailer", b"X-Originating-IP"];

/// The mail as it goes on: every `Subject` is `[...]`, fields that tell on the sender's program and place are gone.
/// Every other byte is as it was.
pub(crate) fn rewrite(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len());
    let mut fields = Fields::of(mail);
    for field in fields.by_ref() {
        if field.is(b"Subject") {
            out.extend_from_slice(b"Subject: [...]\r\n");
        } else if !REMOVED.iter().any(|name| field.is(name)) {
            out.extend_from_slice(field.raw);
        }
    }
    out.extend_from_slice(fields.rest);
    out
}
