//! One problem for people: its sentence, the lines it is about with carets, and what to do.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use ingot_workbench::{Diagnostic, Position, Range, Severity, Source};

use super::output::plain;

/// What is read of a line, in characters; the renderer shows of that what fits the terminal. A
/// problem further to the right has its place, and no excerpt.
const LONGEST_LINE: u32 = 2_000;
/// Most lines of a problem; of a longer one the first line is drawn.
const MOST_LINES: u32 = 1_000;
/// What this rule finds is not written into anybody's terminal or log once more.
const SECRET: &str = "security/secret-in-clear";
/// How much of a secret is drawn, in characters, so that people see which one is meant.
const SHOWN_OF_SECRET: usize = 4;
/// How far away a related place may be to be drawn in the same excerpt, in lines.
const NEAR: u32 = 200;

/// The problem as lines without an end; styled, for an output that takes the styles out again where
/// they do not belong. `source` is the text it stands in, if there is one.
pub fn render(diagnostic: &Diagnostic, source: Option<&Source>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(plain(&diagnostic.message)).id(&diagnostic.rule);
    let file = plain(&diagnostic.file);
    let (mut group, drawn): (Group<'_>, Vec<usize>) = match source.and_then(|source| snippet(diagnostic, source)) {
        Some((snippet, drawn)) => (title.element(snippet.path(file)), drawn),
        None => {
            let start = diagnostic.range.start;
            let origin = Origin::path(file).line(start.line as usize);
            (title.element(origin.char_column(start.column as usize)), Vec::new())
        }
    };
    for (at, related) in diagnostic.related.iter().enumerate() {
        if !drawn.contains(&at) {
            let place = format!("{}:{}", plain(&related.file), related.range.start);
            group = group.element(Level::NOTE.message(format!("{}: {place}", plain(&related.message))));
        }
    }
    if let Some(help) = &diagnostic.help {
        let lines: Vec<String> = help.lines().map(plain).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    if let Some(fix) = &diagnostic.fix {
        let message = format!("{} (`ingot check --fix`)", plain(&fix.title));
        group = group.element(Level::HELP.with_name("fix").message(message));
    }
    Renderer::styled().render(&[group])
}

/// The lines of the problem with its caret, and of the related places near it; and which related
/// places these are. `None` where there is nothing to draw.
fn snippet<'a>(diagnostic: &Diagnostic, source: &Source) -> Option<(Snippet<'a, Annotation<'a>>, Vec<usize>)> {
    if source.text().is_empty() || diagnostic.range.start.column > LONGEST_LINE {
        return None;
    }
    let range = clipped(source, diagnostic.range);
    let near: Vec<usize> = diagnostic
        .related
        .iter()
        .enumerate()
        .filter(|(_, related)| {
            related.file == diagnostic.file && related.range.start.line.abs_diff(range.start.line) <= NEAR
        })
        .map(|(at, _)| at)
        .collect();
    let ranges: Vec<(Range, &str)> = near
        .iter()
        .filter_map(|&at| diagnostic.related.get(at))
        .map(|related| (clipped(source, related.range), related.message.as_str()))
        .collect();
    let first = ranges
        .iter()
        .map(|(it, _)| it.start.line)
        .fold(range.start.line, u32::min);
    let last = ranges.iter().map(|(it, _)| it.end.line).fold(range.end.line, u32::max);
    let mut text = String::new();
    let mut starts = Vec::new();
    for line in first..=last {
        starts.push(text.len());
        text.push_str(&drawable(&line_of(source, line, LONGEST_LINE)));
        text.push('\n');
    }
    let byte = |position: Position| {
        let line = position.line.saturating_sub(first) as usize;
        let start = starts.get(line).copied().unwrap_or(text.len());
        let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
        let inside = text.get(start..end).unwrap_or("");
        start + byte_of(inside, position.column)
    };
    let place = byte(range.start)..byte(range.end).max(byte(range.start));
    let mut annotations = vec![AnnotationKind::Primary.span(place.clone())];
    for (related, message) in ranges {
        let span = byte(related.start)..byte(related.end).max(byte(related.start));
        annotations.push(AnnotationKind::Context.span(span).label(plain(message)));
    }
    if diagnostic.rule == SECRET {
        text = masked(&text, place);
    }
    let snippet = Snippet::source(text)
        .line_start(first as usize)
        .annotations(annotations);
    Some((snippet, near))
}

/// `text` with most of what stands in `secret` hidden; everything stays in its place.
fn masked(text: &str, secret: std::ops::Range<usize>) -> String {
    let mut shown = SHOWN_OF_SECRET;
    let hide = |(at, c): (usize, char)| {
        if !secret.contains(&at) || !c.is_ascii_graphic() {
            return c;
        }
        if shown == 0 {
            return '*';
        }
        shown -= 1;
        c
    };
    text.char_indices().map(hide).collect()
}

/// `range` without a line break at its end, because nobody sees the line behind it, and of a very
/// long one its first line.
fn clipped(source: &Source, range: Range) -> Range {
    let start = range.start;
    let end_of = |line: u32| Position {
        line,
        column: length(source, line).saturating_add(1),
    };
    let mut end = range.end.max(start);
    if end.line - start.line > MOST_LINES {
        end = end_of(start.line).max(start);
    } else if end.column == 1 && end.line > start.line {
        end = end_of(end.line - 1).max(start);
    }
    Range { start, end }
}

/// Characters in a line, as far as it matters.
fn length(source: &Source, line: u32) -> u32 {
    let shown = line_of(source, line, LONGEST_LINE).chars().count();
    u32::try_from(shown).unwrap_or(u32::MAX)
}

/// The first `most` characters of a line, without its end.
fn line_of(source: &Source, line: u32, most: u32) -> String {
    let at = |column| source.offset(Position { line, column });
    source
        .text()
        .get(at(1)..at(most.saturating_add(1)))
        .unwrap_or("")
        .to_owned()
}

/// Byte at which column `column`, from 1, begins.
fn byte_of(line: &str, column: u32) -> usize {
    let characters = (column as usize).saturating_sub(1);
    line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at)
}

/// A line fit for a terminal, character by character. Tabs stay: they are drawn as blanks.
fn drawable(line: &str) -> String {
    line.split('\t').map(plain).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingot_workbench::Fix;

    fn found(source: &Source, start: (u32, u32), end: (u32, u32)) -> Diagnostic {
        let at = |(line, column)| Position { line, column };
        Diagnostic {
            rule: "group/name".to_owned(),
            severity: Severity::Warning,
            message: "something is wrong".to_owned(),
            help: None,
            file: source.file().to_owned(),
            range: Range {
                start: at(start),
                end: at(end),
            },
            related: Vec::new(),
            fix: None,
        }
    }

    fn drawn(diagnostic: &Diagnostic, source: &Source) -> String {
        anstream::adapter::strip_str(&render(diagnostic, Some(source))).to_string()
    }

    #[test]
    fn a_secret_is_not_written_into_a_log_once_more() {
        let source = Source::new("a.yaml", "key: hunter2hunter2 # mine\n");
        let mut diagnostic = found(&source, (1, 6), (1, 20));
        diagnostic.rule = SECRET.to_owned();
        let drawn = drawn(&diagnostic, &source);
        assert!(drawn.contains("key: hunt********** # mine"), "{drawn}");
    }

    #[test]
    fn ranges_over_lines_tabs_and_wide_characters_are_drawn() {
        let source = Source::new("a.yaml", "one:\n\ttwo: 漢字 three\nfour\nfive\n");
        let mut diagnostic = found(&source, (2, 7), (2, 9));
        diagnostic.help = Some("first line\nsecond line".to_owned());
        diagnostic.fix = Some(Fix {
            title: "mend it".to_owned(),
            edits: Vec::new(),
        });
        let several = found(&source, (2, 2), (5, 1));
        insta::assert_snapshot!(format!(
            "{}\n\n{}",
            drawn(&diagnostic, &source),
            drawn(&several, &source)
        ));
    }

    #[test]
    fn a_long_line_is_cut_around_the_problem_and_a_hostile_one_is_not_drawn() {
        let source = Source::new("a.yaml", format!("{}needle{}", "é".repeat(500), "x".repeat(5_000)));
        let text = drawn(&found(&source, (1, 501), (1, 507)), &source);
        assert!(text.lines().all(|line| line.chars().count() < 200));
        let far = drawn(&found(&source, (1, 5_001), (1, 5_007)), &source);
        insta::assert_snapshot!(format!("{text}\n\n{far}"));
    }

    #[test]
    fn related_places_are_drawn_or_named() {
        let source = Source::new("a.yaml", "name: a\nother: b\nname: c\n");
        let mut diagnostic = found(&source, (3, 1), (3, 5));
        let related = |file: &str, line| ingot_workbench::Related {
            message: "the first is here".to_owned(),
            file: file.to_owned(),
            range: Range {
                start: Position { line, column: 1 },
                end: Position { line, column: 5 },
            },
        };
        diagnostic.related = vec![related("a.yaml", 1), related("b.yaml", 7)];
        insta::assert_snapshot!(drawn(&diagnostic, &source));
    }

    #[test]
    fn nothing_in_a_file_or_its_name_drives_the_terminal() {
        let source = Source::new(
            "a\u{1b}[2J.yaml",
            "k: \u{9b}31m\u{1b}]0;title\u{7} \u{202e}x\rsecond: \u{7f}\n",
        );
        let mut diagnostic = found(&source, (1, 4), (2, 9));
        diagnostic.message = "bad \u{1b}[31m\nvalue".to_owned();
        diagnostic.help = Some("do \u{9b}1m this".to_owned());
        let text = drawn(&diagnostic, &source);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
    }

    #[test]
    fn any_place_in_any_text_can_be_drawn() {
        let long = "y".repeat(300);
        for text in ["", "a", "\n\n\n", "é\r\nü\r", "a\tb\n", long.as_str()] {
            let source = Source::new("a", text);
            for line in 1..5 {
                for column in [1, 2, 3, 200, 299, u32::MAX] {
                    for end in [
                        (line, 1),
                        (line, column),
                        (line + 1, 1),
                        (line + 2, 500),
                        (u32::MAX, u32::MAX),
                    ] {
                        drawn(&found(&source, (line, column), end), &source);
                    }
                }
            }
        }
    }
}
