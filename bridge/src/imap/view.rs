use std::num::NonZeroU32;

use imap_codec::imap_types::{core::Vec1, fetch::MessageDataItem, response::Data, sequence::SequenceSet};

use super::{flags, ranges::Ranges};
use crate::store::{Account, Flags, Folder, MailMeta, Store, StoreError};

/// The inbox as the client was told it is. Sequence numbers are places in it, so it changes only when the client
/// hears of it.
pub(super) struct View {
    mails: Vec<MailMeta>,
    pub(super) read_only: bool,
}

impl View {
    pub(super) async fn open(store: &Store, account: &Account, read_only: bool) -> Result<Self, StoreError> {
        Ok(Self { mails: list(store, account).await?, read_only })
    }

    pub(super) fn mails(&self) -> &[MailMeta] {
        &self.mails
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.mails.len()).unwrap_or(u32::MAX)
    }

    /// Mails of a set with their sequence numbers, in order.
    pub(super) fn select(&self, set: &SequenceSet, by_uid: bool) -> Vec<(NonZeroU32, MailMeta)> {
        let last = if by_uid { self.mails.last().map_or(0, |mail| mail.uid) } else { self.len() };
        let wanted = Ranges::of(set, last);
        self.numbered()
            .filter(|(number, mail)| wanted.contains(if by_uid { mail.uid } else { number.get() }))
            .collect()
    }

    /// All mails with their sequence numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (NonZeroU32, MailMeta)> + '_ {
        (1..).filter_map(NonZeroU32::new).zip(self.mails.iter().copied())
    }

    /// Takes over flags that the client changed itself, so that it is not told what it knows.
    pub(super) fn note_flags(&mut self, uid: u32, flags: Flags) {
        if let Ok(at) = self.mails.binary_search_by_key(&uid, |mail| mail.uid)
            && let Some(mail) = self.mails.get_mut(at)
        {
            mail.flags = flags;
        }
    }

    /// Catches up with the store; what the client must be told.
    pub(super) async fn refresh(
        &mut self,
        store: &Store,
        account: &Account,
    ) -> Result<Vec<Data<'static>>, StoreError> {
        let now = list(store, account).await?;
        let find = |uid| now.binary_search_by_key(&uid, |mail| mail.uid).ok().and_then(|at| now.get(at));
        let mut news = Vec::new();
        // From the last to the first: a number that is said is not changed by those said before.
        for (number, mail) in self.numbered().collect::<Vec<_>>().into_iter().rev() {
            if find(mail.uid).is_none() {
                news.push(Data::Expunge(number));
            }
        }
        let stayed = self.mails.len() - news.len();
        if now.len() > stayed {
            news.push(Data::Exists(u32::try_from(now.len()).unwrap_or(u32::MAX)));
        }
        let known = std::mem::replace(&mut self.mails, now);
        for (number, mail) in self.numbered().take(stayed) {
            let before =
                known.binary_search_by_key(&mail.uid, |mail| mail.uid).ok().and_then(|at| known.get(at));
            if before.is_some_and(|before| before.flags != mail.flags) {
                news.push(flags_of(number, &mail, true));
            }
        }
        Ok(news)
    }
}

/// The response that tells a mail's flags.
pub(super) fn flags_of(number: NonZeroU32, mail: &MailMeta, with_uid: bool) -> Data<'static> {
    let mut items = vec![MessageDataItem::Flags(flags::to_wire(mail.flags))];
    items.extend(NonZeroU32::new(mail.uid).filter(|_| with_uid).map(MessageDataItem::Uid));
    Data::Fetch { seq: number, items: Vec1::unvalidated(items) }
}

async fn list(store: &Store, account: &Account) -> Result<Vec<MailMeta>, StoreError> {
    store.list(account, Folder::Inbox, 1..=u32::MAX, usize::MAX).await
}
