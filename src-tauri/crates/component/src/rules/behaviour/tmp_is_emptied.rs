//! `behaviour/tmp-is-emptied`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{ComponentDocument, Phase, Stage};
use crate::rules::context::{CANDIDATES, Context};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;
use crate::yaml::Node;

pub(in crate::rules) struct TmpIsEmptied;

static META: RuleMeta = RuleMeta {
    id: "behaviour/tmp-is-emptied",
    title: "what must survive a restart is not in `/tmp`",
    severity: Severity::Info,
    reason: "On many systems `/tmp` is kept in memory or emptied at boot (Amazon Linux 2023 and newer Fedora and \
             Debian among them). A file that a step puts there is gone after a `Reboot` step, and in the test stage, \
             which runs on a newly started instance. `/var/tmp` is kept.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
            checksum: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            algorithm: "SHA256"
      - name: Restart
        action: Reboot
      - name: Unpack
        action: ExecuteBash
        inputs:
          commands:
            - tar -xzf /tmp/tool.tar.gz -C /opt
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/var/tmp/tool.tar.gz"
            checksum: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            algorithm: "SHA256"
      - name: Restart
        action: Reboot
      - name: Unpack
        action: ExecuteBash
        inputs:
          commands:
            - tar -xzf /var/tmp/tool.tar.gz -C /opt
"#,
    source: "https://www.freedesktop.org/software/systemd/man/latest/file-hierarchy.html",
};

impl Rule for TmpIsEmptied {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        // Each looks through the text behind it.
        for (phase, at, path) in temporary(context.document).take(CANDIDATES) {
            let Some(file) = path.text() else { continue };
            let names = |span: Span| context.source.slice(span).contains(file);
            let later = phase.steps.get(at + 1..).unwrap_or_default();
            let mut restarted = later.iter().skip_while(|step| step.action.value != "Reboot").skip(1);
            let behind = restarted.find(|step| names(step.span)).map(|step| step.name.span);
            let builds = Stage::of_phase(&phase.name.value) == Some(Stage::Build);
            let tests = context.document.phases.iter().filter(|_| builds);
            let mut tests = tests.filter(|phase| phase.name.value == "test");
            let tested = || tests.find(|phase| names(phase.span)).map(|phase| phase.name.span);
            let Some(user) = behind.or_else(tested) else { continue };
            let message = format!("`{}` may be gone when it is used, after a restart", shorten(file));
            found.push(
                self.at(context, path.span, message)
                    .with_help("keep it in `/var/tmp`, or fetch it again after the restart")
                    .with_related(context.source, user, "it is used here"),
            );
        }
    }
}

/// The files that steps put into `/tmp`: the phase, the step's place in it, and the path.
fn temporary(document: &ComponentDocument) -> impl Iterator<Item = (&Phase, usize, &Node)> {
    document.phases.iter().flat_map(|phase| {
        let steps = phase.steps.iter().enumerate();
        steps.flat_map(move |(at, step)| {
            let key = match step.action.value.as_str() {
                "S3Download" | "WebDownload" | "CopyFile" | "MoveFile" => "destination",
                "CreateFile" => "path",
                _ => "",
            };
            let paths = step_calls(step).filter_map(move |call| call.get(key));
            paths
                .filter(|path| {
                    path.text()
                        .is_some_and(|path| path.len() > "/tmp/".len() && path.starts_with("/tmp/"))
                })
                .map(move |path| (phase, at, path))
        })
    })
}
