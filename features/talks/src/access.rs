//! Who may see a talk, and with it its film, words and pictures: the one place that decides.
//!
//! Anybody finds public talks everywhere; an unlisted talk by its address only; a draft is not there; what was withdrawn
//! says that it is gone. Pages, lists, counts, media, captions, pictures and API all ask here.

use schema::{Viewer, talk};
use sea_orm::Condition;

use crate::talk::State;

/// What a viewer meets at a talk's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The talk.
    Open,
    /// 410: it was taken down.
    Gone,
    /// 404: nothing, as far as this viewer knows.
    Nothing,
}

/// What `viewer` meets at the address of a talk in `state`.
#[must_use]
pub fn reach(state: State, viewer: &Viewer) -> Reach {
    match (viewer, state) {
        (Viewer::System, _) | (Viewer::Anonymous, State::Public | State::Unlisted) => Reach::Open,
        (Viewer::Anonymous, State::Withdrawn) => Reach::Gone,
        (Viewer::Anonymous, State::Draft) => Reach::Nothing,
    }
}

/// The condition on `talks` for everything that lists, counts or recommends.
#[must_use]
pub fn listed(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::System => Condition::all(),
        Viewer::Anonymous => Condition::all().add(talk::COLUMN.state.eq(State::Public.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anybody_meets_what_the_state_allows() {
        let met = State::ALL.map(|state| reach(state, &Viewer::Anonymous));
        assert_eq!(met, [Reach::Nothing, Reach::Open, Reach::Open, Reach::Gone]);
        assert!(State::ALL.iter().all(|state| reach(*state, &Viewer::System) == Reach::Open));
    }
}
