//! The complaints of `saphyr-parser`'s scanner in words for people. They have no kinds, only
//! English texts, so they are recognised by a part of the text; what is not recognised is passed on.

/// The scanner's complaint in plain words, and what to do.
pub(super) fn explain(info: &str, found: Option<char>) -> (String, &'static str) {
    const TABLE: &[(&str, &str, &str)] = &[
        (
            "tab",
            "a tab indents this line; YAML indents with spaces only",
            "replace the tab by spaces",
        ),
        (
            "quoted scalar, found unexpected end of stream",
            "a quoted text is never closed; the file ends inside it",
            "add the closing quote",
        ),
        (
            "quoted scalar, found unexpected document indicator",
            "a `---` or `...` line stands inside a quoted text",
            "close the quotes before it",
        ),
        (
            "unknown escape",
            "this backslash sequence does not exist in double quotes",
            "write the text in single quotes, or double the backslash",
        ),
        (
            "hexadecimal",
            "a `\\x` or `\\u` escape needs hexadecimal digits",
            "write the text in single quotes, or double the backslash",
        ),
        (
            "Unicode character escape",
            "this escape names no Unicode character",
            "write the text in single quotes, or double the backslash",
        ),
        (
            "mapping values are not allowed",
            "a `:` cannot start a mapping here",
            "check the indentation, or put the text in quotes if the `:` belongs to it",
        ),
        (
            "simple key expect",
            "this line is neither `key: value` nor part of the text above it",
            "add the missing `:`, or mend the indentation",
        ),
        (
            "illegal placement of ':'",
            "a `:` cannot stand here",
            "put the text in quotes if the `:` belongs to it",
        ),
        (
            "did not find expected key",
            "the indentation of this line fits no mapping above it",
            "align it with the keys it belongs to",
        ),
        (
            "did not find expected '-'",
            "the indentation of this line fits no list above it",
            "align it with the items it belongs to",
        ),
        (
            "block sequence entries are not allowed",
            "a list item cannot start here",
            "put the `-` on a line of its own, indented below its key",
        ),
        (
            "only valid inside a block",
            "a `-` item cannot stand inside `[ ]` or `{ }`",
            "separate the items by commas",
        ),
        (
            "did not find expected ',' or '}'",
            "a `{ }` mapping is not closed or lacks a comma",
            "add the `,` or the `}`; if the `{` belongs to the text, put it in quotes",
        ),
        (
            "expected ',' or ']'",
            "a `[ ]` list is not closed or lacks a comma",
            "add the `,` or the `]`; if the `[` belongs to the text, put it in quotes",
        ),
        (
            "misplaced bracket",
            "this bracket closes nothing",
            "remove it, or put the text in quotes if it belongs to it",
        ),
        (
            "flow construct",
            "what stands inside brackets must be indented more than the key before it",
            "indent the line",
        ),
        (
            "invalid indentation in quoted scalar",
            "a quoted text that runs over lines must be indented more than its key",
            "indent the line",
        ),
        (
            "invalid indentation",
            "the indentation of this line fits nothing above it",
            "align it with what it belongs to",
        ),
        (
            "trailing content after double-quoted",
            "something follows the closing quote",
            "put all of the text inside the quotes",
        ),
        (
            "recursion limit",
            "brackets are nested too deep",
            "look for brackets that are never closed",
        ),
        (
            "did not find expected <document start>",
            "the document has ended, and this does not belong to it",
            "mend the indentation, or remove what follows",
        ),
        (
            "block scalar",
            "this `|` or `>` block cannot be read",
            "write nothing but `|` or `>` on its first line, and indent every line of it with spaces",
        ),
        (
            "comment intercepting",
            "a comment cuts a text that runs over lines in two",
            "move the comment, or quote the text",
        ),
        (
            "tag",
            "this `!` tag cannot be read",
            "remove it, or put the text in quotes if it belongs to it",
        ),
        (
            "handle wasn't declared",
            "this `!` tag is not declared",
            "remove the tag",
        ),
        (
            "directive",
            "this `%` directive cannot be read",
            "put the text in quotes if the `%` belongs to it",
        ),
        (
            "byte order mark",
            "there is a byte order mark inside the file",
            "remove the invisible character",
        ),
        ("unprintable", "there is an unprintable character here", "remove it"),
        (
            "expected node content",
            "a value is missing here",
            "write the value, or quotes if the punctuation belongs to it",
        ),
        (
            "unexpected eof",
            "the file ends too early",
            "look for a bracket or a quote that is never closed",
        ),
    ];
    if let Some(c) = found.filter(|_| info.starts_with("unexpected character")) {
        return (format!("text cannot start with `{c}`"), "put the text in quotes");
    }
    TABLE.iter().find(|(part, _, _)| info.contains(part)).map_or_else(
        || {
            (
                format!("this is not YAML: {info}"),
                "mend the line, or put the text in quotes",
            )
        },
        |(_, message, help)| ((*message).to_owned(), help),
    )
}
