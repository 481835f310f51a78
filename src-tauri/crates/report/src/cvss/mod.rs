//! CVSS vectors in words: what each metric says, and whether it says the worst.

mod metrics;

use metrics::{BASE_2, BASE_3, BASE_4, Known, METRICS_2, METRICS_3, METRICS_4};

/// One metric of a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// `AV:N`
    pub code: String,
    /// `Attack vector`
    pub name: &'static str,
    /// `network`
    pub value: &'static str,
    /// No other value of the metric makes the score higher.
    pub worst: bool,
}

/// Longest vector that is read; one of CVSS 4.0 with every metric has about 200 characters.
const LONGEST: usize = 400;

/// The metrics of a vector of CVSS 2.0, 3.0, 3.1 or 4.0 in its order, without those that say "not defined". Empty if it
/// cannot be read: an unknown or repeated metric, an unknown value, or a base metric that is missing.
pub fn explain(vector: &str) -> Vec<Metric> {
    read(vector).unwrap_or_default()
}

fn read(vector: &str) -> Option<Vec<Metric>> {
    let vector = vector.trim();
    let vector = vector
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(vector);
    if vector.len() > LONGEST {
        return None;
    }
    let (known, base, metrics): (&[Known], &[&str], &str) = match vector.split_once('/') {
        Some(("CVSS:4.0", rest)) => (METRICS_4, BASE_4, rest),
        Some(("CVSS:3.0" | "CVSS:3.1", rest)) => (METRICS_3, BASE_3, rest),
        Some(("CVSS:2.0", rest)) => (METRICS_2, BASE_2, rest),
        // Version 2 has no prefix; some databases leave out that of version 3, which alone has `PR` and `S`.
        _ if vector.contains("/PR:") && vector.contains("/S:") => (METRICS_3, BASE_3, vector),
        _ => (METRICS_2, BASE_2, vector),
    };
    let mut seen = Vec::new();
    let mut explained = Vec::new();
    for code in metrics.trim_end_matches('/').split('/') {
        let (name, value) = code.split_once(':')?;
        let metric = known.iter().find(|metric| metric.code == name)?;
        if seen.contains(&metric.code) {
            return None;
        }
        seen.push(metric.code);
        if matches!(value, "X" | "ND") && !base.contains(&name) {
            continue;
        }
        let &(worst, _) = metric.values.first()?;
        let &(_, words) = metric.values.iter().find(|(known, _)| *known == value)?;
        explained.push(Metric {
            code: code.to_owned(),
            name: metric.name,
            value: words,
            worst: value == worst,
        });
    }
    base.iter().all(|metric| seen.contains(metric)).then_some(explained)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(vector: &str) -> String {
        let line = |metric: Metric| {
            let worst = if metric.worst { " (worst)" } else { "" };
            format!("  {} {}: {}{worst}\n", metric.code, metric.name, metric.value)
        };
        format!(
            "{vector}\n{}",
            explain(vector).into_iter().map(line).collect::<String>()
        )
    }

    #[test]
    fn vectors_of_every_version_are_told_in_words() {
        insta::assert_snapshot!(
            [
                "AV:N/AC:L/Au:N/C:P/I:P/A:C",
                "(AV:L/AC:M/Au:S/C:N/I:N/A:P/E:U/RL:OF/RC:ND)",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N",
                "CVSS:3.0/AV:P/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:H/E:F/MAV:X/MS:C/CR:H",
                "AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
                "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:L/SA:H/E:A/MSI:S/AU:Y/U:Amber/CR:X",
            ]
            .map(shown)
            .concat()
        );
    }

    #[test]
    fn a_vector_that_cannot_be_read_says_nothing() {
        for vector in [
            "",
            "7.5",
            "CVSS:3.1/AV:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:Q",
            "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N",
            "CVSS:3.1/AV:X/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N",
            "CVSS:9.9/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N/<script>",
        ] {
            assert_eq!(explain(vector), [], "{vector}");
        }
    }

    #[test]
    fn every_known_metric_has_a_worst_value_and_no_value_twice() {
        for metric in [METRICS_2, METRICS_3, METRICS_4].concat() {
            let codes: std::collections::HashSet<_> = metric.values.iter().map(|(code, _)| code).collect();
            assert!(codes.len() == metric.values.len() && codes.len() > 1, "{}", metric.code);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_failing(text in "\\PC{0,80}", metrics in "(CVSS:[234].[01]/)?([A-Z]{1,3}:[A-Z]/){0,12}") {
            explain(&text);
            explain(&metrics);
        }
    }
}
