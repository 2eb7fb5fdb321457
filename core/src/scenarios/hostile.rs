//! Mail made to break things: the loop goes on, nothing of it is lost, and nobody panics.

use super::{World, stranger::Stranger};
use crate::pgp;
use futures::executor::block_on;

/// Pieces of `mail` that end early, and copies with one bit turned.
fn damaged(mail: &[u8], count: usize) -> Vec<Vec<u8>> {
    let step = (mail.len() / count).max(1);
    let cuts = (0..mail.len()).step_by(step).map(|end| mail[..end].to_vec());
    let flips = (0..mail.len()).step_by(step).enumerate().map(|(n, at)| {
        let mut flipped = mail.to_vec();
        flipped[at] ^= 1 << (n % 8);
        flipped
    });
    cuts.chain(flips).collect()
}

#[test]
fn damaged_mails_stop_nothing() {
    let world = World::new();
    let (alice, eve) = (world.person("Alice"), Stranger::new(&world, "eve"));
    let own = block_on(alice.engine.own()).unwrap();
    let good = eve.seal(&eve.write(&alice, "damaged on the way"), &[&own.certificate]);
    let corpus = damaged(&good, 150);
    for mail in &corpus {
        world.mail.deliver(own.address(), mail);
    }
    eve.send(&world, &alice, &eve.write(&alice, "still here"));
    world.pass(5_000);
    let texts = world.texts(&alice, world.chats(&alice)[0]);
    assert_eq!(texts.iter().filter(|text| *text == "<still here").count(), 1);
    let (kept, shown) = (world.mail.stored(own.address()).len(), texts.len() - 1);
    // Once a copy was good enough to be shown, further ones with its Message-ID are done with.
    assert!(shown < 5 && kept > corpus.len() / 3, "{kept} kept, {shown} shown");
    assert!(texts.iter().all(|text| text == "<still here" || text == "<damaged on the way"));
    assert!(!alice.problems().is_empty(), "what could not be read is told");
    let before = world.mail.submitted().len();
    world.pass(300_000);
    assert_eq!(world.mail.submitted().len(), before);
    assert!(alice.problems().is_empty(), "and told once");
}

#[test]
fn damaged_contents_with_good_signatures_stop_nothing() {
    let world = World::new();
    let (alice, eve) = (world.person("Alice"), Stranger::new(&world, "eve"));
    let own = block_on(alice.engine.own()).unwrap();
    let fields = [
        ("Chat-Group-ID", "x".repeat(5_000)),
        ("Chat-Post-Message-ID", "<<<>>>".into()),
        ("Chat-Post-Message-Metadata", "{\"size\":-1,[".into()),
        ("Chat-Edit", "no id".into()),
        ("Chat-Delete", "<".repeat(3_000)),
        ("Chat-User-Avatar", "base64:????".into()),
        ("Secure-Join", "vc-request-with-auth".into()),
        ("Secure-Join-Auth", String::new()),
        ("Secure-Join-Invitenumber", "\u{0}".into()),
        ("Chat-List-ID", "<>".into()),
        ("References", "<a@b> ".repeat(2_000)),
    ];
    let mut corpus = vec![
        Vec::new(),
        b"\r\n\r\n".to_vec(),
        vec![0xff; 4_000],
        b"Content-Type: multipart/mixed\r\n\r\n".to_vec(),
    ];
    for (name, value) in &fields {
        let composed = eve.with(&alice, "odd", name, value).compose(&mut eve.rng()).unwrap();
        corpus.extend(damaged(&composed.payload, 2));
        corpus.push(composed.payload);
    }
    for payload in corpus {
        let composed = eve.write(&alice, "").compose(&mut eve.rng()).unwrap();
        let sealed =
            pgp::seal(payload, &[&own.certificate], &eve.key, true, super::NOW, &mut eve.rng()).unwrap();
        world.mail.deliver(own.address(), &composed.mail(&sealed));
    }
    eve.send(&world, &alice, &eve.write(&alice, "still here"));
    world.pass(60_000);
    let said: Vec<_> = world.chats(&alice).into_iter().flat_map(|chat| world.texts(&alice, chat)).collect();
    assert!(said.contains(&"<still here".to_owned()), "{said:?}");
}
