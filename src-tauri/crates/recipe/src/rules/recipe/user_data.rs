//! `recipe/user-data`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// User data is base64 and not too long.
    UserData {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(text) = user_data(site) else { return };
            let place = site.authored.at("additionalInstanceConfiguration").at("userDataOverride");
            if text.is_empty() {
                found.add(self.at(place, "`userDataOverride` is empty").with_help("remove the line"));
            } else if text.len() > MOST {
                let message = format!("`userDataOverride` has {} characters; AWS takes {MOST}", text.len());
                found.add(self.at(place, message).with_help("move the script to a component, or have the user data fetch it"));
            } else if decode(text).is_none() {
                let help = "AWS takes base64 on one line: `base64 -w0 script.sh`";
                found.add(self.at(place, "`userDataOverride` is not base64").with_help(help));
            }
        }
    },
    id: "recipe/user-data",
    title: "user data is base64 of at most 21,847 characters",
    severity: Severity::Error,
    reason: "AWS refuses user data that is not base64, also base64 with line breaks in it, and user data above the limit of EC2.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  userDataOverride: "mkdir -p /var/bb"
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  userDataOverride: IyEvYmluL2Jhc2gKdG91Y2ggcGVyZm9ybV9jbGVhbnVwCg==
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `UserDataOverride`",
}

/// Characters.
const MOST: usize = 21_847;

/// What the recipe writes as user data.
pub(super) fn user_data<'c>(site: &RecipeSite<'c>) -> Option<&'c str> {
    let instance = site.authored.value.additional_instance_configuration.as_ref()?;
    instance.user_data_override.as_deref()
}

/// The text behind base64 as the API takes it: one line, padded. `None` when it is none.
pub(super) fn decode(text: &str) -> Option<String> {
    let digits = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len());
    let (mut bits, mut count) = (0_u32, 0);
    for digit in digits.bytes() {
        bits = bits << 6 & 0x00ff_ffff | u32::from(value(digit)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::decode;

    #[test]
    fn base64_is_read_as_the_api_takes_it() {
        assert_eq!(decode("IyEvYmluL2Jhc2g=").as_deref(), Some("#!/bin/bash"));
        assert_eq!(decode("bWtkaXI").as_deref(), None);
        assert_eq!(decode("bWtk\naXI="), None);
        assert_eq!(decode("===="), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}", digits in "[A-Za-z0-9+/]{0,40}={0,4}") {
            let _ = decode(&text);
            let _ = decode(&digits);
        }
    }
}
