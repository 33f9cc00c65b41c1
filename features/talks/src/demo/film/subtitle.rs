//! Captions from sentences: at most two lines of 42 characters, each for a second or more.

use captions::Cue;

use super::voice::Span;

/// How bad it is to break elsewhere than after a comma, in half letters of unevenness: tried in this order.
const TORN: [usize; 2] = [36, 8];
/// Likewise for the two lines of one caption.
const TORN_LINE: [usize; 2] = [16, 8];
/// Characters in a line: what is read at a glance on a phone.
const LINE: usize = 42;
/// How long a caption may stay after its last word, in milliseconds.
const LINGER_MS: u64 = 350;

/// Captions for `texts`, one sentence each, spoken at `spans`.
pub(super) fn cues(texts: &[&str], spans: &[Span]) -> Vec<Cue> {
    let mut cues = Vec::new();
    for (n, (text, span)) in texts.iter().zip(spans).enumerate() {
        let next = spans.get(n + 1).map_or(u64::MAX, |next| next.start_ms);
        let stays = (span.end_ms + LINGER_MS).max(span.start_ms + 1_000).min(next.saturating_sub(80));
        let pieces = pieces(text, usize::try_from((stays - span.start_ms) / 1_000).unwrap_or(1));
        let total: usize = pieces.iter().map(|piece| letters(piece)).sum();
        let (mut start, mut before) = (span.start_ms, 0);
        let last = pieces.len() - 1;
        for (m, piece) in pieces.iter().enumerate() {
            before += letters(piece);
            let share = (span.end_ms - span.start_ms) * before as u64 / total.max(1) as u64;
            let end = if m == last {
                stays
            } else {
                let left = 1_000 * (last - m) as u64;
                (span.start_ms + share).max(start + 1_000).min(stays.saturating_sub(left))
            };
            cues.push(Cue::new(start, end, lines(piece)));
            start = end;
        }
    }
    cues
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// The sentence in as few pieces as fit on two lines, but in no more than `most` (at least one).
fn pieces(text: &str, most: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = vec![words.join(" ")];
    for count in 2..=most.min(words.len()) {
        for torn in TORN {
            if found.iter().all(|piece| fits(piece)) {
                return found;
            }
            found = even(&words, count, torn);
        }
    }
    found
}

fn fits(piece: &str) -> bool {
    lines(piece).split('\n').all(|line| letters(line) <= LINE)
}

/// Words in `count` pieces of about the same length, rather cut after a comma.
fn even(words: &[&str], count: usize, torn: usize) -> Vec<String> {
    let total: usize = words.iter().map(|word| letters(word) + 1).sum();
    let mut cuts = Vec::with_capacity(count);
    let mut from = 0;
    for n in 1..count {
        let ideal = total * n / count;
        let latest = words.len() - (count - n);
        let best = (from + 1..=latest).min_by_key(|&cut| {
            let at: usize = words[..cut].iter().map(|word| letters(word) + 1).sum();
            let whole = words[cut - 1].ends_with([',', '.', ':', ';', '?']);
            at.abs_diff(ideal) * 2 + if whole { 0 } else { torn }
        });
        from = best.unwrap_or(from + 1);
        cuts.push(from);
    }
    cuts.push(words.len());
    let mut start = 0;
    cuts.into_iter().map(|cut| words[std::mem::replace(&mut start, cut)..cut].join(" ")).collect()
}

/// One line, or two of about the same length.
fn lines(piece: &str) -> String {
    if letters(piece) <= LINE {
        return piece.to_owned();
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    let [first, second] = TORN_LINE.map(|torn| even(&words, 2, torn));
    let good = first.iter().all(|line| letters(line) <= LINE);
    if good { first } else { second }.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::film::voice::timeline;
    use crate::demo::{Script, talks};

    #[test]
    fn captions_of_all_talks_can_be_read_in_time() {
        for talk in talks().expect("talks") {
            let script = Script::of(&talk).expect("a script");
            let danish: Vec<&str> = script.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            // 14 letters a second is how fast our voices speak.
            let lengths: Vec<u64> = danish.iter().map(|text| letters(text) as u64 * 1_000 / 14).collect();
            let spans = timeline(&script.sentences, &lengths);
            readable(&cues(&danish, &spans));
            if script.has_english() {
                let english: Vec<&str> = script.sentences.iter().filter_map(|s| s.english.as_deref()).collect();
                readable(&cues(&english, &spans));
            }
        }
    }

    fn readable(cues: &[Cue]) {
        for cue in cues {
            assert!(cue.end_ms - cue.start_ms >= 1_000, "{cue:?}");
            assert!(cue.text.split('\n').count() <= 2, "{cue:?}");
            assert!(cue.text.split('\n').all(|line| letters(line) <= LINE), "{cue:?}");
        }
        assert!(cues.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms));
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_comma() {
        let text = "Jeg kunne høre, at mine kolleger undrede sig, og at de sang videre, mens vi to bare sad og så ud.";
        let cues = cues(&[text], &[Span { start_ms: 1_000, end_ms: 8_000 }]);
        let found: Vec<_> = cues.iter().map(|cue| cue.text.as_str()).collect();
        assert_eq!(found, ["Jeg kunne høre,\nat mine kolleger undrede sig,", "og at de sang videre,\nmens vi to bare sad og så ud."]);
    }
}
