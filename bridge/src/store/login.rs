//! Logging in, which is also how an account comes to be.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rusqlite::params;
use tokio::sync::Semaphore;

use super::{
    Account, AccountId, Store, StoreError, account, blocking,
    password::{self, Keyed},
};
use crate::{
    address::Address,
    config::{Accounts, Limits},
    rate::RateLimiter,
};

/// Longest password looked at, in bytes.
const MAX_PASSWORD: usize = 1024;
/// Password hashes computed at once: each takes 19 MiB and a core.
const HASHERS: usize = 2;
/// Logins remembered; beyond it all are forgotten and hashed again once.
const REMEMBERED: usize = 10_000;

/// Why a login is refused.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Address and password do not belong together.
    #[error("Login refused")]
    WrongPassword,
    /// There is no such account and its name or password does not follow the rules for new ones.
    #[error("Account refused: {0}")]
    Refused(String),
    /// Too many wrong passwords for this address.
    #[error("Too many failed logins; try again in {} s", .0.as_secs() + 1)]
    TooMany(Duration),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A login that succeeded.
#[derive(Clone, Copy)]
struct Verified {
    id: AccountId,
    uid_validity: u32,
    digest: [u8; 32],
}

/// What is remembered of logins while the process lives.
pub(super) struct Logins {
    keyed: Keyed,
    verified: Mutex<HashMap<Address, Verified>>,
    failed: RateLimiter<Address>,
    hashers: Semaphore,
}

impl Logins {
    pub(super) fn new(limits: &Limits) -> Result<Self, StoreError> {
        Ok(Self {
            keyed: Keyed::new()?,
            verified: Mutex::default(),
            failed: RateLimiter::new(limits.failed_logins_per_minute, limits.failed_logins_per_minute),
            hashers: Semaphore::new(HASHERS),
        })
    }

    fn verified(&self) -> MutexGuard<'_, HashMap<Address, Verified>> {
        self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recall(&self, address: &Address, password: &str) -> Result<Option<Account>, StoreError> {
        let Some(Verified { id, uid_validity, digest }) = self.verified().get(address).copied() else {
            return Ok(None);
        };
        let known = self.keyed.matches(address.as_str(), password, &digest)?;
        Ok(known.then(|| Account { id, address: address.clone(), uid_validity }))
    }

    fn remember(&self, account: &Account, password: &str) -> Result<(), StoreError> {
        let digest = self.keyed.digest(account.address.as_str(), password)?;
        let mut verified = self.verified();
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(
            account.address.clone(),
            Verified { id: account.id, uid_validity: account.uid_validity, digest },
        );
        Ok(())
    }
}

impl Store {
    /// Logs in. An address never seen becomes an account with this password, if both follow the rules: that is how
    /// chatmail servers make accounts.
    pub async fn login(&self, address: &Address, password: &str) -> Result<Account, LoginError> {
        let logins = &self.0.logins;
        logins.failed.check(address).map_err(|wait| LoginError::TooMany(wait.0))?;
        if password.len() > MAX_PASSWORD {
            return Err(LoginError::WrongPassword);
        }
        if let Some(account) = logins.recall(address, password)? {
            return Ok(account);
        }
        let _hasher =
            logins.hashers.acquire().await.map_err(|error| StoreError::System(error.to_string()))?;
        let account = match self.existing(address, password).await? {
            Some(account) => account,
            None => self.create(address, password).await?,
        };
        logins.remember(&account, password)?;
        Ok(account)
    }

    async fn existing(&self, address: &Address, given: &str) -> Result<Option<Account>, LoginError> {
        let key = address.clone();
        let Some(row) = self.read(move |transaction| account::find(transaction, &key)).await? else {
            return Ok(None);
        };
        let given = given.to_owned();
        if !blocking(move || password::verify(&given, &row.hash)).await? {
            // The caller learns it was wrong; the next one learns there were too many.
            let _ = self.0.logins.failed.take(address.clone());
            return Err(LoginError::WrongPassword);
        }
        Ok(Some(Account { id: row.id, address: address.clone(), uid_validity: row.uid_validity }))
    }

    async fn create(&self, address: &Address, given: &str) -> Result<Account, LoginError> {
        allowed(address, given, &self.0.domain, &self.0.rules).map_err(LoginError::Refused)?;
        let secret = given.to_owned();
        let hash = blocking(move || password::hash(&secret)).await?;
        let key = address.clone();
        let made = self
            .write(move |transaction, _| {
                let uid_validity = now_seconds();
                let rows = transaction.execute(
                    "INSERT INTO accounts (address, password_hash, uid_validity) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    params![key.as_str(), hash, uid_validity],
                ).map_err(StoreError::from)?;
                let id = AccountId(transaction.last_insert_rowid());
                Ok::<_, StoreError>((rows == 1).then_some(Account { id, address: key, uid_validity }))
            })
            .await?;
        match made {
            Some(account) => Ok(account),
            // Somebody else was faster with the same name.
            None => self.existing(address, given).await?.ok_or(LoginError::WrongPassword),
        }
    }
}

fn allowed(address: &Address, password: &str, domain: &str, rules: &Accounts) -> Result<(), String> {
    if address.domain() != domain {
        return Err(format!("this server has only addresses of {domain}"));
    }
    let local = address.local();
    let length = local.chars().count();
    if !(rules.local_part_min..=rules.local_part_max).contains(&length) {
        let (min, max) = (rules.local_part_min, rules.local_part_max);
        return Err(if min == max {
            format!("name must have {min} characters")
        } else {
            format!("name must have {min} to {max} characters")
        });
    }
    if !local.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-'))
    {
        return Err("name may have only the characters a-z 0-9 . _ -".to_owned());
    }
    if password.chars().count() < rules.password_min {
        return Err(format!("password must have at least {} characters", rules.password_min));
    }
    Ok(())
}

fn now_seconds() -> u32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.as_secs());
    u32::try_from(seconds).unwrap_or(u32::MAX)
}
