//! Making an account without choosing a name, as chatmail's `POST /new`.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;

use super::{Jmap, problem::Failure};
use crate::{address::Address, store::StoreError};

const PASSWORD_LENGTH: usize = 22;
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The new account.
#[derive(Serialize)]
pub(super) struct NewAccount {
    email: String,
    password: String,
}

/// Makes an account of a random name and password.
pub(super) async fn make(State(jmap): State<Jmap>) -> Result<(StatusCode, Json<NewAccount>), Failure> {
    jmap.new_accounts.take(()).map_err(|wait| Failure::TooMuch(wait.0))?;
    let config = &jmap.bridge.config;
    let local = random(config.accounts.local_part_min.max(9).min(config.accounts.local_part_max))?;
    let password = random(PASSWORD_LENGTH.max(config.accounts.password_min))?;
    let email = format!("{local}@{}", config.mail.domain);
    let address = Address::parse(&email)
        .map_err(|error| Failure::plain(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    jmap.bridge.store.login(&address, &password).await?;
    Ok((StatusCode::OK, Json(NewAccount { email, password })))
}

fn random(length: usize) -> Result<String, StoreError> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 32];
    while text.len() < length {
        getrandom::fill(&mut bytes).map_err(|error| StoreError::System(error.to_string()))?;
        // Bytes beyond a multiple of 36 would prefer the first letters.
        let letters = bytes
            .iter()
            .filter(|byte| **byte < 252)
            .filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()));
        text.extend(letters.take(length - text.len()).map(|letter| char::from(*letter)));
    }
    Ok(text)
}
