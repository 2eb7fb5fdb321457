//! Sending.

use std::collections::BTreeMap;

use super::{
    Batch, Client, Error,
    batch::exchange,
    http::{Http, HttpRequest, Method},
};
use crate::{
    Id,
    error::SetError,
    mail::{EmailImport, Envelope, EnvelopeAddress, ImportRequest, Submission, SubmissionSetRequest, Upload},
    method::{SetRequest, SetResponse},
    session::capability,
    template::{expand, resolve},
};

/// Milliseconds for the bytes of a mail.
const UPLOAD_TIMEOUT: u64 = 300_000;
/// Largest answer to an upload, in bytes.
const MAX_ANSWER: usize = 64 * 1024;
/// Creation ids within the one request.
const MAIL: &str = "mail";
const SENDING: &str = "sending";

impl<H: Http> Client<H> {
    /// Sends a mail; when this returns `Ok` the server is responsible for it. A copy is not kept.
    pub async fn submit(&self, from: &str, to: &[String], mail: Vec<u8>) -> Result<(), Error> {
        let limit = self.session.capabilities.core.max_size_upload;
        if mail.len() as u64 > limit {
            return Err(Error::TooLarge(Some(limit)));
        }
        let blob = self.upload(mail).await?;
        let mut batch = Batch::default();
        let import = batch.call(capability::MAIL, "Email/import", &self.import(blob))?;
        let send = batch.call(capability::SUBMISSION, "EmailSubmission/set", &self.sending(from, to)?)?;
        let mut answers = self.call(batch).await?;
        let imported: SetResponse = answers.take(import)?;
        let draft = created(imported, MAIL)?;
        let sent = answers.take::<SetResponse>(send).and_then(|sent| created(sent, SENDING));
        if let (Err(_), Some(draft)) = (&sent, draft) {
            // What was not sent must not pile up; that it was not sent is the error worth telling.
            let _ = self.destroy(&[draft]).await;
        }
        sent.map(drop)
    }

    async fn upload(&self, mail: Vec<u8>) -> Result<Id, Error> {
        let request = HttpRequest {
            method: Method::Post,
            url: resolve(&self.base, &expand(&self.session.upload_url, &[("accountId", &self.account)])),
            headers: vec![
                ("authorization", self.authorization.clone()),
                ("content-type", "message/rfc822".to_owned()),
            ],
            body: mail,
            timeout: Some(UPLOAD_TIMEOUT),
        };
        let (_, body) = exchange(&self.http, request, MAX_ANSWER, |_| ()).await?;
        Ok(serde_json::from_slice::<Upload>(&body)?.blob_id)
    }

    fn import(&self, blob: Id) -> ImportRequest {
        let email = EmailImport {
            blob_id: blob,
            mailbox_ids: BTreeMap::from([(self.home.drafts.clone(), true)]),
            keywords: BTreeMap::from([("$draft".to_owned(), true), ("$seen".to_owned(), true)]),
            received_at: None,
        };
        ImportRequest {
            account_id: self.account.clone(),
            if_in_state: None,
            emails: BTreeMap::from([(MAIL.to_owned(), email)]),
        }
    }

    fn sending(&self, from: &str, to: &[String]) -> Result<SubmissionSetRequest, Error> {
        let address = |email: &str| EnvelopeAddress { email: email.to_owned(), parameters: None };
        let submission = Submission {
            identity_id: self.home.identity.clone(),
            email_id: format!("#{MAIL}"),
            envelope: Some(Envelope {
                mail_from: address(from),
                rcpt_to: to.iter().map(|to| address(to)).collect(),
            }),
            ..Submission::default()
        };
        let create = BTreeMap::from([(SENDING.to_owned(), serde_json::to_value(submission)?)]);
        Ok(SubmissionSetRequest {
            set: SetRequest {
                account_id: self.account.clone(),
                create: Some(create),
                ..SetRequest::default()
            },
            on_success_update_email: None,
            on_success_destroy_email: Some(vec![format!("#{SENDING}")]),
        })
    }
}

/// The server's id of what was made under a creation id, or why it was not made.
fn created(mut answer: SetResponse, name: &str) -> Result<Option<Id>, Error> {
    if let Some(made) = answer.created.as_mut().and_then(|created| created.remove(name)) {
        return Ok(made.get("id").and_then(|id| id.as_str()).map(str::to_owned));
    }
    let error = answer.not_created.as_mut().and_then(|errors| errors.remove(name));
    Err(match error {
        // The mail itself was named by a creation id that failed; the server must not have been asked to send then.
        Some(error) if error.kind == SetError::INVALID_PROPERTIES => {
            Error::Refused(error.description.unwrap_or(error.kind))
        }
        Some(error) => error.into(),
        None => Error::Protocol("neither made nor refused".to_owned()),
    })
}
