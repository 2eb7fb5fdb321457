//! A real core as one end, by JSON-RPC: payloads go in and come out as arrays of numbers, which is part of what is measured,
//! as it is of every app in Delta Chat's own clients.

use crate::{End, Pace};
use estuary_tests::channel::{Listener, Native};
use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

/// As often as `member.js` does.
const ACKNOWLEDGED_EVERY: usize = 16;

/// A real core that answers like `member.js`, from a thread of its own.
pub(crate) struct Answering {
    native: Arc<Native>,
    /// What is an answer, and of a count its round and how many.
    answers: Receiver<Answer>,
    _listener: Listener,
}

enum Answer {
    Pong,
    Count(u8, usize),
}

impl Answering {
    pub(crate) fn new(native: Native) -> Self {
        let native = Arc::new(native);
        let (told, answers) = mpsc::channel();
        let (own, mut counted) = (native.clone(), (0, 0));
        let listener = Listener::start(native.clone(), move |data| match data {
            [0, rest @ ..] => say(&own, &[&[1], rest].concat()),
            [1, ..] => drop(told.send(Answer::Pong)),
            [2, round, ..] => {
                if counted.0 != *round {
                    counted = (*round, 0);
                }
                counted.1 += 1;
                if counted.1 % ACKNOWLEDGED_EVERY == 0 {
                    say(&own, &count(counted));
                }
            }
            [3, round, count @ ..] if count.len() == 4 => {
                let count = u32::from_be_bytes(count.try_into().unwrap());
                drop(told.send(Answer::Count(*round, count as usize)));
            }
            [4, round, ..] if counted.0 == *round => say(&own, &count(counted)),
            _ => {}
        });
        Self { native, answers, _listener: listener }
    }

    fn forget_answers(&self) {
        while self.answers.try_recv().is_ok() {}
    }
}

impl End for Answering {
    fn join(&self) {
        self.native.join();
    }

    fn leave(&self) {
        self.native.core.leave_channel(self.native.instance);
    }

    fn meet(&self) -> f64 {
        self.forget_answers();
        let begin = Instant::now();
        loop {
            say(&self.native, &[0; 16]);
            if self.answers.recv_timeout(Duration::from_millis(10)).is_ok() {
                return milliseconds(begin);
            }
            assert!(begin.elapsed() < Duration::from_secs(60), "nobody answers");
        }
    }

    fn join_and_meet(&self) -> f64 {
        let begin = Instant::now();
        self.join();
        self.meet();
        milliseconds(begin)
    }

    fn ping(&self, size: usize, count: usize, pace: Pace) -> Vec<f64> {
        self.forget_answers();
        let (pause, more) = pace.pause();
        let mut times = Vec::new();
        for _ in 0..count {
            thread::sleep(Duration::from_millis(pause + rand::random::<u64>() % (more + 1)));
            let begin = Instant::now();
            say(&self.native, &vec![0; size]);
            if self.answers.recv_timeout(Duration::from_secs(2)).is_ok() {
                times.push(milliseconds(begin));
            }
        }
        times
    }

    fn burst(&self, round: u8, size: usize, total: usize, ahead: usize) -> (f64, usize) {
        self.forget_answers();
        let (mut told, mut lost) = (0, 0);
        let wait = |milliseconds, told: &mut usize| match self
            .answers
            .recv_timeout(Duration::from_millis(milliseconds))
        {
            Ok(Answer::Count(of, count)) if of == round => {
                *told = count;
                true
            }
            Ok(_) => true,
            Err(_) => false,
        };
        let mut data = vec![0; size.max(2)];
        data[..2].copy_from_slice(&[2, round]);
        let begin = Instant::now();
        for sent in 0..total {
            while sent - told - lost >= ahead {
                if !wait(1000, &mut told) {
                    lost = sent - told;
                }
            }
            say(&self.native, &data);
        }
        for _ in 0..20 {
            if told + lost >= total {
                break;
            }
            say(&self.native, &[4, round]);
            wait(250, &mut told);
        }
        (told as f64 / begin.elapsed().as_secs_f64(), told)
    }
}

fn say(native: &Native, data: &[u8]) {
    native.core.send_realtime(native.instance, data);
}

fn count((round, count): (u8, usize)) -> Vec<u8> {
    [&[3, round], &(count as u32).to_be_bytes()[..]].concat()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
