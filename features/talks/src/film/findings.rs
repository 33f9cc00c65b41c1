//! What was found out about a film, kept with it, and which passes follow from that.

use ::film::plan::{PassKind, PassSpec, Rung, SourceRole, plan};
use ::film::probe::Probe;
use serde::{Deserialize, Serialize};

/// What the inspection found; kept as JSON in `films.probe`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Findings {
    /// What ffprobe says, held against the policy.
    pub probe: Probe,
    /// What the original itself can be.
    pub role: SourceRole,
    /// The original plays with its own sound, so that nothing has to be made first.
    pub whole: bool,
}

/// The passes in their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passes {
    /// 240p and sound at once, when nothing plays yet.
    pub first: Option<PassSpec>,
    /// All the rest in one decode.
    pub rest: Option<PassSpec>,
    /// AV1, in an idle hour.
    pub later: Option<PassSpec>,
    /// The original is the top rung.
    pub source_is_top: bool,
}

impl Findings {
    /// The passes for this film: the same each time, so that a job that is taken up again knows what is left.
    pub fn passes(&self) -> Passes {
        let ideal = plan(&self.probe, &self.role);
        // The pictures can be cut from the original but its sound must be made: then the first pass is what makes it playable.
        let quick = self.role.just_in_time && !self.whole;
        let mut passes = if quick { plan(&self.probe, &SourceRole { just_in_time: false, ..self.role }).passes } else { ideal.passes.clone() };
        if quick {
            let wanted: Vec<String> = ideal.rungs().into_iter().map(|rung| rung.name.clone()).collect();
            passes.iter_mut().filter(|pass| pass.kind != PassKind::First).for_each(|pass| pass.rungs.retain(|rung| wanted.contains(&rung.name)));
            passes.retain(|pass| !pass.rungs.is_empty() || pass.sound.is_some());
        }
        let first = passes.iter().position(|pass| pass.kind == PassKind::First).map(|at| passes.remove(at));
        Passes { first, rest: passes.into_iter().next(), later: ideal.later, source_is_top: ideal.source_is_top }
    }
}

impl Passes {
    /// All rungs but AV1, in no certain order.
    pub fn rungs(&self) -> impl Iterator<Item = &Rung> {
        self.first.iter().chain(&self.rest).flat_map(|pass| &pass.rungs)
    }

    /// Whether a pass makes sound.
    pub fn sound(&self) -> bool {
        self.first.iter().chain(&self.rest).any(|pass| pass.sound.is_some())
    }
}
