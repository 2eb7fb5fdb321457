//! The own profile.

use crate::{color, model::Profile};
use estuary_api::ProfileView;

/// As the person sees it.
pub(crate) fn profile(profile: Profile) -> ProfileView {
    ProfileView {
        color: color::of(&profile.fingerprint),
        name: profile.name,
        address: profile.address,
        fingerprint: profile.fingerprint,
        status: profile.status,
        avatar: profile.avatar,
    }
}
