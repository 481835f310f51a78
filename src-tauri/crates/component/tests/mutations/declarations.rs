//! Faults of the document itself, its parameters and its constants.

use ingot_component::yaml::Node;

use super::site::{Mutant, Site};

pub fn all(site: &Site) -> Vec<Mutant> {
    let mut made = Vec::new();
    let root = &site.root;
    for key in ["schemaVersion", "phases"] {
        made.extend(site.without(
            "document without a required field",
            root,
            key,
            &[
                "structure/schema-version",
                "structure/missing-field",
                "structure/no-phases",
            ],
        ));
    }
    if let Some(version) = root.get("schemaVersion") {
        made.extend(site.replaced(
            "schemaVersion that is not 1.0",
            version,
            "2.0",
            &["structure/schema-version"],
        ));
    }
    made.extend(site.with_line(
        "unknown field of a document",
        root,
        "versoin: 3",
        &["structure/unknown-field"],
    ));
    if let Some(description) = root.get("description") {
        let rules = &["structure/wrong-type"];
        made.extend(site.replaced("document field of the wrong type", description, "[a]", rules));
    }
    for (list, value) in [("parameters", "default"), ("constants", "value")] {
        let Some(declared) = root.get(list) else { continue };
        let items: Vec<&Node> = declared.items().iter().collect();
        for item in &items {
            let Some(entry) = item.entries().first() else { continue };
            let fields = &entry.value;
            if let Some(kind) = fields.get("type") {
                made.extend(site.replaced("type that is not string", kind, "number", &["structure/parameter-type"]));
            }
            made.extend(site.without(
                "declaration without a type or value",
                fields,
                "type",
                &["structure/parameter-type"],
            ));
            if list == "constants" {
                made.extend(site.without(
                    "declaration without a type or value",
                    fields,
                    value,
                    &["structure/missing-field"],
                ));
            }
            if let Some(default) = fields.get(value) {
                made.extend(site.replaced(
                    "default or value that is no text",
                    default,
                    "[1, 2]",
                    &[
                        "structure/default-type",
                        "structure/constant-value",
                        "structure/wrong-type",
                    ],
                ));
            }
            made.extend(site.with_line(
                "unknown field of a declaration",
                fields,
                "requierd: true",
                &["structure/unknown-field"],
            ));
            made.extend(site.replaced(
                "name with a blank in it",
                &entry.key,
                "\"my name\"",
                &["names/parameter-name"],
            ));
        }
        for pair in items.windows(2) {
            let (Some(first), Some(second)) = (pair[0].entries().first(), pair[1].entries().first()) else {
                continue;
            };
            if let Some(name) = first.key.text() {
                made.extend(site.replaced("name declared twice", &second.key, name, &["names/duplicate-parameter"]));
            }
        }
    }
    made
}
