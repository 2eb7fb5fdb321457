use std::num::NonZeroU32;

use imap_codec::imap_types::{core::Vec1, response::Data, search::SearchKey};

use super::{
    answer::{Answer, Failure},
    ranges::Ranges,
    session::User,
    view::View,
    wire::Wire,
};
use crate::store::{Flags, MailMeta};

/// Names the mails that fit all criteria. What is inside mails is encrypted and not searched.
pub(super) async fn search(
    user: &mut User,
    criteria: &Vec1<SearchKey<'static>>,
    by_uid: bool,
    wire: &mut Wire,
) -> Result<(), Failure> {
    let (_, view) = user.selected()?;
    let test = all(criteria, view)?;
    let found = view.numbered().filter(|(number, mail)| test.fits(*number, mail));
    let found = found
        .filter_map(|(number, mail)| if by_uid { NonZeroU32::new(mail.uid) } else { Some(number) })
        .collect();
    Ok(wire.data(Data::Search(found)).await?)
}

/// A criterion, ready to be held against many mails.
enum Test {
    Always,
    Flag(Flags),
    Number(Ranges),
    Uid(Ranges),
    Larger(u64),
    Smaller(u64),
    /// Arrived on or after this day, as days since 1970.
    Since(i64),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
}

impl Test {
    fn fits(&self, number: NonZeroU32, mail: &MailMeta) -> bool {
        match self {
            Self::Always => true,
            Self::Flag(flag) => mail.flags.has(*flag),
            Self::Number(ranges) => ranges.contains(number.get()),
            Self::Uid(ranges) => ranges.contains(mail.uid),
            Self::Larger(size) => mail.size > *size,
            Self::Smaller(size) => mail.size < *size,
            Self::Since(day) => mail.received_at.div_euclid(MILLISECONDS_PER_DAY) >= *day,
            Self::Not(test) => !test.fits(number, mail),
            Self::All(tests) => tests.iter().all(|test| test.fits(number, mail)),
            Self::Any(tests) => tests.iter().any(|test| test.fits(number, mail)),
        }
    }
}

const MILLISECONDS_PER_DAY: i64 = 86_400_000;

fn all(keys: &Vec1<SearchKey<'_>>, view: &View) -> Result<Test, Failure> {
    Ok(Test::All(keys.as_ref().iter().map(|key| test(key, view)).collect::<Result<_, _>>()?))
}

fn not(test: Test) -> Test {
    Test::Not(Box::new(test))
}

/// The codec limits how deep criteria may be nested.
fn test(key: &SearchKey<'_>, view: &View) -> Result<Test, Failure> {
    let since = |date: &imap_codec::imap_types::datetime::NaiveDate, days: i64| {
        let epoch = chrono::NaiveDate::default();
        Test::Since(date.as_ref().signed_duration_since(epoch).num_days().saturating_add(days))
    };
    Ok(match key {
        SearchKey::All | SearchKey::Old => Test::Always,
        SearchKey::New | SearchKey::Recent => not(Test::Always),
        SearchKey::And(keys) => all(keys, view)?,
        SearchKey::Or(a, b) => Test::Any(vec![test(a, view)?, test(b, view)?]),
        SearchKey::Not(key) => not(test(key, view)?),
        SearchKey::SequenceSet(set) => Test::Number(Ranges::of(set, view.len())),
        SearchKey::Uid(set) => Test::Uid(Ranges::of(set, view.mails().last().map_or(0, |mail| mail.uid))),
        SearchKey::Answered => Test::Flag(Flags::ANSWERED),
        SearchKey::Deleted => Test::Flag(Flags::DELETED),
        SearchKey::Draft => Test::Flag(Flags::DRAFT),
        SearchKey::Flagged => Test::Flag(Flags::FLAGGED),
        SearchKey::Seen => Test::Flag(Flags::SEEN),
        SearchKey::Unanswered => not(Test::Flag(Flags::ANSWERED)),
        SearchKey::Undeleted => not(Test::Flag(Flags::DELETED)),
        SearchKey::Undraft => not(Test::Flag(Flags::DRAFT)),
        SearchKey::Unflagged => not(Test::Flag(Flags::FLAGGED)),
        SearchKey::Unseen => not(Test::Flag(Flags::SEEN)),
        SearchKey::Keyword(_) => not(Test::Always),
        SearchKey::Unkeyword(_) => Test::Always,
        SearchKey::Larger(size) => Test::Larger((*size).into()),
        SearchKey::Smaller(size) => Test::Smaller((*size).into()),
        SearchKey::Since(date) => since(date, 0),
        SearchKey::Before(date) => not(since(date, 0)),
        SearchKey::On(date) => Test::All(vec![since(date, 0), not(since(date, 1))]),
        _ => return Err(Answer::no("What is in mails is not searched here").because("CANNOT").into()),
    })
}
