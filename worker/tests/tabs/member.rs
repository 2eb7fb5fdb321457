//! The state machine alone.

use estuary_api::{
    Command, Event, Problem, ProblemKind, Reply,
    wire::{Request, Response},
};
use estuary_worker::tabs::{Effect, Heard, Member, Packet, WorkerId};
use wasm_bindgen_test::*;

const ME: WorkerId = WorkerId([1; 16]);
const ALICE: WorkerId = WorkerId([2; 16]);
const BOB: WorkerId = WorkerId([3; 16]);

fn request(id: u32) -> Request {
    Request { id, command: Command::Status }
}

fn says(from: WorkerId, packet: Packet) -> Heard {
    Heard::Packet { from, packet }
}

fn to_all(packet: Packet) -> Effect {
    Effect::Send { to: None, packet }
}

fn replied(id: u32, result: Result<Reply, Problem>) -> Effect {
    Effect::Respond(Response::Reply { id, result })
}

fn told(event: Event) -> Effect {
    Effect::Respond(Response::Event(event))
}

fn kinds(effects: &[Effect]) -> Vec<ProblemKind> {
    let kind = |effect: &Effect| match effect {
        Effect::Respond(Response::Reply { result: Err(problem), .. }) => Some(problem.kind),
        _ => None,
    };
    effects.iter().filter_map(kind).collect()
}

fn leader() -> Member {
    let mut member = Member::new(ME);
    member.elected();
    assert_eq!(member.started(Ok(())), [to_all(Packet::Leads), Effect::Respond(Response::Leads)]);
    member
}

fn follower() -> Member {
    let mut member = Member::new(ME);
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), [], "nothing was missed yet");
    member
}

#[wasm_bindgen_test]
fn requests_wait_until_somebody_leads() {
    let mut member = Member::new(ME);
    assert_eq!(member.asked(request(1)), []);
    assert_eq!(member.asked(request(2)), []);
    let sent = [1, 2].map(|id| to_all(Packet::Request(request(id))));
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), sent);
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), [], "it said so already");
}

#[wasm_bindgen_test]
fn requests_wait_while_the_own_messenger_starts() {
    let mut member = Member::new(ME);
    assert_eq!(member.asked(request(1)), []);
    member.elected();
    assert_eq!(member.asked(request(2)), []);
    let effects = member.started(Ok(()));
    let executed = [1, 2].map(|id| Effect::Execute { from: ME, request: request(id) });
    let leads = vec![to_all(Packet::Leads), Effect::Respond(Response::Leads)];
    assert_eq!(effects, [leads, executed.to_vec()].concat());
    assert_eq!(member.answered(ME, 1, Ok(Reply::Done)), [replied(1, Ok(Reply::Done))]);
}

#[wasm_bindgen_test]
fn an_unanswered_request_goes_to_the_next_leader_and_is_answered_once() {
    let mut member = follower();
    assert_eq!(member.asked(request(1)), [to_all(Packet::Request(request(1)))]);
    assert_eq!(member.asked(request(2)), [to_all(Packet::Request(request(2)))]);
    let answer = |from, id| says(from, Packet::Reply { id, result: Ok(Reply::Done) });
    assert_eq!(member.heard(answer(ALICE, 1)), [replied(1, Ok(Reply::Done))]);
    let resent = [to_all(Packet::Request(request(2))), told(Event::Resync)];
    assert_eq!(member.heard(says(BOB, Packet::Leads)), resent);
    assert_eq!(
        member.heard(answer(ALICE, 2)),
        [replied(2, Ok(Reply::Done))],
        "the last word of the former leader"
    );
    assert_eq!(member.heard(answer(BOB, 2)), []);
}

#[wasm_bindgen_test]
fn a_follower_that_takes_over_answers_what_is_left() {
    let mut member = follower();
    member.asked(request(1));
    member.elected();
    let executed = Effect::Execute { from: ME, request: request(1) };
    assert_eq!(
        member.started(Ok(())),
        [to_all(Packet::Leads), Effect::Respond(Response::Leads), told(Event::Resync), executed]
    );
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), [], "a late word of the former leader");
    assert!(member.leads());
}

#[wasm_bindgen_test]
fn the_leader_answers_each_worker_and_tells_all() {
    let mut member = leader();
    let asked = says(ALICE, Packet::Request(request(1)));
    assert_eq!(member.heard(asked.clone()), [Effect::Execute { from: ALICE, request: request(1) }]);
    assert_eq!(member.heard(asked.clone()), [], "asked again while it is worked on");
    assert_eq!(member.asked(request(1)), [Effect::Execute { from: ME, request: request(1) }]);
    let packet = Packet::Reply { id: 1, result: Ok(Reply::Done) };
    assert_eq!(member.answered(ALICE, 1, Ok(Reply::Done)), [Effect::Send { to: Some(ALICE), packet }]);
    assert_eq!(member.heard(asked).len(), 1, "asked again afterwards");
    let event = Event::ChatListChanged;
    assert_eq!(member.happened(event.clone()), [told(event.clone()), to_all(Packet::Event(event))]);
    assert_eq!(member.heard(says(BOB, Packet::Who)), [to_all(Packet::Leads)]);
}

#[wasm_bindgen_test]
fn followers_pass_events_on_and_leave_requests_to_the_leader() {
    let mut member = follower();
    assert_eq!(
        member.heard(says(ALICE, Packet::Event(Event::ProfileChanged))),
        [told(Event::ProfileChanged)]
    );
    assert_eq!(member.heard(says(BOB, Packet::Request(request(1)))), []);
    assert_eq!(member.heard(says(BOB, Packet::Who)), []);
}

#[wasm_bindgen_test]
fn a_leader_of_another_build_is_named_until_one_of_ours_leads() {
    let mut member = Member::new(ME);
    member.asked(request(1));
    let effects = member.heard(Heard::Foreign { leads: true });
    assert_eq!(kinds(&effects), [ProblemKind::OtherVersion]);
    assert_eq!(kinds(&member.asked(request(2))), [ProblemKind::OtherVersion]);
    assert_eq!(member.heard(Heard::Foreign { leads: true }), [], "said once");
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), [told(Event::Resync)]);
    assert_eq!(member.asked(request(3)), [to_all(Packet::Request(request(3)))]);
}

#[wasm_bindgen_test]
fn followers_of_other_builds_only_learn_who_leads() {
    assert_eq!(leader().heard(Heard::Foreign { leads: false }), [to_all(Packet::Leads)]);
    assert_eq!(leader().heard(Heard::Foreign { leads: true }), [], "a late word of a former leader");
    assert_eq!(follower().heard(Heard::Foreign { leads: false }), []);
}

#[wasm_bindgen_test]
fn a_worker_that_cannot_start_says_why_and_lets_others_try() {
    let mut member = Member::new(ME);
    member.asked(request(1));
    member.elected();
    let problem = Problem::new(ProblemKind::StorageNewer, "7 > 2");
    let effects = member.started(Err(problem.clone()));
    let expected = [Effect::Resign, told(Event::Problem(problem.clone())), replied(1, Err(problem.clone()))];
    assert_eq!(effects, expected);
    assert_eq!(member.asked(request(2)), [replied(2, Err(problem))]);
    assert_eq!(member.heard(says(BOB, Packet::Who)), []);
    assert_eq!(member.heard(says(ALICE, Packet::Leads)), [told(Event::Resync)]);
    assert_eq!(member.asked(request(3)), [to_all(Packet::Request(request(3)))], "another one can");
}
