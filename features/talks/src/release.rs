//! A talk gets another state: published, unlisted, drawn back, withdrawn.

use schema::TalkId;

use crate::talk::State;
use crate::{Talks, store};

/// Gives the talk another state in one transaction with its audit and change lines; answers whether the step is allowed
/// ([`State::may_become`]). `actor` is who did it. After this no page or file of this process shows the old state; other
/// nodes follow within two seconds, shared caches within a minute.
///
/// # Errors
/// When the database does not take it.
pub async fn set_state(talks: &Talks, talk: TalkId, to: State, actor: &str) -> anyhow::Result<bool> {
    let now = talks.app.clock.now();
    let done = talks.app.db.write(async |tx| store::set_state(tx, talk, to, actor, now).await).await?;
    talks.app.changes.refresh().await?;
    Ok(done)
}
