//! XML that means harm, and XML that is merely wrong.

use super::told;

fn bom(components: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\">\n<components>\n{components}\n</components>\n</bom>"
    )
}

const GOOD: &str = r#"<component type="library"><name>good</name><version>1</version></component>"#;

#[test]
fn a_document_that_declares_entities_is_refused_before_anything_is_expanded() {
    let laughs = format!(
        "<!DOCTYPE bom [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        bom("<component><name>&b;</name></component>").trim_start_matches("<?xml version=\"1.0\"?>")
    );
    insta::assert_snapshot!(told(&laughs), @"not a report that can be read: it declares XML entities of its own, which no scanner's report does; Ingot reads reports of Amazon Inspector, EC2 Image Builder, Security Hub, Qualys, Trivy and Grype, CycloneDX and SPDX documents, and the KEV and EPSS lists; `docs/reports.md` names the forms");
    let file = laughs.replace("<!ENTITY a \"ha\">", "<!ENTITY a SYSTEM \"file:///etc/passwd\">");
    assert_eq!(told(&file), told(&laughs));
}

#[test]
fn a_bad_entry_costs_that_entry() {
    let deep = format!("<component>{}{}</component>", "<a>".repeat(200), "</a>".repeat(200));
    let long = format!(
        "<component><name>{}</name></component>",
        "<![CDATA[x]]>".repeat(700_000)
    );
    let entries = [
        GOOD,
        "<component><name>a&nbsp;b</name></component>",
        "<component><name>&#0;</name></component>",
        "<component name='a' name='b'><name>twice</name></component>",
        "<component/>",
        &deep,
        &long,
        "<component><name>AT&T &amp; &#x41;<![CDATA[ <b> ]]></name></component>",
        GOOD,
    ];
    insta::assert_snapshot!(told(bom(&entries.join("\n"))), @r##"
    1, line 4: good
    2, line 5: rejected: `&nbsp;` is no entity that XML has
    3, line 6: rejected: invalid character reference: 0x0 character is not permitted in XML
    4, line 7: rejected: position 19: duplicated attribute, previous declaration at position 10
    5, line 8: rejected: the component has no `name`
    6, line 9: rejected: the entry nests deeper than 100 levels
    7, line 10: rejected: the entry is longer than 8 MiB
    8, line 11: AT&T & A <b>
    9, line 12: good
    whole
    "##);
}

#[test]
fn what_is_not_well_formed_keeps_the_entries_before() {
    let whole = bom(&format!("{GOOD}\n{GOOD}"));
    insta::assert_snapshot!(told(whole.replacen("</component>\n</components>", "</wrong>\n</components>", 1)), @r##"
    1, line 4: good
    2, line 5: rejected: it is not well-formed XML: ill-formed document: expected `</component>`, but `</wrong>` was found
    it is not well-formed XML: ill-formed document: expected `</component>`, but `</wrong>` was found at line 5, after entry 2
    "##);
    insta::assert_snapshot!(told(&whole[..whole.len() - 30]), @r##"
    1, line 4: good
    2, line 5: rejected: the file ends inside this entry
    the file ends before the report does at line 5, after entry 2
    "##);
    insta::assert_snapshot!(told(&whole[..whole.len() - 50]), @r##"
    1, line 4: good
    2, line 5: rejected: the file ends inside this entry
    the file ends before the report does at line 5, after entry 2
    "##);
    insta::assert_snapshot!(told(format!("{whole}<more/>")), @r##"
    1, line 4: good
    2, line 5: good
    there is other text after the end of the report at line 7, after entry 2
    "##);
}

#[test]
fn nesting_without_end_and_texts_without_end_are_left_behind_in_time() {
    let deep = bom(GOOD).replace("</components>", &"<a>".repeat(300_000));
    insta::assert_snapshot!(told(deep), @r##"
    1, line 4: good
    it nests deeper than 10000 levels at line 5, after entry 1
    "##);
    let long = bom(GOOD).replace("</components>", &format!("<!--{}", "x".repeat(20 << 20)));
    insta::assert_snapshot!(told(long), @r##"
    1, line 4: good
    a text is longer than 8 MiB at line 5, after entry 1
    "##);
}

#[test]
fn bytes_that_are_no_text_become_marks_and_not_the_end() {
    let mut bytes = bom("<component><name>caf?</name></component>").into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
    let at = at + 1 + bytes[at + 1..].iter().rposition(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xe9;
    insta::assert_snapshot!(told(&bytes), @r##"
    1, line 4: caf�
    whole
    "##);
    let declared = String::from_utf8_lossy(&bytes)
        .replace("?>", " encoding='windows-1252'?>")
        .replace('\u{fffd}', "?");
    let mut declared = declared.into_bytes();
    let at = declared.iter().rposition(|byte| *byte == b'?').unwrap();
    declared[at] = 0xe9;
    insta::assert_snapshot!(told(declared), @r##"
    1, line 4: café
    whole
    "##);
}
