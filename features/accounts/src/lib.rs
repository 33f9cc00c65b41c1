//! People and what they do: for now the professions that talks are for.
//!
//! Table `professions`. The usual professions of the field are known from the start, with names in both languages, and
//! get their row when the first talk names them; any other name may be used and stands in both languages as it was given.
//! Signing in, roles, organisations and municipalities come to live here.

mod profession;
pub mod store;

pub use profession::{Profession, slug};

i18n::texts!();
