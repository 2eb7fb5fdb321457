//! Members who heard the same mails think the same.

use super::{HORIZON, Report, State};
use crate::pgp::Fingerprint;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};

const NOW: i64 = 1_767_225_600;

fn person(number: u8) -> Fingerprint {
    Fingerprint::V4([number; 20])
}

fn report(sender: u8, sent: i64) -> Report {
    Report {
        sender: person(sender),
        sent,
        name: None,
        description: None,
        picture: false,
        to: vec![],
        past: vec![],
        times: None,
        added: None,
        removed: None,
    }
}

/// A mail that tells members and past members with their times.
fn listing(sender: u8, sent: i64, to: &[(u8, i64)], past: &[(u8, i64)]) -> Report {
    Report {
        to: to.iter().map(|(who, _)| Some(person(*who))).collect(),
        past: past.iter().map(|(who, _)| Some(person(*who))).collect(),
        times: Some(to.iter().chain(past).map(|(_, time)| *time).collect()),
        ..report(sender, sent)
    }
}

/// A group of these members, oneself being 0.
fn group(members: &[u8]) -> State {
    let mut state = State { name: "Group".into(), listed: NOW - 100, ..State::default() };
    members.iter().for_each(|who| state.roster.added(person(*who), NOW - 100));
    state
}

fn hear(state: &mut State, report: &Report) -> bool {
    state.hear(report, person(0), NOW).trusted
}

fn members(state: &State) -> Vec<Fingerprint> {
    let mut members: Vec<_> = state.roster.members().into_iter().map(|(who, _)| who).collect();
    members.sort();
    members
}

#[test]
fn the_same_mails_in_any_order_end_in_the_same_state() {
    for seed in 0..300 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut mails: Vec<Report> = (0..12)
            .map(|_| {
                let mut entries = |from: u8| -> Vec<(u8, i64)> {
                    let some = (from..from + 4).filter(|_| rng.gen_bool(0.5)).collect::<Vec<_>>();
                    some.into_iter().map(|who| (who, NOW + rng.gen_range(-5..5))).collect()
                };
                let (to, past) = (entries(10), entries(12));
                // Those who tell are members throughout.
                let mut mail = listing(rng.gen_range(1..4), NOW + rng.gen_range(-9..0), &to, &past);
                let mut text = || (rng.gen_range(0..3), ["a", "b", "c"][rng.gen_range(0..3)].to_owned());
                (mail.name, mail.description) = (Some(text()), Some(text()));
                mail.picture = rng.gen_bool(0.3);
                mail
            })
            .collect();
        let end = |mails: &[Report]| {
            let mut state = group(&[0, 1, 2, 3]);
            mails.iter().for_each(|mail| assert!(hear(&mut state, mail)));
            state
        };
        let expected = end(&mails);
        for _ in 0..10 {
            mails.shuffle(&mut rng);
            assert_eq!(end(&mails), expected, "seed {seed}");
        }
        mails.extend(mails.clone());
        assert_eq!(end(&mails), expected, "twice, seed {seed}");
    }
}

#[test]
fn numbers_that_do_not_match_tell_nothing() {
    let mut state = group(&[0, 1]);
    let mut mail = listing(1, NOW, &[(2, NOW)], &[]);
    mail.times = Some(vec![NOW, NOW]);
    assert!(hear(&mut state, &mail));
    assert_eq!(members(&state), [person(0), person(1)]);
}

#[test]
fn times_in_the_future_are_cut_and_removals_can_follow() {
    let mut state = group(&[0, 1]);
    hear(&mut state, &listing(1, NOW, &[(2, i64::MAX)], &[]));
    assert_eq!(state.roster.members().first(), Some(&(person(2), NOW + 60)));
    state.roster.remove(person(2), NOW);
    assert!(!state.roster.contains(&person(2)));
}

#[test]
fn nobody_moves_themselves_by_a_list_of_members() {
    let mut state = group(&[0, 1]);
    hear(&mut state, &listing(1, NOW, &[(1, NOW)], &[]));
    assert_eq!(
        state.roster.members().iter().find(|(who, _)| *who == person(1)),
        Some(&(person(1), NOW - 100))
    );
    hear(&mut state, &listing(1, NOW, &[], &[(1, NOW)]));
    assert!(!state.roster.contains(&person(1)), "but they can leave");
}

#[test]
fn strangers_change_nothing_unless_oneself_is_a_stranger() {
    let mail = Report { name: Some((NOW, "Theirs".into())), ..listing(9, NOW, &[(8, NOW)], &[(1, NOW)]) };
    let mut state = group(&[0, 1]);
    let before = state.clone();
    assert!(!hear(&mut state, &mail));
    assert_eq!(state, before);
    let mut outside = group(&[1]);
    assert!(hear(&mut outside, &mail));
    assert_eq!((outside.name.as_str(), members(&outside)), ("Theirs", vec![person(8)]));
}

#[test]
fn ties_of_names_go_to_the_smaller_and_of_descriptions_to_the_greater() {
    for (told, name, description) in [("A", "A", "M"), ("Z", "M", "Z")] {
        let mut state = State { description: "M".into(), ..group(&[0, 1]) };
        state.name = "M".into();
        let (named, described) = (Some((0, told.to_owned())), Some((0, told.to_owned())));
        hear(&mut state, &Report { name: named, description: described, ..report(1, NOW) });
        assert_eq!((state.name.as_str(), state.description.as_str()), (name, description));
    }
}

#[test]
fn the_horizon_ends_memory_and_trust() {
    let mut state = group(&[0, 1]);
    hear(&mut state, &listing(1, NOW, &[], &[(2, NOW - HORIZON), (3, NOW - HORIZON + 1)]));
    assert_eq!(state.roster.past(NOW), [(person(3), NOW - HORIZON + 1)]);

    let mut stale = group(&[0, 1, 4]);
    stale.listed = NOW - HORIZON;
    hear(&mut stale, &listing(1, NOW, &[(5, NOW)], &[(4, NOW)]));
    assert_eq!(stale.roster.members(), [0, 1, 5].map(|who| (person(who), 0)));
    assert_eq!(stale.listed, NOW, "and the list is trusted again");
}

#[test]
fn old_clients_tell_only_what_they_do() {
    let mut state = group(&[0, 1]);
    hear(&mut state, &Report { added: Some(person(2)), ..report(1, NOW - 2) });
    assert!(state.roster.contains(&person(2)));
    hear(&mut state, &Report { removed: Some(person(2)), ..report(1, NOW - 1) });
    assert!(!state.roster.contains(&person(2)));
}

#[test]
fn a_new_group_begins_with_whom_the_mail_names() {
    let with_times = listing(1, NOW, &[(0, NOW - 5), (2, NOW - 9)], &[(3, NOW - 7)]);
    let state = State::first(&with_times, "New", person(0), NOW);
    assert_eq!(state.roster.members(), [(person(1), NOW), (person(0), NOW - 5), (person(2), NOW - 9)]);
    assert_eq!(state.roster.past(NOW), [(person(3), NOW - 7)]);
    let without = Report { to: vec![Some(person(0)), None, Some(person(2))], ..report(1, NOW) };
    assert_eq!(State::first(&without, "New", person(0), NOW).roster.count(), 3);
}
