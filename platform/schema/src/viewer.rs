//! Who is looking: the argument of every query for rows that not everybody may see.

/// Who asks. Finders of private rows take it; there is no unscoped finder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody, not signed in.
    Anonymous,
    /// The program itself: jobs, commands and the operator at the machine. Sees every row.
    System,
}
