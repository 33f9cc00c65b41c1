//! The player that pages put in: partials, words, the script islands that improve them, and the view beacon.
//!
//! - [`PlayerView`], [`ChaptersView`], [`TranscriptView`], [`ShareView`]: finished strings in, HTML out. `<st-player>` wraps
//!   a `<video>` that plays without script; its code stands in `src/island/`.
//! - [`token`]: a page carries `token::permit(secret, talk, duration)`; at the first play the island gets a session for it.
//! - Addresses: `GET /v` (begin a session), `POST /v` (a beacon), both for everybody. Table: `plays`, written by [`queue`]
//!   in batches. Nothing about viewers is stored on their device or kept beside the play itself.

i18n::texts!();

mod beacon;
pub mod message;
pub mod queue;
pub mod ranges;
mod robots;
pub mod store;
pub mod token;
mod view;

pub use beacon::{Beacons, router};
pub use view::{Captions, Chapter, ChaptersView, Film, Line, Part, PlayerView, Share, ShareView, Transcript, TranscriptView};

/// What the player brings to the program. Starts the one writer of beacons; the program waits for it when it stops.
#[must_use]
pub fn feature(app: &web::App) -> web::Feature {
    let (queue, writer) = queue::queue(app.db.clone(), queue::CAPACITY);
    app.background.spawn(writer.run(app.stopping.clone()));
    let beacons = Beacons { secret: app.secret.clone(), clock: app.clock.clone(), ids: app.ids.clone(), queue };
    let table = [
        web::Route::get("/v", web::Who::Anyone, beacon::begin),
        // A little more than is taken, so that the refusal is ours and in words.
        web::Route::post("/v", web::Who::Anyone, beacon::take).body_limit(4 * message::MOST_BYTES),
    ];
    web::Feature { name: "player", routes: web::routes(&beacons, table), ..web::Feature::default() }
}
