//! The network: the only module that knows iroh, and which generation of it.
//!
//! Exactly what the real core sets up: X.509 identities (the raw keys iroh prefers are not understood), the gossip
//! protocol of 0.35, one relay, and no discovery, so that nothing but that relay is told where this device is.

mod transport;
mod way;

pub(crate) use transport::PATIENCE;

use self::way::Way;
use crate::{frame::Sealer, queue::Queue};
use bytes::Bytes;
use futures::{Stream, StreamExt, channel::mpsc::UnboundedReceiver, stream};
use iroh::{
    Endpoint, NodeAddr, NodeId, RelayMode, RelayUrl, SecretKey,
    endpoint::Connection,
    protocol::{ProtocolHandler, Router},
};
use iroh_gossip::{
    ALPN,
    net::{Command, Event, Gossip, GossipEvent, JoinOptions},
    proto::TopicId,
};
use n0_future::{boxed::BoxFuture, time::sleep};
use rand::rngs::OsRng;
use std::{
    collections::BTreeSet,
    task::{Poll, ready},
    time::Duration,
};

/// As in the real core: 128,000 bytes for apps, and what goes around them.
const LARGEST_CONTENT: usize = 128 * 1024;
/// Pauses before it is looked again whether somebody who dialled said something: the first, and the longest.
const GLANCES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(250));

/// This session's node, of a key nobody keeps.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    router: Router,
    gossip: Gossip,
    way: Way,
}

/// Who is there, and what they say.
#[derive(Debug)]
pub(crate) enum Heard {
    /// Direct neighbours came.
    Up(Vec<Peer>),
    /// A direct neighbour went.
    Down(Peer),
    /// A content.
    Content(Bytes),
    /// Something was missed: the channel has to be joined anew.
    Missed,
    /// It has ended, and may be joined anew after a while.
    Ended,
}

/// A node whose address is known.
pub(crate) type Peer = NodeId;

/// What went wrong, for the log.
pub(crate) type Fault = String;

impl Network {
    /// Starts a node with this home relay.
    pub(crate) async fn start(relay: &str) -> Result<Self, Fault> {
        let relay: RelayUrl = relay.parse().map_err(fault)?;
        let endpoint = Endpoint::builder()
            .tls_x509()
            .secret_key(SecretKey::generate(OsRng))
            .alpns(vec![ALPN.to_vec()])
            .relay_mode(RelayMode::Custom(relay.into()))
            .transport_config(transport::settings())
            .bind()
            .await
            .map_err(fault)?;
        let gossip = Gossip::builder().max_message_size(LARGEST_CONTENT).spawn(endpoint.clone()).await;
        let gossip = gossip.map_err(fault)?;
        let router = Router::builder(endpoint).accept(ALPN, Door(gossip.clone())).spawn();
        Ok(Self { router, gossip, way: Way::default() })
    }

    /// Key of this node.
    pub(crate) fn key(&self) -> [u8; 32] {
        *self.router.endpoint().node_id().as_bytes()
    }

    /// Address of this node as JSON (`Iroh-Node-Addr`); waits until the home relay answers.
    pub(crate) async fn address(&self) -> Result<String, Fault> {
        let mut address = self.router.endpoint().node_addr().await.map_err(fault)?;
        address.direct_addresses.clear();
        serde_json::to_string(&address).map_err(fault)
    }

    /// The way to the network is another one, or there again: connections to relays are made anew.
    pub(crate) async fn changed(&self) {
        if self.way.turn().await {
            self.router.endpoint().network_change().await;
        }
    }

    /// Remembers how a node is reached, from the same JSON.
    pub(crate) fn learn(&self, address: &str) -> Option<Peer> {
        let address: NodeAddr = serde_json::from_str(address).ok()?;
        let peer = address.node_id;
        // Fails for this very node, which is no peer.
        self.router.endpoint().add_node_addr(address).ok()?;
        Some(peer)
    }

    /// Joins a channel with those known. Sends what is put into the queue, numbered, and goes to further peers, until there can
    /// be none of these any more or what is heard is dropped: then the channel is left.
    pub(crate) fn join(
        &self,
        topic: [u8; 32],
        peers: &BTreeSet<Peer>,
        (payloads, sealer): (&Queue, &Sealer),
        mut further: UnboundedReceiver<Vec<Peer>>,
    ) -> impl Stream<Item = Heard> + use<> {
        let (payloads, sealer) = (payloads.clone(), sealer.clone());
        let mut rests = false;
        let commands = stream::poll_fn(move |context| {
            if let Poll::Ready(peers) = further.poll_next_unpin(context) {
                return Poll::Ready(peers.map(Command::JoinPeers));
            }
            // As long as there are commands gossip hears nobody; so it gets a chance after each.
            if std::mem::take(&mut rests) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let payload = ready!(payloads.poll(context));
            rests = true;
            Poll::Ready(Some(Command::Broadcast(sealer.seal(&payload))))
        });
        let options = JoinOptions::with_bootstrap(peers.iter().copied());
        let events =
            self.gossip.subscribe_with_stream(TopicId::from_bytes(topic), options, Box::pin(commands));
        events
            .map(|event| match event {
                Ok(Event::Gossip(GossipEvent::Joined(peers))) => Heard::Up(peers),
                Ok(Event::Gossip(GossipEvent::NeighborUp(peer))) => Heard::Up(vec![peer]),
                Ok(Event::Gossip(GossipEvent::NeighborDown(peer))) => Heard::Down(peer),
                Ok(Event::Gossip(GossipEvent::Received(message))) => Heard::Content(message.content),
                Ok(Event::Lagged) => Heard::Missed,
                Err(_) => Heard::Ended,
            })
            .chain(stream::once(async { Heard::Ended }))
    }
}

/// Lets those in who dial.
///
/// Gossip sends on the newest connection to a peer, and on one it accepted not before the peer said something there. Of two
/// who dial each other at the same time one may have nothing to say on its own connection, and would be waited for. So a
/// connection only comes in with its first word, and until then the older one is used.
#[derive(Debug)]
struct Door(Gossip);

impl ProtocolHandler for Door {
    fn accept(&self, connection: Connection) -> BoxFuture<anyhow::Result<()>> {
        let gossip = self.0.clone();
        Box::pin(async move {
            let mut pause = GLANCES.0;
            while connection.stats().frame_rx.stream == 0 && connection.close_reason().is_none() {
                sleep(pause).await;
                pause = GLANCES.1.min(pause * 2);
            }
            gossip.accept(connection).await
        })
    }
}

fn fault(error: impl ToString) -> Fault {
    error.to_string()
}
