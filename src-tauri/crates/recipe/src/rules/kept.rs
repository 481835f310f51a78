//! What checking found, kept for the next time.
//!
//! A resource is checked with a catalogue that notes what it is asked. What was found holds while the
//! resource is the very same and none of those questions has another answer. Nobody keeps a list of
//! what a rule depends on: it depends on what it asks.

use std::collections::HashMap;
use std::sync::Arc;

use super::RecipeDiagnostic;
use crate::catalogue::{Asked, Catalogue};
use crate::resources::Resource;
use crate::settings::Settings;

/// What checking found in each resource, and what it looked at for that.
#[derive(Debug)]
pub struct Kept {
    /// Holds the resources, so that their addresses stay theirs.
    catalogue: Catalogue,
    settings: Settings,
    /// By the addresses of resources.
    findings: HashMap<usize, Arc<Findings>>,
}

#[derive(Debug)]
struct Findings {
    asked: Asked,
    found: Vec<RecipeDiagnostic>,
}

impl Kept {
    /// What is found in the resources of `catalogue`: what `before` has of it and still holds, and else
    /// what `check` finds.
    pub(super) fn after(
        before: Option<&Self>,
        catalogue: &Catalogue,
        settings: &Settings,
        mut check: impl FnMut(&Catalogue, &Arc<Resource>) -> Vec<RecipeDiagnostic>,
    ) -> Self {
        let before = before.filter(|before| before.settings.is(settings));
        let before = before.and_then(|before| Some((before, catalogue.changed_since(&before.catalogue)?)));
        let mut findings = HashMap::with_capacity(catalogue.resources().len());
        for resource in catalogue.resources() {
            let known = before.as_ref().and_then(|(before, changed)| {
                let known = before.findings.get(&address(resource))?;
                (!changed.concerns(&known.asked)).then(|| Arc::clone(known))
            });
            let known = known.unwrap_or_else(|| {
                let noting = catalogue.noting();
                let found = check(&noting, resource);
                let asked = noting.asked();
                Arc::new(Findings { asked, found })
            });
            findings.insert(address(resource), known);
        }
        Self {
            catalogue: catalogue.share(),
            settings: settings.clone(),
            findings,
        }
    }

    /// What was found in a resource.
    pub(super) fn of(&self, resource: &Arc<Resource>) -> &[RecipeDiagnostic] {
        let findings = self.findings.get(&address(resource));
        findings.map_or(&[], |findings| &findings.found)
    }
}

fn address(resource: &Arc<Resource>) -> usize {
    Arc::as_ptr(resource).addr()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeMap;

    use ingot_component::{ComponentDocument, Source};

    use super::*;
    use crate::catalogue::CatalogueBuilder;
    use crate::resources::read;
    use crate::rules::check_after;

    /// A workspace that is edited.
    #[derive(Default)]
    struct Files {
        resources: BTreeMap<&'static str, Arc<Resource>>,
        documents: BTreeMap<&'static str, (Source, Arc<ComponentDocument>)>,
        settings: Settings,
        kept: Option<Kept>,
    }

    impl Files {
        /// Writes a file and answers which resources are checked for that.
        fn write(&mut self, path: &'static str, text: &str) -> Vec<String> {
            let source = Source::new(path, text);
            match read(&source).resource {
                Some(resource) => drop(self.resources.insert(path, Arc::new(resource))),
                None => {
                    let document = Arc::new(ingot_component::read(&source).document.unwrap());
                    self.documents.insert(path, (source, document));
                }
            }
            let mut builder = CatalogueBuilder::new().settings(self.settings.clone());
            for resource in self.resources.values() {
                builder = builder.resource(Arc::clone(resource));
            }
            for (source, document) in self.documents.values() {
                builder = builder.document(source.clone(), Some(Arc::clone(document)));
            }
            let before = self.kept.take();
            if let Some(before) = &before {
                // With the same inventory, as whoever holds it passes it on.
                builder = builder
                    .inventory(before.catalogue.shared_inventory())
                    .after(&before.catalogue);
            }
            let catalogue = builder.build();
            let (_, kept) = check_after(&catalogue, &self.settings, before.as_ref());
            let anew = self.resources.values().filter(|resource| {
                let known = before
                    .as_ref()
                    .and_then(|before| before.findings.get(&address(resource)));
                known.is_none_or(|known| !Arc::ptr_eq(known, &kept.findings[&address(resource)]))
            });
            let anew = anew.map(|resource| resource.name().to_owned()).collect();
            self.kept = Some(kept);
            anew
        }
    }

    fn recipe(name: &str, parent: &str, component: &str, comment: &str) -> String {
        format!(
            "kind: ImageRecipe\nname: {name}\nsemanticVersion: 1.0.0\nparentImage: {parent}\ncomponents:\n  - componentArn: \
             Component/{component}\n{comment}"
        )
    }

    fn component(name: &str) -> String {
        format!("kind: Component\nname: {name}\nsemanticVersion: 1.0.0\nplatform: Linux\nuri: {name}.doc.yaml\n")
    }

    const DOCUMENT: &str = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Run\n        action: \
                            ExecuteBash\n        inputs: {commands: [\"true\"]}\n";

    #[test]
    fn an_edit_has_only_that_checked_which_looks_at_it() {
        let mut files = Files::default();
        files.write("sshd.doc.yaml", DOCUMENT);
        files.write("sshd.yaml", &component("sshd"));
        files.write("audit.doc.yaml", DOCUMENT);
        files.write("audit.yaml", &component("audit"));
        files.write("golden.yaml", &recipe("golden", "ami-0123456789abcdef0", "sshd", ""));
        files.write("web.yaml", &recipe("web", "ImageRecipe/golden", "audit", ""));
        files.write("alone.yaml", &recipe("alone", "ami-0123456789abcdef0", "audit", ""));

        let edited = recipe("alone", "ami-0123456789abcdef0", "audit", "# edited\n");
        assert_eq!(files.write("alone.yaml", &edited), ["alone"]);
        let edited = recipe("golden", "ami-0123456789abcdef0", "sshd", "# edited\n");
        assert_eq!(files.write("golden.yaml", &edited), ["golden", "web"]);
        let edited = format!("{DOCUMENT}# edited\n");
        assert_eq!(files.write("sshd.doc.yaml", &edited), ["golden", "sshd", "web"]);
        assert_eq!(files.write("audit.doc.yaml", &edited), ["alone", "audit", "web"]);
        // Another file of no name that anybody looks for.
        let new = recipe("new", "ImageRecipe/web", "sshd", "");
        assert_eq!(
            files.write("new.yaml", &new),
            ["new", "web"],
            "others stand on `web` now"
        );
    }
}
