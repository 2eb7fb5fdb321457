//! From nothing to a profile.

use super::profile::{check_avatar, clean};
use crate::{
    Engine,
    account_code::{AccountCode, Credentials},
    device,
    model::{Profile, Settings},
    pgp::SecretKey,
    ports::{Clock, Login, MailTransport, Platform},
    rng::EntropyRng,
    view,
};
use estuary_api::{Event, NewProfile, Problem, ProblemKind, ProfileView};

impl<P: Platform> Engine<P> {
    /// Makes credentials and key, logs in, which creates the account, and stores everything in one commit. An
    /// existing profile is returned as it is.
    pub(super) async fn create_profile(&self, new: NewProfile) -> Result<ProfileView, Problem> {
        let _one_at_a_time = self.creating.lock().await;
        let store = self.platform.store();
        if let Some(profile) = Profile::find(&self.db.read(store)).await? {
            return Ok(view::profile(profile));
        }
        check_avatar(new.avatar.as_deref())?;
        let login = self.choose_login(new.account.as_deref())?;
        self.platform.mail().connect(&login).await?;

        let now = self.platform.clock().now();
        let key = SecretKey::generate(&login.address, now, &mut EntropyRng::new(self.platform.entropy()))
            .map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        let profile = Profile {
            name: clean(&new.name),
            address: login.address.clone(),
            fingerprint: key.fingerprint().to_string(),
            status: String::new(),
            avatar: new.avatar,
            avatar_changed: now,
            relays_changed: now,
        };
        let secrets = self.wrap(&key, &login).await?;
        let mut work = self.db.begin(store).await;
        profile.keep(&mut work)?;
        secrets.keep(&mut work)?;
        Settings::default().keep(&mut work)?;
        device::current().note(&mut work, 0).await?;
        work.tell(Event::ProfileChanged);
        work.strict();
        self.commit(work).await?;
        self.wake.set();
        Ok(view::profile(profile))
    }

    fn choose_login(&self, account: Option<&str>) -> Result<Login, Problem> {
        let malformed = |e: &dyn std::fmt::Display| Problem::new(ProblemKind::AccountCodeMalformed, e);
        let host = self.host.borrow();
        let endpoint = host.endpoint.clone();
        let domain = match account.map(AccountCode::parse).transpose().map_err(|e| malformed(&e))? {
            Some(AccountCode::Login(code)) => {
                return Ok(Login {
                    address: code.address.clone(),
                    password: code.password.0.clone(),
                    endpoint,
                });
            }
            Some(AccountCode::Url(_)) => {
                return Err(malformed(
                    &"codes that name a web page for new accounts cannot be used in a browser",
                ));
            }
            Some(AccountCode::Domain(domain)) => domain,
            None => host.domain.clone().ok_or_else(|| {
                Problem::new(ProblemKind::ServerUnreachable, "the mail server of this page is not known yet")
            })?,
        };
        let new = Credentials::invent(&domain, &mut EntropyRng::new(self.platform.entropy()));
        Ok(Login { address: new.address.clone(), password: new.password.clone(), endpoint })
    }
}
