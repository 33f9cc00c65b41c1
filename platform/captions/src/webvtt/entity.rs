//! Character references in cue text: `&amp;`, `&aring;`, `&#229;`.

/// Names that HTML also knows without `;` (Latin-1) and their characters.
/// Source: HTML Living Standard, "Named character references"; those a European caption file can meet.
const LATIN: [(&str, char); 70] = [
    ("AElig", 'Æ'),
    ("AMP", '&'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("COPY", '©'),
    ("Ccedil", 'Ç'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Euml", 'Ë'),
    ("GT", '>'),
    ("Iacute", 'Í'),
    ("LT", '<'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Oslash", 'Ø'),
    ("Ouml", 'Ö'),
    ("QUOT", '"'),
    ("THORN", 'Þ'),
    ("Uacute", 'Ú'),
    ("Uuml", 'Ü'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("acute", '´'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("eth", 'ð'),
    ("euml", 'ë'),
    ("frac12", '½'),
    ("gt", '>'),
    ("iacute", 'í'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("laquo", '«'),
    ("lt", '<'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("not", '¬'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ordm", 'º'),
    ("oslash", 'ø'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("szlig", 'ß'),
    ("thorn", 'þ'),
    ("times", '×'),
    ("uacute", 'ú'),
    ("uuml", 'ü'),
];

/// Names that need their `;`.
const CLOSED: [(&str, char); 17] = [
    ("apos", '\''),
    ("bdquo", '„'),
    ("bull", '•'),
    ("euro", '€'),
    ("hellip", '…'),
    ("ldquo", '“'),
    ("lrm", '\u{200e}'),
    ("lsquo", '‘'),
    ("mdash", '—'),
    ("minus", '−'),
    ("ndash", '–'),
    ("notin", '∉'),
    ("rdquo", '”'),
    ("rlm", '\u{200f}'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("zwj", '\u{200d}'),
];

/// The reference at the start of `text` (which begins with `&`): its character and its length in bytes.
/// `None` when it is no reference; the `&` then stands for itself.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        return numeric(number).map(|(c, len)| (c, len + 2));
    }
    let len = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &body[..len];
    if body[len..].starts_with(';') {
        let exact = LATIN.iter().chain(&CLOSED).find(|(known, _)| *known == name);
        if let Some(&(_, c)) = exact {
            return Some((c, len + 2));
        }
    }
    let longest = LATIN.iter().filter(|(known, _)| name.starts_with(known)).max_by_key(|(known, _)| known.len());
    longest.map(|&(known, c)| (c, known.len() + 1))
}

/// `229;` or `xE5;`: character and length, the `;` being optional as in HTML.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (text, 10, 0),
    };
    let len = digits.bytes().take_while(|byte| (*byte as char).is_digit(radix)).count();
    if len == 0 {
        return None;
    }
    let value = u32::from_str_radix(&digits[..len], radix).unwrap_or(u32::MAX);
    let c = match value {
        0 => '\u{fffd}',
        // A line break would tear the caption apart when it is written again.
        10 | 13 => ' ',
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    };
    let semicolon = usize::from(digits[len..].starts_with(';'));
    Some((c, prefix + len + semicolon))
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn reads_names_numbers_and_leaves_the_rest() {
        assert_eq!(reference("&aring;r"), Some(('å', 7)));
        assert_eq!(reference("&amp"), Some(('&', 4)));
        assert_eq!(reference("&notit;"), Some(('¬', 4)));
        assert_eq!(reference("&#229;"), Some(('å', 6)));
        assert_eq!(reference("&#xE5"), Some(('å', 5)));
        assert_eq!(reference("&#xFFFFFFFFFF;"), Some(('\u{fffd}', 14)));
        for plain in ["& ", "&", "&;", "&#;", "&mor;", "&å"] {
            assert_eq!(reference(plain), None, "{plain}");
        }
    }
}
