//! The check's result as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::BTreeMap;

use ingot_workbench::check::CheckReport;
use ingot_workbench::{Diagnostic, Fix, Ignored, Range, Severity};
use serde_json::{Map, Value, json};

pub fn log(report: &CheckReport) -> Value {
    let ignored = report.ignored.iter().map(|it| &it.diagnostic);
    let mut rules: BTreeMap<&str, usize> = report
        .diagnostics
        .iter()
        .chain(ignored)
        .map(|diagnostic| (diagnostic.rule.as_str(), 0))
        .collect();
    for (index, at) in rules.values_mut().enumerate() {
        *at = index;
    }
    let index = |diagnostic: &Diagnostic| rules.get(diagnostic.rule.as_str()).copied().unwrap_or(0);
    let found = report.diagnostics.iter().map(|it| result(it, index(it), None));
    let ignored = report
        .ignored
        .iter()
        .map(|it| result(&it.diagnostic, index(&it.diagnostic), Some(it)));
    let results: Vec<Value> = found.chain(ignored).collect();
    let rules: Vec<Value> = rules.keys().map(|id| rule(id)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Ingot", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "invocations": [{ "executionSuccessful": !report.unreadable }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }]
    })
}

fn rule(id: &str) -> Value {
    // What could not be read is said by the program itself, not by a rule.
    let Some(meta) = ingot_workbench::rules::find(id) else {
        return json!({ "id": id });
    };
    let mut rule = json!({
        "id": id,
        "name": id,
        "shortDescription": { "text": meta.title },
        "fullDescription": { "text": meta.reason },
        "help": {
            "text": format!("{}\n\nBad:\n\n{}\nGood:\n\n{}", meta.reason, meta.bad, meta.good),
            "markdown": format!("{}\n\nBad:\n\n```yaml\n{}```\n\nGood:\n\n```yaml\n{}```", meta.reason, meta.bad, meta.good),
        },
        "defaultConfiguration": { "level": level(meta.severity) },
        "properties": { "tags": [id.split('/').next().unwrap_or(id)] },
    });
    if meta.source.starts_with("https://")
        && let Some(rule) = rule.as_object_mut()
    {
        rule.insert("helpUri".to_owned(), meta.source.into());
    }
    rule
}

fn result(diagnostic: &Diagnostic, rule_index: usize, ignored: Option<&Ignored>) -> Value {
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = Map::new();
    let mut set = |key: &str, value: Value| result.insert(key.to_owned(), value);
    set("ruleId", diagnostic.rule.as_str().into());
    set("ruleIndex", rule_index.into());
    set("level", level(diagnostic.severity).into());
    set("message", json!({ "text": text }));
    set("locations", json!([location(&diagnostic.file, diagnostic.range)]));
    if !diagnostic.related.is_empty() {
        let related: Vec<Value> = diagnostic
            .related
            .iter()
            .map(|related| {
                let mut location = location(&related.file, related.range);
                if let Some(location) = location.as_object_mut() {
                    location.insert("message".to_owned(), json!({ "text": related.message }));
                }
                location
            })
            .collect();
        set("relatedLocations", related.into());
    }
    if let Some(fix) = &diagnostic.fix {
        set("fixes", json!([change(&diagnostic.file, fix)]));
    }
    if let Some(ignored) = ignored {
        let mut suppression = json!({ "kind": "inSource", "status": "accepted" });
        if !ignored.reason.is_empty()
            && let Some(suppression) = suppression.as_object_mut()
        {
            suppression.insert("justification".to_owned(), ignored.reason.as_str().into());
        }
        set("suppressions", json!([suppression]));
    }
    result.into()
}

fn change(file: &str, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(edit.range), "insertedContent": { "text": edit.text } }))
        .collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(file) }, "replacements": replacements }],
    })
}

fn location(file: &str, range: Range) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region(range) } })
}

fn region(range: Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.column,
        "endLine": range.end.line,
        "endColumn": range.end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI, relative unless the path is absolute: what RFC 3986 does not allow in a path is
/// percent-encoded.
fn uri(path: &str) -> String {
    let prefix = if path.starts_with('/') { "file://" } else { "" };
    path.bytes().fold(prefix.to_owned(), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_with_blanks_and_umlauts_is_a_valid_uri() {
        assert_eq!(super::uri("a b/größe.yaml"), "a%20b/gr%C3%B6%C3%9Fe.yaml");
        assert_eq!(super::uri("/a:b"), "file:///a%3Ab");
    }
}
