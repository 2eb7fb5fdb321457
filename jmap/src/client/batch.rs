//! Several calls in one request.

use std::collections::BTreeSet;

use futures::StreamExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    Client, Error,
    error::from_status,
    http::{Head, Http, HttpRequest, HttpResponse, Method},
};
use crate::{
    error::MethodError,
    request::{Invocation, Request, Response, ResultReference},
    session::capability,
    template::resolve,
};

/// Milliseconds for a request.
const TIMEOUT: u64 = 30_000;
/// Largest answer to a batch that is read, in bytes.
const MAX_ANSWER: usize = 16 << 20;

/// Calls being put together.
#[derive(Debug, Default)]
pub struct Batch {
    using: BTreeSet<&'static str>,
    calls: Vec<Invocation>,
}

impl Batch {
    /// Adds a call; the number is its name for [`Batch::refer`] and [`Answers::take`].
    pub fn call(
        &mut self,
        capability: &'static str,
        method: &str,
        arguments: &impl Serialize,
    ) -> Result<usize, Error> {
        let Value::Object(arguments) = serde_json::to_value(arguments)? else {
            return Err(Error::Protocol("arguments must be an object".to_owned()));
        };
        let number = self.calls.len();
        self.using.insert(capability);
        self.calls.push(Invocation(method.to_owned(), arguments, number.to_string()));
        Ok(number)
    }

    /// Lets an argument of the newest call be what `path` leads to in the answer of an earlier one.
    pub fn refer(&mut self, argument: &str, earlier: usize, path: &str) -> Result<(), Error> {
        let name = self.calls.get(earlier).map(|call| call.0.clone()).unwrap_or_default();
        let reference = ResultReference { result_of: earlier.to_string(), name, path: path.to_owned() };
        if let Some(Invocation(_, arguments, _)) = self.calls.last_mut() {
            arguments.remove(argument);
            arguments.insert(format!("#{argument}"), serde_json::to_value(reference)?);
        }
        Ok(())
    }
}

/// The answers of a batch.
#[derive(Debug)]
pub struct Answers(Vec<Invocation>);

impl Answers {
    /// The first answer of a call; an error the call met is an error here.
    pub fn take<T: DeserializeOwned>(&mut self, call: usize) -> Result<T, Error> {
        let id = call.to_string();
        let found = self.0.iter_mut().find(|answer| answer.2 == id);
        let Invocation(name, arguments, _) =
            found.ok_or_else(|| Error::Protocol("a call has no answer".to_owned()))?;
        let arguments = Value::Object(std::mem::replace(arguments, Map::new()));
        if name == "error" {
            return Err(serde_json::from_value::<MethodError>(arguments)?.into());
        }
        Ok(serde_json::from_value(arguments)?)
    }
}

impl<H: Http> Client<H> {
    /// Sends a batch.
    pub async fn call(&self, batch: Batch) -> Result<Answers, Error> {
        let mut using = batch.using;
        using.insert(capability::CORE);
        let request = Request {
            using: using.into_iter().map(str::to_owned).collect(),
            method_calls: batch.calls,
            created_ids: None,
        };
        let request = HttpRequest {
            method: Method::Post,
            url: resolve(&self.base, &self.session.api_url),
            headers: vec![
                ("authorization", self.authorization.clone()),
                ("content-type", "application/json".to_owned()),
            ],
            body: serde_json::to_vec(&request)?,
            timeout: Some(TIMEOUT),
        };
        let (_, body) = exchange(&self.http, request, MAX_ANSWER, |_| ()).await?;
        let response: Response = serde_json::from_slice(&body)?;
        if response.session_state != self.session.state {
            self.stale.set(true);
        }
        Ok(Answers(response.method_responses))
    }
}

/// Sends a request and reads the whole answer; any status but success is an error. `progress` hears how many bytes of
/// it have come.
pub(super) async fn exchange<H: Http>(
    http: &H,
    request: HttpRequest,
    limit: usize,
    progress: impl Fn(usize),
) -> Result<(Head, Vec<u8>), Error> {
    let HttpResponse { head, body } = http.send(request).await?;
    let body = read(body, limit, progress).await?;
    match head.status {
        200..=299 => Ok((head, body)),
        _ => Err(from_status(&head, &body)),
    }
}

pub(super) async fn read<H>(mut body: H, limit: usize, progress: impl Fn(usize)) -> Result<Vec<u8>, Error>
where
    H: futures::Stream<Item = Result<Vec<u8>, super::http::HttpError>> + Unpin,
{
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk?;
        if bytes.len().saturating_add(chunk.len()) > limit {
            return Err(Error::Protocol(format!("answer is larger than {limit} bytes")));
        }
        bytes.extend_from_slice(&chunk);
        progress(bytes.len());
    }
    Ok(bytes)
}
