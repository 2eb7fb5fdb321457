//! The own key and mailbox, unwrapped for as long as the engine lives.

use crate::{
    Engine,
    model::{Profile, Secrets},
    pgp::{Certificate, SecretKey},
    ports::{Login, Platform, Vault},
};
use estuary_api::{Problem, ProblemKind};
use std::rc::Rc;

const KEY: &str = "key";
const LOGIN: &str = "login";

/// Who this profile is to others.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) key: SecretKey,
    /// As it is handed out.
    pub(crate) certificate: Certificate,
    pub(crate) login: Login,
}

impl Identity {
    /// The own address.
    pub(crate) fn address(&self) -> &str {
        &self.login.address
    }

    /// Upper-case hex.
    pub(crate) fn fingerprint(&self) -> String {
        self.key.fingerprint().to_string()
    }
}

impl<P: Platform> Engine<P> {
    /// The identity, if there is a profile.
    pub(crate) async fn identity(&self) -> Result<Option<Rc<Identity>>, Problem> {
        if let Some(identity) = &*self.identity.borrow() {
            return Ok(Some(Rc::clone(identity)));
        }
        let db = self.db.read(self.platform.store());
        let (Some(profile), Some(secrets)) = (Profile::find(&db).await?, Secrets::find(&db).await?) else {
            return Ok(None);
        };
        let vault = self.platform.vault();
        let key = SecretKey::from_bytes(&vault.unwrap(KEY, &secrets.key).await?).map_err(unreadable)?;
        let login: Login =
            postcard::from_bytes(&vault.unwrap(LOGIN, &secrets.login).await?).map_err(unreadable)?;
        let certificate =
            key.certificate(&login.address, &[&login.address], profile.relays_changed).map_err(unreadable)?;
        let identity = Rc::new(Identity { key, certificate, login });
        *self.identity.borrow_mut() = Some(Rc::clone(&identity));
        Ok(Some(identity))
    }

    /// The identity that a command needs.
    pub(crate) async fn own(&self) -> Result<Rc<Identity>, Problem> {
        self.identity().await?.ok_or_else(|| Problem::new(ProblemKind::NoProfile, "there is no profile yet"))
    }

    /// Key and login as they are stored.
    pub(crate) async fn wrap(&self, key: &SecretKey, login: &Login) -> Result<Secrets, Problem> {
        let internal = |e: &dyn std::fmt::Display| Problem::new(ProblemKind::Internal, e);
        let vault = self.platform.vault();
        let login = postcard::to_stdvec(login).map_err(|e| internal(&e))?;
        let key = key.to_bytes().map_err(|e| internal(&e))?;
        Ok(Secrets { key: vault.wrap(KEY, &key).await?, login: vault.wrap(LOGIN, &login).await? })
    }
}

fn unreadable(error: impl std::fmt::Display) -> Problem {
    Problem::new(ProblemKind::KeysUnreadable, error)
}
