//! `POST` of a batch.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use estuary_jmap::{
    error::Problem,
    request::{Request, Response},
    session::capability,
};

use super::{
    Jmap,
    auth::Login,
    body,
    problem::Failure,
    run,
    session::{MAX_CALLS, MAX_SIZE_REQUEST},
};

/// Capabilities a request may use.
const KNOWN: [&str; 6] = [
    capability::CORE,
    capability::MAIL,
    capability::SUBMISSION,
    capability::QUOTA,
    capability::WEBSOCKET,
    capability::CHATMAIL,
];

/// Runs the calls of the body.
pub(super) async fn handle(
    State(jmap): State<Jmap>,
    Login(account): Login,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Response>, Failure> {
    let _pass = jmap.requests.enter(account.id)?;
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().map(str::trim) != Some("application/json") {
        return Err(not_json("Content-Type must be application/json"));
    }
    let bytes = body::read(body, MAX_SIZE_REQUEST, || Failure::limit("maxSizeRequest")).await?;
    let request = parse(&bytes)?;
    Ok(Json(run::run(&jmap, &account, request).await))
}

/// Reads a batch and checks what concerns it as a whole.
pub(super) fn parse(bytes: &[u8]) -> Result<Request, Failure> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| not_json(&error.to_string()))?;
    let request: Request = serde_json::from_value(value).map_err(|error| {
        Failure::problem(StatusCode::BAD_REQUEST, Problem::NOT_REQUEST, error.to_string())
    })?;
    check(&request)?;
    Ok(request)
}

/// What concerns a batch as a whole.
pub(super) fn check(request: &Request) -> Result<(), Failure> {
    if let Some(unknown) = request.using.iter().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Failure::problem(
            StatusCode::BAD_REQUEST,
            Problem::UNKNOWN_CAPABILITY,
            format!("Unknown capability {unknown:?}"),
        ));
    }
    if request.method_calls.len() > MAX_CALLS {
        return Err(Failure::limit("maxCallsInRequest"));
    }
    Ok(())
}

fn not_json(detail: &str) -> Failure {
    Failure::problem(StatusCode::BAD_REQUEST, Problem::NOT_JSON, detail)
}
