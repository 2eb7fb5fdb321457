//! What workers say to each other, and how it is written.
//!
//! A packet begins with a line of text, `estuary <protocol> <build> leads|follows`, in every version there will ever
//! be: so builds that do not understand each other still notice each other. The rest is postcard.

use estuary_api::{Event, Problem, Reply, wire};
use serde::{Deserialize, Serialize};

/// A worker of this browser. It leads at most once, so this also names the time of its leadership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkerId(pub [u8; 16]);

/// What one worker says to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "most of what is said are replies")]
pub enum Packet {
    /// Who leads? Asked once, by a worker that came up.
    Who,
    /// The sender leads.
    Leads,
    /// To the leader.
    Request(wire::Request),
    /// From the leader, to one worker.
    Reply {
        /// Of the request.
        id: u32,
        /// What came out.
        result: Result<Reply, Problem>,
    },
    /// From the leader, to all.
    Event(Event),
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "most of what is said are replies")]
pub enum Heard {
    /// From a worker of the same build.
    Packet {
        /// Who says it.
        from: WorkerId,
        /// What it says.
        packet: Packet,
    },
    /// From a worker of another build.
    Foreign {
        /// That worker leads.
        leads: bool,
    },
}

/// Read before the packet itself, so that large replies to others are not decoded.
#[derive(Serialize, Deserialize)]
struct Address {
    from: WorkerId,
    to: Option<WorkerId>,
}

/// Writes a packet of the worker `from`, to `to` or to all.
pub fn write(
    build: &str,
    leads: bool,
    from: WorkerId,
    to: Option<WorkerId>,
    packet: &Packet,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = greeting(build, leads).into_bytes();
    bytes.extend(wire::encode(&Address { from, to })?);
    bytes.extend(wire::encode(packet)?);
    Ok(bytes)
}

/// Reads what another worker wrote; `None` if it is not for `me`, or not from Estuary at all.
pub fn read(build: &str, me: WorkerId, bytes: &[u8]) -> Option<Heard> {
    let end = bytes.iter().position(|byte| *byte == b'\n')? + 1;
    let (line, body) = bytes.split_at_checked(end)?;
    let leads = match line {
        line if line == greeting(build, true).as_bytes() => true,
        line if line == greeting(build, false).as_bytes() => false,
        line if line.starts_with(b"estuary ") => {
            return Some(Heard::Foreign { leads: line.ends_with(b" leads\n") });
        }
        _ => return None,
    };
    let (address, body) = postcard::take_from_bytes::<Address>(body).ok()?;
    if address.to.is_some_and(|to| to != me) {
        return None;
    }
    // Same name of the build, other types: a build without a name of its own, made from changed sources.
    let Ok(packet) = wire::decode(body) else { return Some(Heard::Foreign { leads }) };
    Some(Heard::Packet { from: address.from, packet })
}

fn greeting(build: &str, leads: bool) -> String {
    let role = if leads { "leads" } else { "follows" };
    format!("estuary {} {build} {role}\n", wire::PROTOCOL)
}
