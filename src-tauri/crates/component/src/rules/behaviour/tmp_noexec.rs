//! `behaviour/tmp-noexec`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};
use crate::script::Script;
use crate::text::Span;

pub(in crate::rules) struct TmpNoexec;

static META: RuleMeta = RuleMeta {
    id: "behaviour/tmp-noexec",
    title: "`/tmp` stays a place to run from, or the recipe says where to work",
    severity: Severity::Info,
    reason: "Image Builder works in `/tmp` unless the recipe sets `workingDirectory`: it puts AWSTOE there and runs \
             it. When a component mounts `/tmp` with `noexec`, as hardening guides ask for, the test stage and every \
             later image on top of this one may fail before their first step.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: HardenTmp
        action: ExecuteBash
        inputs:
          commands:
            - echo "tmpfs /tmp tmpfs defaults,nodev,nosuid,noexec 0 0" >> /etc/fstab
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: HardenTmp
        action: ExecuteBash
        inputs:
          commands:
            - echo "tmpfs /tmp tmpfs defaults,nodev,nosuid 0 0" >> /etc/fstab
"#,
    source: "https://github.com/aws/aws-parallelcluster/pull/7515",
};

impl Rule for TmpNoexec {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let content = step_calls(site.step).filter_map(|call| call.get("content"));
        for node in site.script().into_iter().flat_map(Script::nodes).chain(content) {
            let (base, written) = node.written(context.source);
            let Some(at) = mounts_tmp(written) else { continue };
            let span = Span::new(base + at, base + at + NOEXEC.len());
            found.push(
                self.at(
                    context,
                    span,
                    "with this, Image Builder cannot run AWSTOE from `/tmp`, its default",
                )
                .with_help(
                    "set `workingDirectory` in the recipes that use this image, or leave `noexec` to the first boot",
                ),
            );
        }
    }
}

const NOEXEC: &str = "noexec";

/// Where `text` mounts `/tmp` with `noexec`: both in one line that is no comment.
fn mounts_tmp(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut words = line.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';'));
        let mounts = words.any(|word| word == "/tmp") && !line.trim_start().starts_with('#');
        if let Some(place) = line.find(NOEXEC).filter(|_| mounts) {
            return Some(start + place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_mount_tmp_itself_count() {
        assert!(mounts_tmp("mount -o remount,noexec /tmp").is_some());
        assert!(mounts_tmp("a\ntmpfs /tmp tmpfs nodev,noexec 0 0\n").is_some());
        for text in [
            "# mount -o remount,noexec /tmp",
            "mount -o noexec /dev/sdf /var/tmp",
            "mount -o noexec /dev/sdf /data\nrm /tmp/a",
            "mount -o remount,nodev /tmp",
        ] {
            assert_eq!(mounts_tmp(text), None, "{text}");
        }
    }
}
