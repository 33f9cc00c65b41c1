//! Reading a manuscript: sentences, pauses, and what is seen meanwhile.
//!
//! A chapter is written one sentence a line. An empty line is a breath. A line that begins with `@` changes what is
//! seen from the next sentence on: `@stage` the speaker and the object, `@close` the speaker nearer by, `@heading words`,
//! `@quote words`, `@list one | two`, `@bars title | label 12 | label 5` a slide.

use anyhow::{Context, Result, ensure};

use super::Talk;

/// What is seen while a sentence is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// The whole stage.
    Stage,
    /// The speaker, nearer by.
    Close,
    /// [`Script::slides`] by number, the speaker beside it.
    Slide(usize),
    /// The card at the end, when nobody speaks any more.
    End,
}

/// A picture with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slide {
    Heading(String),
    Quote(String),
    List(Vec<String>),
    /// Title, and bars with their numbers.
    Bars(String, Vec<(String, u32)>),
}

/// How long the speaker rests after a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    Sentence,
    Paragraph,
    Chapter,
}

/// One spoken sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub english: Option<String>,
    pub view: View,
    pub rest: Rest,
}

/// A manuscript in the order in which it is spoken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    pub sentences: Vec<Sentence>,
    pub slides: Vec<Slide>,
    /// Titles, and the number of the sentence with which each begins.
    pub chapters: Vec<(String, usize)>,
}

impl Script {
    /// Reads a talk's chapters.
    ///
    /// # Errors
    /// When a direction is unknown, a chapter is empty, or its English doesn't have a line for every sentence.
    pub fn of(talk: &Talk) -> Result<Self> {
        let mut script = Self::default();
        let mut view = View::Stage;
        for chapter in &talk.chapters {
            let first = script.sentences.len();
            script.chapters.push((chapter.title.clone(), first));
            for line in chapter.said.trim().lines() {
                view = script.line(line.trim(), view).with_context(|| talk.slug.clone())?;
            }
            let said = &mut script.sentences[first..];
            ensure!(!said.is_empty(), "{}: nothing is said in »{}«", talk.slug, chapter.title);
            if let Some(english) = &chapter.english {
                translate(said, english).with_context(|| format!("{}: »{}«", talk.slug, chapter.title))?;
            }
            if let Some(last) = said.last_mut() {
                last.rest = Rest::Chapter;
            }
        }
        Ok(script)
    }

    /// Number of spoken words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.text.split_whitespace().count()).sum()
    }

    /// Whether every sentence has its English.
    #[must_use]
    pub fn has_english(&self) -> bool {
        self.sentences.iter().all(|sentence| sentence.english.is_some())
    }

    /// Takes in one line; returns what is seen from now on.
    fn line(&mut self, line: &str, view: View) -> Result<View> {
        if line.is_empty() {
            if let Some(last) = self.sentences.last_mut() {
                last.rest = Rest::Paragraph;
            }
            return Ok(view);
        }
        let Some(direction) = line.strip_prefix('@') else {
            self.sentences.push(Sentence { text: line.to_owned(), english: None, view, rest: Rest::Sentence });
            return Ok(view);
        };
        let (name, words) = direction.split_once(' ').unwrap_or((direction, ""));
        let slide = match name {
            "stage" => return Ok(View::Stage),
            "close" => return Ok(View::Close),
            "heading" => Slide::Heading(words.to_owned()),
            "quote" => Slide::Quote(words.to_owned()),
            "list" => Slide::List(words.split(" | ").map(str::to_owned).collect()),
            "bars" => bars(words)?,
            _ => anyhow::bail!("unknown direction @{name}"),
        };
        self.slides.push(slide);
        Ok(View::Slide(self.slides.len() - 1))
    }
}

fn bars(words: &str) -> Result<Slide> {
    let mut parts = words.split(" | ");
    let title = parts.next().unwrap_or_default().to_owned();
    let rows = parts.map(|part| {
        let (label, number) = part.rsplit_once(' ').with_context(|| format!("no number in »{part}«"))?;
        Ok((label.to_owned(), number.parse()?))
    });
    Ok(Slide::Bars(title, rows.collect::<Result<_>>()?))
}

fn translate(said: &mut [Sentence], english: &str) -> Result<()> {
    let lines: Vec<&str> = english.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    ensure!(lines.len() == said.len(), "{} sentences, {} in English", said.len(), lines.len());
    for (sentence, line) in said.iter_mut().zip(lines) {
        sentence.english = Some(line.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_manuscripts_can_be_read() {
        for talk in crate::demo::talks().expect("talks") {
            let script = Script::of(&talk).expect("a script");
            assert!(script.slides.len() >= 3, "{}", talk.slug);
            assert!(script.sentences.iter().all(|sentence| sentence.text.ends_with(['.', '?', ':'])), "{}", talk.slug);
            assert!(script.sentences.iter().any(|sentence| sentence.view == View::Close));
        }
    }

    #[test]
    fn directions_change_what_is_seen() {
        let mut script = Script::default();
        let view = script.line("@bars Taletid | Ni fagfolk 71 | Freja 0", View::Stage).expect("bars");
        assert_eq!(view, View::Slide(0));
        let rows = vec![("Ni fagfolk".to_owned(), 71), ("Freja".to_owned(), 0)];
        assert_eq!(script.slides, [Slide::Bars("Taletid".to_owned(), rows)]);
        assert!(script.line("@dance", view).is_err());
        assert!(script.line("@bars Taletid | mange", view).is_err());
    }
}
