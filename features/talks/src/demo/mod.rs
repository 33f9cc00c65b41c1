//! Demo content: six talks of our own, from manuscript to film.
//!
//! People, places and figures in the manuscripts are invented. `talks/*.toml` holds one talk each, `topics.toml`
//! and `professions.toml` what they are filed under. [`film`] makes the films with espeak-ng and ffmpeg.

pub mod film;
mod manuscript;

use serde::Deserialize;

pub use manuscript::{Script, Sentence, Slide, View};

/// A talk as written in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// Its address under `/talks/`.
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// A [`crate::poster::Object`] by name.
    pub object: String,
    /// A [`crate::poster::Curtain`] by name.
    pub curtain: String,
    /// The day it was filmed, `2026-03-14`.
    pub recorded: String,
    /// The event at which it was filmed.
    pub place: String,
    /// Slugs of [`topics`], the most fitting first.
    pub topics: Vec<String>,
    /// Slugs of [`professions`].
    pub professions: Vec<String>,
    /// What kind of file the film becomes.
    pub film: Kind,
    pub voice: Voice,
    pub speaker: Speaker,
    pub chapters: Vec<Chapter>,
}

/// The kinds of film, so that the pipeline walks all its roads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Kind {
    /// H.264 and AAC in MP4, 1280 × 720.
    #[serde(rename = "h264-720")]
    H264Small,
    /// H.264 and AAC in MP4, 1920 × 1080.
    #[serde(rename = "h264-1080")]
    H264Large,
    /// VP9 and Opus in WebM, 1280 × 720: cannot be cut just in time.
    #[serde(rename = "vp9-720")]
    Vp9,
}

/// How espeak-ng speaks for this person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// A variant such as `f2`, `m3`.
    pub variant: String,
    /// Words a minute.
    pub speed: u32,
    /// 0 to 99.
    pub pitch: u32,
}

/// The person on stage.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    pub name: String,
    /// Work and place in one line.
    pub line: String,
    pub bio: String,
    pub quote: String,
    pub perspective: Perspective,
    /// A [`crate::poster::Face`] by name.
    pub portrait: String,
}

/// Where a speaker speaks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Perspective {
    Practice,
    Research,
    Decision,
    LivedExperience,
}

impl Perspective {
    /// `practice`, `research`, `decision` or `lived-experience`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Research => "research",
            Self::Decision => "decision",
            Self::LivedExperience => "lived-experience",
        }
    }
}

/// A chapter of the manuscript; see [`manuscript`] for how it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    pub title: String,
    pub said: String,
    /// The same sentences in English, for subtitles; all chapters have it or none.
    pub english: Option<String>,
}

/// A topic with its words in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub slug: String,
    pub da: String,
    pub en: String,
    pub about_da: String,
    pub about_en: String,
}

/// A profession with its words in both languages, in the singular and without a capital.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profession {
    pub slug: String,
    pub da: String,
    pub en: String,
}

const TALKS: [&str; 6] = [
    include_str!("talks/stolen-ved-vinduet.toml"),
    include_str!("talks/den-ottende-kuffert.toml"),
    include_str!("talks/stoevlerne-i-gangen.toml"),
    include_str!("talks/moedet-ved-koekkenbordet.toml"),
    include_str!("talks/gryden-er-altid-for-stor.toml"),
    include_str!("talks/fravaer-er-et-svar.toml"),
];

/// All talks; the shortest first, so that one can be watched while the others are made.
///
/// # Errors
/// When a file can't be read as a talk; the tests read them all.
pub fn talks() -> anyhow::Result<Vec<Talk>> {
    TALKS.iter().map(|file| Ok(toml::from_str(file)?)).collect()
}

/// All topics in the order in which they are shown.
///
/// # Errors
/// When the file can't be read; the tests read it.
pub fn topics() -> anyhow::Result<Vec<Topic>> {
    #[derive(Deserialize)]
    struct File {
        topics: Vec<Topic>,
    }
    Ok(toml::from_str::<File>(include_str!("topics.toml"))?.topics)
}

/// All professions in the order in which they are shown.
///
/// # Errors
/// When the file can't be read; the tests read it.
pub fn professions() -> anyhow::Result<Vec<Profession>> {
    #[derive(Deserialize)]
    struct File {
        professions: Vec<Profession>,
    }
    Ok(toml::from_str::<File>(include_str!("professions.toml"))?.professions)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::poster;

    #[test]
    fn every_talk_names_things_that_exist() {
        let talks = talks().expect("talks");
        let topics: BTreeSet<_> = topics().expect("topics").into_iter().map(|topic| topic.slug).collect();
        let professions: BTreeSet<_> = professions().expect("professions").into_iter().map(|p| p.slug).collect();
        for talk in &talks {
            assert!(poster::Object::named(&talk.object).is_some(), "{}", talk.object);
            assert!(poster::Curtain::named(&talk.curtain).is_some(), "{}", talk.curtain);
            assert!(poster::Face::named(&talk.speaker.portrait).is_some(), "{}", talk.speaker.portrait);
            assert!(talk.topics.iter().all(|slug| topics.contains(slug)), "{:?}", talk.topics);
            assert!(talk.professions.iter().all(|slug| professions.contains(slug)), "{:?}", talk.professions);
        }
        let used: BTreeSet<_> = talks.iter().flat_map(|talk| talk.topics.clone()).collect();
        assert_eq!(used, topics, "a topic without a talk");
        let used: BTreeSet<_> = talks.iter().flat_map(|talk| talk.professions.clone()).collect();
        assert_eq!(used, professions, "a profession without a talk");
        let perspectives: BTreeSet<_> = talks.iter().map(|talk| talk.speaker.perspective.as_str()).collect();
        assert_eq!(perspectives.len(), 4);
    }

    #[test]
    fn the_first_talk_is_the_shortest_and_one_is_in_english_too() {
        let words = |talk: &Talk| Script::of(talk).expect("a script").words();
        let talks = talks().expect("talks");
        let counts: Vec<usize> = talks.iter().map(words).collect();
        assert_eq!(counts.iter().min(), Some(&counts[0]));
        assert!(counts.iter().all(|count| (330..1_000).contains(count)), "{counts:?}");
        assert!(talks.iter().any(|talk| talk.chapters.iter().all(|chapter| chapter.english.is_some())));
    }
}
