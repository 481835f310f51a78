//! `scripts/insecure-url`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::script::{Language, Script, Word};
use crate::spelling::shorten;

pub(in crate::rules) struct InsecureUrl;

static META: RuleMeta = RuleMeta {
    id: "scripts/insecure-url",
    title: "downloads come over https",
    severity: Severity::Warning,
    reason: "Over http anybody on the way can change what arrives, and what arrives here becomes part of every \
             instance that is started from the image.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -fsSL -o /tmp/agent.rpm http://downloads.example.com/agent-1.2.3.rpm
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              curl -fsSL -o /tmp/agent.rpm https://downloads.example.com/agent-1.2.3.rpm
"#,
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html",
};

impl Rule for InsecureUrl {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = site.script() else { return };
        for url in urls(script).filter(|url| is_insecure(&url.text)) {
            let message = format!(
                "`{}` is loaded over http, where anybody on the way can change it",
                shorten(&url.text)
            );
            found.push(
                self.at(context, script.span(url.range.clone()), message)
                    .with_help("use https"),
            );
        }
    }
}

/// What the script downloads: addresses behind programs that load them, also through a variable.
fn urls<'a>(script: &'a Script<'_>) -> impl Iterator<Item = &'a Word> {
    let loads = |program: &str| match script.language {
        Language::Bash => matches!(program, "curl" | "wget" | "aria2c" | "git" | "pip" | "pip3"),
        Language::PowerShell => matches!(
            program,
            "invoke-webrequest" | "iwr" | "curl" | "wget" | "invoke-restmethod" | "irm" | "start-bitstransfer"
        ),
    };
    let commands = script
        .commands()
        .iter()
        .filter(move |command| loads(&command.program()));
    let words = commands.flat_map(|command| &command.arguments);
    words.map(|word| {
        variable(&word.text)
            .and_then(|name| script.variable(name))
            .unwrap_or(word)
    })
}

/// The variable that a word starts with.
fn variable(word: &str) -> Option<&str> {
    let name = word.trim_start_matches('"').strip_prefix('$')?;
    let name = name.strip_prefix('{').unwrap_or(name);
    let end = name
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(name.len());
    name.get(..end)
}

/// Whether `text` is an address over http of a host that is not near: names without a dot and
/// private addresses are behind the same network as the build instance.
fn is_insecure(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'']);
    let Some(rest) = text
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("http://"))
        .and_then(|_| text.get(7..))
    else {
        return false;
    };
    let end = rest.find(['/', ':', '"', '\'', '?']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    let second = host
        .strip_prefix("172.")
        .and_then(|rest| rest.split('.').next()?.parse::<u8>().ok());
    let near = ["localhost", "127.", "169.254.", "10.", "192.168."]
        .iter()
        .any(|start| host.starts_with(start))
        || second.is_some_and(|second| (16..32).contains(&second))
        || host.ends_with(".local")
        || host.ends_with(".internal");
    host.contains('.') && !near && !host.starts_with(['$', '{', '['])
}

#[cfg(test)]
mod tests {
    use crate::rules::scripts::tests::{flags_bash, flags_powershell};

    #[test]
    fn downloads_over_http_are_found() {
        for script in [
            "wget http://a.example/b",
            "URL=http://a.example/b\ncurl -fO \"$URL/c\"",
            "curl -fo x 'HTTP://a.example'",
        ] {
            assert!(flags_bash("scripts/insecure-url", script), "{script}");
        }
        assert!(flags_powershell(
            "scripts/insecure-url",
            "Invoke-WebRequest -Uri \"http://a.example/$b\" -OutFile c"
        ));
        assert!(flags_powershell(
            "scripts/insecure-url",
            "$Url = 'http://a.example/b'\niwr $url -OutFile c"
        ));
    }

    #[test]
    fn addresses_that_are_near_or_only_named_are_left_alone() {
        for script in [
            "curl http://169.254.169.254/latest/meta-data/",
            "curl -f http://localhost:8080/health",
            "echo http://a.example",
            "curl -f https://a.example/?x=http://b",
            "curl -f http://10.0.0.1/",
            "curl -f http://$HOST/",
            "curl -f http://repo/x",
        ] {
            assert!(!flags_bash("scripts/insecure-url", script), "{script}");
        }
    }
}
