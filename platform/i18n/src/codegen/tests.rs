//! What the code generator writes and what it refuses.

use std::path::Path;

use super::generate;

fn compile(da: &str, en: &str) -> Result<String, Vec<String>> {
    generate((Path::new("da.ftl"), da), (Path::new("en.ftl"), en))
}

#[test]
fn a_plain_message_is_static_with_terms_inlined() {
    let code = compile("-brand = Social Talks\nwelcome = Velkommen til { -brand }\n", "welcome = Welcome\n").unwrap();
    assert!(code.contains("pub const fn welcome(self) -> &'static str"), "{code}");
    assert!(code.contains("Lang::Da => \"Velkommen til Social Talks\""), "{code}");
    assert!(code.contains("/// Velkommen til Social Talks"), "{code}");
}

#[test]
fn a_selector_makes_a_number_in_both_languages() {
    let da = "talks = { $count ->\n    [0] Ingen talks\n    [one] Én talk\n   *[other] { $count } talks\n }\n";
    let code = compile(da, "talks = { $count } talks\n").unwrap();
    assert!(code.contains("pub fn talks(self, count: impl ::i18n::Count) -> String"), "{code}");
    assert!(code.contains("0 => {") && code.contains("1 => {"), "{code}");
    assert!(code.contains("::i18n::number(self.0, count)"), "{code}");
}

#[test]
fn an_exact_number_wins_over_the_plural_form() {
    let text = "n = { $n ->\n    [one] one\n    [1] exactly\n   *[other] many\n }\n";
    let code = compile(text, text).unwrap();
    assert!(code.find("exactly").unwrap() < code.find("\"one\"").unwrap(), "{code}");
}

#[test]
fn words_select_too_and_attributes_are_methods() {
    let text = "state = { $state ->\n    [draft] Kladde\n   *[public] Offentlig\n }\n    .label = Tilstand\n";
    let code = compile(text, text).unwrap();
    assert!(code.contains("match state.to_string().as_str()"), "{code}");
    assert!(code.contains("pub const fn state_label(self)"), "{code}");
}

#[test]
fn keywords_and_order() {
    let text = "type = { $b } og { $a }\n";
    let code = compile(text, "type = { $a } and { $b }\n").unwrap();
    assert!(code.contains("fn r#type(self, b: impl ::std::fmt::Display, a: impl"), "{code}");
}

#[test]
fn faults_name_file_and_key() {
    let missing = compile("a = x\nb = y\n", "a = x\nc = z\n").unwrap_err();
    assert_eq!(missing, ["en.ftl: the message »b« is missing", "da.ftl: the message »c« is missing"]);
    let argument = compile("a = { $name }\n", "a = nobody\n").unwrap_err();
    assert_eq!(argument, ["da.ftl and en.ftl: a: $name is missing in the English text"]);
    assert!(compile("a = { b }\n", "a = x\n").unwrap_err()[0].contains("da.ftl: a: refers to »b«"));
    assert!(compile("a = { a }\n", "a = x\n").unwrap_err()[0].contains("circle"));
    assert!(compile("a = { -t }\n", "a = x\n").unwrap_err()[0].contains("»-t«"));
    assert!(compile("a = { NUMBER($n) } { $n ->\n    [x] y\n   *[z] w\n }\n", "a = { $n }\n").is_err());
    assert!(compile("a = x\na = y\n", "a = x\n").unwrap_err()[0].contains("twice"));
    assert!(compile("a = { $\n", "a = x\n").unwrap_err()[0].starts_with("da.ftl:1"));
    assert!(compile("a = { $n ->\n    [few] x\n    [1] z\n   *[other] y\n }\n", "a = { $n }\n").is_ok());
}
