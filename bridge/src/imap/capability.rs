use imap_codec::imap_types::{
    auth::AuthMechanism,
    core::{Atom, Vec1},
    extensions::quota::Resource,
    response::Capability,
};

/// What is offered. `XCHATMAIL` says that this server has the rules of chatmail servers: mail is deleted once it is
/// read, and only encrypted mail leaves.
pub(super) fn capabilities() -> Vec1<Capability<'static>> {
    Vec1::unvalidated(vec![
        Capability::Imap4Rev1,
        Capability::SaslIr,
        Capability::Auth(AuthMechanism::Plain),
        Capability::Id,
        Capability::Enable,
        Capability::Namespace,
        Capability::Idle,
        Capability::Unselect,
        Capability::UidPlus,
        Capability::Metadata,
        Capability::Quota,
        Capability::QuotaRes(Resource::Storage),
        Capability::from(Atom::unvalidated("XCHATMAIL")),
    ])
}
