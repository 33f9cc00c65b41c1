//! The storyboard's one picture, laid together from the tiles that a pass left.
//!
//! A pass could tile by itself, but ffmpeg (5.1) reports no progress before every output has begun, and a tiled picture begins
//! when the film is over.

use std::ffi::OsString;

use crate::encode::{EncodeError, NOTHING_ELSE, Work, file_argument, preamble};
use crate::plan::Tiles;

/// The small pictures of a pass, one after another.
pub(crate) const TILES: &str = "tiles.mkv";

/// Makes `sprite.jpg` of [`TILES`], and removes them.
pub(crate) async fn tile(work: &Work<'_>, tiles: Tiles) -> Result<(), EncodeError> {
    let file = work.out_dir.join(TILES);
    let mut args = preamble();
    args.extend(["-i".into(), file_argument(&file)]);
    let laid = format!("-vf tile={}x{} {NOTHING_ELSE} -frames:v 1 -q:v 5 -f image2 -update 1 sprite.jpg", tiles.columns, tiles.rows);
    args.extend(laid.split(' ').map(OsString::from));
    let work = Work { input: work.out_dir, ..*work };
    let seconds = u64::from(tiles.columns * tiles.rows);
    work.ffmpeg(args, seconds * 1_000_000, &|_| ()).await?;
    tokio::fs::remove_file(&file).await?;
    Ok(())
}
