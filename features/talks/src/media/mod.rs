//! Media and words of a talk: the same access rule as its page, ranges, tags, and answers from memory.

mod cut;
mod door;
mod download;
mod fast;
mod files;
mod master;
mod pictures;
mod reply;
mod target;
mod words;

use web::{Route, Who};

use crate::Talks;

pub(crate) use door::Doors;
pub(crate) use fast::Fast;

/// The addresses of media, words and pictures.
pub(crate) fn routes(talks: &Talks) -> Vec<Route> {
    let table = [
        Route::get("/media/{key}/{file}", Who::Anyone, files::top),
        Route::get("/media/{key}/{folder}/{file}", Who::Anyone, files::inside),
        Route::get("/talks/{slug}/captions/{file}", Who::Anyone, words::captions),
        Route::get("/talks/{slug}/chapters/{file}", Who::Anyone, words::chapters),
        Route::get("/talks/{slug}/transcript.txt", Who::Anyone, words::transcript),
        Route::get("/talks/{slug}/share.png", Who::Anyone, pictures::share),
        Route::get("/talks/{slug}/share.jpg", Who::Anyone, pictures::share_frame),
        Route::get("/talks/{slug}/download", Who::Anyone, download::page),
        Route::get("/posters/{file}", Who::Anyone, pictures::poster),
    ];
    web::routes(talks, table)
}
