use estuary_api::*;

pub(super) fn later() -> Problem {
    Problem::new(ProblemKind::Internal, "not part of this version")
}
