//! The own invite, and reading those of others.

use super::group::own_group;
use crate::{
    Engine,
    invite::{Invite, InviteKind},
    model::{ChatKind, Contact, OwnInvite, Profile, Token},
    ports::{Clock, Platform},
    rng::EntropyRng,
    table::Table,
    token,
};
use estuary_api::{ChatId, Invite as View, InviteKind as Kind, InviteStanding, Problem, ProblemKind};

/// How long a group's link is handed out again, in milliseconds: who comes later does not count as verified.
const FRESH: i64 = 6 * 86_400_000;

impl<P: Platform> Engine<P> {
    pub(super) async fn invite_link(&self) -> Result<String, Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let name = Profile::find(&work).await?.map(|profile| profile.name).unwrap_or_default();
        let own = match OwnInvite::find(&work).await? {
            Some(own) => own,
            None => {
                let mut rng = EntropyRng::new(self.platform.entropy());
                let own = OwnInvite { invite_number: token::random(&mut rng), auth: token::random(&mut rng) };
                let made = self.platform.clock().now();
                work.save(
                    own.auth.as_str(),
                    &Token { invite_number: own.invite_number.clone(), made, chat: None },
                )?;
                own.keep(&mut work)?;
                work.strict();
                own
            }
        };
        self.commit(work).await?;
        let invite = Invite {
            fingerprint: identity.key.fingerprint(),
            addresses: vec![identity.address().to_owned()],
            name,
            auth: own.auth,
            number: Some(own.invite_number),
            v3: true,
            kind: InviteKind::Contact,
        };
        Ok(invite.to_string())
    }

    /// The invite of a group one is a member of; the same one as long as who comes by it counts as verified.
    pub(super) async fn group_invite_link(&self, chat_id: ChatId) -> Result<String, Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let (chat, _) = own_group(&work, &identity, chat_id).await?;
        let name = Profile::find(&work).await?.map(|profile| profile.name).unwrap_or_default();
        let now = self.platform.clock().now();
        let made = Token::all(&work).await?.into_iter();
        let mut usable = made.filter(|(_, token)| token.chat == Some(chat_id) && now - token.made < FRESH);
        let (auth, number) = match usable.next() {
            Some((auth, token)) => (auth, token.invite_number),
            None => {
                let mut rng = EntropyRng::new(self.platform.entropy());
                let (auth, number) = (token::random(&mut rng), token::random(&mut rng));
                let token = Token { invite_number: number.clone(), made: now, chat: Some(chat_id) };
                work.save(auth.as_str(), &token)?;
                work.strict();
                (auth, number)
            }
        };
        self.commit(work).await?;
        let id = chat.group_id().to_owned();
        let invite = Invite {
            fingerprint: identity.key.fingerprint(),
            addresses: vec![identity.address().to_owned()],
            name,
            auth,
            number: Some(number),
            v3: true,
            kind: match chat.kind {
                ChatKind::OwnChannel => InviteKind::Channel { id, name: chat.name },
                _ => InviteKind::Group { id, name: chat.name },
            },
        };
        Ok(invite.to_string())
    }

    /// Whoever has the old link gets no answer any more.
    pub(super) async fn reset_invite(&self) -> Result<(), Problem> {
        self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        if let Some(own) = OwnInvite::find(&work).await? {
            work.remove(Table::Tokens, own.auth.into_bytes());
            OwnInvite::forget(&mut work);
            work.strict();
        }
        self.commit(work).await
    }

    pub(super) async fn check_invite(&self, text: &str) -> Result<View, Problem> {
        let invite = parse(text)?;
        let fingerprint = invite.fingerprint.to_string();
        let own = self.identity().await?.is_some_and(|own| own.fingerprint() == fingerprint);
        let db = self.db.read(self.platform.store());
        let known = Contact::by_fingerprint(&db, &fingerprint).await?;
        let standing = match known.and_then(|(_, contact)| contact.chat.filter(|_| contact.verified)) {
            _ if own => InviteStanding::Own,
            Some(chat) => InviteStanding::Known(chat),
            None => InviteStanding::New,
        };
        Ok(View {
            kind: match invite.kind {
                InviteKind::Contact => Kind::Contact,
                InviteKind::Group { name, .. } => Kind::Group(name),
                InviteKind::Channel { name, .. } => Kind::Channel(name),
            },
            name: invite.name,
            address: invite.addresses.into_iter().next().unwrap_or_default(),
            fingerprint,
            standing,
        })
    }
}

/// An invite of any kind.
pub(crate) fn parse(text: &str) -> Result<Invite, Problem> {
    Invite::parse(text).map_err(|e| Problem::new(ProblemKind::InviteMalformed, e))
}
