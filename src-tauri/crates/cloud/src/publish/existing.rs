//! What to make of a resource that is already there although the plan meant to create it: somebody else published
//! it meanwhile, or the answer to our own request was lost.

use ingot_recipe::ImageBuilderArn;
use serde::Serialize;
use serde_json::Value;

/// Whether `there` has everything that `wanted` says: fields that `wanted` leaves out may have any value, because AWS
/// fills them with defaults.
pub(super) fn covers(wanted: &impl Serialize, there: &impl Serialize) -> bool {
    match (serde_json::to_value(wanted), serde_json::to_value(there)) {
        (Ok(wanted), Ok(there)) => value_covers(&wanted, &there),
        _ => false,
    }
}

fn value_covers(wanted: &Value, there: &Value) -> bool {
    match (wanted, there) {
        (Value::Null, _) => true,
        (Value::Object(wanted), Value::Object(there)) => wanted
            .iter()
            .all(|(key, value)| value_covers(value, there.get(key).unwrap_or(&Value::Null))),
        (Value::Object(wanted), Value::Null) => wanted.values().all(|value| value_covers(value, &Value::Null)),
        (Value::Array(wanted), Value::Array(there)) => {
            wanted.is_empty()
                || wanted.len() == there.len()
                    && in_order(wanted)
                        .zip(in_order(there))
                        .all(|(wanted, there)| value_covers(wanted, there))
        }
        (Value::Array(wanted), Value::Null) => wanted.is_empty(),
        (Value::String(wanted), Value::String(there)) => same_text(wanted, there),
        _ => wanted == there,
    }
}

/// Where the order of a list means nothing (texts, distributions by region) AWS may answer in another one.
fn in_order(list: &[Value]) -> impl Iterator<Item = &Value> {
    let mut list: Vec<&Value> = list.iter().collect();
    list.sort_by_key(|value| value.as_str().or_else(|| value.get("region")?.as_str()));
    list.into_iter()
}

/// AWS may answer a version's ARN with the build that it stands for at present, and documents without their last
/// line break.
fn same_text(wanted: &str, there: &str) -> bool {
    if wanted.trim_end() == there.trim_end() {
        return true;
    }
    let (Ok(wanted), Ok(there)) = (wanted.parse::<ImageBuilderArn>(), there.parse::<ImageBuilderArn>()) else {
        return false;
    };
    wanted.build.is_none() && wanted == there.without_build()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_aws_adds_by_itself_is_no_difference() {
        let wanted = json!({"name": "web", "status": null, "tags": {"Owner": "a"}, "types": []});
        let there = json!({"name": "web", "status": "ENABLED", "tags": {"Owner": "a", "aws:x": "y"}, "types": ["m5"]});
        assert!(covers(&wanted, &there));
    }

    #[test]
    fn other_values_orders_and_lengths_are_differences() {
        for (wanted, there) in [
            (json!({"a": 1}), json!({"a": 2})),
            (json!({"a": "x"}), json!({})),
            (
                json!({"a": [{"n": "x"}, {"n": "y"}]}),
                json!({"a": [{"n": "y"}, {"n": "x"}]}),
            ),
            (json!({"a": ["x", "y"]}), json!({"a": ["y", "z"]})),
            (json!({"a": ["x"]}), json!({"a": ["x", "y"]})),
            (json!({"a": {"b": true}}), json!({"a": null})),
        ] {
            assert!(!covers(&wanted, &there), "{wanted} {there}");
        }
    }

    #[test]
    fn regions_and_plain_lists_may_come_back_in_another_order() {
        let wanted = json!({"groups": ["sg-1", "sg-2"], "distributions": [{"region": "a", "n": 1}, {"region": "b"}]});
        let there = json!({"groups": ["sg-2", "sg-1"], "distributions": [{"region": "b"}, {"region": "a", "n": 1}]});
        assert!(covers(&wanted, &there));
    }

    #[test]
    fn a_version_covers_the_build_it_stands_for_but_not_another_version() {
        let version = "arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd/1.0.0";
        assert!(covers(&version, &format!("{version}/3")));
        assert!(!covers(&format!("{version}/2"), &format!("{version}/3")));
        assert!(!covers(
            &version,
            &"arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd/1.0.1/1"
        ));
    }
}
